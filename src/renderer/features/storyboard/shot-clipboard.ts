/** The shots that were copied or cut last, for any project of the window. */
import type { ProjectId, ShotId } from '#shared/domain/ids.ts';
import { useMemo } from 'react';
import { createObservable } from '#renderer/rpc/observable.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';

export type HeldShots = { projectId: ProjectId; shotIds: readonly ShotId[]; mode: 'copy' | 'cut' };

/** Null while nothing was copied. */
export const heldShots = createObservable<HeldShots | null>(null);

const none: ReadonlySet<ShotId> = new Set();

/** Those that wait to be moved by a paste. */
export function useCutShots(): ReadonlySet<ShotId> {
  const held = useObservable(heldShots);
  return useMemo(() => (held?.mode === 'cut' ? new Set(held.shotIds) : none), [held]);
}

/** Leaves what was cut where it is. @returns whether something was cut */
export function giveUpCut(): boolean {
  const isCut = heldShots.get()?.mode === 'cut';
  if (isCut) heldShots.set(null);
  return isCut;
}
