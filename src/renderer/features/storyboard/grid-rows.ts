/**
 * Where everything in the grid stands: scene headers and rows of cards, in pixels from the top of the content.
 *
 * One pass over all shots; the window then mounts only the rows that it shows. Also answers what an arrow key
 * reaches and where a dragged card would land.
 */
import type { SceneId, ShotId } from '#shared/domain/ids.ts';

/** What the layout needs of the storyboard; shots ordered by scene, then by rank. */
export type GridShots = ReadonlyArray<{ id: ShotId; sceneId: SceneId }>;

/** Whether the same shots stand in the same scenes, in the same order: then everything stands where it stood. */
export function isSameOrder(before: GridShots, now: GridShots): boolean {
  return (
    before.length === now.length &&
    before.every(({ id, sceneId }, index) => id === now[index]?.id && sceneId === now[index]?.sceneId)
  );
}

export type GridMeasures = {
  /** Inner width of the grid. */
  widthPx: number;
  /** Narrowest that a card may be. */
  minimumCardPx: number;
  gapPx: number;
  /** Height of a card's picture over its width. */
  pictureRatio: number;
  /** Height of what stands under the picture. */
  captionPx: number;
  headerPx: number;
  /** Space after the last row of a scene. */
  sceneGapPx: number;
  /** Scenes of which only the header stands; none of their shots is given. @default none */
  folded?: ReadonlySet<SceneId>;
};

export type GridRow =
  | { kind: 'header'; sceneIndex: number; sceneId: SceneId; topPx: number; heightPx: number }
  | {
      kind: 'shots';
      sceneIndex: number;
      sceneId: SceneId;
      topPx: number;
      heightPx: number;
      /** Index into all shots of the first card. */
      firstIndex: number;
      count: number;
      /** Whether the row ends with the "new shot" cell. */
      hasNewCell: boolean;
    };

export type ShotsRow = Extract<GridRow, { kind: 'shots' }>;

export type GridLayout = {
  rows: GridRow[];
  columnCount: number;
  cardWidthPx: number;
  cardHeightPx: number;
  gapPx: number;
  heightPx: number;
};

export function toGridLayout(sceneIds: readonly SceneId[], shots: GridShots, measures: GridMeasures): GridLayout {
  const { widthPx, minimumCardPx, gapPx, pictureRatio, captionPx, headerPx, sceneGapPx } = measures;
  const columnCount = Math.max(1, Math.floor((widthPx + gapPx) / (minimumCardPx + gapPx)));
  const cardWidthPx = Math.max(1, Math.floor((widthPx - gapPx * (columnCount - 1)) / columnCount));
  const cardHeightPx = Math.round(cardWidthPx * pictureRatio) + captionPx;
  const rows: GridRow[] = [];
  let topPx = 0;
  let index = 0;
  for (const [sceneIndex, sceneId] of sceneIds.entries()) {
    rows.push({ kind: 'header', sceneIndex, sceneId, topPx, heightPx: headerPx });
    topPx += headerPx;
    if (measures.folded?.has(sceneId)) continue;
    let count = 0;
    while (shots[index + count]?.sceneId === sceneId) count += 1;
    // The cell for a new shot fills a gap; only the last scene and an empty one make room for it.
    const isLast = sceneIndex === sceneIds.length - 1;
    const hasNewCell = count === 0 || count % columnCount !== 0 || isLast;
    const cellCount = hasNewCell ? count + 1 : count;
    for (let first = 0; first < cellCount; first += columnCount) {
      const inRow = Math.min(columnCount, count - first);
      const isLastRow = first + columnCount >= cellCount;
      rows.push({
        kind: 'shots',
        sceneIndex,
        sceneId,
        topPx,
        heightPx: cardHeightPx + (isLastRow ? sceneGapPx : gapPx),
        firstIndex: index + first,
        count: Math.max(0, inRow),
        hasNewCell: hasNewCell && isLastRow,
      });
      topPx += cardHeightPx + (isLastRow ? sceneGapPx : gapPx);
    }
    index += count;
  }
  return { rows, columnCount, cardWidthPx, cardHeightPx, gapPx, heightPx: topPx };
}

/** Left edge of a card in its row. */
export function cardLeftPx({ cardWidthPx, gapPx }: GridLayout, column: number): number {
  return column * (cardWidthPx + gapPx);
}

/** Index of the row at a height; the first above the content, the last below it. */
export function rowIndexAt({ rows }: { rows: ReadonlyArray<{ topPx: number }> }, yPx: number): number {
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((rows[middle]?.topPx ?? 0) <= yPx) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Rows that touch a stretch of the content; `last` is included. */
export function visibleRows(
  layout: { rows: ReadonlyArray<{ topPx: number }> },
  fromPx: number,
  toPx: number,
): { first: number; last: number } {
  return { first: rowIndexAt(layout, fromPx), last: rowIndexAt(layout, toPx) };
}

/** A stretch of the content, in pixels from its left and top edges. */
export type Box = { leftPx: number; topPx: number; rightPx: number; bottomPx: number };

/** Indexes of the shots whose cards a box touches, in their order. */
export function shotsInBox(layout: GridLayout, { leftPx, topPx, rightPx, bottomPx }: Box): number[] {
  const { first, last } = visibleRows(layout, topPx, bottomPx);
  return layout.rows.slice(first, last + 1).flatMap((row) => {
    if (row.kind !== 'shots' || row.topPx > bottomPx || row.topPx + layout.cardHeightPx < topPx) return [];
    return Array.from({ length: row.count }, (_, column) => column)
      .filter((column) => {
        const left = cardLeftPx(layout, column);
        return left <= rightPx && left + layout.cardWidthPx >= leftPx;
      })
      .map((column) => row.firstIndex + column);
  });
}

/** The row of cards that a shot stands in; null for a shot that is not there. */
export function rowOfShot({ rows }: GridLayout, shotIndex: number): ShotsRow | null {
  let low = 0;
  let high = rows.length - 1;
  let found: ShotsRow | null = null;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const row = nearestShotsRow(rows, middle);
    if (row && row.firstIndex <= shotIndex) {
      if (shotIndex < row.firstIndex + row.count) found = row;
      low = middle + 1;
    } else {
      high = middle - 1;
    }
  }
  return found;
}

/** The row itself, or the cards under a header. */
function nearestShotsRow(rows: readonly GridRow[], index: number): ShotsRow | null {
  const row = rows[index];
  if (row?.kind === 'shots') return row;
  const next = rows[index + 1];
  return next?.kind === 'shots' ? next : null;
}

export type ArrowKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End';

/** Index of the shot that a key reaches from another; stays where there is none. */
export function shotIndexByKey(layout: GridLayout, shotIndex: number, key: ArrowKey): number {
  const shotCount = layout.rows.reduce((sum, row) => sum + (row.kind === 'shots' ? row.count : 0), 0);
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, shotIndex - 1);
    case 'ArrowRight':
      return Math.min(shotCount - 1, shotIndex + 1);
    case 'Home':
      return 0;
    case 'End':
      return Math.max(0, shotCount - 1);
    default:
      return shotIndexInNextRow(layout, shotIndex, key === 'ArrowUp' ? -1 : 1);
  }
}

function shotIndexInNextRow(layout: GridLayout, shotIndex: number, step: 1 | -1): number {
  const row = rowOfShot(layout, shotIndex);
  if (!row) return shotIndex;
  const column = shotIndex - row.firstIndex;
  for (let index = layout.rows.indexOf(row) + step; index >= 0 && index < layout.rows.length; index += step) {
    const other = layout.rows[index];
    if (other?.kind === 'shots' && other.count > 0) return other.firstIndex + Math.min(column, other.count - 1);
  }
  return shotIndex;
}

/** Where dragged shots would land, and where the mark for it stands. */
export type DropPlace = {
  sceneId: SceneId;
  /** Null means first of the scene. */
  afterShotId: ShotId | null;
  markLeftPx: number;
  markTopPx: number;
};

/**
 * The gap between cards that is nearest to a point of the content.
 *
 * @param movedIds stay out of the answer: a shot cannot land behind itself.
 * @returns null when there is no scene.
 */
export function dropPlaceAt(
  layout: GridLayout,
  shots: GridShots,
  { xPx, yPx, movedIds }: { xPx: number; yPx: number; movedIds: ReadonlySet<ShotId> },
): DropPlace | null {
  const rowIndex = rowIndexAt(layout, yPx);
  const row = nearestShotsRow(layout.rows, rowIndex);
  if (!row) return null;
  const isHeader = layout.rows[rowIndex]?.kind === 'header';
  const pitch = layout.cardWidthPx + layout.gapPx;
  const column = isHeader ? 0 : Math.min(row.count, Math.max(0, Math.round((xPx + layout.gapPx / 2) / pitch)));
  let before = row.firstIndex + column - 1;
  while (before >= 0 && shots[before]?.sceneId === row.sceneId && movedIds.has(shots[before]?.id as ShotId))
    before -= 1;
  const previous = shots[before];
  return {
    sceneId: row.sceneId,
    afterShotId: previous?.sceneId === row.sceneId ? previous.id : null,
    markLeftPx: cardLeftPx(layout, column) - layout.gapPx / 2,
    markTopPx: row.topPx,
  };
}
