/** Dragging shots to another place: which are dragged, and where they would land, found by arithmetic. */
import { type DragStartEvent, PointerSensor, useSensor, useSensors } from '@dnd-kit/core';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { Storyboard } from '#shared/domain/records.ts';
import { type FollowedPointer, followPointer } from '#renderer/ui/follow-pointer.ts';
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

/** Where a selected shot is taken, the whole selection, in the order of the film; else that shot alone. */
export function shotsDraggedWith(
  shotId: ShotId,
  { storyboard, selectedIds }: { storyboard: Pick<Storyboard, 'shots'>; selectedIds: ReadonlySet<ShotId> },
): ShotId[] {
  if (!selectedIds.has(shotId)) return [shotId];
  return storyboard.shots.map(({ id }) => id).filter((id) => selectedIds.has(id));
}

export type ShotDragOptions = {
  /** Which shots are dragged when this one is taken, in the order of the film; some may be hidden in a folded scene. */
  shotsDraggedWith: (shotId: ShotId) => ShotId[];
  onMove: (shotIds: ShotId[], place: { sceneId: SceneId; afterShotId: ShotId | null }) => void;
  /** What scrolls; the list in it holds the shots. */
  scroller: RefObject<HTMLDivElement | null>;
  /** Whatever places depend on. */
  layout: unknown;
  placeAt: (point: { xPx: number; yPx: number }, movedIds: ReadonlySet<ShotId>) => DropPlace | null;
};

const nothingMoved: ReadonlySet<ShotId> = new Set();

type Drag = FollowedPointer & { movedIds: ReadonlySet<ShotId> };

export function useShotDrag({ shotsDraggedWith, onMove, scroller, layout, placeAt }: ShotDragOptions) {
  const [activeId, setActiveId] = useState<ShotId | null>(null);
  const [movedIds, setMovedIds] = useState<ReadonlySet<ShotId>>(nothingMoved);
  const [place, setPlace] = useState<DropPlace | null>(null);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 6 } }));
  const drag = useRef<Drag | null>(null);

  const placeNow = useStable(({ pointer, movedIds: moved }: Drag): DropPlace | null => {
    const content = scroller.current?.querySelector('ul');
    if (!content || Number.isNaN(pointer.x)) return null;
    const box = content.getBoundingClientRect();
    return placeAt({ xPx: pointer.x - box.left, yPx: pointer.y - box.top }, moved);
  });
  const update = useStable(() => {
    if (!drag.current) return;
    const next = placeNow(drag.current);
    setPlace((now) =>
      now && next && now.markLeftPx === next.markLeftPx && now.markTopPx === next.markTopPx ? now : next,
    );
  });
  // Where things lie may change below a pointer that rests.
  useEffect(update, [layout, update]);

  const cancel = useStable(() => {
    drag.current?.stop();
    drag.current = null;
    setActiveId(null);
    setMovedIds(nothingMoved);
    setPlace(null);
  });
  useEffect(() => () => drag.current?.stop(), []);
  const drop = useStable(() => {
    const ended = drag.current;
    if (!ended) return;
    const target = placeNow(ended);
    cancel();
    if (target) onMove([...ended.movedIds], { sceneId: target.sceneId, afterShotId: target.afterShotId });
  });
  return {
    sensors,
    activeId,
    movedIds,
    place,
    cancel,
    start({ active, activatorEvent }: DragStartEvent) {
      const id = shotIdAt(activatorEvent.target) ?? (active.id as ShotId);
      const moved = new Set(shotsDraggedWith(id));
      drag.current?.stop();
      drag.current = { movedIds: moved, ...followPointer(scroller.current, { move: update, drop }) };
      setActiveId(id);
      setMovedIds(moved);
    },
  };
}
