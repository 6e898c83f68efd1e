/** Which dialogs are open, the topmost last: Escape is for that one alone. */
import { useEffect, useId, useSyncExternalStore } from 'react';

let open: readonly string[] = [];
const listeners = new Set<() => void>();

function change(next: readonly string[]): void {
  open = next;
  for (const listener of [...listeners]) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** For a dialog, as long as it is open. @returns whether no other one was opened after it. */
export function useIsTopDialog(isOpen: boolean): boolean {
  const id = useId();
  useEffect(() => {
    if (!isOpen) return;
    change([...open, id]);
    return () => change(open.filter((other) => other !== id));
  }, [id, isOpen]);
  return useSyncExternalStore(subscribe, () => open.at(-1) === id || !open.includes(id));
}

/** For what lies below every dialog, such as a drawer. */
export function useHasDialog(): boolean {
  return useSyncExternalStore(subscribe, () => open.length > 0);
}
