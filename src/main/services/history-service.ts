/** Undo and redo, per project and for the list of projects; they survive a restart. */
import { historyLabels, redoNext, undoLatest, type AppliedEdit } from '#main/db/edit-log.ts';
import { listShotsById } from '#main/db/shot-repository.ts';
import type { HistoryState, Saved, ShotsOfStep } from '#shared/contract/answers.ts';
import type { HistoryLabel } from '#shared/domain/history.ts';
import type { ProjectId, ShotId } from '#shared/domain/ids.ts';
import { changesOfRows, libraryScope } from './edit.ts';
import { correctDigests } from './element-digests.ts';
import type { ServiceContext } from './service-context.ts';

export interface HistoryService {
  state(projectId: ProjectId | null): HistoryState;
  /** Takes back the latest edit; null when there is none. */
  undo(projectId: ProjectId | null): Saved & ShotsOfStep & { undone: HistoryLabel | null };
  /** Does the edit again that was undone last; null when there is none. */
  redo(projectId: ProjectId | null): Saved & ShotsOfStep & { redone: HistoryLabel | null };
}

/** More shots than that are not answered: the window asks for all of them. */
const mostShots = 1_000;

/** Columns in which shots that come, go or move differ. */
const placing = ['deleted_at_ms', 'rank', 'scene_id'];

export function createHistoryService({ db, clock, changes }: ServiceContext): HistoryService {
  const announce = (projectId: ProjectId | null, applied: AppliedEdit | null) => {
    if (applied) changes.announce(changesOfRows(projectId, applied.changes));
    return { label: applied?.label ?? null, ...shotsOf(applied), savedAtMs: clock.nowMs() };
  };
  const shotsOf = (applied: AppliedEdit | null): ShotsOfStep => {
    const ofShots = applied?.changes.filter(({ table }) => table === 'shots') ?? [];
    if (ofShots.length > mostShots) return { shotIds: [], shots: [], isPlacement: false };
    const shotIds = ofShots.map(({ id }) => id as ShotId);
    const isPlacement = ofShots.some(({ before }) => placing.some((name) => name in before));
    return { shotIds, shots: listShotsById(db, shotIds), isPlacement };
  };
  /** In one commit with the digests that follow from what is there by now: what an edit named may have been erased. */
  const apply = (projectId: ProjectId | null, step: typeof undoLatest) =>
    db.transaction(() => {
      const applied = step(db, projectId ?? libraryScope);
      if (applied && projectId) correctDigests(db, projectId, applied.changes);
      return announce(projectId, applied);
    });
  return {
    state: (projectId) => historyLabels(db, projectId ?? libraryScope),
    undo(projectId) {
      const { label, ...answer } = apply(projectId, undoLatest);
      return { undone: label, ...answer };
    },
    redo(projectId) {
      const { label, ...answer } = apply(projectId, redoNext);
      return { redone: label, ...answer };
    },
  };
}
