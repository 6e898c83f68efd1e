/** Brings shots into view: those that are there, new ones as soon as they are there, and those others ask for. */
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import type { ProjectId, ShotId, TakeId } from '#shared/domain/ids.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { useStable } from '#renderer/ui/use-latest.ts';
import type { BoardViewHandle } from './board-view.ts';
import { shotToReveal } from './selection-store.ts';

export type RevealOptions = {
  projectId: ProjectId;
  board: RefObject<BoardViewHandle | null>;
  shownOrder: readonly ShotId[];
  onOpenTake: (shotId: ShotId, takeId: TakeId) => void;
};

/** @returns what brings a shot into view, now or when it has come into the order. */
export function useRevealShot({ projectId, board, shownOrder, onOpenTake }: RevealOptions): (shotId: ShotId) => void {
  const wanted = useRef<ShotId | null>(null);
  const revealWanted = useStable(() => {
    const index = wanted.current ? shownOrder.indexOf(wanted.current) : -1;
    // A view that is still on its way finds the selection itself.
    if (index < 0 || !board.current) return;
    wanted.current = null;
    board.current.reveal(index, { isFocused: isFocusFree() });
  });
  useEffect(revealWanted, [revealWanted, shownOrder]);
  const askedFor = useObservable(shotToReveal);
  useEffect(() => {
    if (askedFor?.projectId !== projectId) return;
    shotToReveal.set(null);
    wanted.current = askedFor.shotId;
    if (askedFor.takeId) onOpenTake(askedFor.shotId, askedFor.takeId);
    const request = requestAnimationFrame(revealWanted);
    return () => cancelAnimationFrame(request);
  }, [askedFor, projectId, revealWanted, onOpenTake]);
  return useCallback(
    (shotId) => {
      wanted.current = shotId;
      requestAnimationFrame(revealWanted);
    },
    [revealWanted],
  );
}

/** Whether moving the focus to a shot takes it from nobody: it is on a shot already, or nowhere. */
export function isFocusFree(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || activeElement.closest('[data-shot-id]') !== null;
}
