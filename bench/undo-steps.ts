/** Undo of every kind of step in a project of 5,000 shots: each kind is made and taken back some times. */
import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { insertAsset } from '#main/db/asset-repository.ts';
import type { Studio } from '#main/compose.ts';
import { defaultDurationRule } from '#shared/domain/outline.ts';
import type { AssetId } from '#shared/domain/ids.ts';
import type { Storyboard } from '#shared/domain/records.ts';
import { middleOf } from '#shared/domain/shot-parts.ts';
import type { Frames } from '#shared/domain/time.ts';
import { openTestStudio } from '../tests/support/test-studio.ts';
import type { Benchmark, BenchmarkContext, Measured } from './benchmark.ts';
import { addProject, type BenchLibrary, format, openBenchLibrary } from './library.ts';
import { compare, quantile, spreadOf } from './measure.ts';
import { writeScreenplay } from './story.ts';

const shotCount = 5_000;
const manyCount = 500;
const rounds = 12;

export const undoAnyStep: Benchmark = { name: 'undo-any-step', unit: 'ms', limit: 50, measure };

/** The slowest kind's 95th percentile; beside it that of one row written and committed. */
async function measure({ dir }: BenchmarkContext): Promise<Measured> {
  const bench = await openBenchLibrary(dir);
  const projectId = addProject(bench.context, shotCount);
  const boardIds = addBoardAssets(bench);
  await bench.close();
  const libraryDir = bench.library.folders.root;
  const studio = await openTestStudio({ libraryDir });
  const raw = new Database(`${dir}/baseline.db`);
  try {
    raw.pragma('journal_mode = WAL');
    raw.pragma('synchronous = FULL');
    raw.exec('CREATE TABLE prompts (id INTEGER PRIMARY KEY, prompt TEXT); INSERT INTO prompts VALUES (1, NULL)');
    const write = raw.prepare('UPDATE prompts SET prompt = ?');
    const storyboard = studio.services.projects.storyboard(projectId);
    const kinds: KindOfStep[] = [];
    for (const [name, make] of Object.entries(stepsOf(studio, storyboard, boardIds))) {
      const undo = () => {
        if (studio.services.history.undo(projectId).undone === null) throw new Error(`nothing of "${name}" was undone`);
      };
      const compared = await compare(
        {
          product: { prepare: make, run: undo },
          baseline: { run: (round) => write.run(`a prompt ${round}`) },
        },
        { rounds, warmUpRounds: 2 },
      );
      const { product, baseline } = compared;
      kinds.push({ name, roundsMs: product.roundsMs, ms: p95(product.roundsMs), baselineMs: p95(baseline.roundsMs) });
    }
    const slowest = kinds.reduce((one, other) => (other.ms > one.ms ? other : one));
    process.stderr.write(`  slowest: ${slowest.name}\n`);
    return { value: slowest.ms, baseline: slowest.baselineMs, spread: spreadOf(slowest.roundsMs) };
  } finally {
    raw.close();
    await studio.close();
  }
}

type KindOfStep = { name: string; roundsMs: number[]; ms: number; baselineMs: number };

/** By the name of the kind: makes one step, each round of another shot or scene. Its undo leaves all as it was. */
function stepsOf(
  { services }: Studio,
  { project, scenes, shots: listed }: Storyboard,
  boardIds: readonly AssetId[],
): Record<string, (round: number) => unknown> {
  const { shots, shotStructure, scenes: sceneService, elements, sound, projects, scripts } = services;
  const projectId = project.id;
  const many = listed.slice(0, manyCount).map(({ id }) => id);
  const shotAt = (round: number) => itemAt(listed, round * 37);
  // Never the first, which cannot move up.
  const sceneAt = (round: number) => itemAt(scenes, round * 11 + 1).id;
  const shotsIn = (sceneId: string) => listed.filter((shot) => shot.sceneId === sceneId).map(({ id }) => id);
  const fieldsOf = (round: number) => ({
    colour: 'red' as const,
    status: 'review' as const,
    tags: ['night', `round ${round}`],
    prompt: `A prompt of round ${round}`,
    durationFrames: (48 + (round % 24)) as Frames,
  });
  const screenplay = Buffer.from(writeScreenplay(120));
  return {
    'fields of a shot': (round) => shots.update([shotAt(round).id], fieldsOf(round)),
    'fields of 500 shots': (round) => shots.update(many, fieldsOf(round)),
    'new shot': (round) => shots.create({ sceneId: sceneAt(round), afterShotId: null }),
    'delete 500 shots': () => shots.delete(many),
    'duplicate 500 shots': () => shots.duplicate(many),
    'paste 500 shots': (round) =>
      shotStructure.paste({
        shotIds: many,
        mode: 'copy',
        sceneId: sceneAt(round),
        afterShotId: null,
        withElements: true,
      }),
    split: (round) => shotStructure.split(shotAt(round).id, middleOf(shotAt(round))),
    merge: (round) => shotStructure.merge(shotsIn(sceneAt(round)).slice(0, 2)),
    drawing: (round) => shots.setMedia([shotAt(round).id], 'board', itemAt(boardIds, round)),
    'new scene': (round) => sceneService.create({ projectId, afterSceneId: null, heading: `INT. ROUND ${round}` }),
    'move a scene': (round) => sceneService.move(sceneAt(round), null),
    'delete a scene': (round) => sceneService.delete([sceneAt(round)]),
    'look of the film': (round) => projects.update(projectId, { styleNotes: `Grain of round ${round}` }),
    'new element': (round) => elements.create({ projectId, kind: 'character', name: `Ines ${round}` }),
    'new lane of sound': (round) => sound.createLane({ projectId, kind: 'music', name: `Lane ${round}` }),
    'import of a script': (round) =>
      scripts.importBytes(
        { fileName: `scenes-${round}.fountain`, bytes: screenplay },
        { projectId, title: '', ...format, durationRule: defaultDurationRule },
      ),
  };
}

/** Pictures that drawings leave. */
function addBoardAssets({ context: { db, ids, clock } }: BenchLibrary): AssetId[] {
  return Array.from({ length: rounds + 2 }, () => {
    const id = ids.create('asset');
    insertAsset(db, {
      id,
      sha256: createHash('sha256').update(id).digest('hex'),
      kind: 'image',
      mime: 'image/png',
      extension: 'png',
      sizeBytes: 1_000,
      frameSize: { widthPx: 1920, heightPx: 1080 },
      durationMs: null,
      originalName: '',
      createdAtMs: clock.nowMs(),
    });
    return id;
  });
}

function p95(values: readonly number[]): number {
  return quantile(values, 0.95);
}

function itemAt<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('the project is empty');
  return item;
}
