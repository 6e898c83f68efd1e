/** How long the storyboard of a project takes to come out of the library, against bare SQLite reading the same rows. */
import type Database from 'better-sqlite3';
import { listScenesSql } from '#main/db/scene-repository.ts';
import { listStoryboardShotsSql } from '#main/db/shot-repository.ts';
import { createProjectService } from '#main/services/project-service.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import type { Benchmark, BenchmarkContext, Measured } from './benchmark.ts';
import { addProject, type BenchLibrary, openBenchLibrary } from './library.ts';
import { compare, repeated, repetitionsFor } from './measure.ts';

const rounds = 41;
/** Of one round: long beside the clock's grain and a turn of the garbage collector. */
const roundMs = 25;
const fewShots = 60;
const manyShots = 5_000;

export const projectLoadBenchmarks: readonly Benchmark[] = [
  projectLoad(fewShots, null),
  projectLoad(300, null),
  projectLoad(1_081, 2),
  projectLoad(manyShots, null),
  { name: 'project-load-per-shot', unit: 'ratio', limit: 1.2, measure: measurePerShot },
];

function projectLoad(shotCount: number, limit: number | null): Benchmark {
  return {
    name: `project-load-${shotCount}`,
    unit: 'ratio',
    limit,
    measure: (context) => measureLoad(context, shotCount),
  };
}

async function measureLoad({ dir }: BenchmarkContext, shotCount: number): Promise<Measured> {
  const bench = await openBenchLibrary(dir);
  try {
    const { load, loadRaw } = loadersOf(bench, shotCount);
    const count = repetitionsFor(roundMs, loadRaw);
    const { ratio, spread, baseline } = await compare(
      { product: repeated(count, load), baseline: repeated(count, loadRaw) },
      { rounds, warmUpRounds: 5 },
    );
    return { value: ratio, baseline: baseline.medianMs / count, spread };
  } finally {
    await bench.close();
  }
}

async function measurePerShot({ dir }: BenchmarkContext): Promise<Measured> {
  const bench = await openBenchLibrary(dir);
  try {
    const few = loadersOf(bench, fewShots).load;
    const many = loadersOf(bench, manyShots).load;
    const manyCount = 2;
    // As many shots on both sides.
    const fewCount = Math.round((manyShots * manyCount) / fewShots);
    const { ratio, spread, baseline } = await compare(
      { product: repeated(manyCount, many), baseline: repeated(fewCount, few) },
      { rounds, warmUpRounds: 5 },
    );
    const shotsOfFew = fewCount * fewShots;
    const correction = shotsOfFew / (manyCount * manyShots);
    return { value: ratio * correction, baseline: (baseline.medianMs * 1_000) / shotsOfFew, spread };
  } finally {
    await bench.close();
  }
}

function loadersOf({ context, raw }: BenchLibrary, shotCount: number): { load(): unknown; loadRaw(): unknown } {
  const projectId = addProject(context, shotCount);
  const projects = createProjectService(context);
  const loadRaw = rawLoaderOf(raw, projectId);
  const found = projects.storyboard(projectId).shots.length;
  if (found !== shotCount) throw new Error(`expected ${shotCount} shots, got ${found}`);
  return { load: () => projects.storyboard(projectId), loadRaw };
}

function rawLoaderOf(raw: Database.Database, projectId: ProjectId): () => unknown {
  const project = raw.prepare('SELECT * FROM projects WHERE id = ? AND deleted_at_ms IS NULL');
  const scenes = raw.prepare(listScenesSql);
  const shots = raw.prepare(listStoryboardShotsSql);
  const script = raw.prepare(
    `SELECT id FROM scripts WHERE project_id = ? AND deleted_at_ms IS NULL ORDER BY created_at_ms DESC, id DESC LIMIT 1`,
  );
  return () => [project.get(projectId), scenes.all(projectId), shots.all(projectId), script.get(projectId)];
}
