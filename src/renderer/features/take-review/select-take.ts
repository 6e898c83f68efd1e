import type { TakeId } from '#shared/domain/ids.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { studio } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { putShots } from '#renderer/rpc/live.ts';
import { queryClient } from '#renderer/rpc/query-client.ts';

/** Chooses the take that the film uses; null means none. Never rejects. */
export async function selectTake({ id, projectId }: StoryboardShot, takeId: TakeId | null): Promise<void> {
  const answer = await edit(() => studio.takes.select({ shotId: id, takeId }));
  if (answer) putShots(queryClient, projectId, [answer.shot]);
}
