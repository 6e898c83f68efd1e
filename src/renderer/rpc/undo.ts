/** Undo and redo, with a notice that says what was taken back. */
import type { ShotsOfStep } from '#shared/contract/answers.ts';
import type { HistoryLabel } from '#shared/domain/history.ts';
import type { ProjectId, ShotId } from '#shared/domain/ids.ts';
import { studio } from './client.ts';
import { edit } from './edits.ts';
import { putShots } from './live.ts';
import { showNotice } from './notices.tsx';
import { createObservable } from './observable.ts';
import { queryClient } from './query-client.ts';
import { translator } from './translator.ts';
import { savedState } from './use-saved-state.ts';

/** Of the one notice about what was done or taken back: the next comes in its place. */
export const historyNoticeId = 'history';

/** Shots that undo or redo brought back or moved, for the storyboard to select; null once it did. */
export const shotsPlaced = createObservable<{ projectId: ProjectId; shotIds: readonly ShotId[] } | null>(null);

/** Takes back the latest edit of a project, or with null of the list of projects. Never rejects. */
export async function undo(projectId: ProjectId | null): Promise<void> {
  await savedState.flush();
  const answer = await edit(() => studio.history.undo({ projectId }));
  if (!answer) return;
  if (!answer.undone) {
    const text = translator.t(projectId === null ? 'app.nothingToUndo' : 'app.nothingToUndoHere');
    return showNotice({ id: historyNoticeId, text });
  }
  showShots(projectId, answer);
  showNotice({
    id: historyNoticeId,
    text: translator.t('app.undone', { what: historyText(answer.undone) }),
    action: { label: translator.t('app.redo'), run: () => void redo(projectId) },
  });
}

/** Does again what was taken back last. Never rejects. */
export async function redo(projectId: ProjectId | null): Promise<void> {
  await savedState.flush();
  const answer = await edit(() => studio.history.redo({ projectId }));
  if (!answer) return;
  if (!answer.redone) return showNotice({ id: historyNoticeId, text: translator.t('app.nothingToRedo') });
  showShots(projectId, answer);
  showNotice({
    id: historyNoticeId,
    text: translator.t('app.redone', { what: historyText(answer.redone) }),
    action: undoAction(projectId),
  });
}

/** At once: else they would be asked for when the studio tells that they changed. */
function showShots(projectId: ProjectId | null, { shotIds, shots, isPlacement }: ShotsOfStep): void {
  if (!projectId || shotIds.length === 0) return;
  putShots(queryClient, projectId, shots, shotIds);
  if (isPlacement && shots.length > 0) shotsPlaced.set({ projectId, shotIds: shots.map(({ id }) => id) });
}

/** A notice with an Undo button, for what was just done in a project (null: to the list of projects). */
export function showUndoNotice(text: string, projectId: ProjectId | null): void {
  showNotice({ id: historyNoticeId, text, action: undoAction(projectId) });
}

/** The Undo button of a notice. */
export function undoAction(projectId: ProjectId | null) {
  return { label: translator.t('app.undo'), run: () => void undo(projectId) };
}

/** `delete shot`, and how many when more than one. */
export function historyText({ key, count }: HistoryLabel): string {
  const what = translator.t(`history.${key}`);
  return count > 1 ? translator.t('app.historyCount', { what, count }) : what;
}
