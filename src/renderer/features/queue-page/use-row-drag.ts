/** Dragging waiting jobs to another place in their line. */
import type { Virtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';
import { usePlaceDrag } from '#renderer/ui/use-place-drag.ts';
import type { JobId } from '#shared/domain/ids.ts';
import { type DropPlace, dropPlaceAt, type QueueRow } from './queue-rows.ts';
import type { JobActions } from './use-job-actions.ts';

export type RowDragOptions = {
  rows: readonly QueueRow[];
  actions: JobActions;
  scroller: HTMLElement | null;
  /** What the rows are placed in. */
  content: RefObject<HTMLElement | null>;
  virtualizer: Virtualizer<HTMLDivElement, Element>;
};

const nothingMoved: ReadonlySet<JobId> = new Set();

export function useRowDrag({ rows, actions, scroller, content, virtualizer }: RowDragOptions) {
  const { taken, place, ...drag } = usePlaceDrag<JobId, DropPlace>({
    scroller: () => scroller,
    content: () => content.current,
    layout: rows,
    take({ active }) {
      const id = active.id as JobId;
      return actions.laneOf(id) === null ? null : { id, movedIds: actions.movedWith(id) };
    },
    placeAt({ yPx }, { id, movedIds }) {
      const lane = actions.laneOf(id);
      const item = virtualizer.getVirtualItemForOffset(Math.max(0, yPx));
      if (lane === null || !item) return null;
      const isLowerHalf = yPx > item.start + item.size / 2;
      return dropPlaceAt(rows, { lane, rowIndex: item.index, isLowerHalf }, movedIds);
    },
    onDrop: ({ id }, { beforeJobId }) => actions.moveTo(id, beforeJobId),
  });
  return {
    ...drag,
    movedIds: taken?.movedIds ?? nothingMoved,
    /** Where the mark stands that shows the place; null while nothing is dragged. */
    markPx: place && markPx(rows, place, virtualizer),
  };
}

/** The upper edge of the row, or behind the last one the end of the list. */
function markPx(
  rows: readonly QueueRow[],
  { rowIndex }: DropPlace,
  virtualizer: RowDragOptions['virtualizer'],
): number | null {
  const [offsetPx] = rowIndex < rows.length ? [virtualizer.measurementsCache[rowIndex]?.start] : [];
  return offsetPx ?? virtualizer.getTotalSize();
}
