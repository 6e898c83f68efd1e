/**
 * The shots as blocks to the scale of time: under the header of each scene its blocks one after another, in as many
 * lines as they need. A second is as wide everywhere. A shot begins a new line when it would not end on this one; one
 * that is longer than a line goes on on the next. Of a folded scene the shots stand close together, in lower and whole
 * lines: one block, as long as they are. Pure, in pixels from the top left of the content.
 */
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { Timeline } from '#renderer/features/shot-facts/index.ts';
import { segmentIndexAt } from '#renderer/features/shot-facts/index.ts';
import { type ArrowKey, type Box, type DropPlace, rowIndexAt, visibleRows } from './grid-rows.ts';

/** Shots ordered by scene, then by rank. */
export type TimedShots = ReadonlyArray<{ id: ShotId; sceneId: SceneId; durationFrames: number }>;

export type StripMeasures = {
  /** Inner width of the view. */
  widthPx: number;
  pxPerFrame: number;
  headerPx: number;
  /** Height of one line with its ruler and the space below. */
  linePx: number;
  sceneGapPx: number;
  /** Kept free at the end of a line, for the button that adds a shot. */
  tailPx: number;
  /** Scenes of which a line shows how long they are, and not their shots. @default none */
  folded?: ReadonlySet<SceneId>;
  /** Height of one line of such a scene, with its ruler and the space below. */
  foldedLinePx: number;
};

/** What of a shot stands on one line: frames of the shot from its start, `toFrame` is the first that does not. */
export type StripPiece = {
  shotIndex: number;
  fromFrame: number;
  toFrame: number;
  isLast: boolean;
  leftPx: number;
  widthPx: number;
};

export type StripLine = {
  kind: 'line';
  sceneIndex: number;
  sceneId: SceneId;
  topPx: number;
  heightPx: number;
  pieces: StripPiece[];
  /** Where the last piece ends. */
  endPx: number;
  /** Whether the scene begins with it. */
  isFirst: boolean;
  /** Whether the scene ends with it. */
  isLast: boolean;
  /** Whether its pieces are seen as one only. */
  isFolded: boolean;
};

export type StripRow =
  | { kind: 'header'; sceneIndex: number; sceneId: SceneId; topPx: number; heightPx: number }
  | StripLine;

export type StripLayout = {
  rows: StripRow[];
  /** Index of the row on which each shot begins. */
  rowOfShot: number[];
  heightPx: number;
  pxPerFrame: number;
};

export function toStripRows(sceneIds: readonly SceneId[], shots: TimedShots, measures: StripMeasures): StripLayout {
  const { pxPerFrame, headerPx, sceneGapPx } = measures;
  const lineFrames = Math.max(1, Math.floor((measures.widthPx - measures.tailPx) / pxPerFrame));
  const rows: StripRow[] = [];
  const rowOfShot: number[] = [];
  let topPx = 0;
  let index = 0;
  for (const [sceneIndex, sceneId] of sceneIds.entries()) {
    rows.push({ kind: 'header', sceneIndex, sceneId, topPx, heightPx: headerPx });
    topPx += headerPx;
    const isFolded = measures.folded?.has(sceneId) ?? false;
    const linePx = isFolded ? measures.foldedLinePx : measures.linePx;
    const lines: StripPiece[][] = [[]];
    let usedFrames = 0;
    for (; shots[index]?.sceneId === sceneId; index += 1) {
      const duration = shots[index]?.durationFrames ?? 0;
      if (usedFrames > 0 && usedFrames + (isFolded ? 1 : duration) > lineFrames) {
        lines.push([]);
        usedFrames = 0;
      }
      rowOfShot.push(rows.length + lines.length - 1);
      for (let fromFrame = 0; fromFrame < duration; ) {
        if (usedFrames >= lineFrames) {
          lines.push([]);
          usedFrames = 0;
        }
        const toFrame = Math.min(duration, fromFrame + lineFrames - usedFrames);
        const leftPx = usedFrames * pxPerFrame;
        const widthPx = (toFrame - fromFrame) * pxPerFrame;
        lines.at(-1)?.push({ shotIndex: index, fromFrame, toFrame, isLast: toFrame === duration, leftPx, widthPx });
        usedFrames += toFrame - fromFrame;
        fromFrame = toFrame;
      }
    }
    // Nothing is as long as an empty scene.
    const isEmpty = isFolded && usedFrames === 0;
    for (const [at, pieces] of isEmpty ? [] : lines.entries()) {
      const isLast = at === lines.length - 1;
      const last = pieces.at(-1);
      const heightPx = isLast ? linePx + sceneGapPx : linePx;
      rows.push({
        kind: 'line',
        sceneIndex,
        sceneId,
        topPx,
        heightPx,
        pieces,
        endPx: last ? last.leftPx + last.widthPx : 0,
        isFirst: at === 0,
        isLast,
        isFolded,
      });
      topPx += heightPx;
    }
  }
  return { rows, rowOfShot, heightPx: topPx, pxPerFrame };
}

/** The pixels of a second at which the longest scene takes one line. @returns null without shots */
export function fittingScale(
  shots: TimedShots,
  { widthPx, tailPx }: Pick<StripMeasures, 'widthPx' | 'tailPx'>,
): { pxPerFrame: number } | null {
  const frames = new Map<SceneId, number>();
  for (const { sceneId, durationFrames } of shots) frames.set(sceneId, (frames.get(sceneId) ?? 0) + durationFrames);
  const longest = [...frames.values()].reduce((most, one) => Math.max(most, one), 0);
  return longest === 0 ? null : { pxPerFrame: Math.max(1, widthPx - tailPx) / longest };
}

/** A line while the end of one of its shots is dragged: the block changes, those behind it move along, no line breaks. */
export function withDraggedLength(line: StripLine, shotIndex: number, frames: number, pxPerFrame: number): StripLine {
  const at = line.pieces.findIndex((piece) => piece.shotIndex === shotIndex && piece.isLast);
  const dragged = line.pieces[at];
  if (!dragged) return line;
  const widthPx = Math.max(2, (frames - dragged.fromFrame) * pxPerFrame);
  const byPx = widthPx - dragged.widthPx;
  const pieces = line.pieces.map((piece, index) => {
    if (index < at) return piece;
    return index === at ? { ...piece, widthPx } : { ...piece, leftPx: piece.leftPx + byPx };
  });
  return { ...line, pieces, endPx: line.endPx + byPx };
}

/**
 * Index of the shot that a key reaches from another; up and down to what stands above or below its middle. Folded scenes
 * are passed over. Stays where there is none.
 */
export function stripIndexByKey(layout: StripLayout, shotIndex: number, key: ArrowKey): number {
  const last = layout.rowOfShot.length - 1;
  switch (key) {
    case 'ArrowLeft':
      return nextOpenShot(layout, shotIndex - 1, -1) ?? shotIndex;
    case 'ArrowRight':
      return nextOpenShot(layout, shotIndex + 1, 1) ?? shotIndex;
    case 'Home':
      return nextOpenShot(layout, 0, 1) ?? shotIndex;
    case 'End':
      return nextOpenShot(layout, last, -1) ?? shotIndex;
    default:
      return shotAboveOrBelow(layout, shotIndex, key === 'ArrowUp' ? -1 : 1);
  }
}

/** The first shot from an index on, itself included, that is seen as one; null for none. */
function nextOpenShot({ rows, rowOfShot }: StripLayout, from: number, step: 1 | -1): number | null {
  for (let at = from; at >= 0 && at < rowOfShot.length; at += step) {
    const row = rows[rowOfShot[at] ?? -1];
    if (row?.kind === 'line' && !row.isFolded) return at;
  }
  return null;
}

function shotAboveOrBelow({ rows, rowOfShot }: StripLayout, shotIndex: number, step: 1 | -1): number {
  const from = rowOfShot[shotIndex] ?? 0;
  const own =
    rows[from]?.kind === 'line'
      ? (rows[from] as StripLine).pieces.find((piece) => piece.shotIndex === shotIndex)
      : null;
  const middlePx = own ? own.leftPx + own.widthPx / 2 : 0;
  for (let at = from + step; at >= 0 && at < rows.length; at += step) {
    const row = rows[at];
    // A long shot goes on over several lines; they are all itself.
    const others =
      row?.kind === 'line' && !row.isFolded ? row.pieces.filter((piece) => piece.shotIndex !== shotIndex) : [];
    const piece = others.find(({ leftPx, widthPx }) => middlePx < leftPx + widthPx) ?? others.at(-1);
    if (piece) return piece.shotIndex;
  }
  return shotIndex;
}

/** The line at a height, or the first under a header there; null without scenes. */
export function lineAt(layout: Pick<StripLayout, 'rows'>, yPx: number): StripLine | null {
  const index = rowIndexAt(layout, yPx);
  const row = layout.rows[index];
  if (row?.kind === 'line') return row;
  const next = layout.rows[index + 1];
  return next?.kind === 'line' ? next : null;
}

/**
 * The gap between blocks that is nearest to a point of the content.
 *
 * @param movedIds stay out of the answer: a shot cannot land behind itself.
 * @returns null when there is no scene, or a folded one.
 */
export function stripDropPlace(
  layout: StripLayout,
  shots: TimedShots,
  { xPx, yPx, movedIds }: { xPx: number; yPx: number; movedIds: ReadonlySet<ShotId> },
): DropPlace | null {
  const line = lineAt(layout, yPx);
  if (!line || line.isFolded) return null;
  const { sceneId, pieces, topPx, endPx } = line;
  const next = pieces.find(({ leftPx, widthPx, fromFrame }) => fromFrame === 0 && xPx < leftPx + widthPx / 2);
  const first = pieces[0];
  let before = next ? next.shotIndex - 1 : (pieces.at(-1)?.shotIndex ?? -1);
  while (before >= 0 && shots[before]?.sceneId === sceneId && movedIds.has(shots[before]?.id as ShotId)) before -= 1;
  const previous = before >= 0 && first ? shots[before] : undefined;
  const afterShotId = previous?.sceneId === sceneId ? previous.id : null;
  return { sceneId, afterShotId, markLeftPx: next ? next.leftPx : endPx, markTopPx: topPx };
}

/** Indexes of the shots whose blocks a box touches, in their order; none of a folded scene. */
export function shotsInStripBox(
  layout: Pick<StripLayout, 'rows'>,
  { leftPx, topPx, rightPx, bottomPx }: Box,
  /** Where the blocks stand in their line. */
  { blockTopPx, blockHeightPx }: { blockTopPx: number; blockHeightPx: number },
): number[] {
  const { first, last } = visibleRows(layout, topPx, bottomPx);
  const touched = layout.rows.slice(first, last + 1).flatMap((row) => {
    if (row.kind !== 'line' || row.isFolded) return [];
    const top = row.topPx + blockTopPx;
    if (top > bottomPx || top + blockHeightPx < topPx) return [];
    return row.pieces.filter((piece) => piece.leftPx <= rightPx && piece.leftPx + piece.widthPx >= leftPx);
  });
  return [...new Set(touched.map(({ shotIndex }) => shotIndex))];
}

/** Where a frame of the film stands; null when its shot is not to be seen. */
export function placeOfFrame(
  layout: StripLayout,
  { timeline, frame, indexOf }: { timeline: Timeline; frame: number; indexOf: ReadonlyMap<ShotId, number> },
): { leftPx: number; line: StripLine } | null {
  const segment = timeline.segments[segmentIndexAt(timeline, frame)];
  const shotIndex = segment ? indexOf.get(segment.shotId) : undefined;
  if (!segment || shotIndex === undefined) return null;
  const inShot = Math.max(0, frame - segment.startFrame);
  for (let at = layout.rowOfShot[shotIndex] ?? 0; at < layout.rows.length; at += 1) {
    const line = layout.rows[at];
    if (line?.kind !== 'line') return null;
    const piece = line.pieces.find((one) => one.shotIndex === shotIndex && inShot < one.toFrame);
    if (piece) return { leftPx: piece.leftPx + (inShot - piece.fromFrame) * layout.pxPerFrame, line };
  }
  return null;
}

/** The frame of a shot under a place on a line; the nearest where there is none. Null on an empty line. */
export function frameOnLine(
  { pieces }: StripLine,
  xPx: number,
  pxPerFrame: number,
): { shotIndex: number; frame: number } | null {
  const piece = pieces.find(({ leftPx, widthPx }) => xPx < leftPx + widthPx) ?? pieces.at(-1);
  if (!piece) return null;
  const frame = piece.fromFrame + Math.floor((xPx - piece.leftPx) / pxPerFrame);
  return { shotIndex: piece.shotIndex, frame: Math.max(piece.fromFrame, Math.min(piece.toFrame - 1, frame)) };
}

/** Marks of the film's time on a line, every so many frames. */
export function ticksOnLine(
  { pieces }: StripLine,
  {
    startFrameOf,
    stepFrames,
    pxPerFrame,
  }: { startFrameOf: (shotIndex: number) => number; stepFrames: number; pxPerFrame: number },
): Array<{ frame: number; leftPx: number }> {
  return pieces.flatMap(({ shotIndex, fromFrame, toFrame, leftPx }) => {
    const start = startFrameOf(shotIndex) + fromFrame;
    const end = start + toFrame - fromFrame;
    const ticks: Array<{ frame: number; leftPx: number }> = [];
    for (let frame = Math.ceil(start / stepFrames) * stepFrames; frame < end; frame += stepFrames) {
      ticks.push({ frame, leftPx: leftPx + (frame - start) * pxPerFrame });
    }
    return ticks;
  });
}
