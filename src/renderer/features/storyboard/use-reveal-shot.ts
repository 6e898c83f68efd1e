/**
 * Brings shots into view: those that are there, new ones as soon as they are there, and those others ask for. A shot in
 * a folded scene comes once its scene has unfolded.
 */
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import type { ProjectId, ShotId, TakeId } from '#shared/domain/ids.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { isFocusFree } from '#renderer/ui/panes.ts';
import { useStable } from '#renderer/ui/use-latest.ts';
import type { BoardViewHandle } from './board-view.ts';
import { shotToReveal } from './selection-store.ts';
import type { SceneFolding } from './use-scene-folding.ts';

export type RevealOptions = {
  projectId: ProjectId;
  board: RefObject<BoardViewHandle | null>;
  /** To be seen now, or hidden in folded scenes only. */
  shown: readonly StoryboardShot[];
  folding: SceneFolding;
  onOpenTake: (shotId: ShotId, takeId: TakeId) => void;
};

/** Both stable. */
export type RevealShot = {
  /** At once where it is there, with the focus if it is to have it. */
  revealNow: (shotId: ShotId, options: { isFocused: boolean }) => void;
  /** In the next frame, or when it has come into the order; with the focus where nothing else has it. */
  reveal: (shotId: ShotId) => void;
};

export function useRevealShot({ projectId, board, shown, folding, onOpenTake }: RevealOptions): RevealShot {
  const wanted = useRef<{ shotId: ShotId; isFocused?: boolean } | null>(null);
  const revealWanted = useStable(() => {
    const { shotId, isFocused } = wanted.current ?? {};
    const shot = shown.find(({ id }) => id === shotId);
    // A view that is still on its way finds the selection itself.
    if (!shot || !board.current) return;
    if (folding.folded.has(shot.sceneId)) return folding.unfold(shot.sceneId);
    wanted.current = null;
    board.current.reveal(shot.id, { isFocused: isFocused ?? canFocusShot() });
  });
  useEffect(revealWanted, [revealWanted, shown, folding.folded]);
  const askedFor = useObservable(shotToReveal);
  useEffect(() => {
    if (askedFor?.projectId !== projectId) return;
    shotToReveal.set(null);
    wanted.current = { shotId: askedFor.shotId };
    if (askedFor.takeId) onOpenTake(askedFor.shotId, askedFor.takeId);
    // Not to be called off with this effect: that it was taken up ends it.
    requestAnimationFrame(revealWanted);
  }, [askedFor, projectId, revealWanted, onOpenTake]);
  const revealNow = useCallback<RevealShot['revealNow']>(
    (shotId, { isFocused }) => {
      wanted.current = { shotId, isFocused };
      revealWanted();
    },
    [revealWanted],
  );
  const reveal = useCallback<RevealShot['reveal']>(
    (shotId) => {
      wanted.current = { shotId };
      requestAnimationFrame(revealWanted);
    },
    [revealWanted],
  );
  return { revealNow, reveal };
}

/** Whether moving the focus to a shot takes it from nobody: it is on a shot already, or nowhere. */
export function canFocusShot(): boolean {
  const { activeElement } = document;
  return (
    isFocusFree() || activeElement?.closest('[data-shot-id]') != null || activeElement?.matches('[data-cell]') === true
  );
}
