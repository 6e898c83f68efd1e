/** The trash: list, restore, empty. Nothing else in the studio erases anything. */
import { eraseTrash, findDeleted, listDoomed, listShotsDeletedWith, listTrash } from '#main/db/trash-repository.ts';
import type { Saved } from '#shared/contract/answers.ts';
import type { ProjectId, SceneId, ShotId } from '#shared/domain/ids.ts';
import type { TrashEntry } from '#shared/domain/records.ts';
import { edit, type TimedRecorder } from './edit.ts';
import type { ServiceContext } from './service-context.ts';

export interface TrashService {
  /** Latest deleted first. */
  list(): TrashEntry[];
  /** Puts records back where they were, with what went with them; what is not in the trash is left out. */
  restore(entries: ReadonlyArray<Pick<TrashEntry, 'kind' | 'id'>>): Saved;
  /** Erases for good, with the files that nothing else uses. */
  empty(): Promise<{ erasedCount: number; freedBytes: number }>;
}

export type TrashOptions = {
  /** Ends the jobs of what is about to be erased. */
  cancelJobsOf(gone: { projectIds: ProjectId[]; shotIds: ShotId[] }): Promise<void>;
  /** Removes the files that no row names any more; answers their size in bytes. */
  eraseUnusedAssets(): Promise<number>;
};

export function createTrashService(
  context: ServiceContext,
  { cancelJobsOf, eraseUnusedAssets }: TrashOptions,
): TrashService {
  const { db, clock, changes } = context;
  return {
    list: () => listTrash(db),

    restore(entries) {
      for (const { kind, id } of entries) {
        if (kind === 'project') restoreProject(context, id as ProjectId);
        else restoreInProject(context, kind, id as SceneId | ShotId);
      }
      return { savedAtMs: clock.nowMs() };
    },

    async empty() {
      const { count, ...gone } = listDoomed(db);
      await cancelJobsOf(gone);
      eraseTrash(db);
      changes.announce([
        { kind: 'trash', projectId: null, ids: [] },
        { kind: 'history', projectId: null, ids: [] },
      ]);
      return { erasedCount: count, freedBytes: await eraseUnusedAssets() };
    },
  };
}

function restoreProject(context: ServiceContext, projectId: ProjectId): void {
  edit(context, { projectId: null, labelKey: 'restore' }, (recorder) => {
    recorder.update('projects', projectId, { deleted_at_ms: null });
  });
}

function restoreInProject(context: ServiceContext, kind: 'scene' | 'shot', id: SceneId | ShotId): void {
  const deleted = findDeleted(context.db, kind, id);
  if (!deleted) return;
  edit(context, { projectId: deleted.projectId, labelKey: 'restore' }, (recorder) => {
    restoreScene(context, recorder, deleted.sceneId, kind === 'scene');
    if (kind === 'shot') recorder.update('shots', id, { deleted_at_ms: null });
  });
}

/** Brings a scene back if it is in the trash, and, where asked for, the shots that went with it. */
function restoreScene({ db }: ServiceContext, recorder: TimedRecorder, sceneId: SceneId, withShots: boolean): void {
  const scene = findDeleted(db, 'scene', sceneId);
  if (!scene) return;
  recorder.update('scenes', sceneId, { deleted_at_ms: null });
  if (!withShots) return;
  for (const shotId of listShotsDeletedWith(db, sceneId, scene.deletedAtMs)) {
    recorder.update('shots', shotId, { deleted_at_ms: null });
  }
}
