/**
 * What OpenRouter says when it says no (OpenRouter documentation, "Errors and debugging").
 *
 * Errors come as `{error: {code, message, metadata}}`; one that arose while a model was working comes with status 200.
 */
import { z } from 'zod';
import type { ProviderAnswer } from '#main/net/provider-http.ts';
import type { AppErrorData } from '#shared/errors/app-error.ts';
import type { Clock } from '#shared/util/clock.ts';
import { outcomeOfStatus, providerError, type Rejection } from '../outcome.ts';

const errorSchema = z.object({
  error: z.object({
    code: z.union([z.number(), z.string()]).optional().catch(undefined),
    message: z.string().catch(''),
    metadata: z.record(z.string(), z.unknown()).optional().catch(undefined),
  }),
});

/** Types of errors that mean that what was asked is not wanted. */
const refusalTypes: readonly unknown[] = ['content_policy_violation', 'refusal'];

type OpenRouterError = {
  /** Null where it names none. */
  code: number | null;
  message: string;
  /** Declined for what it asks, by a filter or by the model's own provider. */
  isRefusal: boolean;
};

/** @param body a whole answer as JSON; null when it holds no error */
export function readError(body: unknown): OpenRouterError | null {
  const parsed = errorSchema.safeParse(body);
  if (!parsed.success) return null;
  const { code, message, metadata = {} } = parsed.data.error;
  // "Your chosen model requires moderation and your input was flagged": 403, with what was flagged beside it.
  const isFlagged = Array.isArray(metadata.reasons) || typeof metadata.flagged_input === 'string';
  const isRefusal = isFlagged || refusalTypes.includes(metadata.error_type);
  return { code: Number.isFinite(Number(code)) ? Number(code) : null, message, isRefusal };
}

/** An answer to a request that costs money, which does not say that it went well. */
export function outcomeOfRefusedAnswer(
  answer: ProviderAnswer,
  clock: Clock,
): ({ kind: 'rejected' } & Rejection) | { kind: 'refused' | 'unknown'; error: AppErrorData } {
  const error = readError(answer.json());
  const detail = error?.message ?? '';
  if (error?.isRefusal && answer.status < 500) {
    return { kind: 'refused', error: providerError('PROVIDER_REFUSED', { status: answer.status, detail }) };
  }
  return outcomeOfStatus(answer, { detail, clock });
}
