/** Undo and redo, per project and for the list of projects; they survive a restart. */
import { historyLabels, redoNext, undoLatest, type AppliedEdit } from '#main/db/edit-log.ts';
import type { HistoryState, Saved } from '#shared/contract/answers.ts';
import type { HistoryLabel } from '#shared/domain/history.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import { changesOfRows, libraryScope } from './edit.ts';
import { correctDigests } from './element-digests.ts';
import type { ServiceContext } from './service-context.ts';

export interface HistoryService {
  state(projectId: ProjectId | null): HistoryState;
  /** Takes back the latest edit; null when there is none. */
  undo(projectId: ProjectId | null): Saved & { undone: HistoryLabel | null };
  /** Does the edit again that was undone last; null when there is none. */
  redo(projectId: ProjectId | null): Saved & { redone: HistoryLabel | null };
}

export function createHistoryService({ db, clock, changes }: ServiceContext): HistoryService {
  const announce = (projectId: ProjectId | null, applied: AppliedEdit | null) => {
    if (applied) changes.announce(changesOfRows(projectId, applied.changes));
    return { label: applied?.label ?? null, savedAtMs: clock.nowMs() };
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
      const { label, savedAtMs } = apply(projectId, undoLatest);
      return { undone: label, savedAtMs };
    },
    redo(projectId) {
      const { label, savedAtMs } = apply(projectId, redoNext);
      return { redone: label, savedAtMs };
    },
  };
}
