/** Which take the keys act on, as it moves through rows of so many columns. */
import type { TakeId } from '#shared/domain/ids.ts';
import type { FocusMove } from './compare-keys.ts';

/** Stays where it is at an edge; down from the last full row goes to the last take. */
export function indexAfterMove(
  index: number,
  to: FocusMove,
  { count, columns }: { count: number; columns: number },
): number {
  const last = count - 1;
  switch (to) {
    case 'left':
      return Math.max(0, index - 1);
    case 'right':
      return Math.min(last, index + 1);
    case 'up':
      return index - columns >= 0 ? index - columns : index;
    case 'down':
      if (index + columns <= last) return index + columns;
      return Math.floor(index / columns) < Math.floor(last / columns) ? last : index;
    case 'start':
      return 0;
    case 'end':
      return last;
  }
}

/** Columns that fit, at least one; never more than there are takes, so that few takes stand large. */
export function columnsFor(
  widthPx: number,
  { leastPx, gapPx, count }: { leastPx: number; gapPx: number; count: number },
): number {
  return Math.max(1, Math.min(count, Math.floor((widthPx + gapPx) / (leastPx + gapPx))));
}

/** Takes that stand large beside each other; `right` is the one that the keys act on. */
export type TakePair = { leftId: TakeId; rightId: TakeId };

/**
 * The pair to show: the kept take on the left, the one in focus on the right. Where they are the same, or the kept one
 * is gone, the chosen take or else the nearest other one stands on the left. Null with fewer than two takes.
 */
export function pairOf(
  order: readonly TakeId[],
  { focusId, keptId, chosenId }: { focusId: TakeId; keptId: TakeId | null; chosenId: TakeId | null },
): TakePair | null {
  const isOther = (id: TakeId | null | undefined): id is TakeId => id != null && id !== focusId && order.includes(id);
  const index = order.indexOf(focusId);
  const leftId = [keptId, chosenId, order[index - 1], order[index + 1]].find(isOther);
  return leftId === undefined ? null : { leftId, rightId: focusId };
}
