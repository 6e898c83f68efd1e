/** What the studio answers about boards, words and voices that models make. */
import type { DraftShot } from '#shared/domain/assist-draft.ts';
import type { Micros } from '#shared/domain/money.ts';
import type { Cost } from '#shared/domain/records.ts';
import type { AppErrorData } from '#shared/errors/app-error.ts';

/** What a task would cost, before anything is sent. */
export type AssistPlan = {
  /** Over all its requests; null when the price is not known, 0 for free models. */
  estimate: Micros | null;
  /** Whether the estimate is for the longest answer: texts mostly cost less. */
  isAtMost: boolean;
  /** Whether the estimate is that of a new picture, where no list tells what one made from another costs. */
  isPlainPrice: boolean;
  /** Requests that it makes, at the most. */
  requestCount: number;
  /** Why it cannot be sent as things are; null when it can. */
  problem: AppErrorData | null;
  /** Limits that it would go over. */
  overBudget: AppErrorData[];
};

/** How a draft goes on. `ended` is always the last. */
export type DraftEvent =
  /** A request leaves; `batchCount` is null while only the model knows how many it will be. */
  | { kind: 'asking'; batchNumber: number; batchCount: number | null }
  /** What one request brought. */
  | { kind: 'shots'; batchNumber: number; shots: DraftShot[] }
  /** With an error, what came before it stands. `cost` is null when a part of it is not known. */
  | { kind: 'ended'; error: AppErrorData | null; cost: Cost | null };

/** A prompt as it is and as a model would write it. Changes nothing. */
export type ImprovedPrompt = {
  before: string;
  after: string;
  /** Most characters that the shot's video model takes of it; null without a limit. */
  maxCharacters: number | null;
  cost: Cost | null;
};

/** What is said in a recording. Changes nothing. */
export type Transcript = {
  text: string;
  /** In their order; empty where the model tells no times. */
  segments: Array<{ startMs: number; endMs: number; text: string }>;
  cost: Cost | null;
};
