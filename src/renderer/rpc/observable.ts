/** A value that components can watch through `useSyncExternalStore`. */

export type Observable<Value> = {
  get: () => Value;
  /** Tells every subscriber, unless the value is the same one. */
  set: (value: Value) => void;
  /** @returns the undo. */
  subscribe: (listener: () => void) => () => void;
};

export function createObservable<Value>(initial: Value): Observable<Value> {
  let current = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    set(value) {
      if (Object.is(value, current)) return;
      current = value;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
