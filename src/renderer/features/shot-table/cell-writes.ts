/** Writes cells: those of shots in one call and one step to undo, those of scenes in another step. */
import { saveScene, saveShotsEach } from '#renderer/features/shot-inspector/index.ts';
import { edit } from '#renderer/rpc/edits.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import { type CellWrite, groupWrites, lastOfScenes, type SceneWrite } from './group-writes.ts';

/** What fails is not written, and a notice says why. */
export async function writeCells(writes: readonly CellWrite[]): Promise<void> {
  const changes = groupWrites(writes);
  if (changes.length > 0) await edit(() => saveShotsEach(changes));
}

export async function writeScenes(projectId: ProjectId, writes: readonly SceneWrite[]): Promise<void> {
  const typingKey = `cells:${crypto.randomUUID()}`;
  for (const { sceneId, patch } of lastOfScenes(writes)) {
    if (!(await edit(() => saveScene({ id: sceneId, projectId }, patch, typingKey)))) return;
  }
}
