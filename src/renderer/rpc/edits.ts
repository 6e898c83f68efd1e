/** How every change is made: counted by the Saved indicator, and told where it fails. */
import type { Saved } from '#shared/contract/answers.ts';
import type { ErrorCode } from '#shared/errors/app-error.ts';
import { toErrorData } from './client.ts';
import { showError } from './notices.tsx';
import { savedState } from './use-saved-state.ts';

export type EditOptions = {
  /** Instead of the notice, such as words under a field. */
  onError?: (thrown: unknown) => void;
};

/**
 * Runs one edit and keeps the Saved indicator true. Never rejects.
 *
 * @returns the studio's answer, or null when it failed; by then a notice says why.
 */
export async function edit<Answer extends Saved>(
  run: () => Promise<Answer>,
  { onError = showError }: EditOptions = {},
): Promise<Answer | null> {
  const pending = savedState.begin();
  try {
    const answer = await run();
    pending.saved(answer.savedAtMs);
    return answer;
  } catch (thrown) {
    if (isLost(toErrorData(thrown).code)) pending.failed();
    else pending.refused();
    onError(thrown);
    return null;
  }
}

/** Whether the edit should have gone through and did not; every other error declines what was asked for. */
function isLost(code: ErrorCode): boolean {
  return code === 'INTERNAL' || code === 'DISK_FULL' || code === 'LIBRARY_DAMAGED';
}
