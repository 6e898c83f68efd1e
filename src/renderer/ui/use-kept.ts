import { useState } from 'react';

/** The value as it was while a new one is the same in what matters, so that what is worked out from it stays too. */
export function useKept<Value>(value: Value, isSame: (before: Value, now: Value) => boolean): Value {
  const [kept, setKept] = useState(value);
  if (kept === value || isSame(kept, value)) return kept;
  setKept(value);
  return value;
}
