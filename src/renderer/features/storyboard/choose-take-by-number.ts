import { selectTake } from '#renderer/features/take-review/index.ts';
import { studio } from '#renderer/rpc/client.ts';
import { showError } from '#renderer/rpc/notices.tsx';
import type { TakeId } from '#shared/domain/ids.ts';
import type { StoryboardShot, Take } from '#shared/domain/records.ts';

/** Chooses the take with this number; null when there is none. */
export async function chooseTakeByNumber(shot: StoryboardShot, takeNumber: number): Promise<Take | null> {
  try {
    const takes = await studio.takes.list({ shotId: shot.id });
    const take = takes.find((one) => one.takeNumber === takeNumber);
    if (!take) return null;
    await selectTake(shot, take.id);
    return take;
  } catch (thrown) {
    showError(thrown);
    return null;
  }
}

/** A take by its id; null, after a notice, when it is gone. */
export async function findTake(takeId: TakeId): Promise<Take | null> {
  try {
    return await studio.takes.get({ takeId });
  } catch (thrown) {
    showError(thrown);
    return null;
  }
}
