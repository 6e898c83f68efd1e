/** Shows prompt and pictures to a moderation model before they go to one that charges for what it refuses. */
import type { PrecheckResult } from '#main/jobs/generate-take-job.ts';
import type { Provider } from '#main/providers/provider.ts';
import type { Connection } from '#shared/domain/connection.ts';
import type { AssetId, ConnectionId } from '#shared/domain/ids.ts';
import type { TakeRecipe } from '#shared/domain/records.ts';
import { hasCode, toAppError } from '#shared/errors/app-error.ts';

export type PrecheckOptions = {
  /** @throws {AppError} CONNECTION_NOT_FOUND */
  connectionOf: (connectionId: ConnectionId) => Connection;
  /** @throws {AppError} CONNECTION_NOT_FOUND */
  providerOf: (connectionId: ConnectionId) => Provider;
};

/** What of a recipe is looked at. */
type CheckedRecipe = Pick<TakeRecipe, 'connectionId' | 'promptAsSent' | 'inputs'>;

/** Checks what a recipe would send, if its connection asks for that. A check that gives no answer lets nothing pass. */
export function createPrecheck({ connectionOf, providerOf }: PrecheckOptions) {
  return async (recipe: CheckedRecipe, signal: AbortSignal): Promise<PrecheckResult> => {
    const { precheckConnectionId } = connectionOf(recipe.connectionId);
    if (precheckConnectionId === null) return { kind: 'passed' };
    try {
      const { moderation } = providerOf(precheckConnectionId);
      if (!moderation) return objected({ code: 'CONNECTION_NOT_FOUND', params: {}, retry: 'after-user-action' });
      const imageAssetIds = recipe.inputs.filter(({ role }) => role !== 'voice').map(({ assetId }) => assetId);
      const outcome = await moderation.check({ prompt: recipe.promptAsSent, imageAssetIds }, { signal });
      if (outcome.kind === 'refused') return objected(outcome.error);
      if (outcome.kind !== 'finished') return { kind: 'trouble', error: outcome.error };
      const [finding] = outcome.result;
      if (!finding) return { kind: 'passed' };
      const params = { input: inputName(recipe, finding.input), categories: finding.categories.join(', ') };
      return objected({ code: 'PRECHECK_OBJECTED', params, retry: 'after-user-action' });
    } catch (error) {
      signal.throwIfAborted();
      if (hasCode(error, 'CONNECTION_NOT_FOUND')) return objected(toAppError(error).toData());
      return { kind: 'trouble', error: toAppError(error).toData() };
    }
  };
}

function objected(error: Extract<PrecheckResult, { kind: 'objected' }>['error']): PrecheckResult {
  return { kind: 'objected', error };
}

/** `prompt`, or the role of the picture. */
function inputName({ inputs }: CheckedRecipe, input: 'prompt' | AssetId): string {
  return input === 'prompt' ? input : (inputs.find(({ assetId }) => assetId === input)?.role ?? 'reference');
}
