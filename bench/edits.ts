/** How long a person waits for an edit in a project of 5,000 shots: one undo, and moving 500 shots. */
import { createHistoryService } from '#main/services/history-service.ts';
import { createProjectService } from '#main/services/project-service.ts';
import { firstRanks } from '#main/services/ranks.ts';
import { createShotService } from '#main/services/shot-service.ts';
import type { ServiceContext } from '#main/services/service-context.ts';
import type { ProjectId, SceneId, ShotId } from '#shared/domain/ids.ts';
import type { Storyboard } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Benchmark, BenchmarkContext, Measured } from './benchmark.ts';
import { addProject, type BenchLibrary, withTwoLibraries } from './library.ts';
import { type Comparison, compare, quantile, type Side, spreadOf } from './measure.ts';

const shotCount = 5_000;
const movedCount = 500;

export const editBenchmarks: readonly Benchmark[] = [
  { name: 'edit-undo', unit: 'ms', limit: 50, measure: (context) => withProjects(context, measureUndo) },
  { name: 'move-500-shots', unit: 'ms', limit: 50, measure: (context) => withProjects(context, measureMove) },
  { name: 'undo-move-500-shots', unit: 'ms', limit: 50, measure: (context) => withProjects(context, measureUndoMove) },
];

/** The same project on both sides, apart from its ids. */
type Projects = { product: Project; baseline: Project };
type Project = BenchLibrary & { projectId: ProjectId; storyboard: Storyboard };

function withProjects(
  { dir }: BenchmarkContext,
  measure: (projects: Projects) => Promise<Measured>,
): Promise<Measured> {
  const filled = (bench: BenchLibrary): Project => {
    const projectId = addProject(bench.context, shotCount);
    return { ...bench, projectId, storyboard: createProjectService(bench.context).storyboard(projectId) };
  };
  return withTwoLibraries(dir, (product, baseline) =>
    measure({ product: filled(product), baseline: filled(baseline) }),
  );
}

/** The 95th percentile of the undos of a changed prompt, each of another shot; beside it one row written and committed. */
async function measureUndo({ product, baseline }: Projects): Promise<Measured> {
  const shots = shotServiceOf(product.context);
  const history = createHistoryService(product.context);
  const write = baseline.raw.prepare('UPDATE shots SET prompt = ? WHERE id = ?');
  const shotOf = ({ storyboard }: Project, round: number) => itemAt(storyboard.shots, round * 37);
  const undo: Side = {
    prepare(round) {
      const { id, prompt } = shotOf(product, round);
      shots.update([id], { prompt: `${prompt}, take ${round}` });
    },
    run() {
      if (history.undo(product.projectId).undone === null) throw new Error('nothing was undone');
    },
  };
  const writeOne: Side = { run: (round) => write.run(`a prompt ${round}`, shotOf(baseline, round).id) };
  const compared = await compare({ product: undo, baseline: writeOne }, { rounds: 200, warmUpRounds: 10 });
  return {
    value: quantile(compared.product.roundsMs, 0.95),
    baseline: quantile(compared.baseline.roundsMs, 0.95),
    spread: spreadOf(compared.product.roundsMs),
  };
}

/** Every tenth shot goes to the start of another scene; beside it the same rows written in one transaction. */
async function measureMove({ product, baseline }: Projects): Promise<Measured> {
  return toMedians(await compare({ product: moveOf(product), baseline: rawMoveOf(baseline) }, moveRounds));
}

async function measureUndoMove({ product, baseline }: Projects): Promise<Measured> {
  const history = createHistoryService(product.context);
  const undo: Side = { prepare: moveOf(product).run, run: () => history.undo(product.projectId) };
  return toMedians(await compare({ product: undo, baseline: rawMoveOf(baseline) }, moveRounds));
}

const moveRounds = { rounds: 15, warmUpRounds: 3 };

function moveOf({ context, storyboard }: Project): Side {
  const shots = shotServiceOf(context);
  return {
    run(round) {
      const sceneId = targetOf(storyboard, round);
      const moved = shots.move(chosenShots(storyboard, round), { sceneId, afterShotId: null }).shots.length;
      if (moved !== movedCount) throw new Error(`expected ${movedCount} moved shots, got ${moved}`);
    },
  };
}

function rawMoveOf({ raw, storyboard }: Project): Side {
  const write = raw.prepare('UPDATE shots SET scene_id = ?, rank = ? WHERE id = ?');
  const ranks = firstRanks(movedCount);
  const writeAll = raw.transaction((round: number) => {
    const sceneId = targetOf(storyboard, round);
    for (const [index, id] of chosenShots(storyboard, round).entries()) write.run(sceneId, ranks[index], id);
  });
  return { run: (round) => writeAll.immediate(round) };
}

function chosenShots({ shots }: Storyboard, round: number): ShotId[] {
  const step = shotCount / movedCount;
  return shots.filter((_, index) => index % step === round % step).map(({ id }) => id);
}

function targetOf({ scenes }: Storyboard, round: number): SceneId {
  return itemAt(scenes, round * 11).id;
}

function itemAt<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('the project is empty');
  return item;
}

function toMedians({ product, baseline }: Comparison): Measured {
  return { value: product.medianMs, baseline: baseline.medianMs, spread: spreadOf(product.roundsMs) };
}

function shotServiceOf(context: ServiceContext) {
  return createShotService(context, {
    get(assetId) {
      throw new AppError('ASSET_NOT_FOUND', `no asset ${assetId}`);
    },
  });
}
