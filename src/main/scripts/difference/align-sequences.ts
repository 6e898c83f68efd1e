/**
 * Which entry of one list is which entry of another: first those that are the same and stayed in their order, then
 * those that are the same elsewhere, then the most alike of what is left.
 *
 * The same lists always give the same pairs. The work grows with the length of the lists, not with its square: what
 * could be alike is looked up by rare words, and only a few candidates of each entry are compared.
 */
import { longestRising } from './longest-run.ts';
import type { Vocabulary, WordBag } from './word-bags.ts';

/** An entry of a list. */
export type Alignable = {
  /** Entries with the same key say the same. */
  key: string;
  bag: WordBag;
};

export type AlignOptions<Entry> = {
  vocabulary: Vocabulary;
  /** How alike two entries are, 0 to 1, given how alike their words are. @default the likeness of the words */
  score?: (a: Entry, b: Entry, likeness: number) => number;
  /** Least score of a pair that stands between the same neighbours. */
  nearThreshold: number;
  /** Least score of any other pair. */
  farThreshold: number;
  /** Whether entries that are the same may pair out of their order. @default always */
  isTelling?: (entry: Entry) => boolean;
};

/** Words that stand in more entries than this find no candidates. */
const commonWord = 60;
/** Candidates of one entry that are compared in full. */
const mostCandidates = 8;
/** Pairs between the same neighbours that are all compared, whatever their words. */
const mostNearPairs = 144;
/** Entries times entries up to which the longest common run is searched exactly where nothing is unique. */
const mostCells = 250_000;

/** For each entry of `a` the place of its partner in `b`, or -1. No entry of `b` has two partners. */
export function alignSequences<Entry extends Alignable>(
  a: readonly Entry[],
  b: readonly Entry[],
  options: AlignOptions<Entry>,
): Int32Array {
  const partner = new Int32Array(a.length).fill(-1);
  pairInOrder(a, b, partner);
  const gaps = gapsOf(partner, b.length);
  pairSameElsewhere(a, b, partner, options.isTelling ?? (() => true));
  pairAlike(a, b, partner, gaps, options);
  return partner;
}

type Range = { aStart: number; aEnd: number; bStart: number; bEnd: number };

function pairInOrder(a: readonly Alignable[], b: readonly Alignable[], partner: Int32Array): void {
  const open: Range[] = [{ aStart: 0, aEnd: a.length, bStart: 0, bEnd: b.length }];
  for (let range = open.pop(); range; range = open.pop()) {
    let { aStart, aEnd, bStart, bEnd } = range;
    while (aStart < aEnd && bStart < bEnd && a[aStart]?.key === b[bStart]?.key) partner[aStart++] = bStart++;
    while (aStart < aEnd && bStart < bEnd && a[aEnd - 1]?.key === b[bEnd - 1]?.key) partner[--aEnd] = --bEnd;
    if (aStart === aEnd || bStart === bEnd) continue;
    const rest = { aStart, aEnd, bStart, bEnd };
    const anchors = uniqueAnchors(a, b, rest);
    if (anchors.length === 0) {
      for (const [aAt, bAt] of commonRun(a, b, rest)) partner[aAt] = bAt;
      continue;
    }
    let [aFrom, bFrom] = [aStart, bStart];
    for (const [aAt, bAt] of anchors) {
      partner[aAt] = bAt;
      open.push({ aStart: aFrom, aEnd: aAt, bStart: bFrom, bEnd: bAt });
      [aFrom, bFrom] = [aAt + 1, bAt + 1];
    }
    open.push({ aStart: aFrom, aEnd, bStart: bFrom, bEnd });
  }
}

/** Entries that stand once in each list, as many of them as are in the same order. */
function uniqueAnchors(a: readonly Alignable[], b: readonly Alignable[], range: Range): Array<[number, number]> {
  const inA = placesOf(a, range.aStart, range.aEnd);
  const inB = placesOf(b, range.bStart, range.bEnd);
  const pairs: Array<[number, number]> = [];
  for (const [key, aAt] of inA) {
    const bAt = inB.get(key) ?? -1;
    if (aAt >= 0 && bAt >= 0) pairs.push([aAt, bAt]);
  }
  return longestRising(pairs.map(([, bAt]) => bAt)).flatMap((at) => (pairs[at] ? [pairs[at]] : []));
}

/** The place of each key, or -1 for one that stands there more than once, in the order of the list. */
function placesOf(entries: readonly Alignable[], start: number, end: number): Map<string, number> {
  const places = new Map<string, number>();
  for (let at = start; at < end; at++) {
    const key = entries[at]?.key ?? '';
    places.set(key, places.has(key) ? -1 : at);
  }
  return places;
}

/** The longest common subsequence; nothing for ranges that are too large for it. */
function commonRun(a: readonly Alignable[], b: readonly Alignable[], range: Range): Array<[number, number]> {
  const { aStart, aEnd, bStart, bEnd } = range;
  const width = bEnd - bStart + 1;
  if ((aEnd - aStart) * width > mostCells) return [];
  const lengths = new Uint32Array((aEnd - aStart + 1) * width);
  for (let row = aEnd - aStart - 1; row >= 0; row--) {
    for (let column = width - 2; column >= 0; column--) {
      const at = row * width + column;
      lengths[at] =
        a[aStart + row]?.key === b[bStart + column]?.key
          ? 1 + (lengths[at + width + 1] ?? 0)
          : Math.max(lengths[at + width] ?? 0, lengths[at + 1] ?? 0);
    }
  }
  const pairs: Array<[number, number]> = [];
  let [row, column] = [0, 0];
  while (row < aEnd - aStart && column < width - 1) {
    const at = row * width + column;
    if (a[aStart + row]?.key === b[bStart + column]?.key) pairs.push([aStart + row++, bStart + column++]);
    else if ((lengths[at + width] ?? 0) >= (lengths[at + 1] ?? 0)) row++;
    else column++;
  }
  return pairs;
}

type Gaps = { ofA: Int32Array; ofB: Int32Array };

/** For each entry the number of pairs before it: entries with the same number stand between the same neighbours. */
function gapsOf(partner: Int32Array, bLength: number): Gaps {
  const ofA = new Int32Array(partner.length);
  const ofB = new Int32Array(bLength);
  const starts = new Uint8Array(bLength);
  let count = 0;
  partner.forEach((bAt, aAt) => {
    if (bAt >= 0) {
      count++;
      starts[bAt] = 1;
    }
    ofA[aAt] = count;
  });
  count = 0;
  starts.forEach((isPaired, bAt) => {
    count += isPaired;
    ofB[bAt] = count;
  });
  return { ofA, ofB };
}

function unpaired(partner: Int32Array, bLength: number): { left: number[]; right: number[] } {
  const taken = new Uint8Array(bLength);
  const left: number[] = [];
  partner.forEach((bAt, aAt) => {
    if (bAt >= 0) taken[bAt] = 1;
    else left.push(aAt);
  });
  const right: number[] = [];
  taken.forEach((isTaken, bAt) => {
    if (isTaken === 0) right.push(bAt);
  });
  return { left, right };
}

function pairSameElsewhere<Entry extends Alignable>(
  a: readonly Entry[],
  b: readonly Entry[],
  partner: Int32Array,
  isTelling: (entry: Entry) => boolean,
): void {
  const { left, right } = unpaired(partner, b.length);
  const free = new Map<string, number[]>();
  // Backwards, so that the first place of a key is the last of its list.
  for (const bAt of right.reverse()) {
    const entry = b[bAt];
    if (!entry || !isTelling(entry)) continue;
    const places = free.get(entry.key) ?? [];
    places.push(bAt);
    free.set(entry.key, places);
  }
  for (const aAt of left) {
    const bAt = free.get(a[aAt]?.key ?? '')?.pop();
    if (bAt !== undefined) partner[aAt] = bAt;
  }
}

type Candidate = { aAt: number; bAt: number; score: number; isNear: boolean };

function pairAlike<Entry extends Alignable>(
  a: readonly Entry[],
  b: readonly Entry[],
  partner: Int32Array,
  gaps: Gaps,
  options: AlignOptions<Entry>,
): void {
  const { vocabulary, score = (_a, _b, likeness) => likeness, nearThreshold, farThreshold } = options;
  const { left, right } = unpaired(partner, b.length);
  if (left.length === 0 || right.length === 0) return;
  const find = candidateFinder(a, b, { left, right }, gaps, vocabulary);
  const candidates: Candidate[] = [];
  for (const aAt of left) {
    for (const bAt of find(aAt)) {
      const [one, other] = [a[aAt], b[bAt]];
      if (!one || !other) continue;
      const found = score(one, other, vocabulary.likeness(one.bag, other.bag));
      const isNear = gaps.ofA[aAt] === gaps.ofB[bAt];
      if (found >= (isNear ? nearThreshold : farThreshold)) candidates.push({ aAt, bAt, score: found, isNear });
    }
  }
  // Between two that are nearly as alike, the one between the same neighbours.
  const weight = ({ score: found, isNear }: Candidate) => found + (isNear ? 0.1 : 0);
  candidates.sort((one, other) => weight(other) - weight(one) || one.aAt - other.aAt || one.bAt - other.bAt);
  const taken = new Set<number>();
  for (const { aAt, bAt } of candidates) {
    if (partner[aAt] !== -1 || taken.has(bAt)) continue;
    partner[aAt] = bAt;
    taken.add(bAt);
  }
}

function candidateFinder(
  a: readonly Alignable[],
  b: readonly Alignable[],
  { left, right }: { left: number[]; right: number[] },
  gaps: Gaps,
  vocabulary: Vocabulary,
): (aAt: number) => Iterable<number> {
  const byWord = new Map<number, number[]>();
  for (const bAt of right) {
    for (const word of b[bAt]?.bag.keys() ?? []) {
      if (vocabulary.frequency(word) > commonWord) continue;
      const places = byWord.get(word) ?? [];
      places.push(bAt);
      byWord.set(word, places);
    }
  }
  const leftInGap = countBy(left, (aAt) => gaps.ofA[aAt] ?? 0);
  const rightByGap = new Map<number, number[]>();
  for (const bAt of right) {
    const gap = gaps.ofB[bAt] ?? 0;
    const places = rightByGap.get(gap) ?? [];
    places.push(bAt);
    rightByGap.set(gap, places);
  }
  return (aAt) => {
    const shared = new Map<number, number>();
    for (const word of a[aAt]?.bag.keys() ?? []) {
      for (const bAt of byWord.get(word) ?? []) {
        shared.set(bAt, (shared.get(bAt) ?? 0) + 1 / vocabulary.frequency(word));
      }
    }
    const best = [...shared].sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, mostCandidates);
    const gap = gaps.ofA[aAt] ?? 0;
    const near = rightByGap.get(gap) ?? [];
    const isSmall = near.length * (leftInGap.get(gap) ?? 0) <= mostNearPairs;
    return new Set([...best.map(([bAt]) => bAt), ...(isSmall ? near : [])]);
  };
}

function countBy(values: readonly number[], keyOf: (value: number) => number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(keyOf(value), (counts.get(keyOf(value)) ?? 0) + 1);
  return counts;
}
