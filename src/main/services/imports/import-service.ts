/**
 * Imports of files other than scripts: a preview that creates nothing, then everything as one step.
 *
 * Files of boards are taken in first; only then scenes, shots and words are written, in one edit. An import that is
 * stopped or fails on the way changes no project; media that were taken in until then go with the next emptying of the
 * trash.
 */
import type { AssetStore } from '#main/assets/asset-store.ts';
import type { Uploads } from '#main/assets/uploads.ts';
import { findProject, projectToRow } from '#main/db/project-repository.ts';
import { listShotsById } from '#main/db/shot-repository.ts';
import type { ImportEvent, ImportPreview } from '#shared/contract/import-answers.ts';
import type {
  ImportSource,
  ImportTarget,
  PreviewTarget,
  ReadingOf,
  StoryboarderSource,
  SubtitlesSource,
  TableSource,
} from '#shared/contract/import-schemas.ts';
import { shotWords } from '#shared/domain/compose-prompt.ts';
import type { ProjectId, ShotId } from '#shared/domain/ids.ts';
import {
  type ImportProblem,
  type ImportProblems,
  importKindOf,
  type PlannedScene,
} from '#shared/domain/import-plan.ts';
import type { Project } from '#shared/domain/records.ts';
import type { FrameRate } from '#shared/domain/time.ts';
import { AppError, toAppError } from '#shared/errors/app-error.ts';
import { edit, type TimedRecorder } from '../edit.ts';
import { readElementDigests } from '../element-digests.ts';
import { insertScenes } from '../insert-scenes.ts';
import { toProject } from '../project-service.ts';
import { recipeDigestOf } from '../recipe-digest.ts';
import type { ServiceContext } from '../service-context.ts';
import { folderFiles, openBeside, readNamed, readStoryboarderFolder } from './folder-files.ts';
import {
  type ImportFiles,
  maxImportBytes,
  maxTableBytes,
  type NamedBytes,
  readUpload,
  uploadedFiles,
} from './import-files.ts';
import { type ImportPlan, refuseTooMany, type ShotMedia, type ShotToImport } from './import-plan.ts';
import { planStoryboarder, type PlanStoryboarderOptions } from './plan-storyboarder.ts';
import { planSubtitles } from './plan-subtitles.ts';
import { planTable } from './plan-table.ts';
import { type TakeInOptions, type TakenIn, takeInMedia } from './take-in-media.ts';

export interface ImportService {
  /** Reads uploaded files; creates nothing. @throws {AppError} IMPORT_…, SUBTITLES_…, TABLE_…, STORYBOARDER_…, PROJECT_NOT_FOUND, UPLOAD_NOT_FOUND, CANCELLED */
  preview(source: ImportSource, target: PreviewTarget, signal?: AbortSignal): Promise<ImportPreview>;
  /** Imports uploaded files, as one step. Ends with `done` or `failed`, unless the caller stopped it. */
  run(source: ImportSource, target: ImportTarget, signal?: AbortSignal): AsyncGenerator<ImportEvent, void>;
  /** The same from a file of this disk, or a folder of Storyboarder projects, as the command line has them. */
  runLocal(file: string, target: ImportTarget, signal?: AbortSignal): AsyncGenerator<ImportEvent, void>;
}

export type ImportDependencies = {
  assets: Pick<AssetStore, 'stage' | 'commit' | 'find'>;
  uploads: Pick<Uploads, 'readBytes' | 'takeFile'>;
  flatten: TakeInOptions['flatten'];
  /** Where a file lies that a person chose in the window; null for an id that is not known. */
  findChosenFile(id: string): string | null;
};

/** Shots that a preview shows. */
const previewedShots = 2000;

/** Problems that are sent. */
const sentProblems = 500;

export function createImportService(context: ServiceContext, dependencies: ImportDependencies): ImportService {
  const { uploads, findChosenFile } = dependencies;

  const findTarget = (projectId: ProjectId | null): Project | null => {
    const project = projectId && findProject(context.db, projectId);
    if (projectId && !project) throw new AppError('PROJECT_NOT_FOUND', `no project ${projectId}`);
    return project || null;
  };

  async function plan(
    source: ImportSource,
    project: Project | null,
    rate: FrameRate | null,
    signal: AbortSignal | undefined,
  ): Promise<ImportPlan> {
    const frameRate = project?.frameRate ?? rate;
    if (source.kind === 'storyboarder') {
      const beside = await findBeside(source);
      return planStoryboarder({ ...(await readProjects(source, frameRate)), ...(beside && { paths: beside.paths }) });
    }
    const limitBytes = source.kind === 'table' ? maxTableBytes : maxImportBytes;
    return planFile(await readUpload(uploads, source.uploadId, limitBytes), source, { project, frameRate, signal });
  }

  /** The files beside a project that came alone; null for one that brought its folder along. */
  async function findBeside({ chosenId, projects, paths }: StoryboarderSource) {
    const file = chosenId === null || projects.length !== 1 || paths.length > 0 ? null : findChosenFile(chosenId);
    return file === null ? null : openBeside(file);
  }

  async function planFile(
    file: NamedBytes,
    source: ReadingOf<SubtitlesSource> | ReadingOf<TableSource>,
    {
      project,
      frameRate,
      signal,
    }: { project: Project | null; frameRate: FrameRate | null; signal: AbortSignal | undefined },
  ): Promise<ImportPlan> {
    const options = { frameRate: frameRate ?? { numerator: 24, denominator: 1 }, signal };
    if (source.kind === 'table') {
      const ownFields = project?.customFieldDefinitions ?? [];
      return planTable(file, { source, ownFields, createFieldId: () => context.ids.create('field'), ...options });
    }
    return planSubtitles(context, file, { source, project, ...options });
  }

  async function planLocal(
    file: string,
    { frameRate }: ImportTarget,
    signal: AbortSignal | undefined,
  ): Promise<{ planned: ImportPlan; files: ImportFiles }> {
    const kind = importKindOf(file);
    if (kind === null || kind === 'storyboarder') {
      const { root, ...folder } = await readStoryboarderFolder(file);
      return { planned: planStoryboarder({ ...folder, frameRate }), files: folderFiles(root) };
    }
    const limitBytes = kind === 'table' ? maxTableBytes : maxImportBytes;
    const planned = await planFile(await readNamed(file, limitBytes), usualSources[kind], {
      project: null,
      frameRate,
      signal,
    });
    return { planned, files: uploadedFiles(uploads, []) };
  }

  async function readProjects(
    { projects, script, paths }: StoryboarderSource,
    frameRate: FrameRate | null,
  ): Promise<PlanStoryboarderOptions> {
    const read = [];
    for (const { path, uploadId } of projects) read.push({ path, ...(await readUpload(uploads, uploadId)) });
    return { projects: read, script: script && (await readUpload(uploads, script.uploadId)), paths, frameRate };
  }

  return {
    async preview(source, { projectId, frameRate }, signal) {
      return toPreview(await plan(source, findTarget(projectId), frameRate, signal));
    },

    run(source, target, signal) {
      const planning = async () => {
        const beside = source.kind === 'storyboarder' ? await findBeside(source) : null;
        const planned = await plan(source, findTarget(target.projectId), target.frameRate, signal);
        return { planned, files: beside?.files ?? uploadedFiles(uploads, 'files' in source ? source.files : []) };
      };
      return runPlanned(planning, target, signal);
    },

    runLocal: (file, target, signal) => runPlanned(() => planLocal(file, target, signal), target, signal),
  };

  async function* runPlanned(
    planning: () => Promise<{ planned: ImportPlan; files: ImportFiles }>,
    target: ImportTarget,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<ImportEvent, void> {
    let close = () => Promise.resolve();
    try {
      const { planned, files } = await planning();
      close = () => files.close();
      yield* importPlan(context, dependencies, planned, { target, files, signal });
    } catch (thrown) {
      if (signal?.aborted) return;
      yield { kind: 'failed', error: toAppError(thrown).toData() };
    } finally {
      await close();
    }
  }
}

/** How a file is read where nobody can be asked. */
const usualSources: {
  subtitles: ReadingOf<SubtitlesSource>;
  table: ReadingOf<TableSource>;
} = {
  subtitles: {
    ...{ kind: 'subtitles', placement: 'new-shots', filled: 'append', hasSpeakers: true },
  },
  table: { kind: 'table', hasHead: null, firstRow: null, fields: null, durationUnit: null },
};

async function* importPlan(
  context: ServiceContext,
  { assets, flatten }: ImportDependencies,
  plan: ImportPlan,
  { target, files, signal }: { target: ImportTarget; files: ImportFiles; signal: AbortSignal | undefined },
): AsyncGenerator<ImportEvent, void> {
  const shots = plan.scenes.flatMap((scene) => scene.shots);
  if (shots.length + plan.dialogue.size === 0) {
    throw new AppError('IMPORT_EMPTY', 'nothing to import', { params: { fileName: plan.fileName } });
  }
  refuseTooMany(plan.fileName, shots.length);
  const problems = [...plan.problems];
  const boards = shots.flatMap(({ media }) => media ?? []);
  const taking = takeInMedia(boards, { assets, flatten, files, signal }, problems);
  const taken = new Map<ShotMedia, TakenIn>();
  for (;;) {
    const step = await taking.next();
    if (signal?.aborted) throw new AppError('CANCELLED', 'the import was stopped');
    if (step.done) {
      boards.forEach((media, index) => taken.set(media, present(assets, step.value[index])));
      break;
    }
    yield { kind: 'progress', done: step.value, total: boards.length };
  }
  const scenes = plan.scenes.map((scene) => ({ ...scene, shots: scene.shots.map((shot) => withMedia(shot, taken)) }));
  const { projectId, savedAtMs } = write(context, plan, scenes, target);
  yield {
    kind: 'done',
    ...{ projectId, savedAtMs },
    sceneCount: scenes.length,
    shotCount: shots.length,
    changedCount: plan.dialogue.size,
    rest: plan.rest ?? null,
    problems: toProblems(problems),
  };
}

const nothingTaken: TakenIn = { boardAssetId: null, voiceAssetId: null };

/** What is still in the library: emptying the trash during a very long import takes what nothing names yet. */
function present(assets: Pick<AssetStore, 'find'>, { boardAssetId, voiceAssetId }: TakenIn = nothingTaken): TakenIn {
  const kept = (assetId: TakenIn['boardAssetId']) => (assetId !== null && assets.find(assetId) ? assetId : null);
  return { boardAssetId: kept(boardAssetId), voiceAssetId: kept(voiceAssetId) };
}

function withMedia({ media, ...shot }: ShotToImport, taken: ReadonlyMap<ShotMedia, TakenIn>) {
  return { ...shot, ...((media && taken.get(media)) ?? nothingTaken) };
}

/** The one edit. */
function write(
  context: ServiceContext,
  plan: ImportPlan,
  scenes: ReadonlyArray<PlannedScene<Omit<ShotToImport, 'media'> & TakenIn>>,
  { projectId, title, ...format }: ImportTarget,
): { projectId: ProjectId; savedAtMs: number } {
  const existing = projectId && findProject(context.db, projectId);
  if (projectId && !existing) throw new AppError('PROJECT_NOT_FOUND', `no project ${projectId}`);
  const { result, savedAtMs } = edit(context, { projectId, labelKey: 'importFile' }, (recorder) => {
    const project = existing || insertProject(context, recorder, { title: title || plan.title, ...format });
    const { newFields = [] } = plan;
    if (newFields.length > 0) {
      const definitions = [...project.customFieldDefinitions, ...newFields];
      recorder.update('projects', project.id, { custom_field_definitions: JSON.stringify(definitions) });
    }
    insertScenes(context, recorder, project, scenes);
    writeDialogue(context, recorder, project.id, plan.dialogue);
    return project.id;
  });
  return { projectId: result, savedAtMs };
}

function insertProject(
  { ids }: ServiceContext,
  recorder: TimedRecorder,
  fields: Parameters<typeof toProject>[1],
): Project {
  const project = toProject(ids.create('project'), fields, recorder.nowMs);
  recorder.insert('projects', projectToRow(project));
  return project;
}

function writeDialogue(
  { db }: ServiceContext,
  recorder: TimedRecorder,
  projectId: ProjectId,
  dialogue: ReadonlyMap<ShotId, string>,
): void {
  const digestsOf = readElementDigests(db, projectId);
  const rows = listShotsById(db, [...dialogue.keys()]).map((shot) => {
    const words = dialogue.get(shot.id) ?? shot.dialogue;
    const digest = recipeDigestOf({ ...shot, dialogue: words }, digestsOf(shotWords(shot)));
    return {
      id: shot.id,
      before: { dialogue: shot.dialogue, recipe_digest: shot.recipeDigest, updated_at_ms: shot.updatedAtMs },
      after: { dialogue: words, recipe_digest: digest, updated_at_ms: recorder.nowMs },
    };
  });
  if (rows.length > 0) recorder.updateAll('shots', ['dialogue', 'recipe_digest', 'updated_at_ms'], rows);
}

function toProblems(problems: readonly ImportProblem[]): ImportProblems {
  return { first: problems.slice(0, sentProblems), count: problems.length };
}

function toPreview(plan: ImportPlan): ImportPreview {
  const { fileName, title, encoding, format, details, problems } = plan;
  const shots = plan.scenes.flatMap((scene) => scene.shots);
  let left = previewedShots;
  const scenes = plan.scenes.slice(0, previewedShots).map((scene) => {
    const shown = scene.shots.slice(0, left);
    left -= shown.length;
    return {
      ...scene,
      shots: shown.map(({ media, ...shot }) => ({
        ...shot,
        hasPicture: Boolean(media?.picture),
        hasSound: Boolean(media?.sound),
      })),
    };
  });
  return {
    ...{ fileName, title, encoding, format, details },
    sceneCount: plan.scenes.length,
    shotCount: shots.length,
    changedCount: plan.dialogue.size,
    durationFrames: shots.reduce((sum, { durationFrames }) => sum + durationFrames, 0),
    scenes: scenes.filter((scene) => scene.shots.length > 0),
    problems: toProblems(problems),
  };
}
