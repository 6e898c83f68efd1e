import { type RefObject, useCallback, useLayoutEffect, useRef } from 'react';

/** What was rendered last, for handlers that live longer than one render. Read it in handlers and effects only. */
export function useLatest<Value>(value: Value): RefObject<Value> {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return latest;
}

/** The same function for ever, which runs what was rendered last. */
export function useStable<Args extends unknown[], Answer>(run: (...args: Args) => Answer): (...args: Args) => Answer {
  const latest = useLatest(run);
  return useCallback((...args: Args) => latest.current(...args), [latest]);
}
