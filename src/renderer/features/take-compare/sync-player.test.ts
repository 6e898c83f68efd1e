import { describe, expect, it } from 'vitest';
import { createSyncPlayer, type SyncVideo } from './sync-player.ts';

/** A video that plays by the test's clock. */
function aVideo(now: () => number): SyncVideo & { seeks: number[] } {
  let at = 0;
  let startedAtMs: number | null = null;
  const video = {
    seeks: [] as number[],
    seeking: false,
    get paused() {
      return startedAtMs === null;
    },
    get currentTime() {
      return startedAtMs === null ? at : at + (now() - startedAtMs) / 1000;
    },
    set currentTime(seconds: number) {
      video.seeks.push(seconds);
      at = seconds;
      if (startedAtMs !== null) startedAtMs = now();
    },
    play() {
      startedAtMs ??= now();
      return Promise.resolve();
    },
    pause() {
      at = video.currentTime;
      startedAtMs = null;
    },
  };
  return video;
}

function setUp() {
  let nowMs = 0;
  let frame: (() => void) | null = null;
  const player = createSyncPlayer({
    nowMs: () => nowMs,
    requestFrame(run) {
      frame = run;
      return 1;
    },
    cancelFrame: () => {
      frame = null;
    },
  });
  const videos = { long: aVideo(() => nowMs), short: aVideo(() => nowMs) };
  player.setClips(
    new Map([
      ['long', { durationSeconds: 4, lastFrameSeconds: 3.98 }],
      ['short', { durationSeconds: 2, lastFrameSeconds: 1.98 }],
    ]),
  );
  player.register('long', videos.long);
  player.register('short', videos.short);
  const passMs = (ms: number) => {
    for (const end = nowMs + ms; nowMs < end; nowMs += 20) frame?.();
  };
  return { player, videos, passMs };
}

describe('createSyncPlayer', () => {
  it('plays all, holds the last frame of the shorter one, and begins again with the longer', () => {
    const { player, videos, passMs } = setUp();
    player.toggle(['long', 'short']);
    passMs(1000);
    expect(videos.short.paused || videos.long.paused).toBe(false);
    expect(Math.abs(videos.short.currentTime - videos.long.currentTime)).toBeLessThan(0.05);
    passMs(1500);
    expect(videos.short.paused).toBe(true);
    expect(videos.short.currentTime).toBe(1.98);
    passMs(2000);
    expect(videos.short.paused).toBe(false);
    expect(videos.short.currentTime).toBeLessThan(1);
  });

  it('puts a clip right that lags behind', () => {
    const { player, videos, passMs } = setUp();
    player.toggle(['long', 'short']);
    passMs(500);
    videos.long.currentTime = 0;
    passMs(100);
    expect(Math.abs(videos.long.currentTime - player.position())).toBeLessThan(0.1);
  });

  it('plays one alone while the others stand', () => {
    const { player, videos, passMs } = setUp();
    player.toggle(['short']);
    passMs(400);
    expect([videos.short.paused, videos.long.paused]).toEqual([false, true]);
    expect(player.loopSeconds()).toBe(2);
    player.toggle(['short']);
    expect([...player.playingIds()]).toEqual([]);
    expect(videos.short.paused).toBe(true);
  });

  it('goes on from where it stood', () => {
    const { player, passMs } = setUp();
    player.toggle(['long', 'short']);
    passMs(1000);
    player.pause();
    passMs(5000);
    expect(player.position()).toBeCloseTo(1, 1);
    player.toggle(['long', 'short']);
    passMs(500);
    expect(player.position()).toBeCloseTo(1.5, 1);
  });

  it('seeks all clips, each inside itself, and puts a video that comes later there too', () => {
    const { player, videos } = setUp();
    player.seek(3);
    expect([videos.long.currentTime, videos.short.currentTime]).toEqual([3, 1.98]);
    const late = aVideo(() => 0);
    player.register('long', late);
    expect(late.currentTime).toBe(3);
    player.seek(99);
    expect(player.position()).toBe(4);
  });

  it('tells when it starts and stops', () => {
    const { player } = setUp();
    let told = 0;
    const forget = player.subscribe(() => told++);
    player.toggle(['long']);
    player.pause();
    forget();
    player.toggle(['long']);
    expect(told).toBe(2);
  });
});
