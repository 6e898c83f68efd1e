import { describe, expect, it } from 'vitest';
import type { ShotId } from '#shared/domain/ids.ts';
import { createPlayback } from './playback.ts';

function aPlayback(...durations: number[]) {
  const playback = createPlayback();
  let frame = 0;
  const segments = durations.map((duration, index) => {
    const startFrame = frame;
    frame += duration;
    return { shotId: `shot_${index}` as ShotId, startFrame, endFrame: frame };
  });
  playback.setTimeline({ segments, durationFrames: frame });
  return playback;
}

describe('createPlayback', () => {
  it('steps by frames, stands still then, and stays inside the film', () => {
    const playback = aPlayback(10, 10);
    playback.toggle();
    playback.step(3);
    expect([playback.frame.get(), playback.speed.get()]).toEqual([3, 0]);
    playback.step(-9);
    expect(playback.frame.get()).toBe(0);
    playback.seek(99);
    expect(playback.frame.get()).toBe(19);
  });

  it('goes to the start of this shot first, then to the one before', () => {
    const playback = aPlayback(10, 10, 10);
    playback.seek(15);
    playback.stepShot(-1);
    expect(playback.frame.get()).toBe(10);
    playback.stepShot(-1);
    expect(playback.frame.get()).toBe(0);
    playback.stepShot(1);
    expect(playback.frame.get()).toBe(10);
  });

  it('plays from the start again at the end', () => {
    const playback = aPlayback(10);
    playback.seek(9);
    playback.toggle();
    expect([playback.frame.get(), playback.speed.get()]).toEqual([0, 1]);
  });

  it('plays a shot alone until another place is sought, and is then as it was before', () => {
    const playback = aPlayback(10, 10, 10);
    playback.seek(2);
    playback.mark('in');
    playback.playAlone(10);
    expect([playback.frame.get(), playback.speed.get(), playback.isLooping.get()]).toEqual([10, 1, true]);
    expect(playback.marks.get()).toEqual({ inFrame: 10, outFrame: 19 });
    playback.step(4);
    expect(playback.marks.get()).toEqual({ inFrame: 10, outFrame: 19 });
    playback.stepShot(1);
    expect([playback.frame.get(), playback.isLooping.get()]).toEqual([20, false]);
    expect(playback.marks.get()).toEqual({ inFrame: 2, outFrame: null });

    playback.playAlone(0);
    playback.endAlone();
    expect(playback.marks.get()).toEqual({ inFrame: 2, outFrame: null });
    // What is marked meanwhile stays.
    playback.playAlone(0);
    playback.mark('out');
    playback.endAlone();
    expect([playback.marks.get(), playback.isLooping.get()]).toEqual([{ inFrame: 0, outFrame: 0 }, true]);
  });

  it('stays where it is when the film gets longer, and inside when it gets shorter', () => {
    const playback = aPlayback(10, 10);
    playback.seek(15);
    playback.setTimeline({
      segments: [{ shotId: 'shot_0' as ShotId, startFrame: 0, endFrame: 10 }],
      durationFrames: 10,
    });
    expect(playback.frame.get()).toBe(9);
  });

  it('stays in its shot when a shot before it gets another length', () => {
    const playback = aPlayback(10, 10);
    playback.seek(15);
    playback.setTimeline({
      segments: [
        { shotId: 'shot_0' as ShotId, startFrame: 0, endFrame: 30 },
        { shotId: 'shot_1' as ShotId, startFrame: 30, endFrame: 33 },
      ],
      durationFrames: 33,
    });
    expect(playback.frame.get()).toBe(32);
    expect(playback.seeks.get()).toBe(2);
  });

  it('cannot play an empty film', () => {
    const playback = aPlayback();
    playback.toggle();
    expect(playback.speed.get()).toBe(0);
  });
});
