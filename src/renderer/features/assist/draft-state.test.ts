import { describe, expect, it } from 'vitest';
import type { DraftShot } from '#shared/domain/assist-draft.ts';
import {
  afterEvent,
  begunDraft,
  emptyDraft,
  progressOf,
  readShotCount,
  wantedShots,
  withAllWanted,
  withRow,
  withTitle,
  wordsOf,
} from './draft-state.ts';

const shot = (title: string): DraftShot => ({
  title,
  prompt: 'A lamp.',
  dialogue: [],
  seconds: 3,
  cameraMove: 'static',
});

describe('a draft', () => {
  it('grows part by part and ends with its cost', () => {
    let state = afterEvent(begunDraft, { kind: 'asking', batchNumber: 1, batchCount: 2 });
    expect(progressOf(state)).toBe(0);
    state = afterEvent(state, { kind: 'shots', batchNumber: 1, shots: [shot('a'), shot('b')] });
    state = afterEvent(state, { kind: 'asking', batchNumber: 2, batchCount: 2 });
    expect(progressOf(state)).toBe(0.5);
    state = afterEvent(state, { kind: 'shots', batchNumber: 2, shots: [shot('c')] });
    state = afterEvent(state, { kind: 'ended', error: null, cost: null });
    expect(wantedShots(state).map(({ title }) => title)).toEqual(['a', 'b', 'c']);
    expect(state.progress).toEqual({ kind: 'ended', error: null, cost: null });
  });

  it('has no known progress while only the model knows', () => {
    expect(progressOf(begunDraft)).toBeNull();
    expect(progressOf(emptyDraft)).toBeNull();
  });

  it('makes only what is wanted, under the titles that a person gave', () => {
    const state = afterEvent(begunDraft, { kind: 'shots', batchNumber: 1, shots: [shot('a'), shot('b'), shot('c')] });
    const changed = withTitle(withRow(state, 1, { isWanted: false }), 2, 'Other');
    expect(wantedShots(changed).map(({ title }) => title)).toEqual(['a', 'Other']);
    expect(wantedShots(withAllWanted(changed, false))).toEqual([]);
    expect(withTitle(state, 9, 'x')).toBe(state);
  });
});

describe('wordsOf', () => {
  it('writes the dialogue as the shot will have it', () => {
    const spoken = { ...shot('a'), dialogue: [{ character: 'Mara', line: 'Ten.' }] };
    expect(wordsOf(spoken)).toEqual({ prompt: 'A lamp.', dialogue: 'MARA: Ten.' });
  });
});

describe('readShotCount', () => {
  it('takes whole numbers up to the most, and nothing for an empty field', () => {
    expect(readShotCount('', 64)).toBeNull();
    expect(readShotCount(12, 64)).toBe(12);
    expect(readShotCount('12', 64)).toBe(12);
    for (const odd of [0, 65, 1.5, '-', 'x']) expect(readShotCount(odd, 64)).toBeUndefined();
  });
});
