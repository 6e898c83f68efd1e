import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, describe, it } from 'vitest';
import type { Studio } from '#main/compose.ts';
import type { ShotId } from '#shared/domain/ids.ts';
import { hasFfmpeg } from '../../../tests/support/film-check.ts';
import { createPng } from '../../../tests/support/png.ts';
import { importScript, openTestStudio, scriptOf, upload } from '../../../tests/support/test-studio.ts';

describe.skipIf(!hasFfmpeg)('pictures dropped together', () => {
  let root: string;
  let studio: Studio;
  beforeEach(async () => {
    root = mkdtempSync(path.join(tmpdir(), 'shotwright-boards-'));
    studio = await openTestStudio({ libraryDir: path.join(root, 'library') });
  });
  afterEach(async () => {
    await studio.close();
    rmSync(root, { recursive: true, force: true });
  });

  const send = (seed: number) => upload(studio, `${seed}.png`, createPng({ widthPx: 32, heightPx: 18, seed }));
  const sendText = () => upload(studio, 'words.png', Buffer.from('no picture at all'));
  function openProject() {
    const { projectId } = importScript(studio, { text: scriptOf(2) });
    const { scenes, shots } = studio.services.projects.storyboard(projectId);
    const sceneId = scenes.at(-1)?.id;
    if (!sceneId) throw new Error('the script has scenes');
    const boards = () => studio.services.projects.storyboard(projectId).shots.map((shot) => shot.boardAssetId !== null);
    return { projectId, sceneId, ids: shots.map(({ id }) => id), boards };
  }

  it('fill shots in their order, then become new shots, all as one step; what is no picture is named', async () => {
    const { projectId, sceneId, ids, boards } = openProject();
    const uploadIds = [await send(1), await sendText(), await send(2), await send(3)];
    const [, , third, last] = ids as [ShotId, ShotId, ShotId, ShotId];
    const target = { uploadIds, shotIds: [third, last], sceneId, afterShotId: last };
    const placed = await studio.services.boardFiles.place(target);
    expect(placed.refusedNames).toEqual(['words.png']);
    expect(placed.newShotIds).toHaveLength(1);
    expect(boards()).toEqual([false, false, true, true, true]);
    expect(studio.services.history.state(projectId).undo).toEqual({ key: 'setBoards', count: 3 });
    studio.services.history.undo(projectId);
    expect(boards()).toEqual([false, false, false, false]);
    studio.services.history.redo(projectId);
    expect(studio.services.projects.storyboard(projectId).shots.at(-1)?.id).toBe(placed.newShotIds[0]);
  });

  it('change nothing where none is a picture, or where they would go is gone', async () => {
    const { projectId, sceneId, ids, boards } = openProject();
    const place = async (shotIds: ShotId[], uploadId = sendText()) =>
      studio.services.boardFiles.place({ uploadIds: [await uploadId], shotIds, sceneId, afterShotId: null });
    await expect(place(ids)).rejects.toMatchObject({ code: 'MEDIA_TYPE_NOT_SUPPORTED' });
    await expect(place(['shot_0000000000000000' as ShotId], send(1))).rejects.toMatchObject({ code: 'SHOT_NOT_FOUND' });
    studio.services.scenes.delete([sceneId]);
    await expect(place([], send(1))).rejects.toMatchObject({ code: 'SCENE_NOT_FOUND' });
    expect(boards()).toEqual([false, false]);
    expect(studio.services.history.state(projectId).undo).toMatchObject({ key: 'deleteScene' });
  });
});
