import { useEffect } from 'react';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { createRuns, type Run } from './assist-runs.ts';

/** The window's own; tests make theirs. */
export const runs = createRuns();

/** Where the run of this name stands, as long as the component is there to look. Ended ones are forgotten with it. */
export function useRun<Answer>(key: string): Run<Answer> | null {
  useEffect(() => {
    const look = runs.watch(key);
    return () => {
      look();
      runs.clear(key);
    };
  }, [key]);
  return useObservable(runs.of<Answer>(key));
}
