/** Where a person wants to see each request before it is sent, none is queued that they have not approved. */
import { animaticConnectionId, type ConnectionId } from '#shared/domain/ids.ts';
import { AppError } from '#shared/errors/app-error.ts';

/**
 * To be called with the connections of whatever is about to be queued. What the built-in engine makes goes nowhere, and
 * null is work without a connection.
 *
 * @throws {AppError} PREVIEW_NEEDED
 */
export type AssertApproved = (connectionIds: Iterable<ConnectionId | null>, isApproved: boolean) => void;

/** @param alwaysPreviews asked each time */
export function createPreviewRule(alwaysPreviews: () => boolean): AssertApproved {
  return (connectionIds, isApproved) => {
    if (isApproved || !alwaysPreviews()) return;
    for (const connectionId of connectionIds) {
      if (connectionId === null || connectionId === animaticConnectionId) continue;
      throw new AppError('PREVIEW_NEEDED', `a request to ${connectionId} was not approved`, {
        retry: 'after-user-action',
      });
    }
  };
}
