/** Dragging waiting jobs to another place in their line. */
import { type DragStartEvent, PointerSensor, useSensor, useSensors } from '@dnd-kit/core';
import type { Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useLatest, useStable } from '#renderer/ui/use-latest.ts';
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

export function useRowDrag(options: RowDragOptions) {
  const { rows, scroller, content, virtualizer } = options;
  const latest = useLatest(options);
  const [drag, setDrag] = useState<{ jobId: JobId; lane: string; movedIds: ReadonlySet<JobId> } | null>(null);
  const [place, setPlace] = useState<DropPlace | null>(null);
  // The row may be let go before a render has followed the pointer's last step.
  const latestPlace = useRef<DropPlace | null>(null);
  const goTo = useStable((to: DropPlace | null) => {
    latestPlace.current = to;
    setPlace(to);
  });
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 5 } }));
  const pointerY = useRef(0);

  useEffect(() => {
    if (!drag) return;
    const update = () => {
      const box = content.current?.getBoundingClientRect();
      if (!box) return;
      const y = pointerY.current - box.top;
      const item = virtualizer.getVirtualItemForOffset(Math.max(0, y));
      if (!item) return;
      const isLowerHalf = y > item.start + item.size / 2;
      const at = { lane: drag.lane, rowIndex: item.index, isLowerHalf };
      goTo(dropPlaceAt(latest.current.rows, at, drag.movedIds));
    };
    const handleMove = (event: PointerEvent) => {
      pointerY.current = event.clientY;
      update();
    };
    window.addEventListener('pointermove', handleMove);
    scroller?.addEventListener('scroll', update);
    return () => {
      window.removeEventListener('pointermove', handleMove);
      scroller?.removeEventListener('scroll', update);
    };
  }, [drag, scroller, content, virtualizer, latest, goTo]);

  const cancel = () => {
    setDrag(null);
    goTo(null);
  };
  return {
    sensors,
    cancel,
    movedIds: drag?.movedIds ?? nothingMoved,
    /** Where the mark stands that shows the place; null while nothing is dragged. */
    markPx: place && markPx(rows, place, virtualizer),
    start({ active }: DragStartEvent) {
      const jobId = active.id as JobId;
      const { actions } = latest.current;
      const lane = actions.laneOf(jobId);
      if (lane !== null) setDrag({ jobId, lane, movedIds: actions.movedWith(jobId) });
    },
    end() {
      const to = latestPlace.current;
      if (drag && to) latest.current.actions.moveTo(drag.jobId, to.beforeJobId);
      cancel();
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
