/** From Runway's answers to outcomes. Source: Runway API reference, tasks; task failures; organization. */
import { z } from 'zod';
import type { Clock } from '#shared/util/clock.ts';
import { AppError, type AppErrorData } from '#shared/errors/app-error.ts';
import {
  outcomeOfNoAnswer,
  outcomeOfStatus,
  providerError,
  type Rejection,
  troubleOf,
  troubleOfStatus,
} from '../outcome.ts';
import type { AnswerFacts, Output, PollOutcome, ReportedCost } from '../video-provider.ts';
import type { RunwayAnswer } from './runway-client.ts';
import { microsOfCredits } from './runway-models.ts';

const creditsSchema = z.object({ credits: z.number().min(0) });

const createdSchema = z.object({
  id: z.string().min(1),
  estimatedCost: creditsSchema.optional().catch(undefined),
});

export type CreatedTask = { id: string; cost: ReportedCost | null };

/** Null when the answer names no task. */
export function readCreated(value: unknown): CreatedTask | null {
  const { data } = createdSchema.safeParse(value);
  // "The maximum credits this task may charge."
  return data ? { id: data.id, cost: costOf(data.estimatedCost, { isFinal: false }) } : null;
}

const taskSchema = z.object({
  status: z.string(),
  progress: z.number().optional().catch(undefined),
  output: z.array(z.string()).optional().catch(undefined),
  failure: z.string().optional().catch(undefined),
  failureCode: z.string().optional().catch(undefined),
  createdAt: z.string().optional().catch(undefined),
  cost: creditsSchema.optional().catch(undefined),
});

export type RunwayTask = z.output<typeof taskSchema>;

/** Null when the answer is no task. */
export function readTask(value: unknown): RunwayTask | null {
  return taskSchema.safeParse(value).data ?? null;
}

const organizationSchema = z.object({ creditBalance: z.number() });

/** Credits that are left; null when the answer does not say. */
export function readCreditBalance(value: unknown): number | null {
  return organizationSchema.safeParse(value).data?.creditBalance ?? null;
}

const uploadSchema = z.object({
  runwayUri: z.string().min(1),
  uploadUrl: z.string().min(1),
  fields: z.record(z.string(), z.string()),
});

export type StartedUpload = z.output<typeof uploadSchema>;

/** Null when the answer names no place to upload to. */
export function readStartedUpload(value: unknown): StartedUpload | null {
  return uploadSchema.safeParse(value).data ?? null;
}

/** A task that has ended: a DELETE would take its files, not stop it. */
export function hasEnded({ status }: RunwayTask): boolean {
  return status === 'SUCCEEDED' || status === 'FAILED' || status === 'CANCELLED';
}

/** @param pollAfterMs until a task that has not ended may be asked for again */
export function outcomeOfTask(task: RunwayTask, pollAfterMs: number): PollOutcome {
  const known = costOf(task.cost, { isFinal: true });
  const cost = known && { cost: known };
  switch (task.status) {
    case 'SUCCEEDED': {
      const outputs = (task.output ?? []).map(toOutput);
      if (outputs.length > 0) return { kind: 'succeeded', outputs, ...cost, facts: factsOf(task) };
      return { kind: 'failed', error: providerError('PROVIDER_FAILED', { detail: 'no output' }), ...cost };
    }
    case 'FAILED':
      return { ...failureOf(task), ...cost };
    case 'CANCELLED':
      return { kind: 'cancelled', ...cost };
    case 'RUNNING':
      return { kind: 'pending', progress: fractionOf(task.progress), pollAfterMs };
    default:
      // PENDING; THROTTLED, which waits for a place of its own accord; and whatever word comes next year.
      return { kind: 'pending', progress: null, pollAfterMs };
  }
}

/** `SAFETY.INPUT.TEXT`, `INPUT_PREPROCESSING.SAFETY.TEXT`: declined, and charged as if it had gone well. */
function failureOf({ failure = '', failureCode = '' }: RunwayTask): {
  kind: 'refused' | 'failed';
  error: AppErrorData;
} {
  const isRefused = failureCode.split('.').includes('SAFETY');
  const detail = [failureCode, failure].filter(Boolean).join(': ');
  if (isRefused) return { kind: 'refused', error: providerError('PROVIDER_REFUSED', { detail }) };
  return { kind: 'failed', error: providerError('PROVIDER_FAILED', { detail }) };
}

/** The API's types give no range, so a percentage is understood too. */
function fractionOf(progress: number | undefined): number | null {
  if (progress === undefined) return null;
  return Math.min(1, Math.max(0, progress > 1 ? progress / 100 : progress));
}

function toOutput(url: string, index: number): Output {
  const ending = /\.(mp4|mov|webm)(?:[?#]|$)/i.exec(url)?.[1];
  return { index, extension: ending?.toLowerCase() ?? 'mp4', hasBurntInSubtitles: false, url };
}

function factsOf({ status, createdAt, cost }: RunwayTask): AnswerFacts {
  return { status, ...(createdAt && { createdAt }), ...(cost && { 'cost.credits': cost.credits }) };
}

function costOf(cost: { credits: number } | undefined, { isFinal }: { isFinal: boolean }): ReportedCost | null {
  return cost ? { amount: microsOfCredits(cost.credits), isFinal } : null;
}

/** Runway turns away only what is over a day's number, counted over the last 24 hours: that does not pass in seconds. */
const dailyLimitRetryMs = 600_000;

/** Of a request that was to create something: the one place that judges Runway's errors. */
export function outcomeOfTrouble(
  answer: Exclude<RunwayAnswer, { kind: 'answered' }>,
  { clock, signal }: { clock: Clock; signal?: AbortSignal | undefined },
): ({ kind: 'rejected' } & Rejection) | { kind: 'unknown'; error: AppErrorData } {
  switch (answer.kind) {
    case 'no-answer':
      return outcomeOfNoAnswer(answer.error, signal);
    case 'unreadable':
      return { kind: 'unknown', error: providerError('PROVIDER_ANSWER_UNREADABLE') };
    case 'status': {
      const { status } = answer.answer;
      // "You do not have enough credits to run this task." has no code of its own.
      if (status === 400 && /enough credits/i.test(answer.detail)) {
        const error = providerError('PROVIDER_NO_CREDIT', { status, detail: answer.detail });
        return { kind: 'rejected', error, retryAfterMs: null };
      }
      const outcome = outcomeOfStatus(answer.answer, { detail: answer.detail, clock });
      const hasAdvice = answer.answer.headers.has('retry-after');
      if (outcome.kind === 'unknown' || status !== 429 || hasAdvice) return outcome;
      return { ...outcome, retryAfterMs: dailyLimitRetryMs };
    }
  }
}

/** Of a harmless request. */
export function errorOfTrouble(answer: Exclude<RunwayAnswer, { kind: 'answered' }>): AppError {
  switch (answer.kind) {
    case 'no-answer':
      return troubleOf(answer.error);
    case 'unreadable':
      return unreadable(answer.cause);
    case 'status':
      return troubleOfStatus(answer.answer, answer.detail);
  }
}

/** It answered, and in no way that the API reference knows, such as a sign-in page of a network. */
export function unreadable(cause?: unknown): AppError {
  const { params } = providerError('PROVIDER_ANSWER_UNREADABLE');
  return new AppError('PROVIDER_ANSWER_UNREADABLE', 'the answer cannot be read', { params, retry: 'later', cause });
}
