/** Pictures that a person drops, pastes or chooses, as boards of shots: one step to undo, however many they are. */
import type { ShotId } from '#shared/domain/ids.ts';
import type { Storyboard } from '#shared/domain/records.ts';
import { setBoard } from '#renderer/features/shot-inspector/index.ts';
import { studio } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { putShots } from '#renderer/rpc/live.ts';
import { showNotice } from '#renderer/rpc/notices.tsx';
import { queryClient } from '#renderer/rpc/query-client.ts';
import { translator } from '#renderer/rpc/translator.ts';
import { historyNoticeId, showUndoNotice } from '#renderer/rpc/undo.ts';
import { uploadFile } from '#renderer/rpc/upload.ts';
import { inNameOrder } from '#renderer/ui/chosen-files.ts';
import type { BoardTarget } from './board-target.ts';

/** Never rejects: a notice says what went wrong. @returns the new shots. */
export async function placeBoards(
  { project: { id: projectId } }: Pick<Storyboard, 'project'>,
  target: BoardTarget,
  files: readonly File[],
): Promise<ShotId[]> {
  const { t } = translator;
  const [only] = files;
  const [shotId] = target.shotIds;
  if (only && shotId && files.length === 1) {
    const isSet = await setBoard({ projectId, shotId, file: only });
    if (isSet) showNotice({ id: 'boards', text: t('storyboard.boardsSet', { count: 1 }) });
    return [];
  }
  const answer = await edit(async () => {
    const uploadIds = [];
    for (const file of inNameOrder(files)) {
      showNotice({
        id: historyNoticeId,
        text: t('storyboard.boardsSending', { done: uploadIds.length + 1, total: files.length }),
      });
      uploadIds.push(await uploadFile(file));
    }
    return studio.boards.fromFiles({ uploadIds, ...target, shotIds: target.shotIds.slice(0, files.length) });
  });
  if (!answer) return [];
  putShots(queryClient, projectId, answer.shots);
  showUndoNotice(placedText(answer), projectId);
  return answer.newShotIds;
}

function placedText({ shots, newShotIds, refusedNames }: Awaited<ReturnType<typeof studio.boards.fromFiles>>): string {
  const { t } = translator;
  const boards = t('storyboard.boardsSet', { count: shots.length });
  const words = [
    t('storyboard.boardsPlaced', { boards: boards.replace(/\.$/, ''), shots: '' }).trim(),
    newShotIds.length > 0 ? t('storyboard.boardsPlacedNew', { count: newShotIds.length }) : '',
    refusedNames.length > 0
      ? t('storyboard.boardsRefused', { count: refusedNames.length, names: refusedNames.slice(0, 3).join(', ') })
      : '',
  ];
  return words.filter((text) => text !== '').join(' ');
}
