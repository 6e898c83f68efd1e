/** Generation: which shots get takes, from what exactly, and what that would cost. */
import { listElements } from '#main/db/element-repository.ts';
import { getStoredJob, listShotIdsWithJobs } from '#main/db/job-repository.ts';
import { findStoryboardShot } from '#main/db/shot-repository.ts';
import { findTake } from '#main/db/take-repository.ts';
import { newTakeJob } from '#main/jobs/generate-take-job.ts';
import { takeRecipeSchema } from '#main/jobs/job-schemas.ts';
import type { OutgoingRequest } from '#main/net/provider-http.ts';
import type { VideoProvider, VideoRequest } from '#main/providers/video-provider.ts';
import type { JobQueue } from '#main/queue/job-queue.ts';
import type { GenerationPlan, GenerationPrice, RequestPreview } from '#shared/contract/generation-answers.ts';
import type { GenerationRequest } from '#shared/contract/generation-schemas.ts';
import type { StoryElement } from '#shared/domain/element.ts';
import { type ElementIndex, indexElements } from '#shared/domain/element-mentions.ts';
import { estimateCost } from '#shared/domain/estimate-cost.ts';
import type { AssetId, ConnectionId, JobId, ProjectId, ShotId, TakeId } from '#shared/domain/ids.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import { addMicros, type Micros } from '#shared/domain/money.ts';
import type { Job, Project, StoryboardShot, TakeRecipe } from '#shared/domain/records.ts';
import { AppError, type AppErrorData } from '#shared/errors/app-error.ts';
import type { Spending } from './money-service.ts';
import {
  type PlacedShot,
  pickShots,
  placeShots,
  type PlannedShot,
  type PlanServices,
  placeFew,
  planShots,
  planShotsInSlices,
  readPlanSources,
} from './plan-shots.ts';
import type { AssertApproved } from './preview-rule.ts';
import type { ProjectService } from './project-service.ts';
import type { ServiceContext } from './service-context.ts';
import { assertSendable, getTarget, toRecipe } from './take-plan.ts';

/** `missing`: every shot that has neither an up-to-date take nor a job; `all`: every shot. */
export type GenerationScope = GenerationRequest['scope'];

/** Which shots, by which model; what is left out is the shot's own choice, then the project's, and one take at once. */
export type GenerationOptions = Pick<GenerationRequest, 'projectId' | 'scope'> &
  Partial<GenerationRequest> & { notBeforeMs?: number | null; isApproved?: boolean };

/** Which model one shot is looked at with; null leaves it to the shot, then to its project. */
export type PreviewOptions = { shotId: ShotId; connectionId: ConnectionId | null; modelId: string | null };

export interface GenerationService {
  /** What `generate` would do and cost. Changes nothing. @throws {AppError} PROJECT_NOT_FOUND */
  plan(options: Omit<GenerationOptions, 'notBeforeMs' | 'isApproved'>): GenerationPlan;
  /** The sum of that plan, of the shots as they are when it is asked for. Rejects with PROJECT_NOT_FOUND. */
  price(options: Omit<GenerationOptions, 'notBeforeMs' | 'isApproved'>, signal?: AbortSignal): Promise<GenerationPrice>;
  /**
   * Queues takes for each shot of the scope, in storyboard order, all or none. Takes of one shot with a seed count it
   * up: the same seed would give the same clip.
   *
   * @throws {AppError} PROJECT_NOT_FOUND; the first problem of the plan, or the first limit that it would go over;
   *   PREVIEW_NEEDED
   */
  generate(options: GenerationOptions): Promise<Job[]>;
  /** Exactly what would be sent for one take. @throws {AppError} SHOT_NOT_FOUND, and why it cannot be generated */
  preview(options: PreviewOptions, signal?: AbortSignal): Promise<RequestPreview[]>;
  /**
   * Queues the request of a take once more, with a change or without; never what the shot is now.
   *
   * @throws {AppError} TAKE_NOT_FOUND, SHOT_NOT_FOUND, CONNECTION_NOT_FOUND, MODEL_NOT_FOUND, KEY_MISSING, BUDGET_…,
   *   INVALID_INPUT for a change that the model does not take, PREVIEW_NEEDED
   */
  runAgain(takeId: TakeId, changes: RunAgainChanges, options?: { isApproved?: boolean }): Job[];
  /** Exactly what `runAgain` would send. @throws {AppError} as `runAgain`, budgets and PREVIEW_NEEDED aside */
  previewAgain(takeId: TakeId, changes: RunAgainChanges, signal?: AbortSignal): Promise<RequestPreview[]>;
  /**
   * Exactly what a job sends when it is queued once more; nothing for a film.
   *
   * @throws {AppError} JOB_NOT_FOUND, CONNECTION_NOT_FOUND, and why it cannot be sent
   */
  previewJob(jobId: JobId, signal?: AbortSignal): Promise<RequestPreview[]>;
}

export type RunAgainChanges = { promptAsSent?: string | undefined; seed?: number | null | undefined };

export type GenerationServiceOptions = PlanServices & {
  projects: Pick<ProjectService, 'get' | 'storyboard'>;
  queue: Pick<JobQueue, 'enqueue'>;
  /** Limits that these amounts would go over. */
  checkBudgets: (spendings: readonly Spending[]) => AppErrorData[];
  /** The last frame of a take's video as an asset of its own; the same asset each time. */
  lastFrameOf: (takeAssetId: AssetId, signal?: AbortSignal) => Promise<AssetId>;
  /** The request that a job makes of a recipe. */
  requestOf: (recipe: TakeRecipe, signal?: AbortSignal) => Promise<VideoRequest>;
  /** @throws {AppError} CONNECTION_NOT_FOUND */
  providerOf: (connectionId: ConnectionId) => Pick<VideoProvider, 'preview'>;
  assertApproved: AssertApproved;
  /** As a person reads it, without keys and files. */
  toRequestPreview: (connectionId: ConnectionId, request: OutgoingRequest) => RequestPreview;
};

/** Up to so many the numbers of all shots and these shots are read, and not the whole storyboard. */
const fewShots = 100;

export function createGenerationService(context: ServiceContext, options: GenerationServiceOptions): GenerationService {
  const { db, ids } = context;
  const { projects, queue, checkBudgets, lastFrameOf } = options;

  /** The shots of a scope with all that their plans are made from, as it is at this moment. */
  function survey({ projectId, scope, connectionId = null, modelId = null }: GenerationOptions) {
    const isFew = typeof scope !== 'string' && scope.length <= fewShots;
    const project = projects.get(projectId);
    const placed = isFew
      ? placeFew(db, { projectId, shotIds: scope })
      : chooseShots(
          placeShots(projects.storyboard(projectId)),
          scope,
          () => new Set(listShotIdsWithJobs(db, projectId)),
        );
    const elements = indexElements(listElements(db, projectId));
    return { placed, project, elements, request: { connectionId, modelId }, sources: readPlanSources(options) };
  }

  function look(request: GenerationOptions) {
    const { placed, ...surveyed } = survey(request);
    const { project, elements } = surveyed;
    const { projectId, takesPerShot = 1 } = request;
    const { planned, problems } = planShots(placed, surveyed);
    const overBudget = checkBudgets(toSpendings(planned, { projectId, takesPerShot }));
    return { project, elements, planned, problems, takesPerShot, overBudget };
  }

  function enqueueAll(
    project: Project,
    recipes: Array<{ shotId: ShotId; recipe: TakeRecipe }>,
    { notBeforeMs = null, isApproved = false }: Pick<GenerationOptions, 'notBeforeMs' | 'isApproved'>,
  ): Job[] {
    options.assertApproved(
      recipes.map(({ recipe }) => recipe.connectionId),
      isApproved,
    );
    const batchId = recipes.length > 1 ? ids.create('batch') : null;
    const jobs = recipes.map(({ shotId, recipe }) =>
      newTakeJob({ projectId: project.id, shotId, recipe, batchId, notBeforeMs }),
    );
    return db.transaction(() => jobs.map((job) => queue.enqueue(job)));
  }

  /** The request of a take with changes, as it would be queued; sends and queues nothing. */
  function lookAgain(takeId: TakeId, changes: RunAgainChanges): { shot: StoryboardShot; recipe: TakeRecipe } {
    const take = findTake(db, takeId);
    if (!take) throw new AppError('TAKE_NOT_FOUND', `no take ${takeId}`);
    const shot = findStoryboardShot(db, take.shotId);
    if (!shot) throw new AppError('SHOT_NOT_FOUND', `no shot ${take.shotId}`);
    const sources = readPlanSources(options);
    const target = getTarget(take.recipe, sources);
    const recipe = changedRecipe(take.recipe, changes, target.model);
    assertSendable(target, { inputs: recipe.inputs, adjustments: [] }, sources);
    return { shot, recipe };
  }

  async function previewRecipe(recipe: TakeRecipe, signal?: AbortSignal): Promise<RequestPreview[]> {
    const { connectionId } = recipe;
    const video = await options.requestOf(recipe, signal);
    const outgoing = await options
      .providerOf(connectionId)
      .preview(video, { attemptId: ids.create('attempt'), signal });
    return outgoing.map((one) => options.toRequestPreview(connectionId, one));
  }

  return {
    plan(request) {
      const looked = look(request);
      const { planned, problems, takesPerShot, overBudget } = looked;
      const { total, unknownCount } = priceOf(looked);
      return {
        takes: planned.map(({ plan, shotNumber, shot }) => ({ ...plan, shotNumber, title: shot.title })),
        problems,
        takesPerShot,
        total,
        unknownCount,
        overBudget,
        retiring: retiringModels(planned),
      };
    },

    async price(request, signal) {
      const { placed, ...surveyed } = survey(request);
      const { planned } = await planShotsInSlices(placed, { ...surveyed, signal });
      return priceOf({ planned, takesPerShot: request.takesPerShot ?? 1 });
    },

    async generate(request) {
      const frames = new Map<AssetId, AssetId>();
      for (;;) {
        // Looked at anew after each wait, so that what is queued is what stands there at that moment.
        const { project, elements, planned, problems, takesPerShot, overBudget } = look(request);
        throwFirst(problems.map(({ error }) => error));
        throwFirst(overBudget);
        const toCut = new Set(planned.flatMap(({ plan }) => plan.startsFrom?.assetId ?? []));
        for (const assetId of frames.keys()) toCut.delete(assetId);
        if (toCut.size === 0) {
          const recipes = planned.flatMap((shot) => toRecipes(shot, { project, elements, frames, takesPerShot }));
          return enqueueAll(project, recipes, request);
        }
        for (const assetId of toCut) frames.set(assetId, await lastFrameOf(assetId));
      }
    },

    async preview({ shotId, ...request }, signal) {
      const shot = findStoryboardShot(db, shotId);
      if (!shot) throw new AppError('SHOT_NOT_FOUND', `no shot ${shotId}`);
      const { project, elements, planned, problems } = look({
        projectId: shot.projectId,
        scope: [shotId],
        ...request,
      });
      throwFirst(problems.map(({ error }) => error));
      const [first] = planned;
      if (!first) throw new AppError('SHOT_NOT_FOUND', `no shot ${shotId}`);
      const frames = new Map<AssetId, AssetId>();
      const startsFrom = first.plan.startsFrom?.assetId;
      if (startsFrom) frames.set(startsFrom, await lastFrameOf(startsFrom, signal));
      const [take] = toRecipes(first, { project, elements, frames, takesPerShot: 1 });
      return take ? previewRecipe(take.recipe, signal) : [];
    },

    runAgain(takeId, changes, approval = {}) {
      const { shot, recipe } = lookAgain(takeId, changes);
      const project = projects.get(shot.projectId);
      const { connectionId, estimate } = recipe;
      throwFirst(checkBudgets(estimate === null ? [] : [{ projectId: project.id, connectionId, amount: estimate }]));
      return enqueueAll(project, [{ shotId: shot.id, recipe }], approval);
    },

    async previewAgain(takeId, changes, signal) {
      return previewRecipe(lookAgain(takeId, changes).recipe, signal);
    },

    async previewJob(jobId, signal) {
      const job = getStoredJob(db, jobId);
      return job.kind === 'take.generate' ? previewRecipe(takeRecipeSchema.parse(job.payload), signal) : [];
    },
  };
}

function chooseShots(
  placed: PlacedShot[],
  scope: GenerationScope,
  readShotsWithJobs: () => ReadonlySet<ShotId>,
): PlacedShot[] {
  if (scope === 'all') return placed;
  if (scope !== 'missing') return pickShots(placed, scope);
  const withJobs = readShotsWithJobs();
  return placed.filter(({ shot: { id, selectedTake } }) => !withJobs.has(id) && (selectedTake?.isOutdated ?? true));
}

/** One amount a job; a job without a known price is held back by no budget. */
function toSpendings(
  planned: readonly PlannedShot[],
  { projectId, takesPerShot }: { projectId: ProjectId; takesPerShot: number },
): Spending[] {
  return planned.flatMap(({ plan: { connectionId, estimate } }) =>
    estimate === null
      ? []
      : Array.from({ length: takesPerShot }, () => ({ projectId, connectionId, amount: estimate })),
  );
}

/** Each model once, the one that ends first before the others. */
function priceOf({
  planned,
  takesPerShot,
}: {
  planned: readonly PlannedShot[];
  takesPerShot: number;
}): GenerationPrice {
  const known = planned.flatMap(({ plan }) => plan.estimate ?? []);
  return {
    shotCount: planned.length,
    total: (addMicros(known) * takesPerShot) as Micros,
    unknownCount: (planned.length - known.length) * takesPerShot,
  };
}

function retiringModels(planned: readonly PlannedShot[]): GenerationPlan['retiring'] {
  const models = [...new Set(planned.map(({ model }) => model))];
  return models
    .flatMap(({ connectionId, modelId, label, retiresOn }) =>
      retiresOn === null ? [] : [{ connectionId, modelId, label, retiresOn }],
    )
    .sort((a, b) => (a.retiresOn < b.retiresOn ? -1 : 1));
}

const seedCount = 2 ** 32;

/** As many recipes as takes; those of one shot differ in their seed, where it has one. */
function toRecipes(
  { shot, shotNumber, plan }: PlannedShot,
  {
    project,
    elements,
    frames,
    takesPerShot,
  }: {
    project: Project;
    elements: ElementIndex<StoryElement>;
    frames: ReadonlyMap<AssetId, AssetId>;
    takesPerShot: number;
  },
): Array<{ shotId: ShotId; recipe: TakeRecipe }> {
  const firstFrame = (plan.startsFrom && frames.get(plan.startsFrom.assetId)) ?? null;
  const recipe = toRecipe({ plan, project, elements, shot, shotNumber, firstFrame });
  return Array.from({ length: takesPerShot }, (_, index) => {
    const { seed } = recipe.settings;
    const settings = { ...recipe.settings, seed: seed === null ? null : (seed + index) % seedCount };
    return { shotId: shot.id, recipe: { ...recipe, settings } };
  });
}

/** @throws {AppError} INVALID_INPUT, MODEL_INPUT_MISSING */
function changedRecipe(recipe: TakeRecipe, { promptAsSent, seed }: RunAgainChanges, model: ListedModel): TakeRecipe {
  const { video, label } = model;
  const prompt = promptAsSent ?? recipe.promptAsSent;
  if (promptAsSent !== undefined && prompt.length > (video?.maxPromptCharacters ?? Number.POSITIVE_INFINITY)) {
    throw new AppError('INVALID_INPUT', 'the prompt is too long for the model', { params: { field: 'prompt' } });
  }
  if (promptAsSent !== undefined && prompt.trim() === '' && video?.isPromptOptional === false) {
    throw new AppError('MODEL_INPUT_MISSING', 'no prompt', { params: { model: label, input: 'prompt' } });
  }
  if (typeof seed === 'number' && video?.hasSeed !== true) {
    throw new AppError('INVALID_INPUT', 'the model takes no seed', { params: { field: 'seed' } });
  }
  const settings = seed === undefined ? recipe.settings : { ...recipe.settings, seed };
  return { ...recipe, promptAsSent: prompt, settings, estimate: estimateCost(model, settings) };
}

function throwFirst([error]: readonly AppErrorData[]): void {
  if (error) throw new AppError(error.code, 'cannot be generated', error);
}
