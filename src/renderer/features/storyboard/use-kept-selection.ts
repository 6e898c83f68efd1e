/** Keeps something selected that makes sense when undo, redo or another window takes shots away or brings them back. */
import { useEffect, useRef } from 'react';
import type { ProjectId, ShotId } from '#shared/domain/ids.ts';
import type { Observable } from '#renderer/rpc/observable.ts';
import { shotsPlaced } from '#renderer/rpc/undo.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { focusPane, isFocusFree } from '#renderer/ui/panes.ts';
import { useStable } from '#renderer/ui/use-latest.ts';
import { besideGone, type Selection, selectThese } from './selection.ts';

export type KeptSelectionOptions = {
  projectId: ProjectId;
  /** Of the whole film, whatever of it is shown. */
  order: readonly ShotId[];
  selection: Observable<Selection>;
  reveal: (shotId: ShotId) => void;
};

export function useKeptSelection({ projectId, order, selection, reveal }: KeptSelectionOptions): void {
  const orderBefore = useRef(order);
  const select = useStable((next: Selection | null) => {
    if (!next) return;
    selection.set(next);
    if (next.focusId) reveal(next.focusId);
  });
  useEffect(() => {
    const before = orderBefore.current;
    orderBefore.current = order;
    if (before === order) return;
    select(besideGone(selection.get(), before, order));
    if (order.length >= before.length) return;
    // What had the focus may have gone with a shot or its scene.
    const request = requestAnimationFrame(() => isFocusFree() && focusPane(1));
    return () => cancelAnimationFrame(request);
  }, [order, selection, select]);
  const placed = useObservable(shotsPlaced);
  useEffect(() => {
    if (placed?.projectId !== projectId) return;
    const next = selectThese(placed.shotIds, order);
    // A scene that came back with its shots is still on its way.
    if (!next) return;
    shotsPlaced.set(null);
    select(next);
  }, [placed, projectId, order, select]);
}
