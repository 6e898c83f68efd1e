import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssetId, ProjectId, ShotId, SoundClipId, SoundLaneId } from './ids.ts';
import type { SoundClip, SoundLane } from './sound.ts';
import { scheduleSounds, soundsAt } from './sound-schedule.ts';

const frameRate = { numerator: 25, denominator: 1 };
const projectId = 'proj_0000000000000000' as ProjectId;
const segments = [
  { shotId: 'shot_a' as ShotId, startFrame: 0, endFrame: 100 },
  { shotId: 'shot_b' as ShotId, startFrame: 100, endFrame: 250 },
];

function aLane(fields: Partial<SoundLane> = {}): SoundLane {
  const id = 'lane_1' as SoundLaneId;
  return { id, projectId, rank: 'a', name: '', kind: 'music', gainDb: 0, isMuted: false, createdAtMs: 0, ...fields };
}

function aClip(fields: Partial<SoundClip> = {}): SoundClip {
  return {
    id: 'clip_1' as SoundClipId,
    projectId,
    laneId: 'lane_1' as SoundLaneId,
    assetId: 'asset_1' as AssetId,
    anchorShotId: null,
    offsetFrames: 0,
    trimInMs: 0,
    trimOutMs: 4_000,
    gainDb: 0,
    fadeInFrames: 0,
    fadeOutFrames: 0,
    createdAtMs: 0,
    ...fields,
  };
}

const schedule = (clips: SoundClip[], lanes = [aLane()], soloLaneIds?: ReadonlySet<SoundLaneId>) =>
  scheduleSounds({ segments, lanes, clips, frameRate, ...(soloLaneIds && { soloLaneIds }) });

describe('scheduleSounds', () => {
  it('ends with the film, and leaves out what is not in it', () => {
    const [sound] = schedule([aClip({ anchorShotId: 'shot_b' as ShotId, offsetFrames: 100 })]);
    expect(sound).toMatchObject({ startFrame: 200, endFrame: 250, lengthFrames: 100 });
    expect(schedule([aClip({ offsetFrames: 250 }), aClip({ anchorShotId: 'shot_gone' as ShotId })])).toEqual([]);
  });

  it('leaves out muted lanes and silence, and all but the solo lanes', () => {
    const other = { id: 'lane_2' as SoundLaneId };
    const clips = [aClip(), aClip({ id: 'clip_2' as SoundClipId, laneId: other.id })];
    const heard = (lanes: SoundLane[], solo?: ReadonlySet<SoundLaneId>) =>
      schedule(clips, lanes, solo).map(({ clipId }) => clipId);
    expect(heard([aLane(), aLane(other)])).toEqual(['clip_1', 'clip_2']);
    expect(heard([aLane({ isMuted: true }), aLane(other)])).toEqual(['clip_2']);
    expect(heard([aLane({ gainDb: -60 }), aLane(other)])).toEqual(['clip_2']);
    expect(heard([aLane({ isMuted: true }), aLane(other)], new Set(['lane_1' as SoundLaneId]))).toEqual(['clip_1']);
  });
});

describe('soundsAt', () => {
  it('says what is heard, from where in its file, with fades as straight lines', () => {
    const clip = aClip({ offsetFrames: 50, trimInMs: 1_000, trimOutMs: 5_000, fadeInFrames: 10, fadeOutFrames: 20 });
    const at = (frame: number) => soundsAt(schedule([{ ...clip, gainDb: -6 }]), frame, frameRate)[0];
    expect(at(49)).toBeUndefined();
    expect(at(50)).toMatchObject({ sourceMs: 1_000, gain: 0 });
    expect(at(55)?.gain).toBeCloseTo(0.2506, 3);
    expect(at(75)).toMatchObject({ sourceMs: 2_000 });
    expect(at(100)?.gain).toBeCloseTo(0.501, 3);
    expect(at(140)?.gain).toBeCloseTo(0.2506, 3);
    expect(at(150)).toBeUndefined();
  });

  it('finds at each frame exactly the clips that cover it', () => {
    const someClips = fc.array(fc.record({ offsetFrames: fc.nat(260), lengthMs: fc.integer({ min: 1, max: 8_000 }) }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(someClips, fc.nat(260), (parts, frame) => {
        const clips = parts.map(({ offsetFrames, lengthMs }, index) =>
          aClip({ id: `clip_${index}` as SoundClipId, offsetFrames, trimOutMs: lengthMs }),
        );
        const covering = clips
          .filter(({ offsetFrames, trimOutMs }) => {
            const end = Math.min(250, offsetFrames + Math.max(1, Math.round(trimOutMs / 40)));
            return offsetFrames <= frame && frame < end;
          })
          .map(({ id }) => id);
        expect(
          soundsAt(schedule(clips), frame, frameRate)
            .map(({ clipId }) => clipId)
            .sort(),
        ).toEqual(covering.sort());
      }),
    );
  });
});
