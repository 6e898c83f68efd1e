import { describe, expect, it } from 'vitest';
import type { AssetId, SoundClipId } from '#shared/domain/ids.ts';
import type { ScheduledSound } from '#shared/domain/sound-schedule.ts';
import { type FrameRate, frameRates, secondsFromFrames } from '#shared/domain/time.ts';
import { bend, makeupGain } from './loudness-guard.ts';
import type { SoundOutput } from './sound-output.ts';
import { createSoundPlayer } from './sound-player.ts';

const tenMinutesSeconds = 600;

/** An audio element whose own clock is wrong, that needs a moment to begin, and that stops for a moment at times. */
function createDevice({ driftPerSecond, startSeconds = 0.05 }: { driftPerSecond: number; startSeconds?: number }) {
  let seconds = 0;
  let isPaused = true;
  let startsInSeconds = 0;
  let stallSeconds = 0;
  let seekCount = 0;
  const media = {
    playbackRate: 1,
    muted: false,
    seeking: false,
    get paused() {
      return isPaused;
    },
    get currentTime() {
      return seconds;
    },
    set currentTime(to: number) {
      seconds = to;
      seekCount += 1;
      if (!isPaused) startsInSeconds = startSeconds;
    },
    play: async () => {
      if (isPaused) startsInSeconds = startSeconds;
      isPaused = false;
    },
    pause: () => {
      isPaused = true;
    },
  };
  const output: SoundOutput = {
    open: () => ({ media, setGain: () => undefined, drop: () => undefined }),
    latencySeconds: () => 0.03,
    wake: () => undefined,
    close: () => undefined,
  };
  return {
    media,
    output,
    seeks: () => seekCount,
    stall(forSeconds: number) {
      stallSeconds = forSeconds;
    },
    pass(bySeconds: number) {
      const idle = Math.min(bySeconds, startsInSeconds + stallSeconds);
      startsInSeconds = Math.max(0, startsInSeconds - idle);
      stallSeconds = Math.max(0, stallSeconds - idle);
      if (!isPaused) seconds += (bySeconds - idle) * media.playbackRate * (1 + driftPerSecond);
    },
  };
}

function soundOf(rate: FrameRate): ScheduledSound {
  const frames = Math.floor((tenMinutesSeconds * rate.numerator) / rate.denominator);
  return {
    ...{ clipId: 'clip_a' as SoundClipId, assetId: 'asset_a' as AssetId, startFrame: 0, endFrame: frames },
    ...{ lengthFrames: frames, sourceStartMs: 250, gainDb: 0, fadeInFrames: 0, fadeOutFrames: 0 },
  };
}

type Run = { rate: FrameRate; driftPerSecond: number; stallsAt?: number };

/** Plays ten minutes. @returns how far what is heard was from the film at most, apart from one second after a trouble */
function mostSecondsOff({ rate, driftPerSecond, stallsAt = Number.NaN }: Run): { seconds: number; seeks: number } {
  const device = createDevice({ driftPerSecond });
  const player = createSoundPlayer(device.output);
  player.setSchedule([soundOf(rate)], rate);
  const frameSeconds = secondsFromFrames(1, rate);
  let worst = 0;
  for (let frame = 0; frame * frameSeconds < tenMinutesSeconds - 1; frame += 1) {
    const atSeconds = frame * frameSeconds;
    if (atSeconds <= stallsAt && atSeconds + frameSeconds > stallsAt) device.stall(0.2);
    player.follow({ position: frame, speed: 1 });
    // What is heard now left the element 30 ms ago.
    const isSettled = atSeconds > 1.5 && !(atSeconds >= stallsAt && atSeconds < stallsAt + 2.5);
    if (isSettled) worst = Math.max(worst, Math.abs(device.media.currentTime - 0.03 - 0.25 - atSeconds));
    device.pass(frameSeconds);
  }
  return { seconds: worst, seeks: device.seeks() };
}

describe('sounds beside a film', () => {
  it('stay within a frame for ten minutes, at every rate, however wrong the clock of the device is', () => {
    for (const rate of frameRates) {
      for (const driftPerSecond of [0, 0.0002, -0.0002, 0.003]) {
        const { seconds, seeks } = mostSecondsOff({ rate, driftPerSecond });
        // A frame of 60 a second.
        expect(seconds).toBeLessThan(1 / 60);
        // Nothing jumps: a jump is heard.
        expect(seeks).toBeLessThanOrEqual(1);
      }
    }
  });

  it('begin on their frame: in time where they come up, and soon where the film starts in the middle of one', () => {
    const rate = { numerator: 24, denominator: 1 };
    const device = createDevice({ driftPerSecond: 0, startSeconds: 0.18 });
    const player = createSoundPlayer(device.output);
    const later = { ...soundOf(rate), startFrame: 48, endFrame: 96, lengthFrames: 48 };
    player.setSchedule([later], rate);
    const offAt = (frame: number) => device.media.currentTime - 0.03 - 0.25 - (frame - 48) / 24;
    const play = (from: number, to: number, look: (frame: number) => void) => {
      for (let frame = from; frame < to; frame += 1) {
        player.follow({ position: frame, speed: 1 });
        look(frame);
        device.pass(1 / 24);
      }
      player.follow({ position: to, speed: 0 });
    };
    // What the device needs is not known yet: it is heard late, and there soon after.
    play(0, 96, (frame) => frame > 84 && expect(Math.abs(offAt(frame))).toBeLessThan(1 / 60));
    // Now it is.
    play(0, 60, (frame) => frame > 50 && expect(Math.abs(offAt(frame))).toBeLessThan(1 / 24));
    play(70, 90, (frame) => frame > 76 && expect(Math.abs(offAt(frame))).toBeLessThan(1 / 24));
  });

  it('go round with a loop', () => {
    const rate = { numerator: 24, denominator: 1 };
    const device = createDevice({ driftPerSecond: 0 });
    const player = createSoundPlayer(device.output);
    player.setSchedule([soundOf(rate)], rate);
    for (let frame = 0; frame < 480; frame += 1) {
      const position = 100 + (frame % 48);
      player.follow({ position, speed: 1 });
      const off = device.media.currentTime - 0.03 - 0.25 - position / 24;
      if (frame > 96 && frame % 48 > 12) expect(Math.abs(off)).toBeLessThan(1 / 24);
      device.pass(1 / 24);
    }
    expect(device.seeks()).toBeLessThan(15);
  });

  it('come back within a moment after the device stopped', () => {
    const rate = { numerator: 24, denominator: 1 };
    const { seconds } = mostSecondsOff({ rate, driftPerSecond: 0.0001, stallsAt: 300 });
    expect(seconds).toBeLessThan(secondsFromFrames(1, rate));
  });

  it('are silent while the film waits, and when it goes backwards', () => {
    const rate = { numerator: 24, denominator: 1 };
    const device = createDevice({ driftPerSecond: 0 });
    const player = createSoundPlayer(device.output);
    player.setSchedule([soundOf(rate)], rate);
    player.follow({ position: 10, speed: 1 });
    expect(device.media.paused).toBe(false);
    player.follow({ position: 10, speed: 0 });
    expect(device.media.paused).toBe(true);
    player.follow({ position: 10, speed: -2 });
    expect(device.media.paused).toBe(true);
  });
});

describe('bend', () => {
  it('leaves alone what is not loud, and is never full scale', () => {
    for (const sample of [0, 0.1, -0.5, 0.79]) expect(bend(sample)).toBe(sample);
    let before = bend(-4);
    for (let sample = -4; sample <= 4; sample += 0.01) {
      expect(Math.abs(bend(sample))).toBeLessThan(1);
      expect(bend(sample)).toBeGreaterThanOrEqual(before);
      before = bend(sample);
    }
  });
});

describe('makeupGain', () => {
  it('is that of the specification', () => {
    // The compressor brings 0 dB down to -22.8 dB; its makeup gain is 0.6 of that, in decibels.
    expect(20 * Math.log10(makeupGain(-24, 20))).toBeCloseTo(0.6 * 22.8, 6);
    expect(makeupGain(-2, 1)).toBe(1);
  });
});
