/** Gives shots another model in one step, and shows before what that would mean. */
import { listElements } from '#main/db/element-repository.ts';
import { projectToRow } from '#main/db/project-repository.ts';
import { shotToRow } from '#main/db/shot-repository.ts';
import type { Saved } from '#shared/contract/answers.ts';
import type { RetargetPlan, RetargetRow } from '#shared/contract/generation-answers.ts';
import type { StoryElement } from '#shared/domain/element.ts';
import { type ElementIndex, indexElements } from '#shared/domain/element-mentions.ts';
import { shotWords } from '#shared/domain/compose-prompt.ts';
import { estimateCost } from '#shared/domain/estimate-cost.ts';
import type { ConnectionId, ProjectId, ShotId } from '#shared/domain/ids.ts';
import type { ListedModel, ModelRef } from '#shared/domain/model.ts';
import { addMicros } from '#shared/domain/money.ts';
import type { Project, Shot, Storyboard, StoryboardShot } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { chooseModel } from '#shared/domain/choose-model.ts';
import { edit, type TimedRecorder } from './edit.ts';
import { type ElementDigests, readElementDigests } from './element-digests.ts';
import { type PlacedShot, pickShots, placeShots, type PlanServices, readPlanSources } from './plan-shots.ts';
import type { ProjectService } from './project-service.ts';
import { recipeDigestOf } from './recipe-digest.ts';
import type { ServiceContext } from './service-context.ts';
import { fitShot, getTarget, type PlanSources } from './take-plan.ts';

export type RetargetOptions = {
  projectId: ProjectId;
  /** Null means the project as a whole: its default, with no choice of a shot's own left. */
  shotIds: ShotId[] | null;
  connectionId: ConnectionId;
  modelId: string;
};

export interface RetargetService {
  /** One row a shot, in storyboard order. Changes nothing. @throws {AppError} PROJECT_NOT_FOUND, SHOT_NOT_FOUND, CONNECTION_NOT_FOUND, MODEL_NOT_FOUND */
  plan(options: RetargetOptions): RetargetPlan;
  /**
   * One undo step. What a shot asks of its model besides stays as it is, so that going back finds it there.
   *
   * @throws {AppError} as `plan`
   */
  apply(options: RetargetOptions): Saved;
}

export function createRetargetService(
  context: ServiceContext,
  { projects, ...services }: PlanServices & { projects: Pick<ProjectService, 'storyboard'> },
): RetargetService {
  function look({ projectId, shotIds, connectionId, modelId }: RetargetOptions) {
    const storyboard = projects.storyboard(projectId);
    const sources = readPlanSources(services);
    const { model } = getTarget({ connectionId, modelId }, sources);
    const elements = indexElements(listElements(context.db, projectId));
    return { storyboard, elements, sources, model, placed: getShots(storyboard, shotIds) };
  }

  return {
    plan(options) {
      const { storyboard, placed, ...parts } = look(options);
      const rows = placed.map((shot) => toRow(shot, { project: storyboard.project, ...parts }));
      const after = rows.flatMap(({ estimateAfter }) => estimateAfter ?? []);
      return {
        rows,
        totalBefore: addMicros(rows.flatMap(({ estimateBefore }) => estimateBefore ?? [])),
        totalAfter: addMicros(after),
        unknownCount: rows.length - after.length,
      };
    },

    apply(options) {
      const { storyboard, placed } = look(options);
      const { projectId, connectionId, modelId } = options;
      const labelCount = placed.length;
      const { savedAtMs } = edit(context, { projectId, labelKey: 'retarget', labelCount }, (recorder) => {
        if (options.shotIds === null) setDefault(recorder, storyboard.project, { connectionId, modelId });
        const own = options.shotIds === null ? { connectionId: null, modelId: null } : { connectionId, modelId };
        const digestsOf = readElementDigests(context.db, projectId);
        for (const { shot } of placed) setModel(recorder, shot, { ...own, digestsOf });
      });
      return { savedAtMs };
    },
  };
}

function getShots(storyboard: Storyboard, shotIds: ShotId[] | null): PlacedShot[] {
  const placed = placeShots(storyboard);
  if (shotIds === null) return placed;
  const there = new Set(storyboard.shots.map(({ id }) => id));
  const gone = shotIds.find((id) => !there.has(id));
  if (gone) throw new AppError('SHOT_NOT_FOUND', `no shot ${gone} in ${storyboard.project.id}`);
  return pickShots(placed, shotIds);
}

function setDefault(recorder: TimedRecorder, project: Project, { connectionId, modelId }: ModelRef): void {
  const {
    id,
    updated_at_ms: _,
    ...row
  } = projectToRow({
    ...project,
    defaultConnectionId: connectionId,
    defaultModelId: modelId,
  });
  recorder.update('projects', id, row);
}

/** A shot that has nothing to change is left alone: its takes stay up to date. */
function setModel(
  recorder: TimedRecorder,
  shot: StoryboardShot,
  {
    connectionId,
    modelId,
    digestsOf,
  }: { connectionId: ConnectionId | null; modelId: string | null; digestsOf: ElementDigests },
): void {
  if (shot.connectionId === connectionId && shot.generation.modelId === modelId) return;
  const changed: Shot = { ...shot, connectionId, generation: { ...shot.generation, modelId } };
  const { id, ...row } = shotToRow({
    ...changed,
    recipeDigest: recipeDigestOf(changed, digestsOf(shotWords(changed))),
    updatedAtMs: recorder.nowMs,
  });
  recorder.update('shots', id, row);
}

type RowParts = {
  project: Project;
  elements: ElementIndex<StoryElement>;
  sources: PlanSources;
  model: ListedModel;
};

function toRow(
  { shot, shotNumber, previous }: PlacedShot,
  { project, elements, sources, model }: RowParts,
): RetargetRow {
  const before = findPresent(shot, { project, sources });
  const fit = (wanted: ListedModel) =>
    fitShot({ project, elements, shot, model: wanted, previousTake: previous?.take ?? null });
  const { settings, adjustments } = fit(model);
  return {
    shotId: shot.id,
    shotNumber,
    title: shot.title,
    from: before.model ? toNamed(before.model) : { ...before.ref, label: before.ref.modelId },
    to: toNamed(model),
    adjustments,
    estimateBefore: before.model && estimateCost(before.model, fit(before.model).settings),
    estimateAfter: estimateCost(model, settings),
  };
}

/** What the shot would be generated with now; a model that is gone is known by its name alone. */
function findPresent(
  shot: StoryboardShot,
  { project, sources }: Pick<RowParts, 'project' | 'sources'>,
): { ref: ModelRef; model: ListedModel | null } {
  const { connectionId, modelId } = chooseModel({
    request: { connectionId: null, modelId: null },
    shot: { connectionId: shot.connectionId, modelId: shot.generation.modelId },
    project,
  });
  const models = sources.findConnection(connectionId) ? sources.listVideoModels(connectionId) : [];
  const model = modelId === null ? models[0] : models.find((candidate) => candidate.modelId === modelId);
  return { ref: { connectionId, modelId: modelId ?? '' }, model: model ?? null };
}

function toNamed({ connectionId, modelId, label }: ListedModel): RetargetRow['from'] {
  return { connectionId, modelId, label };
}
