/** Keeps sound that begins in shots which go to the trash: it holds on to what stays of the film. */
import { listSoundClipsIn } from '#main/db/sound-repository.ts';
import { listStoryboardShots } from '#main/db/shot-repository.ts';
import type { ReadDb } from '#main/db/database.ts';
import type { ProjectId, ShotId } from '#shared/domain/ids.ts';
import { anchorWithout } from '#shared/domain/sound-rules.ts';
import type { TimedRecorder } from './edit.ts';

/** To be called in the edit that deletes the shots, before it does. */
export function keepSoundOf(
  recorder: TimedRecorder,
  db: ReadDb,
  { projectId, shotIds }: { projectId: ProjectId; shotIds: readonly ShotId[] },
): void {
  const clips = listSoundClipsIn(db, shotIds);
  if (clips.length === 0) return;
  const order = listStoryboardShots(db, projectId);
  const removed = new Set(shotIds);
  for (const { id, anchorShotId } of clips) {
    const anchor = anchorWithout(order, removed, anchorShotId);
    recorder.update('sound_clips', id, { anchor_shot_id: anchor.anchorShotId, offset_frames: anchor.offsetFrames });
  }
}
