/** The same request once more: what it costs, and what may be changed of it. */
import { estimateCost } from '#shared/domain/estimate-cost.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import type { Micros } from '#shared/domain/money.ts';
import type { TakeRecipe } from '#shared/domain/records.ts';

/** What a person may change of a request before it is sent once more; what is left out stays. */
export type RunAgainChanges = { promptAsSent?: string; seed?: number | null };

export type RunAgainPrice =
  | { kind: 'free' }
  | { kind: 'known'; amount: Micros }
  | { kind: 'unknown' }
  /** Its connection does not list the model any more. */
  | { kind: 'gone' };

/** By today's prices; neither prompt nor seed change it. */
export function runAgainPrice({ settings }: TakeRecipe, model: ListedModel | null): RunAgainPrice {
  if (!model) return { kind: 'gone' };
  const amount = estimateCost(model, settings);
  if (amount === null) return { kind: 'unknown' };
  return amount === 0 ? { kind: 'free' } : { kind: 'known', amount };
}

/** Why a prompt cannot be sent; null when it can. */
export function promptProblem(prompt: string, { video }: ListedModel): 'missing' | 'too-long' | null {
  if (prompt.trim() === '' && video?.isPromptOptional === false) return 'missing';
  return prompt.length > (video?.maxPromptCharacters ?? Number.POSITIVE_INFINITY) ? 'too-long' : null;
}

const seedCount = 2 ** 32;

/** Null for an empty field, which leaves the seed to the model; undefined for what is no seed. */
export function readSeed(text: string): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  // "0", "42", "4294967295"
  return /^\d{1,10}$/.test(trimmed) && Number(trimmed) < seedCount ? Number(trimmed) : undefined;
}

export function randomSeed(): number {
  const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
  return seed;
}

/** Only what differs from the request as it was. */
export function changesOf(
  { promptAsSent, settings }: TakeRecipe,
  wished: { promptAsSent: string; seed: number | null },
): RunAgainChanges {
  return {
    ...(wished.promptAsSent !== promptAsSent && { promptAsSent: wished.promptAsSent }),
    ...(wished.seed !== settings.seed && { seed: wished.seed }),
  };
}
