import { createSavedStateStore, type SavedState } from './saved-state.ts';
import { useObservable } from './use-observable.ts';

/** The window's own; tests make theirs. */
export const savedState = createSavedStateStore();

/** What stands beside the title. */
export function useSavedState(): SavedState {
  return useObservable(savedState.state);
}
