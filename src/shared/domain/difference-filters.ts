/** The kinds into which what differs between a script and a project is sorted, and how much there is of each. */
import type { SceneDifference, ShotDifference } from './script-difference.ts';

/** Kinds of differences, in the order in which they are shown. */
export const differenceFilters = ['all', 'changed', 'conflict', 'new', 'gone', 'moved', 'left-out', 'same'] as const;
/** One of them. */
export type DifferenceFilter = (typeof differenceFilters)[number];

/** What of a scene or shot tells its kinds. */
export type Differing = Pick<ShotDifference | SceneDifference, 'kind' | 'isMoved' | 'changes'>;

/** Which kinds a scene or shot belongs to, apart from `all`. */
export function filtersOf({ kind, isMoved, changes }: Differing): DifferenceFilter[] {
  if (kind !== 'matched') return [kind];
  const filters: DifferenceFilter[] = [];
  if (changes.length > 0) filters.push('changed');
  if (changes.some(({ isConflict }) => isConflict)) filters.push('conflict');
  if (isMoved) filters.push('moved');
  return filters.length > 0 ? filters : ['same'];
}

/** The same without what another one says already: a conflict says that it was changed. */
export function marksOf(differing: Differing): DifferenceFilter[] {
  const filters = filtersOf(differing);
  return filters.includes('conflict') ? filters.filter((filter) => filter !== 'changed') : filters;
}

/** How many shots belong to each kind; a scene counts where its own words or place differ. */
export function filterCounts(scenes: readonly SceneDifference[]): Record<DifferenceFilter, number> {
  const counts = Object.fromEntries(differenceFilters.map((filter) => [filter, 0])) as Record<DifferenceFilter, number>;
  const count = (differing: Differing) => {
    const filters = filtersOf(differing);
    for (const filter of filters) counts[filter]++;
    if (!filters.includes('same')) counts.all++;
  };
  for (const scene of scenes) {
    if (scene.kind === 'matched' && !filtersOf(scene).includes('same')) count(scene);
    for (const shot of scene.shots) count(shot);
  }
  return counts;
}
