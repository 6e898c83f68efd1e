/**
 * The script and the shots side by side, as bands from top to bottom: some lines, and beside them the scenes and shots
 * that begin there. Lines keep the order of the script and shots that of the film, so a shot that was moved away from
 * its lines stands where the film has it, and its lines stay where they are. Pure.
 */
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { OutlineElementKind } from '#shared/domain/outline.ts';
import { canLackShot, type Lines } from './script-lines.ts';

export type BandLine = { lineNumber: number; kind: OutlineElementKind; text: string };

export type BandItem =
  | { kind: 'scene'; sceneId: SceneId; sceneIndex: number }
  /** `isAway`: it has lines, and they stand elsewhere. */
  | { kind: 'shot'; shotId: ShotId; shotIndex: number; isAway: boolean };

export type ScriptBand = {
  /** Stays the same as long as the band begins with the same line or shot. */
  key: string;
  /** Can be empty: shots without lines at the end of a scene that has lines without shots. */
  lines: readonly BandLine[];
  items: readonly BandItem[];
  /** No shot stands for these lines. */
  isUncovered: boolean;
};

export type BandsInput = {
  /** In the order of the script, each line number once. */
  lines: readonly BandLine[];
  scenes: ReadonlyArray<{ id: SceneId }>;
  /** Ordered by scene, then by rank. */
  shots: ReadonlyArray<{ id: ShotId; sceneId: SceneId }>;
  sceneLines: ReadonlyMap<SceneId, Lines>;
  shotLines: ReadonlyMap<ShotId, Lines>;
  isCovered: (lineNumber: number) => boolean;
};

/** A band has no more lines, so that a script of one paragraph is still mounted piece by piece. */
const mostLines = 40;

/** What begins at one row, up to the next at which something does. */
type Group = {
  row: number;
  items: BandItem[];
  /** One of its shots begins with this row. */
  hasShotInPlace: boolean;
};

export function toScriptBands(input: BandsInput): ScriptBand[] {
  const { lines } = input;
  const anchored = toAnchoredItems(input);
  const inPlace = longestRising(anchored.map(({ row }) => row));
  let group: Group = { row: 0, items: [], hasShotInPlace: false };
  const groups = [group];
  for (const [index, { item, row }] of anchored.entries()) {
    const isInPlace = row !== null && inPlace.has(index);
    if (isInPlace && row > group.row) {
      group = { row, items: [], hasShotInPlace: false };
      groups.push(group);
    }
    group.items.push(item.kind === 'shot' ? { ...item, isAway: row !== null && !isInPlace } : item);
    if (isInPlace && item.kind === 'shot') group.hasShotInPlace = true;
  }
  return groups.flatMap(({ row, ...rest }, index) => {
    const end = groups[index + 1]?.row ?? lines.length;
    return toBands(lines.slice(row, end), rest, input.isCovered);
  });
}

type Anchored = { item: BandItem; row: number | null };

/** Scenes and shots in the order of the film, with the row at which their lines begin. */
function toAnchoredItems({ lines, scenes, shots, sceneLines, shotLines }: BandsInput): Anchored[] {
  const rowOf = (stretch: Lines | undefined) => {
    const row = stretch ? rowOfLine(lines, stretch.startLine) : lines.length;
    return row < lines.length ? row : null;
  };
  const anchored: Anchored[] = [];
  let shotIndex = 0;
  scenes.forEach(({ id }, sceneIndex) => {
    anchored.push({ item: { kind: 'scene', sceneId: id, sceneIndex }, row: rowOf(sceneLines.get(id)) });
    for (let shot = shots[shotIndex]; shot?.sceneId === id; shot = shots[shotIndex]) {
      const item: BandItem = { kind: 'shot', shotId: shot.id, shotIndex, isAway: false };
      anchored.push({ item, row: rowOf(shotLines.get(shot.id)) });
      shotIndex += 1;
    }
  });
  return anchored;
}

/** Index of the first row at or behind a line; their count behind the last. */
export function rowOfLine(lines: readonly BandLine[], lineNumber: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.lineNumber ?? 0) < lineNumber) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Indexes of a longest run in which the numbers never fall; those that are null are never part of it. */
export function longestRising(numbers: ReadonlyArray<number | null>): Set<number> {
  /** For each length, the index at which the run of that length ends with the least number. */
  const ends: number[] = [];
  const before = new Map<number, number | undefined>();
  for (const [index, number] of numbers.entries()) {
    if (number === null) continue;
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[ends[middle] ?? 0] ?? 0) <= number) low = middle + 1;
      else high = middle;
    }
    before.set(index, ends[low - 1]);
    ends[low] = index;
  }
  const chosen = new Set<number>();
  for (let index = ends.at(-1); index !== undefined; index = before.get(index)) chosen.add(index);
  return chosen;
}

type Run = { lines: BandLine[]; isUncovered: boolean };

/** The lines of one group, cut where shots begin or stop to stand for them. */
function toBands(
  lines: readonly BandLine[],
  { items, hasShotInPlace }: Pick<Group, 'items' | 'hasShotInPlace'>,
  isCovered: BandsInput['isCovered'],
): ScriptBand[] {
  const runs = toRuns(lines, isCovered);
  // Shots that know no lines stand behind those of their scene that have no shot.
  const isWaiting = !hasShotInPlace && runs.some(({ isUncovered }) => isUncovered);
  const firstShot = items.findIndex(({ kind }) => kind === 'shot');
  const count = runs.length === 0 ? 0 : isWaiting && firstShot >= 0 ? firstShot : items.length;
  const bands = runs.map((run, index) => toBand(run, index === 0 ? items.slice(0, count) : []));
  const rest = items.slice(count);
  return rest.length > 0 ? [...bands, toBand({ lines: [], isUncovered: false }, rest)] : bands;
}

function toRuns(lines: readonly BandLine[], isCovered: BandsInput['isCovered']): Run[] {
  const runs: Run[] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    const covered = isCovered(line.lineNumber);
    const lacks = !covered && canLackShot(line);
    // What says nothing, such as an empty line, stays with what stands before it.
    const isCut = last && (last.lines.length >= mostLines || (last.isUncovered ? covered : lacks));
    if (last && !isCut) last.lines.push(line);
    else runs.push({ lines: [line], isUncovered: lacks || (last?.isUncovered === true && !covered) });
  }
  return runs;
}

function toBand({ lines, isUncovered }: Run, items: readonly BandItem[]): ScriptBand {
  const [line] = lines;
  const [item] = items;
  const key = line ? `line-${line.lineNumber}` : item?.kind === 'shot' ? item.shotId : (item?.sceneId ?? '');
  return { key, lines, items, isUncovered };
}

/** The stretches that no shot stands for, from the first to the last line that could have one. */
export function uncoveredStretches(bands: readonly ScriptBand[]): Lines[] {
  const stretches: Lines[] = [];
  let isGoingOn = false;
  for (const { lines, isUncovered } of bands) {
    if (isUncovered) {
      const said = lines.filter(canLackShot);
      const [first, last] = [said[0], said.at(-1)];
      const before = isGoingOn ? stretches.at(-1) : undefined;
      if (before && last) before.endLine = last.lineNumber;
      else if (first && last) stretches.push({ startLine: first.lineNumber, endLine: last.lineNumber });
    }
    if (lines.length > 0) isGoingOn = isUncovered;
  }
  return stretches;
}

/** The stretch behind a line, after the last one the first again; null when there is none. */
export function nextStretch(stretches: readonly Lines[], lineNumber: number): Lines | null {
  return stretches.find(({ startLine }) => startLine > lineNumber) ?? stretches[0] ?? null;
}

/** Where in the film a shot of some lines goes: behind what stands beside them or before. Null without a scene. */
export function placeOfLines(
  bands: readonly ScriptBand[],
  { startLine }: Pick<Lines, 'startLine'>,
  shots: ReadonlyArray<{ sceneId: SceneId }>,
): { sceneId: SceneId; afterShotId: ShotId | null } | null {
  const behind = bands.findIndex(({ lines: [line] }) => line !== undefined && line.lineNumber > startLine);
  const items = (behind < 0 ? bands : bands.slice(0, behind)).flatMap((band) => band.items);
  const last = items.at(-1) ?? bands.flatMap((band) => band.items)[0];
  if (!last) return null;
  if (last.kind === 'scene') return { sceneId: last.sceneId, afterShotId: null };
  const sceneId = shots[last.shotIndex]?.sceneId;
  return sceneId ? { sceneId, afterShotId: last.shotId } : null;
}
