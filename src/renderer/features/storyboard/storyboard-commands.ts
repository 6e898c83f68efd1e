/**
 * Everything the storyboard can do to scenes and shots. What can be foreseen is shown at once and put back when the
 * studio refuses; a notice then says why. None of these rejects.
 */
import { notifyManager } from '@tanstack/react-query';
import type { ProjectId, SceneId, ShotId } from '#shared/domain/ids.ts';
import type { ScriptLines, Storyboard, StoryboardShot } from '#shared/domain/records.ts';
import { saveScene } from '#renderer/features/shot-inspector/index.ts';
import { studio, studioQuery } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { putShots } from '#renderer/rpc/live.ts';
import { queryClient } from '#renderer/rpc/query-client.ts';
import { translator } from '#renderer/rpc/translator.ts';
import { showUndoNotice } from '#renderer/rpc/undo.ts';
import { type ShotPlace, withMovedScene, withMovedShots, withoutShots } from './storyboard-edits.ts';

const keyOf = (projectId: ProjectId) => studioQuery.storyboard.get.queryKey({ input: { projectId } });

/** A storyboard as it is at this moment, which may be ahead of what is on the screen: keys come faster than frames. */
export function storyboardNow(shown: Storyboard): Storyboard {
  return queryClient.getQueryData<Storyboard>(keyOf(shown.project.id)) ?? shown;
}

/**
 * Shows what an edit will make; runs it; puts everything back as it is in the studio when it fails.
 *
 * @param onShown once it stands on the screen, before the studio has answered
 */
async function foreseen<Answer extends { savedAtMs: number }>(
  projectId: ProjectId,
  change: (storyboard: Storyboard) => Storyboard,
  run: () => Promise<Answer>,
  onShown?: () => void,
): Promise<Answer | null> {
  const queryKey = keyOf(projectId);
  // An answer that is on its way knows nothing of this edit.
  await queryClient.cancelQueries({ queryKey });
  queryClient.setQueryData<Storyboard>(queryKey, (storyboard) => storyboard && change(storyboard));
  // Behind what tells the window of it.
  if (onShown) notifyManager.schedule(onShown);
  const answer = await edit(run);
  if (!answer) void queryClient.invalidateQueries({ queryKey });
  return answer;
}

let movesUnderWay = 0;
let movedShots: StoryboardShot[] = [];

/**
 * Quick moves overtake their answers, so those are shown together, after the last.
 *
 * @param onShown once they stand where they are moved to. What scrolls does so then: at the answer, a moment later, the
 *   person may be dragging the next
 */
export async function moveShots(
  projectId: ProjectId,
  shotIds: ShotId[],
  place: ShotPlace,
  onShown: () => void,
): Promise<void> {
  movesUnderWay += 1;
  const answer = await foreseen(
    projectId,
    (storyboard) => withMovedShots(storyboard, shotIds, place),
    () => studio.shots.move({ shotIds, ...place }),
    onShown,
  );
  movesUnderWay -= 1;
  if (answer) movedShots.push(...answer.shots);
  if (movesUnderWay > 0) return;
  const latest = [...new Map(movedShots.map((shot) => [shot.id, shot])).values()];
  movedShots = [];
  if (latest.length > 0) putShots(queryClient, projectId, latest);
}

export async function deleteShots(projectId: ProjectId, shotIds: ShotId[]): Promise<void> {
  const answer = await foreseen(
    projectId,
    (storyboard) => withoutShots(storyboard, shotIds),
    () => studio.shots.delete({ shotIds }),
  );
  if (answer) showUndoNotice(translator.t('storyboard.shotsDeleted', { count: shotIds.length }), projectId);
}

/** @returns the new shot, or null when it could not be made. */
export async function createShot(projectId: ProjectId, place: ShotPlace): Promise<StoryboardShot | null> {
  const answer = await edit(() => studio.shots.create(place));
  if (answer) putShots(queryClient, projectId, [answer.shot]);
  return answer?.shot ?? null;
}

/** @returns the new shot with the words of these lines, or null when it could not be made. */
export async function createShotOfLines(
  projectId: ProjectId,
  place: ShotPlace,
  scriptLines: ScriptLines,
): Promise<StoryboardShot | null> {
  const answer = await edit(() => studio.scripts.createShot({ ...place, scriptLines }));
  if (answer) putShots(queryClient, projectId, [answer.shot]);
  return answer?.shot ?? null;
}

/** @returns the copies. */
export async function duplicateShots(projectId: ProjectId, shotIds: ShotId[]): Promise<StoryboardShot[]> {
  const answer = await edit(() => studio.shots.duplicate({ shotIds }));
  if (answer) putShots(queryClient, projectId, answer.shots);
  return answer?.shots ?? [];
}

/** @param afterSceneId null means first. */
export async function createScene(projectId: ProjectId, afterSceneId: SceneId | null): Promise<SceneId | null> {
  const answer = await edit(() => studio.scenes.create({ projectId, afterSceneId, heading: '' }));
  if (!answer) return null;
  await queryClient.invalidateQueries({ queryKey: keyOf(projectId) });
  return answer.scene.id;
}

/** Rejects as the studio does: the field shows why. */
export async function saveHeading(projectId: ProjectId, sceneId: SceneId, heading: string, typingKey: string) {
  return saveScene({ id: sceneId, projectId }, { heading }, typingKey);
}

export async function moveScene(projectId: ProjectId, sceneId: SceneId, afterSceneId: SceneId | null): Promise<void> {
  await foreseen(
    projectId,
    (storyboard) => withMovedScene(storyboard, sceneId, afterSceneId),
    () => studio.scenes.move({ sceneId, afterSceneId }),
  );
}

export async function deleteScene(projectId: ProjectId, sceneId: SceneId): Promise<void> {
  const answer = await foreseen(
    projectId,
    (storyboard) => ({
      ...storyboard,
      scenes: storyboard.scenes.filter(({ id }) => id !== sceneId),
      shots: storyboard.shots.filter((shot) => shot.sceneId !== sceneId),
    }),
    () => studio.scenes.delete({ sceneIds: [sceneId] }),
  );
  if (answer) showUndoNotice(translator.t('storyboard.scenesDeleted', { count: 1 }), projectId);
}
