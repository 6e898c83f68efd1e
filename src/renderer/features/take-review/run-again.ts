import { showJobs } from '#renderer/features/queue/index.ts';
import { approveFirst } from '#renderer/features/request-preview/index.ts';
import { studio } from '#renderer/rpc/client.ts';
import { showError, showNotice } from '#renderer/rpc/notices.tsx';
import { translator } from '#renderer/rpc/translator.ts';
import { savedState } from '#renderer/rpc/use-saved-state.ts';
import type { Take } from '#shared/domain/records.ts';
import type { RunAgainChanges } from './run-again-rules.ts';

/** Queues one more take. @returns whether it is in the queue; else the person did not want it, or a notice says why. */
export async function runAgain(take: Take, changes: RunAgainChanges): Promise<boolean> {
  try {
    await savedState.flush();
    const { items, isApproved } = await approveFirst([take], {
      connectionOf: ({ recipe }) => recipe.connectionId,
      toSubject: ({ id, recipe: { shotNumber, title, inputs } }) => ({
        key: id,
        name: { number: shotNumber, title },
        source: { kind: 'take', takeId: id, changes },
        pictures: inputs,
        count: 1,
      }),
    });
    if (items.length === 0) return false;
    const { jobs } = await studio.takes.runAgain({ takeId: take.id, changes, isApproved });
    showJobs(jobs);
    showNotice({
      id: 'generate',
      text: translator.t('recipe.runAgain.queued', { shot: take.recipe.shotNumber }),
    });
    return true;
  } catch (thrown) {
    showError(thrown);
    return false;
  }
}
