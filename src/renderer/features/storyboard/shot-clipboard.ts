/** The shots that were copied or cut last, for any project of the window. */
import type { ProjectId, ShotId } from '#shared/domain/ids.ts';
import { createObservable } from '#renderer/rpc/observable.ts';

export type HeldShots = { projectId: ProjectId; shotIds: readonly ShotId[]; mode: 'copy' | 'cut' };

/** Null while nothing was copied. */
export const heldShots = createObservable<HeldShots | null>(null);
