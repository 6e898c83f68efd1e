/** Takes the lanes of one project and what lies on them over into a copy of it. */
import { listSoundClips, listSoundLanes, soundClipToRow, soundLaneToRow } from '#main/db/sound-repository.ts';
import type { SoundLaneId, ShotId } from '#shared/domain/ids.ts';
import type { Project } from '#shared/domain/records.ts';
import { fitSound } from '#shared/domain/sound-rules.ts';
import { framesFromSeconds, secondsFromFrames } from '#shared/domain/time.ts';
import type { TimedRecorder } from './edit.ts';
import type { ServiceContext } from './service-context.ts';

export type CopySoundsOptions = {
  from: Project;
  to: Project;
  /** The new shots by those that they were made from. */
  shotIds: ReadonlyMap<ShotId, ShotId>;
};

/** Places and fades stay where they are in seconds; the files are the same. */
export function copySounds(
  { db, ids }: Pick<ServiceContext, 'db' | 'ids'>,
  recorder: TimedRecorder,
  { from, to, shotIds }: CopySoundsOptions,
): void {
  const laneIds = new Map<SoundLaneId, SoundLaneId>();
  const fresh = { projectId: to.id, createdAtMs: recorder.nowMs };
  const toFrames = (frames: number) =>
    framesFromSeconds(secondsFromFrames(frames, from.frameRate), to.frameRate) as number;
  for (const lane of listSoundLanes(db, from.id)) {
    const id = ids.create('soundLane');
    laneIds.set(lane.id, id);
    recorder.insert('sound_lanes', soundLaneToRow({ ...lane, ...fresh, id }));
  }
  for (const { sourceName: _, sourceDurationMs, ...clip } of listSoundClips(db, from.id)) {
    const laneId = laneIds.get(clip.laneId);
    const anchorShotId = clip.anchorShotId && (shotIds.get(clip.anchorShotId) ?? null);
    // What begins in a shot that was deleted is not heard, and has no place in the copy.
    if (!laneId || (clip.anchorShotId !== null && anchorShotId === null)) continue;
    const fades = { fadeInFrames: toFrames(clip.fadeInFrames), fadeOutFrames: toFrames(clip.fadeOutFrames) };
    const shape = fitSound({ ...clip, ...fades }, sourceDurationMs, to.frameRate);
    const place = { laneId, anchorShotId, offsetFrames: toFrames(clip.offsetFrames) };
    recorder.insert(
      'sound_clips',
      soundClipToRow({ ...clip, ...fresh, ...shape, ...place, id: ids.create('soundClip') }),
    );
  }
}
