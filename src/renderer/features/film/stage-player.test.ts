/** A simulated screen: videos that start late and run at a speed of their own follow the film's clock. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssetId, ShotId, TakeId } from '#shared/domain/ids.ts';
import { type FrameRate, type Frames, secondsFromFrames } from '#shared/domain/time.ts';
import { planTimeline } from '#renderer/features/shot-facts/index.ts';
import { createPlayback } from './playback.ts';
import { createStagePlayer, type StageFilm, type StageMedia, type StageSlots } from './stage-player.ts';

const rate: FrameRate = { numerator: 24, denominator: 1 };
const frameSeconds = 1 / 24;

/** A media element in simulated time: it begins `latencyMs` after `play()`, and runs `skew` times as fast as asked. */
function createMedia({ latencyMs = 0, skew = 1 }: { latencyMs?: number; skew?: number } = {}) {
  let waitMs = 0;
  const media = {
    currentTime: 0,
    playbackRate: 1,
    muted: false,
    paused: true,
    seeking: false,
    readyState: 4,
    error: null as MediaError | null,
    play() {
      media.paused = false;
      waitMs = latencyMs;
      return Promise.resolve();
    },
    pause() {
      media.paused = true;
    },
    pass(ms: number) {
      if (media.paused) return;
      const running = Math.max(0, ms - waitMs);
      waitMs = Math.max(0, waitMs - ms);
      media.currentTime += (running / 1000) * media.playbackRate * skew;
    },
  };
  return media satisfies StageMedia & { pass: (ms: number) => void };
}

function createScreen(
  film: Omit<StageFilm, 'frameRate' | 'timeline'> & { frames: readonly number[]; isPlaying?: boolean },
  media = {},
) {
  const timeline = planTimeline(
    film.frames.map((durationFrames, index) => ({
      id: `shot_${index}` as ShotId,
      durationFrames: durationFrames as Frames,
    })),
  );
  const videos = [createMedia(media), createMedia(media)] as const;
  const voices = [createMedia(media), createMedia(media)] as const;
  const slots: StageSlots = { videos: [...videos], voices: [...voices] };
  const playback = createPlayback();
  playback.setTimeline(timeline);
  if (film.isPlaying) playback.toggle();
  let nowMs = 1000;
  let next: (() => void) | null = null;
  const player = createStagePlayer({
    playback,
    slots,
    nowMs: () => nowMs,
    beforePainting(run) {
      next = run;
      return () => {
        if (next === run) next = null;
      };
    },
  });
  player.setFilm({ frameRate: rate, shots: film.shots, timeline });
  return {
    playback,
    videos,
    voices,
    timeline,
    pass(ms: number) {
      nowMs += ms;
      for (const one of [...videos, ...voices]) one.pass(ms);
      const run = next;
      next = null;
      run?.();
    },
  };
}

const board = (voiceAssetId: AssetId | null = null) => ({ selectedTake: null, voiceAssetId });
const take = (durationFrames: number) => ({
  voiceAssetId: null,
  selectedTake: {
    takeId: 'take_1' as TakeId,
    takeNumber: 1,
    assetId: 'asset_1' as AssetId,
    durationFrames: durationFrames as Frames,
    isOutdated: false,
    hasBurntInSubtitles: false,
  },
});

describe('a film that plays', () => {
  it('is within a frame of the clock after ten minutes, however its pictures come', () => {
    const paint = fc.double({ min: 4, max: 60, noNaN: true });
    fc.assert(
      fc.property(fc.array(paint, { minLength: 5, maxLength: 40 }), (paintsMs) => {
        const screen = createScreen({ frames: [24 * 700], shots: [board()] });
        screen.playback.toggle();
        screen.pass(0);
        let passedMs = 0;
        for (let index = 0; passedMs < 600_000; index += 1) {
          const stepMs = paintsMs[index % paintsMs.length] ?? 16;
          passedMs += stepMs;
          screen.pass(stepMs);
        }
        expect(Math.abs(screen.playback.frame.get() - (passedMs / 1000) * 24)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 10 },
    );
  });

  it('keeps clips that start late and run too fast or too slow within a frame, ten minutes long', () => {
    for (const skew of [0.995, 1.005]) {
      const frames = Array.from({ length: 100 }, () => 24 * 6);
      const screen = createScreen({ frames, shots: frames.map((count) => take(count)) }, { latencyMs: 90, skew });
      screen.playback.toggle();
      screen.pass(0);
      let longestAwayMs = 0;
      let awayMs = 0;
      while (screen.playback.speed.get() !== 0) {
        screen.pass(16);
        const frame = screen.playback.frame.get();
        const index = Math.floor(frame / 144);
        const video = screen.videos[index % 2 === 0 ? 0 : 1];
        const distance = Math.abs(video.currentTime - secondsFromFrames(frame - index * 144 + 0.5, rate));
        awayMs = distance > frameSeconds ? awayMs + 16 : 0;
        longestAwayMs = Math.max(longestAwayMs, awayMs);
      }
      expect(screen.playback.frame.get()).toBe(144 * 100 - 1);
      // Each start is late by 90 ms; it is made up within a second.
      expect(longestAwayMs).toBeLessThan(1000);
    }
  });

  it('holds the next clip ready at its first frame, and stops the one before', () => {
    const screen = createScreen({ frames: [24, 24, 24], shots: [take(24), take(24), take(24)] });
    screen.playback.toggle();
    for (let step = 0; step < 100; step += 1) screen.pass(11);
    expect(screen.playback.frame.get()).toBeGreaterThanOrEqual(24);
    expect(screen.videos[1].paused).toBe(false);
    expect(screen.videos[0].paused).toBe(true);
    expect(screen.videos[0].currentTime).toBeCloseTo(frameSeconds / 2, 6);
  });

  it('stands still at the last frame of a take that is shorter than its shot', () => {
    const screen = createScreen({ frames: [48], shots: [take(24)] });
    screen.playback.toggle();
    for (let step = 0; step < 90; step += 1) screen.pass(16);
    expect(screen.playback.frame.get()).toBeGreaterThan(30);
    expect(screen.videos[0].paused).toBe(true);
    expect(screen.videos[0].currentTime).toBeCloseTo(23.5 / 24, 6);
  });

  it('plays the voice of a board, silent when it goes backwards', () => {
    const screen = createScreen({ frames: [48], shots: [board('asset_voice' as AssetId)] });
    screen.playback.toggle();
    for (let step = 0; step < 30; step += 1) screen.pass(16);
    expect(screen.voices[0].paused).toBe(false);
    expect(screen.voices[0].currentTime).toBeCloseTo(0.48, 1);
    screen.playback.shuttle('back');
    screen.pass(16);
    expect(screen.voices[0].paused).toBe(true);
  });

  it('goes round between its marks', () => {
    const screen = createScreen({ frames: [100], shots: [board()] });
    screen.playback.seek(10);
    screen.playback.mark('in');
    screen.playback.seek(19);
    screen.playback.mark('out');
    screen.playback.isLooping.set(true);
    screen.playback.toggle();
    const seen = new Set<number>();
    for (let step = 0; step < 300; step += 1) {
      screen.pass(10);
      seen.add(screen.playback.frame.get());
    }
    expect([...seen].sort((a, b) => a - b)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  });

  it('begins when there is something to show it, if it was asked to before', () => {
    const screen = createScreen({ frames: [48], shots: [board()], isPlaying: true });
    for (let step = 0; step < 20; step += 1) screen.pass(16);
    expect(screen.playback.frame.get()).toBeGreaterThan(5);
  });

  it('waits at its start for a clip that is not loaded, but not for ever', () => {
    const screen = createScreen({ frames: [48], shots: [take(48)] });
    screen.videos[0].readyState = 0;
    screen.playback.toggle();
    for (let step = 0; step < 20; step += 1) screen.pass(16);
    expect(screen.playback.frame.get()).toBe(0);
    for (let step = 0; step < 100; step += 1) screen.pass(16);
    expect(screen.playback.frame.get()).toBeGreaterThan(0);
  });
});
