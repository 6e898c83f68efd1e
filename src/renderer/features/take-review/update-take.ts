/** Ratings and notes of takes, shown at once where the takes are listed. */
import { studio, studioQuery } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { queryClient } from '#renderer/rpc/query-client.ts';
import type { Take } from '#shared/domain/records.ts';

/** @param rating 1 to 5; null takes it back. Never rejects. */
export async function rateTake(take: Take, rating: number | null): Promise<void> {
  putTake({ ...take, rating });
  const answer = await edit(() => studio.takes.update({ takeId: take.id, rating }));
  if (answer) putTake(answer.take);
  else void queryClient.invalidateQueries({ queryKey: listKey(take) });
}

/** Rejects as the studio does: the field shows why. */
export async function saveNote({ id }: Take, note: string, typingKey: string) {
  const answer = await studio.takes.update({ takeId: id, note, typingKey });
  putTake(answer.take);
  return answer;
}

function putTake(take: Take): void {
  queryClient.setQueryData<Take[]>(listKey(take), (takes) => takes?.map((one) => (one.id === take.id ? take : one)));
}

function listKey({ shotId }: Take) {
  return studioQuery.takes.list.queryKey({ input: { shotId } });
}
