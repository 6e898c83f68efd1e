/** Which keys work on the screen now. A view registers its own while it is mounted, so the sheet never promises more. */
import { useEffect } from 'react';

export type KeyRow = {
  /** One or more chords that do the same, such as `Mod+D`. */
  chords: readonly string[];
  does: string;
};

export type KeyGroup = { title: string; rows: readonly KeyRow[] };

const groups = new Set<KeyGroup>();

/** Groups registered now, in the order in which their views were mounted. */
export function registeredKeys(): KeyGroup[] {
  return [...groups];
}

/** Puts a view's keys on the sheet as long as it is mounted. */
export function useKeySheet(title: string, rows: readonly KeyRow[]): void {
  useEffect(() => {
    const group = { title, rows };
    groups.add(group);
    return () => {
      groups.delete(group);
    };
  }, [title, rows]);
}
