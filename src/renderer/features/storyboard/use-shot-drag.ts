/** Dragging shots to another place, alone or as selected. */
import type { RefObject } from 'react';
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { Storyboard } from '#shared/domain/records.ts';
import { usePlaceDrag } from '#renderer/ui/use-place-drag.ts';
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

export function useShotDrag({ shotsDraggedWith, onMove, scroller, layout, placeAt }: ShotDragOptions) {
  const { taken, ...drag } = usePlaceDrag<ShotId, DropPlace>({
    scroller: () => scroller.current,
    content: () => scroller.current?.querySelector('ul') ?? null,
    layout,
    take({ active, activatorEvent }) {
      const id = shotIdAt(activatorEvent.target) ?? (active.id as ShotId);
      return { id, movedIds: new Set(shotsDraggedWith(id)) };
    },
    placeAt: (point, { movedIds }) => placeAt(point, movedIds),
    onDrop: ({ movedIds }, { sceneId, afterShotId }) => onMove([...movedIds], { sceneId, afterShotId }),
  });
  return { ...drag, activeId: taken?.id ?? null, movedIds: taken?.movedIds ?? nothingMoved };
}
