/** What the dialogs do to shots. None of these rejects: a notice says what went wrong. */
import { studio } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { putShots } from '#renderer/rpc/live.ts';
import { queryClient } from '#renderer/rpc/query-client.ts';
import { showUndoNotice } from '#renderer/rpc/undo.ts';
import type { Saved } from '#shared/contract/answers.ts';
import type { ShotPatch } from '#shared/contract/schemas.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';

/** Shows a shot as the studio answered it, and that it is saved. */
export function takeOver({ shot, savedAtMs }: Saved & { shot: StoryboardShot }): void {
  // It was saved by the studio itself: the window has only to say so.
  void edit(() => Promise.resolve({ savedAtMs }));
  putShots(queryClient, shot.projectId, [shot]);
}

/** Changes a shot and offers to take that back. @returns whether it was changed. */
export async function changeShot(shot: StoryboardShot, patch: ShotPatch, done: string): Promise<boolean> {
  const answer = await edit(() => studio.shots.update({ shotIds: [shot.id], patch }));
  if (!answer) return false;
  putShots(queryClient, shot.projectId, answer.shots);
  showUndoNotice(done, shot.projectId);
  return true;
}
