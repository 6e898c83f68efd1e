/**
 * What stands beside the title: whether every edit has been committed by the studio.
 *
 * An edit counts from the keystroke, not from the call: a field that waits before it sends begins the edit at once.
 */
import { createObservable, type Observable } from './observable.ts';

export type SavedState =
  /** Nothing was edited since the window opened. */
  | { kind: 'unchanged' }
  | { kind: 'saving' }
  | { kind: 'saved'; savedAtMs: number }
  /** The last edit was refused or got lost; the field or a notice says why. */
  | { kind: 'failed' };

/** One edit on its way. Exactly one of these ends it; further calls do nothing. */
export type PendingEdit = {
  saved: (savedAtMs: number) => void;
  /** It was declined as a whole, such as a picture that cannot be read: nothing is left unsaved. */
  refused: () => void;
  failed: () => void;
};

export type SavedStateStore = {
  state: Observable<SavedState>;
  begin: () => PendingEdit;
  /** Runs before an undo, a change of view or the end of the window. @returns the undo. */
  onFlush: (flush: () => Promise<unknown> | undefined) => () => void;
  /** Sends what fields still hold back, and waits for it. */
  flush: () => Promise<void>;
  /** Edits not yet answered. */
  pendingCount: () => number;
};

export function createSavedStateStore(): SavedStateStore {
  const state = createObservable<SavedState>({ kind: 'unchanged' });
  const flushers = new Set<() => Promise<unknown> | undefined>();
  let pendingCount = 0;
  let lastSavedAtMs: number | null = null;
  let hasFailed = false;

  const settle = () => {
    if (pendingCount > 0) return;
    if (hasFailed) state.set({ kind: 'failed' });
    else if (lastSavedAtMs === null) state.set({ kind: 'unchanged' });
    else state.set({ kind: 'saved', savedAtMs: lastSavedAtMs });
  };

  return {
    state,
    begin() {
      const hadFailed = hasFailed;
      // A new run of edits: what failed before has been told.
      if (pendingCount === 0) hasFailed = false;
      pendingCount += 1;
      state.set({ kind: 'saving' });
      let isEnded = false;
      const end = () => {
        if (isEnded) return false;
        isEnded = true;
        pendingCount -= 1;
        return true;
      };
      return {
        saved(savedAtMs) {
          if (!end()) return;
          lastSavedAtMs = Math.max(lastSavedAtMs ?? 0, savedAtMs);
          settle();
        },
        refused() {
          if (!end()) return;
          hasFailed = hasFailed || hadFailed;
          settle();
        },
        failed() {
          if (!end()) return;
          hasFailed = true;
          settle();
        },
      };
    },
    onFlush(flush) {
      flushers.add(flush);
      return () => flushers.delete(flush);
    },
    async flush() {
      await Promise.all([...flushers].map(async (flush) => flush()));
    },
    pendingCount: () => pendingCount,
  };
}
