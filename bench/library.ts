/** Real libraries on disk with as many shots as a benchmark needs. */
import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import Database from 'better-sqlite3';
import { insertAsset } from '#main/db/asset-repository.ts';
import { ensureAnimaticConnection } from '#main/db/connection-repository.ts';
import type { Columns } from '#main/db/edit-log.ts';
import { projectToRow } from '#main/db/project-repository.ts';
import { sceneToRow } from '#main/db/scene-repository.ts';
import { shotToRow } from '#main/db/shot-repository.ts';
import { insertTake, oldRecipeFields, selectTakeWhereNeeded } from '#main/db/take-repository.ts';
import { type OpenLibrary, openLibrary } from '#main/library/open-library.ts';
import { createChangeBus } from '#main/services/change-bus.ts';
import { aScene, aShot } from '#main/services/new-records.ts';
import { toProject } from '#main/services/project-service.ts';
import { firstRanks } from '#main/services/ranks.ts';
import type { ServiceContext } from '#main/services/service-context.ts';
import { animaticConnectionId, createIdFactory, type ProjectId, type SceneId } from '#shared/domain/ids.ts';
import type { Project, Shot } from '#shared/domain/records.ts';
import type { Frames } from '#shared/domain/time.ts';
import { createStory, type Story } from './story.ts';

export const format = {
  frameSize: { widthPx: 1280, heightPx: 720 },
  frameRate: { numerator: 24, denominator: 1 },
};

const shotsPerScene = 18;
/** Part of the shots that have takes already, and of those the ones that have a second. */
const generatedPart = 0.4;

export type BenchLibrary = {
  context: ServiceContext;
  library: OpenLibrary;
  /** A connection of better-sqlite3 alone to the same file, set up as the studio sets up its own. */
  raw: Database.Database;
  close(): Promise<void>;
};

/** Opens a new library below `dir`, with a second, bare connection beside it. The caller closes. */
export async function openBenchLibrary(dir: string, name = 'library'): Promise<BenchLibrary> {
  const clock = { nowMs: () => Date.now() };
  const library = await openLibrary({ folder: path.join(dir, name), clock });
  const ids = createIdFactory((count) => randomBytes(count));
  ensureAnimaticConnection(library.db, clock.nowMs());
  const raw = new Database(library.folders.database);
  raw.pragma('foreign_keys = ON');
  raw.pragma('synchronous = FULL');
  return {
    context: { db: library.db, clock, ids, changes: createChangeBus() },
    library,
    raw,
    async close() {
      raw.close();
      await library.close();
    },
  };
}

/**
 * Opens two libraries for a comparison of writes: each side has a file of its own, because what one connection writes
 * empties the page cache of another to the same file.
 */
export async function withTwoLibraries<Result>(
  dir: string,
  work: (product: BenchLibrary, baseline: BenchLibrary) => Promise<Result>,
): Promise<Result> {
  const product = await openBenchLibrary(dir, 'product');
  try {
    const baseline = await openBenchLibrary(dir, 'baseline');
    try {
      return await work(product, baseline);
    } finally {
      await baseline.close();
    }
  } finally {
    await product.close();
  }
}

/** Adds a project with so many shots in scenes of 18; two in five have one or two takes. */
export function addProject(context: ServiceContext, shotCount: number): ProjectId {
  const { db, ids, clock } = context;
  const story = createStory(shotCount);
  const nowMs = clock.nowMs();
  const project = toProject(ids.create('project'), { title: `Film of ${shotCount} shots`, ...format }, nowMs);
  const sceneRanks = firstRanks(Math.ceil(shotCount / shotsPerScene));
  const shotRanks = firstRanks(shotsPerScene);
  db.transaction(() => {
    insertRow(context, 'projects', projectToRow(project));
    let left = shotCount;
    for (const rank of sceneRanks) {
      const scene = aScene({ id: ids.create('scene'), projectId: project.id, rank, heading: story.heading(), nowMs });
      insertRow(context, 'scenes', sceneToRow(scene));
      for (const shotRank of shotRanks.slice(0, left)) addShot(context, { story, project, scene, rank: shotRank });
      left -= shotsPerScene;
    }
  });
  return project.id;
}

type NewShot = {
  story: Story;
  project: Project;
  scene: { id: SceneId; projectId: ProjectId };
  rank: string;
};

function addShot(context: ServiceContext, { story, project, scene, rank }: NewShot): void {
  const { speaker, text } = story.speech();
  const nowMs = context.clock.nowMs();
  const shot = aShot({
    id: context.ids.create('shot'),
    scene,
    rank,
    frameRate: project.frameRate,
    title: story.action(1).slice(0, 40),
    prompt: story.prompt(),
    notes: story.chance(0.2) ? story.action(1) : '',
    dialogue: story.chance(0.5) ? `${speaker}: ${text}` : '',
    nowMs,
  });
  insertRow(context, 'shots', shotToRow(shot));
  if (!story.chance(generatedPart)) return;
  addTake(context, project, shot);
  if (story.chance(0.3)) addTake(context, project, shot);
}

function addTake({ db, ids, clock }: ServiceContext, project: Project, shot: Shot): void {
  const id = ids.create('take');
  const assetId = ids.create('asset');
  const createdAtMs = clock.nowMs();
  insertAsset(db, {
    id: assetId,
    // The file itself is never read.
    sha256: createHash('sha256').update(id).digest('hex'),
    kind: 'video',
    mime: 'video/mp4',
    extension: 'mp4',
    sizeBytes: 1_000_000,
    frameSize: project.frameSize,
    durationMs: 3_000,
    originalName: '',
    createdAtMs,
  });
  const { title, prompt, dialogue, durationFrames, cameraMove, boardAssetId, voiceAssetId, recipeDigest } = shot;
  insertTake(db, {
    id,
    shotId: shot.id,
    assetId,
    jobId: ids.create('job'),
    durationFrames: durationFrames as Frames,
    frameSize: project.frameSize,
    hasBurntInSubtitles: false,
    recipe: {
      ...{ title, prompt, dialogue, durationFrames, cameraMove, boardAssetId, voiceAssetId, recipeDigest },
      connectionId: animaticConnectionId,
      modelId: 'animatic-1',
      shotNumber: '1A',
      styleNotes: project.styleNotes,
      frameSize: project.frameSize,
      frameRate: project.frameRate,
      ...oldRecipeFields({ prompt, frameSize: project.frameSize }),
    },
    cost: null,
    facts: {},
    createdAtMs,
  });
  selectTakeWhereNeeded(db, id);
}

function insertRow({ db }: ServiceContext, table: 'projects' | 'scenes' | 'shots', row: Columns): void {
  const names = Object.keys(row);
  db.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`).run(
    ...Object.values(row),
  );
}
