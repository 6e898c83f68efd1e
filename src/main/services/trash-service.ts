/** The trash: list, restore, empty. Nothing else in the studio erases anything. */
import { findDeletedElement } from '#main/db/element-repository.ts';
import {
  eraseTrash,
  findDeleted,
  isProjectDeleted,
  listDoomed,
  listShotsDeletedWith,
  listTrash,
} from '#main/db/trash-repository.ts';
import type { Saved } from '#shared/contract/answers.ts';
import type { ElementId, ProjectId, SceneId, ShotId } from '#shared/domain/ids.ts';
import type { TrashEntry } from '#shared/domain/records.ts';
import { edit, type TimedRecorder } from './edit.ts';
import { restoreElement } from './element-service.ts';
import { numberWhatIsNew } from './number-lock.ts';
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
      const idsOf = (kind: TrashEntry['kind']) => entries.filter((entry) => entry.kind === kind).map(({ id }) => id);
      // One commit for all of them, and so one write to the disk.
      db.transaction(() => {
        restoreProjects(context, idsOf('project') as ProjectId[]);
        restoreElements(context, idsOf('element') as ElementId[]);
        restoreInProjects(context, { scene: idsOf('scene') as SceneId[], shot: idsOf('shot') as ShotId[] });
      });
      return { savedAtMs: clock.nowMs() };
    },

    async empty() {
      const { count, latestDeletedAtMs, ...gone } = listDoomed(db);
      await cancelJobsOf(gone);
      // What was deleted while the jobs ended was not there when the person said so.
      eraseTrash(db, latestDeletedAtMs);
      changes.announce([
        { kind: 'trash', projectId: null, ids: [] },
        { kind: 'history', projectId: null, ids: [] },
        { kind: 'queue', projectId: null, ids: [] },
      ]);
      return { erasedCount: count, freedBytes: await eraseUnusedAssets() };
    },
  };
}

function restoreProjects(context: ServiceContext, projectIds: ProjectId[]): void {
  const deleted = projectIds.filter((id) => isProjectDeleted(context.db, id));
  if (deleted.length === 0) return;
  edit(context, { projectId: null, labelKey: 'restore', labelCount: deleted.length }, (recorder) => {
    for (const id of deleted) recorder.update('projects', id, { deleted_at_ms: null });
  });
}

/** One step to undo for each project. */
function restoreElements(context: ServiceContext, elementIds: ElementId[]): void {
  const deleted = elementIds.flatMap((id) => findDeletedElement(context.db, id) ?? []);
  for (const projectId of new Set(deleted.map((element) => element.projectId))) {
    const ofProject = deleted.filter((element) => element.projectId === projectId);
    edit(context, { projectId, labelKey: 'restore', labelCount: ofProject.length }, (recorder) => {
      for (const { id } of ofProject) restoreElement(context, recorder, id);
    });
  }
}

type DeletedRecord = { kind: 'scene' | 'shot'; id: SceneId | ShotId; sceneId: SceneId };

/** One step to undo for each project. */
function restoreInProjects(context: ServiceContext, ids: { scene: SceneId[]; shot: ShotId[] }): void {
  const byProject = new Map<ProjectId, DeletedRecord[]>();
  for (const kind of ['scene', 'shot'] as const) {
    for (const id of ids[kind]) {
      const deleted = findDeleted(context.db, kind, id);
      if (!deleted) continue;
      const records = byProject.get(deleted.projectId) ?? [];
      records.push({ kind, id, sceneId: deleted.sceneId });
      byProject.set(deleted.projectId, records);
    }
  }
  for (const [projectId, records] of byProject) {
    edit(context, { projectId, labelKey: 'restore', labelCount: records.length }, (recorder) => {
      for (const { kind, id, sceneId } of records) {
        restoreScene(context, recorder, sceneId, kind === 'scene');
        if (kind === 'shot') recorder.update('shots', id, { deleted_at_ms: null });
      }
      // What was deleted before the numbers were locked has none.
      numberWhatIsNew(recorder, context.db, projectId);
    });
  }
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
