/** Keeps sound that begins in shots which go: it holds on to what stays of the film. */
import { listSoundClipsIn } from '#main/db/sound-repository.ts';
import { listStoryboardShots } from '#main/db/shot-repository.ts';
import type { ReadDb } from '#main/db/database.ts';
import type { ProjectId, ShotId } from '#shared/domain/ids.ts';
import type { Shot } from '#shared/domain/records.ts';
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

type Merged = Pick<Shot, 'id' | 'durationFrames'>;

/** To be called in the edit that makes several shots one, with their lengths before: what begins in them stays in time. */
export function mergeSoundOf(
  recorder: TimedRecorder,
  db: ReadDb,
  [first, ...others]: readonly [Merged, ...Merged[]],
): void {
  let startFrames = first.durationFrames as number;
  const starts = new Map(
    others.map(({ id, durationFrames }) => {
      const start = startFrames;
      startFrames += durationFrames;
      return [id, start] as const;
    }),
  );
  for (const { id, anchorShotId, offsetFrames } of listSoundClipsIn(db, [...starts.keys()])) {
    const start = starts.get(anchorShotId) ?? 0;
    recorder.update('sound_clips', id, { anchor_shot_id: first.id, offset_frames: offsetFrames + start });
  }
}
