import { describe, expect, it } from 'vitest';
import type { AssetId, ProjectId, ShotId, SoundClipId, SoundLaneId } from '#shared/domain/ids.ts';
import type { ListedSoundClip } from '#shared/domain/sound.ts';
import {
  clipCommandOf,
  clipPatch,
  cutsOf,
  dragClip,
  type PlacedClip,
  placeClips,
  runClipCommand,
  seenPart,
} from './sound-view.ts';

const frameRate = { numerator: 25, denominator: 1 };
const segments = [
  { shotId: 'shot_a' as ShotId, startFrame: 0, endFrame: 100 },
  { shotId: 'shot_b' as ShotId, startFrame: 100, endFrame: 250 },
];

function aClip(fields: Partial<ListedSoundClip> = {}): ListedSoundClip {
  return {
    ...{ id: 'clip_1' as SoundClipId, projectId: 'proj_1' as ProjectId, laneId: 'lane_1' as SoundLaneId },
    ...{ assetId: 'asset_1' as AssetId, anchorShotId: 'shot_b' as ShotId, offsetFrames: 10 },
    ...{ trimInMs: 1_000, trimOutMs: 3_000, gainDb: 0, fadeInFrames: 0, fadeOutFrames: 0 },
    ...{ createdAtMs: 0, sourceName: 'rain.wav', sourceDurationMs: 10_000 },
    ...fields,
  };
}

const placed = (fields: Partial<ListedSoundClip> = {}) => placeClips([aClip(fields)], segments)[0] as PlacedClip;
const common = { targets: cutsOf(segments), withinFrames: 4, frameRate };

describe('placeClips', () => {
  it('puts clips where their shots are, and leaves out those of shots that are gone', () => {
    const clips = [aClip(), aClip({ anchorShotId: null }), aClip({ anchorShotId: 'shot_gone' as ShotId })];
    expect(placeClips(clips, segments).map(({ startFrame }) => startFrame)).toEqual([10, 110]);
  });
});

describe('dragClip', () => {
  it('moves, and jumps to a cut that is near', () => {
    expect(dragClip({ ...common, grip: 'move', from: placed(), movedFrames: -8.4 }).startFrame).toBe(100);
    expect(dragClip({ ...common, grip: 'move', from: placed(), movedFrames: 20.4 }).startFrame).toBe(130);
    expect(dragClip({ ...common, grip: 'move', from: placed(), movedFrames: -400 }).startFrame).toBe(0);
  });

  it('trims both ends as far as the file goes', () => {
    expect(dragClip({ ...common, grip: 'trim-start', from: placed(), movedFrames: -8 })).toMatchObject({
      startFrame: 100,
      trimInMs: 600,
    });
    expect(dragClip({ ...common, grip: 'trim-start', from: placed(), movedFrames: -90 }).trimInMs).toBe(0);
    expect(dragClip({ ...common, grip: 'trim-end', from: placed(), movedFrames: 9_000 }).trimOutMs).toBe(10_000);
  });

  it('fades no longer than the clip', () => {
    expect(dragClip({ ...common, grip: 'fade-in', from: placed(), movedFrames: 12.2 }).fadeInFrames).toBe(12);
    const faded = placed({ fadeInFrames: 20 });
    expect(dragClip({ ...common, grip: 'fade-out', from: faded, movedFrames: -90 })).toMatchObject({
      fadeInFrames: 20,
      fadeOutFrames: 30,
    });
  });
});

describe('keys', () => {
  const key = (name: string, modifiers: Partial<KeyboardEvent> = {}) =>
    clipCommandOf({ key: name, altKey: false, shiftKey: false, ctrlKey: false, metaKey: false, ...modifiers });
  const run = (name: string, modifiers: Partial<KeyboardEvent> = {}) => {
    const command = key(name, modifiers);
    return command && runClipCommand(command, placed(), { cuts: cutsOf(segments), frameRate });
  };

  it('do what a drag does', () => {
    expect(run('ArrowRight')?.startFrame).toBe(111);
    expect(run('ArrowLeft', { shiftKey: true })?.startFrame).toBe(100);
    expect(run('ArrowRight', { shiftKey: true })?.startFrame).toBe(110);
    expect(run('ArrowLeft', { altKey: true })?.trimOutMs).toBe(2_960);
    expect(run('ArrowRight', { altKey: true, shiftKey: true })).toMatchObject({ startFrame: 111, trimInMs: 1_040 });
    expect(run('ArrowUp')?.gainDb).toBe(1);
    expect(key('ArrowDown', { altKey: true })).toEqual({ kind: 'lane', step: 1 });
    expect(key('s')).toEqual({ kind: 'split' });
    expect(key('z', { ctrlKey: true })).toBeNull();
    expect(key(' ')).toBeNull();
  });
});

describe('clipPatch', () => {
  it('sends what changed, and a place only for a clip that moved', () => {
    const before = placed({ offsetFrames: 500 });
    expect(clipPatch(before, before, { segments, laneKind: 'effects' })).toBeNull();
    expect(clipPatch(before, { ...before, gainDb: -3 }, { segments, laneKind: 'effects' })).toEqual({ gainDb: -3 });
    expect(clipPatch(before, { ...before, startFrame: 20 }, { segments, laneKind: 'effects' })).toEqual({
      anchor: { anchorShotId: 'shot_a', offsetFrames: 20 },
    });
    const laneId = 'lane_2' as SoundLaneId;
    expect(clipPatch(before, { ...before, laneId }, { segments, laneKind: 'music', isOtherLane: true })).toEqual({
      laneId,
      anchor: { anchorShotId: null, offsetFrames: 249 },
    });
  });
});

describe('seenPart', () => {
  it('is what a view shows of a clip', () => {
    expect(seenPart({ startPx: 10, endPx: 90 }, { fromPx: 50, toPx: 200 })).toEqual({ fromPx: 50, toPx: 90 });
    expect(seenPart({ startPx: 10, endPx: 40 }, { fromPx: 50, toPx: 200 })).toBeNull();
  });
});
