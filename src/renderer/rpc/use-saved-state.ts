import { useSyncExternalStore } from 'react';
import { createSavedStateStore, type SavedState } from './saved-state.ts';
import { typing } from './typing.ts';

/** The window's own; tests make theirs. */
export const savedState = createSavedStateStore();

const saving: SavedState = { kind: 'saving' };

export function useSavedState(): SavedState {
  return useSyncExternalStore(subscribe, () => shownState(savedState.state.get(), typing.isTyping.get()));
}

/**
 * What stands beside the title. While somebody types, the next words are on their way whenever the last ones have
 * arrived: it says "saving" throughout, instead of two changes at each save.
 */
export function shownState(state: SavedState, isTyping: boolean): SavedState {
  const isSaving = state.kind === 'saving' || (state.kind === 'saved' && isTyping);
  // One object for all of them: another would draw the header anew.
  return isSaving ? saving : state;
}

function subscribe(listener: () => void): () => void {
  const ends = [savedState.state.subscribe(listener), typing.isTyping.subscribe(listener)];
  return () => {
    for (const end of ends) end();
  };
}
