import { describe, expect, it } from 'vitest';
import type { SavedState } from './saved-state.ts';
import { shownState } from './use-saved-state.ts';

describe('what the header says of saving', () => {
  it('is that it saves, throughout while somebody types', () => {
    const typed: SavedState[] = [{ kind: 'saved', savedAtMs: 7 }, { kind: 'saving' }, { kind: 'saved', savedAtMs: 7 }];
    const shown = typed.map((state) => shownState(state, true));
    expect(shown.map(({ kind }) => kind)).toEqual(['saving', 'saving', 'saving']);
    expect(new Set(shown).size).toBe(1);
  });

  it('is what is so, once nobody does', () => {
    expect(shownState({ kind: 'saved', savedAtMs: 7 }, false)).toEqual({ kind: 'saved', savedAtMs: 7 });
    expect(shownState({ kind: 'saving' }, false)).toEqual({ kind: 'saving' });
  });

  it('is never that it saves when it could not', () => {
    const failed: SavedState = { kind: 'failed' };
    expect(shownState(failed, true)).toBe(failed);
  });
});
