/** Asks Replicate for its models. What was read stays in memory: it saves a request, and is asked for anew without it. */
import type { OutgoingRequest } from '#main/net/provider-http.ts';
import type { AttemptId } from '#shared/domain/ids.ts';
import type { Model } from '#shared/domain/model.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { providerError, troubleOf } from '../outcome.ts';
import type { ProviderContext } from '../provider.ts';
import { refusedBefore } from './replicate-answers.ts';
import { listedModelIds, modelPath, readModel, type ReplicateModel } from './replicate-models.ts';

export interface ModelReader {
  /** From memory; null when it is not there. */
  find(modelId: string): ReplicateModel | null;
  /** From memory, else asked for. @throws {AppError} PROVIDER_MODEL_GONE, and with retry `later` what may pass */
  read(modelId: string, options: { signal: AbortSignal | undefined; attemptId: AttemptId }): Promise<ReplicateModel>;
  /** The request that `read` makes. */
  request(modelId: string): OutgoingRequest;
  /** Every listed model that there is, asked for anew. @throws {AppError} */
  list(signal?: AbortSignal): Promise<Model[]>;
}

export function createModelReader({ http, clock }: Pick<ProviderContext, 'http' | 'clock'>): ModelReader {
  const known = new Map<string, ReplicateModel>();

  function request(modelId: string): OutgoingRequest {
    return { purpose: 'list-models', method: 'GET', url: modelPath(modelId), body: { kind: 'none' }, auth: 'key' };
  }

  /** Null when there is no such model. */
  async function ask(modelId: string, options: { signal?: AbortSignal | undefined; attemptId?: AttemptId }) {
    const answer = await http.send(request(modelId), options);
    if (answer.status === 404) return null;
    const asOf = new Date(clock.nowMs()).toISOString().slice(0, 10);
    const read = answer.status < 300 ? readModel(answer, { modelId, asOf }) : null;
    if (!read) throw refusedBefore(answer, clock);
    known.set(modelId, read);
    return read;
  }

  return {
    find: (modelId) => known.get(modelId) ?? null,
    request,
    async read(modelId, options) {
      const found = known.get(modelId) ?? (await ask(modelId, options));
      if (found) return found;
      const { code, params, retry } = providerError('PROVIDER_MODEL_GONE', { status: 404 });
      throw new AppError(code, `no model "${modelId}" at Replicate`, { params, retry });
    },
    async list(signal) {
      try {
        const found = await Promise.all(listedModelIds.map((modelId) => ask(modelId, { signal })));
        return found.flatMap((each) => each?.model ?? []);
      } catch (error) {
        throw troubleOf(error);
      }
    },
  };
}
