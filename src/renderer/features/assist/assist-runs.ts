/**
 * What was asked of models and has not been looked at yet. A run belongs to the window and not to the dialog that began
 * it: what is paid for goes on when the dialog is closed, and its answer stands there when it is opened again.
 */
import { createObservable, type Observable } from '#renderer/rpc/observable.ts';

/** Where a run stands. */
export type Run<Answer> = { kind: 'busy' } | { kind: 'done'; answer: Answer } | { kind: 'failed'; thrown: unknown };

export type RunOptions<Answer> = {
  call: (signal: AbortSignal) => Promise<Answer>;
  /** Told when it ended well and nobody looks. */
  onUnseen: (answer: Answer) => void;
  /** Told when it went wrong and nobody looks. */
  onUnseenFailure: (thrown: unknown) => void;
};

export type Runs = {
  /** Null while there is none. */
  of: <Answer>(key: string) => Observable<Run<Answer> | null>;
  /** Does nothing while one of this name is busy: nothing is sent twice by a double click. */
  start: <Answer>(key: string, options: RunOptions<Answer>) => void;
  /** Breaks it off, as far as that is possible. */
  stop: (key: string) => void;
  /** Forgets one that has ended. */
  clear: (key: string) => void;
  /** Says that somebody looks. @returns the undo. */
  watch: (key: string) => () => void;
};

export function createRuns(): Runs {
  const states = new Map<string, Observable<Run<unknown> | null>>();
  const stops = new Map<string, AbortController>();
  const watcherCounts = new Map<string, number>();

  const stateOf = (key: string) => {
    const known = states.get(key);
    if (known) return known;
    const made = createObservable<Run<unknown> | null>(null);
    states.set(key, made);
    return made;
  };
  const isWatched = (key: string) => (watcherCounts.get(key) ?? 0) > 0;

  return {
    of: <Answer>(key: string) => stateOf(key) as Observable<Run<Answer> | null>,

    start(key, { call, onUnseen, onUnseenFailure }) {
      const state = stateOf(key);
      if (state.get()?.kind === 'busy') return;
      const stop = new AbortController();
      stops.set(key, stop);
      state.set({ kind: 'busy' });
      call(stop.signal).then(
        (answer) => {
          state.set({ kind: 'done', answer });
          if (!isWatched(key)) onUnseen(answer);
        },
        (thrown: unknown) => {
          // Who stopped it knows that it stopped.
          if (stop.signal.aborted) return state.set(null);
          state.set(isWatched(key) ? { kind: 'failed', thrown } : null);
          if (!isWatched(key)) onUnseenFailure(thrown);
        },
      );
    },

    stop: (key) => stops.get(key)?.abort(),

    clear(key) {
      const state = stateOf(key);
      if (state.get()?.kind !== 'busy') state.set(null);
    },

    watch(key) {
      watcherCounts.set(key, (watcherCounts.get(key) ?? 0) + 1);
      return () => void watcherCounts.set(key, (watcherCounts.get(key) ?? 1) - 1);
    },
  };
}
