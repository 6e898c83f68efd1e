/** Order inside a parent: fractional ranks, compared by code unit, so that a move touches one row. */
import { generateNKeysBetween } from 'fractional-indexing';
import { longestRising } from '#main/scripts/difference/longest-run.ts';

/** A rank longer than this means that one spot was used very often: the parent is then ranked anew. */
const longestRank = 40;

export type Ranked<Id extends string> = { id: Id; rank: string };

export type Placement<Id extends string> = {
  /** Ranks of the placed records, in the order in which they were given. */
  ranks: string[];
  /** New ranks of siblings; empty unless the parent had to be ranked anew. */
  siblings: Array<Ranked<Id>>;
};

/**
 * Ranks for `count` records that come right behind `afterId` (null: before all).
 *
 * @param siblings in their order, without the records that are placed.
 */
export function placeAfter<Id extends string>(
  siblings: ReadonlyArray<Ranked<Id>>,
  afterId: Id | null,
  count: number,
): Placement<Id> {
  const index = afterId === null ? -1 : siblings.findIndex(({ id }) => id === afterId);
  const before = siblings[index]?.rank ?? null;
  const behind = siblings[index + 1]?.rank ?? null;
  // Equal ranks come from the trash: a place that was free is taken when its owner is restored. Ranking anew repairs them.
  const isOrdered = before === null || behind === null || before < behind;
  const ranks = isOrdered ? generateNKeysBetween(before, behind, count) : [];
  if (isOrdered && ranks.every((rank) => rank.length <= longestRank)) return { ranks, siblings: [] };
  return rankAnew(siblings, index + 1, count);
}

function rankAnew<Id extends string>(siblings: ReadonlyArray<Ranked<Id>>, at: number, count: number): Placement<Id> {
  const all = generateNKeysBetween(null, null, siblings.length + count);
  const ranks = all.splice(at, count);
  return { ranks, siblings: siblings.map(({ id }, index) => ({ id, rank: all[index] ?? '' })) };
}

/** Ranks for `count` records in an empty parent. */
export function firstRanks(count: number): string[] {
  return generateNKeysBetween(null, null, count);
}

/**
 * Ranks for a whole parent in a new order: as many records as can be keep theirs.
 *
 * @param ranks in the new order; null for what was not in this parent.
 */
export function ranksInOrder(ranks: ReadonlyArray<string | null>): string[] {
  const present = ranks.flatMap((rank, at) => (rank === null ? [] : [{ rank, at }]));
  const positions = new Map(
    [...new Set(present.map(({ rank }) => rank))].sort(compareRanks).map((rank, at) => [rank, at]),
  );
  const kept = longestRising(present.map(({ rank }) => positions.get(rank) ?? 0)).flatMap((at) => present[at] ?? []);
  const result: string[] = [];
  let before: string | null = null;
  for (const next of [...kept, { rank: null, at: ranks.length }]) {
    result.push(...generateNKeysBetween(before, next.rank, next.at - result.length));
    if (next.rank !== null) result.push(next.rank);
    before = next.rank;
  }
  return result.every((rank) => rank.length <= longestRank) ? result : firstRanks(ranks.length);
}

function compareRanks(a: string, b: string): number {
  return a < b ? -1 : 1;
}
