/** Dragging shots to another place: which are dragged, and where they would land, found by arithmetic. */
import { type DragEndEvent, type DragStartEvent, PointerSensor, useSensor, useSensors } from '@dnd-kit/core';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import { useStable } from '#renderer/ui/use-latest.ts';
import type { DropPlace } from './grid-rows.ts';

/** The card or block that an event came from; null for an event of something else. */
export function cardAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-shot-id]') : null;
}

/** The shot of that card. */
export function shotIdAt(target: EventTarget | null): ShotId | null {
  return (cardAt(target)?.dataset['shotId'] as ShotId | undefined) ?? null;
}

export type ShotDragOptions = {
  /** In the order of the film. */
  shots: ReadonlyArray<{ id: ShotId }>;
  /** Which shots are dragged when this one is taken. */
  shotsDraggedWith: (shotId: ShotId) => ShotId[];
  onMove: (shotIds: ShotId[], place: { sceneId: SceneId; afterShotId: ShotId | null }) => void;
  /** What scrolls; the list in it holds the shots. */
  scroller: RefObject<HTMLDivElement | null>;
  /** Whatever places depend on. */
  layout: unknown;
  placeAt: (point: { xPx: number; yPx: number }, movedIds: ReadonlySet<ShotId>) => DropPlace | null;
};

const nothingMoved: ReadonlySet<ShotId> = new Set();

export function useShotDrag({ shots, shotsDraggedWith, onMove, scroller, layout, placeAt }: ShotDragOptions) {
  const [activeId, setActiveId] = useState<ShotId | null>(null);
  const [movedIds, setMovedIds] = useState<ReadonlySet<ShotId>>(nothingMoved);
  const [place, setPlace] = useState<DropPlace | null>(null);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 6 } }));
  const latestPlace = useRef<DropPlace | null>(null);
  const findPlace = useStable(placeAt);

  useEffect(() => {
    if (!activeId) return;
    const pointer = { x: 0, y: 0 };
    const update = () => {
      const content = scroller.current?.querySelector('ul');
      if (!content) return;
      const box = content.getBoundingClientRect();
      const next = findPlace({ xPx: pointer.x - box.left, yPx: pointer.y - box.top }, movedIds);
      latestPlace.current = next;
      setPlace((now) =>
        now && next && now.markLeftPx === next.markLeftPx && now.markTopPx === next.markTopPx ? now : next,
      );
    };
    const handleMove = (event: PointerEvent) => {
      pointer.x = event.clientX;
      pointer.y = event.clientY;
      update();
    };
    const element = scroller.current;
    window.addEventListener('pointermove', handleMove);
    element?.addEventListener('scroll', update);
    return () => {
      window.removeEventListener('pointermove', handleMove);
      element?.removeEventListener('scroll', update);
    };
  }, [activeId, layout, movedIds, scroller, findPlace]);

  const cancel = () => {
    latestPlace.current = null;
    setActiveId(null);
    setMovedIds(nothingMoved);
    setPlace(null);
  };
  return {
    sensors,
    activeId,
    movedIds,
    place,
    cancel,
    start({ active, activatorEvent }: DragStartEvent) {
      const id = shotIdAt(activatorEvent.target) ?? (active.id as ShotId);
      setActiveId(id);
      setMovedIds(new Set(shotsDraggedWith(id)));
    },
    end(_event: DragEndEvent) {
      const target = latestPlace.current;
      const ids = shots.filter(({ id }) => movedIds.has(id)).map(({ id }) => id);
      cancel();
      if (target && ids.length > 0) onMove(ids, { sceneId: target.sceneId, afterShotId: target.afterShotId });
    },
  };
}
