/** Undo and redo, with a notice that says what was taken back. */
import type { HistoryLabel } from '#shared/domain/history.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import { studio } from './client.ts';
import { edit } from './edits.ts';
import { showNotice } from './notices.tsx';
import { translator } from './translator.ts';
import { savedState } from './use-saved-state.ts';

/** Of the one notice about what was done or taken back: the next comes in its place. */
export const historyNoticeId = 'history';

/** Takes back the latest edit of a project, or with null of the list of projects. Never rejects. */
export async function undo(projectId: ProjectId | null): Promise<void> {
  await savedState.flush();
  const answer = await edit(() => studio.history.undo({ projectId }));
  if (!answer) return;
  if (!answer.undone) return showNotice({ id: historyNoticeId, text: translator.t('app.nothingToUndo') });
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
  showNotice({
    id: historyNoticeId,
    text: translator.t('app.redone', { what: historyText(answer.redone) }),
    action: { label: translator.t('app.undo'), run: () => void undo(projectId) },
  });
}

/** A notice with an Undo button, for what was just done in a project (null: to the list of projects). */
export function showUndoNotice(text: string, projectId: ProjectId | null): void {
  showNotice({
    id: historyNoticeId,
    text,
    action: { label: translator.t('app.undo'), run: () => void undo(projectId) },
  });
}

/** `delete shot`, and how many when more than one. */
export function historyText({ key, count }: HistoryLabel): string {
  const what = translator.t(`history.${key}`);
  return count > 1 ? translator.t('app.historyCount', { what, count }) : what;
}
