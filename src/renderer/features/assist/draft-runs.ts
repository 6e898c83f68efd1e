/** Drafts under way and drafts to be looked at, by what they are drafted from: a dialog that is closed loses none. */
import type { DraftEvent } from '#shared/contract/assist-answers.ts';
import type { AppErrorData } from '#shared/errors/app-error.ts';
import { createObservable, type Observable } from '#renderer/rpc/observable.ts';
import { afterEvent, begunDraft, type DraftState, emptyDraft } from './draft-state.ts';

export type DraftRuns = {
  of: (key: string) => Observable<DraftState>;
  /** Begins anew; what was there is gone. Does nothing while one of this name is under way. */
  start: (key: string, open: (signal: AbortSignal) => Promise<AsyncIterable<DraftEvent>>) => Promise<void>;
  /** Asks for nothing more; what came so far stays. */
  stop: (key: string) => void;
  clear: (key: string) => void;
};

/** @param toErrorData what a thrown value says to a person. */
export function createDraftRuns(toErrorData: (thrown: unknown) => AppErrorData): DraftRuns {
  const states = new Map<string, Observable<DraftState>>();
  const stops = new Map<string, AbortController>();

  const stateOf = (key: string) => {
    const known = states.get(key);
    if (known) return known;
    const made = createObservable(emptyDraft);
    states.set(key, made);
    return made;
  };

  return {
    of: stateOf,

    async start(key, open) {
      const state = stateOf(key);
      if (state.get().progress.kind === 'asking') return;
      const stop = new AbortController();
      stops.set(key, stop);
      state.set(begunDraft);
      try {
        for await (const event of await open(stop.signal)) {
          // What comes after the stop belongs to nobody.
          if (stop.signal.aborted) return;
          state.set(afterEvent(state.get(), event));
        }
      } catch (thrown) {
        if (stop.signal.aborted) return;
        state.set({ ...state.get(), progress: { kind: 'ended', error: toErrorData(thrown), cost: null } });
      }
      // A connection that closed in between says nothing.
      if (state.get().progress.kind === 'asking') state.set({ ...state.get(), progress: { kind: 'stopped' } });
    },

    stop(key) {
      const state = stateOf(key);
      if (state.get().progress.kind !== 'asking') return;
      stops.get(key)?.abort();
      state.set({ ...state.get(), progress: { kind: 'stopped' } });
    },

    clear(key) {
      stops.get(key)?.abort();
      stateOf(key).set(emptyDraft);
    },
  };
}
