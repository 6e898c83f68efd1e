import type { ShotPatch } from '#shared/contract/schemas.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { studio } from '#renderer/rpc/client.ts';
import { askPlans, putShots } from '#renderer/rpc/live.ts';
import { queryClient } from '#renderer/rpc/query-client.ts';

/** Changes the same fields of shots of one project, and shows the answer at once. Rejects as the studio does. */
export async function saveShots(
  shots: readonly StoryboardShot[],
  patch: ShotPatch,
  typingKey?: string,
): Promise<{ savedAtMs: number }> {
  const answer = await studio.shots.update({
    shotIds: shots.map(({ id }) => id),
    patch,
    ...(typingKey === undefined ? {} : { typingKey }),
  });
  const projectId = shots[0]?.projectId;
  if (projectId) putShots(queryClient, projectId, answer.shots);
  // A price that follows from what was just set is there at once; words may pause first.
  if (!typingKey) askPlans(queryClient);
  return answer;
}

/** Other changes for each of some shots of one project, in one step to undo, and shows the answer at once. */
export async function saveShotsEach(
  changes: ReadonlyArray<{ shots: readonly StoryboardShot[]; patch: ShotPatch }>,
): Promise<{ savedAtMs: number }> {
  const answer = await studio.shots.updateEach({
    changes: changes.map(({ shots, patch }) => ({ shotIds: shots.map(({ id }) => id), patch })),
  });
  const projectId = changes[0]?.shots[0]?.projectId;
  if (projectId) putShots(queryClient, projectId, answer.shots);
  askPlans(queryClient);
  return answer;
}
