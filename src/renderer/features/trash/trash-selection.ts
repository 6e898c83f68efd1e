/** What is chosen in the trash, and what erasing all of it means. */
import type { TrashEntry } from '#shared/domain/records.ts';

/** Two kinds may never share an id, but a key should not depend on it. */
export function entryKey({ kind, id }: Pick<TrashEntry, 'kind' | 'id'>): string {
  return `${kind}:${id}`;
}

/** How many of each kind lie in the trash. */
export function countKinds(entries: readonly TrashEntry[]): Record<TrashEntry['kind'], number> {
  const counts = { project: 0, scene: 0, shot: 0, element: 0 };
  for (const { kind } of entries) counts[kind] += 1;
  return counts;
}

/** The selection with one entry turned on or off. */
export function toggleEntry(selected: ReadonlySet<string>, key: string): Set<string> {
  const next = new Set(selected);
  if (!next.delete(key)) next.add(key);
  return next;
}
