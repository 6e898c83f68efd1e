/** Planned lengths that change quickly, by drag and by key: shown at once, sent one after another, the latest last. */
import type { ShotId } from '#shared/domain/ids.ts';
import type { Storyboard, StoryboardShot } from '#shared/domain/records.ts';
import type { Frames } from '#shared/domain/time.ts';
import { studio, studioQuery } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { putShots } from '#renderer/rpc/live.ts';
import { queryClient } from '#renderer/rpc/query-client.ts';
import { withShots } from './storyboard-edits.ts';

/** Lengths that the studio has not confirmed yet. */
const wanted = new Map<ShotId, Frames>();

/** The planned length with changes that are still on their way. */
export function plannedFrames({ id, durationFrames }: Pick<StoryboardShot, 'id' | 'durationFrames'>): Frames {
  return wanted.get(id) ?? durationFrames;
}

/** Sets the planned length of a shot. Never rejects: a notice says what went wrong, and the old length is back. */
export async function resizeShot(
  shot: Pick<StoryboardShot, 'id' | 'projectId'>,
  durationFrames: Frames,
  /** Changes with the same key within a few seconds are one step to undo. */
  typingKey?: string,
): Promise<void> {
  const { id, projectId } = shot;
  const isSending = wanted.has(id);
  wanted.set(id, durationFrames);
  const queryKey = studioQuery.storyboard.get.queryKey({ input: { projectId } });
  // An answer that is on its way knows nothing of this edit.
  await queryClient.cancelQueries({ queryKey });
  queryClient.setQueryData<Storyboard>(queryKey, (storyboard) => storyboard && withWantedLengths(storyboard));
  if (isSending) return;
  for (let sent: Frames | undefined; sent !== wanted.get(id); ) {
    const next = wanted.get(id) ?? durationFrames;
    const answer = await edit(() =>
      studio.shots.update({
        shotIds: [id],
        patch: { durationFrames: next },
        ...(typingKey === undefined ? {} : { typingKey }),
      }),
    );
    sent = next;
    if (answer && next === wanted.get(id)) putShots(queryClient, projectId, answer.shots);
    if (!answer) {
      void queryClient.invalidateQueries({ queryKey });
      break;
    }
  }
  wanted.delete(id);
}

function withWantedLengths(storyboard: Storyboard): Storyboard {
  const changed = storyboard.shots
    .filter((shot) => plannedFrames(shot) !== shot.durationFrames)
    .map((shot) => ({ ...shot, durationFrames: plannedFrames(shot) }));
  return changed.length === 0 ? storyboard : withShots(storyboard, changed);
}
