/** The search within one storyboard: whether it is open, what is asked, what is found. */
import { useMemo, useState } from 'react';
import type { ShotId } from '#shared/domain/ids.ts';
import type { Storyboard, StoryboardShot } from '#shared/domain/records.ts';
import { emptyQuery, findShots, hitBeside, type ShotQuery } from './find-shots.ts';

export type ShotFind = {
  isOpen: boolean;
  query: ShotQuery;
  /** In the order of the film; null while nothing is asked for. */
  hits: readonly ShotId[] | null;
  isOnlyHits: boolean;
  /** What the storyboard shows: the hits alone where that is wanted, else every shot. */
  shown: StoryboardShot[];
  /** Counts how often it was opened: the field takes the focus each time. */
  openCount: number;
  open(): void;
  close(): void;
  ask(query: ShotQuery): void;
  showOnlyHits(isOnlyHits: boolean): void;
  beside(from: ShotId | null, step: 1 | -1): ShotId | null;
};

export function useShotFind({ shots }: Storyboard): ShotFind {
  const [openCount, setOpenCount] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const [query, setQuery] = useState<ShotQuery>(emptyQuery);
  const [isOnlyHits, setOnlyHits] = useState(false);
  const hits = useMemo(() => (isOpen ? findShots(shots, query) : null), [isOpen, shots, query]);
  const shown = useMemo(() => {
    if (!isOnlyHits || hits === null) return shots;
    const wanted = new Set(hits);
    return shots.filter(({ id }) => wanted.has(id));
  }, [isOnlyHits, hits, shots]);
  return {
    isOpen,
    query,
    hits,
    isOnlyHits,
    shown,
    openCount,
    open() {
      setOpen(true);
      setOpenCount((count) => count + 1);
    },
    close: () => setOpen(false),
    ask: setQuery,
    showOnlyHits: setOnlyHits,
    beside: (from, step) =>
      hits &&
      hitBeside(
        hits,
        shots.map(({ id }) => id),
        from,
        step,
      ),
  };
}
