/** Dragging things to another place: which are dragged, where they would land, found by arithmetic, and one move at the end. */
import { type DragStartEvent, PointerSensor, useSensor, useSensors } from '@dnd-kit/core';
import { shallowEqual } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { type FollowedPointer, followPointer } from './follow-pointer.ts';
import { useStable } from './use-latest.ts';

/** What a drag has taken. */
export type Taken<Id> = {
  /** The thing under the pointer. */
  id: Id;
  /** All that goes with it, itself included, in their order. */
  movedIds: ReadonlySet<Id>;
};

export type PlaceDragOptions<Id, Place extends object> = {
  /** What scrolls below the pointer. */
  scroller: () => HTMLElement | null;
  /** What the things are placed in. */
  content: () => HTMLElement | null;
  /** Whatever places depend on. */
  layout: unknown;
  /** What a drag takes; null for what stays where it is. */
  take: (event: DragStartEvent) => Taken<Id> | null;
  /** The place nearest to a point of the content, in plain values; null for none. */
  placeAt: (point: { xPx: number; yPx: number }, taken: Taken<Id>) => Place | null;
  onDrop: (taken: Taken<Id>, place: Place) => void;
};

export function usePlaceDrag<Id, Place extends object>(options: PlaceDragOptions<Id, Place>) {
  const [taken, setTaken] = useState<Taken<Id> | null>(null);
  const [place, setPlace] = useState<Place | null>(null);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 6 } }));
  const drag = useRef<(FollowedPointer & { taken: Taken<Id> }) | null>(null);

  const placeNow = useStable((): Place | null => {
    const box = options.content()?.getBoundingClientRect();
    if (!drag.current || !box || Number.isNaN(drag.current.pointer.x)) return null;
    const { pointer, taken: now } = drag.current;
    return options.placeAt({ xPx: pointer.x - box.left, yPx: pointer.y - box.top }, now);
  });
  const update = useStable(() => {
    const next = placeNow();
    setPlace((now) => (now && next && shallowEqual(now, next) ? now : next));
  });
  // Where things lie may change below a pointer that rests.
  useEffect(update, [options.layout, update]);

  const cancel = useStable(() => {
    drag.current?.stop();
    drag.current = null;
    setTaken(null);
    setPlace(null);
  });
  useEffect(() => () => drag.current?.stop(), []);
  const drop = useStable(() => {
    const dropped = drag.current?.taken;
    const target = placeNow();
    cancel();
    if (dropped && target) options.onDrop(dropped, target);
  });
  const start = useStable((event: DragStartEvent) => {
    const now = options.take(event);
    if (!now) return;
    drag.current?.stop();
    const { pointerId } = event.activatorEvent as PointerEvent;
    const followed = followPointer({ pointerId, scrolled: options.scroller() }, { move: update, drop, cancel });
    drag.current = { ...followed, taken: now };
    setTaken(now);
  });
  return { sensors, taken, place, start, cancel };
}
