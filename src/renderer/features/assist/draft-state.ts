/** A draft as the window shows it: what came so far, what of it is wanted, and how it goes. */
import type { DraftEvent } from '#shared/contract/assist-answers.ts';
import { dialogueFromSpeeches, type DraftShot } from '#shared/domain/assist-draft.ts';
import type { Cost } from '#shared/domain/records.ts';
import type { AppErrorData } from '#shared/errors/app-error.ts';

/** One proposed shot, and whether a person wants it. */
export type DraftRow = { shot: DraftShot; isWanted: boolean };

export type DraftState = {
  rows: readonly DraftRow[];
  progress: /** Nothing was asked for yet. */
    | { kind: 'idle' }
    /** `partCount` is null while only the model knows it. */
    | { kind: 'asking'; part: number; partCount: number | null }
    | { kind: 'stopped' }
    | { kind: 'ended'; error: AppErrorData | null; cost: Cost | null };
};

export const emptyDraft: DraftState = { rows: [], progress: { kind: 'idle' } };

/** A draft that has begun. */
export const begunDraft: DraftState = { rows: [], progress: { kind: 'asking', part: 1, partCount: null } };

/** What an event of the studio makes of it. */
export function afterEvent(state: DraftState, event: DraftEvent): DraftState {
  switch (event.kind) {
    case 'asking':
      return { ...state, progress: { kind: 'asking', part: event.batchNumber, partCount: event.batchCount } };
    case 'shots':
      return { ...state, rows: [...state.rows, ...event.shots.map((shot) => ({ shot, isWanted: true }))] };
    case 'ended':
      return { ...state, progress: { kind: 'ended', error: event.error, cost: event.cost } };
  }
}

export function withRow(state: DraftState, index: number, change: Partial<DraftRow>): DraftState {
  return { ...state, rows: state.rows.map((row, at) => (at === index ? { ...row, ...change } : row)) };
}

export function withTitle(state: DraftState, index: number, title: string): DraftState {
  const row = state.rows[index];
  return row ? withRow(state, index, { shot: { ...row.shot, title } }) : state;
}

export function withAllWanted(state: DraftState, isWanted: boolean): DraftState {
  return { ...state, rows: state.rows.map((row) => ({ ...row, isWanted })) };
}

/** What would be made, in order. */
export function wantedShots({ rows }: DraftState): DraftShot[] {
  return rows.filter(({ isWanted }) => isWanted).map(({ shot }) => shot);
}

/** 0 to 1; null while only the model knows how much there is to do. */
export function progressOf({ progress }: DraftState): number | null {
  if (progress.kind !== 'asking' || progress.partCount === null) return null;
  return (progress.part - 1) / progress.partCount;
}

/** Prompt and dialogue, one below the other. */
export function wordsOf({ prompt, dialogue }: DraftShot): { prompt: string; dialogue: string } {
  return { prompt, dialogue: dialogueFromSpeeches(dialogue) };
}

/** A number of shots as a person types it: null for an empty field, undefined for what cannot be used. */
export function readShotCount(value: string | number, most: number): number | null | undefined {
  if (value === '') return null;
  const count = Number(value);
  return Number.isInteger(count) && count >= 1 && count <= most ? count : undefined;
}
