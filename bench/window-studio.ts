/** A library of 5,000 shots, each with a picture, and the studio that serves it to a browser. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { derivedPath } from '#main/assets/asset-paths.ts';
import { insertAsset } from '#main/db/asset-repository.ts';
import { setSetting } from '#main/db/settings-repository.ts';
import { thumbnailWidthPx } from '#shared/domain/derivatives.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import { openTestStudio } from '../tests/support/test-studio.ts';
import type { BenchPage } from './bench-page.ts';
import { openFfmpeg } from './ffmpeg.ts';
import { addProject, type BenchLibrary, openBenchLibrary } from './library.ts';

export type WindowLibrary = {
  libraryDir: string;
  projectId: ProjectId;
  /** Of one scene, beside the large one. */
  smallProjectId: ProjectId;
};

const pictureCount = 24;

const smallShotCount = 18;

/** Makes it below `dir`. @param address of a server whose model makes the clips of the project, at a price */
export async function makeWindowLibrary(dir: string, shotCount: number, address: string): Promise<WindowLibrary> {
  const pictures = await makePictures(dir);
  const bench = await openBenchLibrary(dir);
  const { context, library } = bench;
  // A new library gets a sample project, which would be made while this measures.
  setSetting(context.db, 'sample.isMade', true);
  const projectId = addProject(context, shotCount);
  const smallProjectId = addProject(context, smallShotCount);
  addBoards(bench);
  const assets = bench.raw.prepare<[], { sha256: string }>('SELECT sha256 FROM media_assets').all();
  for (const [index, { sha256 }] of assets.entries()) {
    const file = derivedPath(library.folders, sha256, 'thumbnail');
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, pictures[index % pictureCount] ?? Buffer.alloc(0));
  }
  await bench.close();
  const libraryDir = library.folders.root;
  await addModel(libraryDir, projectId, address);
  return { libraryDir, projectId, smallProjectId };
}

/** Shows the storyboard and waits for its cards. */
export async function showStoryboard(page: BenchPage, projectId: ProjectId): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/project/${projectId}/storyboard`);
  await page.waitFor({ selector: '[data-shot-id]' });
}

/** Different ones of the size of a thumbnail. */
async function makePictures(dir: string): Promise<Buffer[]> {
  const { runBare } = await openFfmpeg();
  const size = `${thumbnailWidthPx}x${(thumbnailWidthPx * 9) / 16}`;
  await runBare([
    ...['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=1`, '-vf', 'noise=alls=12:allf=t,format=yuvj420p'],
    ...['-frames:v', String(pictureCount), '-q:v', '4', path.join(dir, 'picture-%d.jpg')],
  ]);
  return Promise.all(
    Array.from({ length: pictureCount }, (_, index) => readFile(path.join(dir, `picture-${index + 1}.jpg`))),
  );
}

/** Gives a board to every shot without a take. */
function addBoards({ context: { db, ids, clock } }: BenchLibrary): void {
  const shots = db.prepare<[], { id: string }>('SELECT id FROM shots WHERE selected_take_id IS NULL').all();
  const setBoard = db.prepare<[string, string]>('UPDATE shots SET board_asset_id = ? WHERE id = ?');
  db.transaction(() => {
    for (const { id } of shots) {
      const assetId = ids.create('asset');
      insertAsset(db, {
        id: assetId,
        sha256: createHash('sha256').update(assetId).digest('hex'),
        kind: 'image',
        mime: 'image/jpeg',
        extension: 'jpg',
        sizeBytes: 100_000,
        frameSize: { widthPx: 1280, heightPx: 720 },
        durationMs: null,
        originalName: '',
        createdAtMs: clock.nowMs(),
      });
      setBoard.run(assetId, id);
    }
  });
}

async function addModel(libraryDir: string, projectId: ProjectId, baseUrl: string): Promise<void> {
  const studio = await openTestStudio({ libraryDir });
  try {
    const { connections, models, projects } = studio.services;
    const { id: connectionId } = connections.create({ kind: 'openai', baseUrl, concurrency: 8 });
    const [listed] = await models.refresh(connectionId);
    if (!listed) throw new Error('the server lists no model');
    const { connectionId: _, origin: __, ...model } = listed;
    models.edit(connectionId, { ...model, isFree: false, prices: [{ unit: 'second', amount: 10 }] });
    projects.update(projectId, { defaultConnectionId: connectionId, defaultModelId: model.modelId });
  } finally {
    await studio.close();
  }
}
