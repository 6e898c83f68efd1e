/** Dragging waiting jobs to another place in their line. */
import { type DragStartEvent, PointerSensor, useSensor, useSensors } from '@dnd-kit/core';
import type { Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { type FollowedPointer, followPointer } from '#renderer/ui/follow-pointer.ts';
import { useStable } from '#renderer/ui/use-latest.ts';
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

type Drag = FollowedPointer & { jobId: JobId; lane: string; movedIds: ReadonlySet<JobId> };

export function useRowDrag({ rows, actions, scroller, content, virtualizer }: RowDragOptions) {
  const drag = useRef<Drag | null>(null);
  const [movedIds, setMovedIds] = useState(nothingMoved);
  const [place, setPlace] = useState<DropPlace | null>(null);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 5 } }));

  const placeNow = useStable(({ pointer, lane, movedIds: moved }: Drag): DropPlace | null => {
    const box = content.current?.getBoundingClientRect();
    if (!box || Number.isNaN(pointer.y)) return null;
    const y = pointer.y - box.top;
    const item = virtualizer.getVirtualItemForOffset(Math.max(0, y));
    if (!item) return null;
    return dropPlaceAt(rows, { lane, rowIndex: item.index, isLowerHalf: y > item.start + item.size / 2 }, moved);
  });
  const update = useStable(() => setPlace(drag.current && placeNow(drag.current)));
  const cancel = useStable(() => {
    drag.current?.stop();
    drag.current = null;
    setMovedIds(nothingMoved);
    setPlace(null);
  });
  useEffect(() => () => drag.current?.stop(), []);
  const drop = useStable(() => {
    const ended = drag.current;
    const to = ended && placeNow(ended);
    cancel();
    if (ended && to) actions.moveTo(ended.jobId, to.beforeJobId);
  });
  return {
    sensors,
    cancel,
    movedIds,
    /** Where the mark stands that shows the place; null while nothing is dragged. */
    markPx: place && markPx(rows, place, virtualizer),
    start({ active }: DragStartEvent) {
      const jobId = active.id as JobId;
      const lane = actions.laneOf(jobId);
      if (lane === null) return;
      const moved = actions.movedWith(jobId);
      drag.current?.stop();
      drag.current = { jobId, lane, movedIds: moved, ...followPointer(scroller, { move: update, drop }) };
      setMovedIds(moved);
    },
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
