/**
 * What generating one take of a shot would be: which connection and model, what of the shot's wishes they honour, and
 * what it would cost. Reads nothing and changes nothing by itself.
 */
import { assertMaySend } from '#main/net/exchange.ts';
import type { Connection, ConnectionKind } from '#shared/domain/connection.ts';
import type { StoryElement } from '#shared/domain/element.ts';
import { type ElementIndex, elementsInPrompt, fillPrompt } from '#shared/domain/element-mentions.ts';
import { estimateCost } from '#shared/domain/estimate-cost.ts';
import { type Fitted, fitToModel, type ShotWish } from '#shared/domain/fit-to-model.ts';
import type { RequestInput, TakePlan } from '#shared/domain/generation.ts';
import type { AssetId, ConnectionId } from '#shared/domain/ids.ts';
import type { InputRole, ListedModel } from '#shared/domain/model.ts';
import type { Project, SelectedTake, StoryboardShot, TakeRecipe } from '#shared/domain/records.ts';
import { AppError, type AppErrorData, type ErrorCode, type ErrorParams } from '#shared/errors/app-error.ts';
import { chooseModel, type ModelWishes } from '#shared/domain/choose-model.ts';
import { shotWords } from '#shared/domain/compose-prompt.ts';

/** Connections and their models, as they are now. */
export type PlanSources = {
  /** Null when it was removed. */
  findConnection(connectionId: ConnectionId): Connection | null;
  /** In the connection's own order. */
  listVideoModels(connectionId: ConnectionId): ListedModel[];
  /** Whether a kind works without a key. */
  isKeyOptional(kind: ConnectionKind): boolean;
};

/** The shot before this one in the storyboard's order. */
export type PreviousShot = { shotNumber: string; take: SelectedTake | null };

export type PlanTakeOptions = {
  project: Project;
  /** Of the project. */
  elements: ElementIndex<StoryElement>;
  shot: StoryboardShot;
  /** Null for the first shot. */
  previous: PreviousShot | null;
  request: ModelWishes['request'];
  sources: PlanSources;
};

export type PlannedTake =
  | { kind: 'planned'; plan: TakePlan; model: ListedModel }
  /** The shot cannot be generated like this. */
  | { kind: 'problem'; error: AppErrorData };

/**
 * A first frame that is still to be cut out of the previous take stands in the plan as that take's own asset: see
 * `toRecipe`.
 */
export function planTake(options: PlanTakeOptions): PlannedTake {
  const { project, elements, shot, previous, sources } = options;
  try {
    const target = resolveModel(options);
    const { connection, model } = target;
    const fitted = fitShot({ project, elements, shot, model, previousTake: previous?.take ?? null });
    const startsFrom = startOf(shot, fitted, previous);
    assertSendable(target, fitted, sources);
    const { settings, inputs, promptAsSent, adjustments } = fitted;
    const estimate = estimateCost(model, settings);
    const { modelId } = model;
    const what = { shotId: shot.id, connectionId: connection.id, modelId };
    const plan = { ...what, settings, inputs, promptAsSent, adjustments, estimate, startsFrom };
    return { kind: 'planned', model, plan };
  } catch (error) {
    if (error instanceof AppError) return { kind: 'problem', error: error.toData() };
    throw error;
  }
}

function resolveModel({
  project,
  shot,
  request,
  sources,
}: Pick<PlanTakeOptions, 'project' | 'shot' | 'request' | 'sources'>): Target {
  const ofShot = { connectionId: shot.connectionId, modelId: shot.generation.modelId };
  return getTarget(chooseModel({ request, shot: ofShot, project }), sources);
}

/** What generates. */
export type Target = { connection: Connection; model: ListedModel };

/**
 * @param modelId null means the connection's first.
 * @throws {AppError} CONNECTION_NOT_FOUND, MODEL_NOT_FOUND
 */
export function getTarget(
  { connectionId, modelId }: { connectionId: ConnectionId; modelId: string | null },
  sources: PlanSources,
): Target {
  const connection = sources.findConnection(connectionId);
  if (!connection) throw new AppError('CONNECTION_NOT_FOUND', `no connection ${connectionId}`);
  const models = sources.listVideoModels(connectionId);
  const model = modelId === null ? models[0] : models.find((candidate) => candidate.modelId === modelId);
  if (model) return { connection, model };
  const params = { model: modelId ?? '', connection: connection.label };
  throw forPerson('MODEL_NOT_FOUND', `no video model "${modelId ?? ''}" at ${connectionId}`, params);
}

/** What a model makes of a shot, whether or not it could be sent. */
export function fitShot({
  project,
  elements,
  shot,
  model,
  previousTake,
}: {
  project: Project;
  /** Of the project: those that the prompt names are filled in. */
  elements: ElementIndex<StoryElement>;
  shot: StoryboardShot;
  model: ListedModel;
  previousTake: SelectedTake | null;
}): Fitted {
  const { generation } = shot;
  const wish: ShotWish = {
    prompt: fillPrompt(shotWords(shot), elements),
    styleNotes: project.styleNotes,
    negativePrompt: generation.negativePrompt,
    durationFrames: shot.durationFrames,
    frameRate: project.frameRate,
    frameSize: project.frameSize,
    cameraMove: shot.cameraMove,
    shot,
    hasSound: generation.hasSound,
    seed: generation.seed,
    resolution: generation.resolution,
    settings: generation.settings,
    inputs: inputsOf(shot, elements, previousTake),
  };
  return fitToModel(wish, model);
}

/** Stands for the last frame of a take that is not there; it is in no plan. */
const frameToCome = '' as AssetId;

/** Most important first; stills of elements come behind the shot's own, each still once. */
function inputsOf(
  shot: StoryboardShot,
  elements: ElementIndex<StoryElement>,
  previousTake: SelectedTake | null,
): RequestInput[] {
  const { startsFromPrevious, lastFrameAssetId } = shot.generation;
  const ofElements = elementsInPrompt(shotWords(shot), elements).flatMap(({ referenceAssetIds }) => referenceAssetIds);
  const references = [...new Set([...shot.generation.referenceAssetIds, ...ofElements])];
  const firstFrame = startsFromPrevious ? (previousTake?.assetId ?? frameToCome) : shot.boardAssetId;
  const one = (role: InputRole, assetId: AssetId | null) => (assetId === null ? [] : [{ role, assetId }]);
  return [
    ...one('first-frame', firstFrame),
    ...one('last-frame', lastFrameAssetId),
    ...references.map((assetId) => ({ role: 'reference' as const, assetId })),
    ...one('voice', shot.voiceAssetId),
  ];
}

/** @throws {AppError} PREVIOUS_TAKE_MISSING when the shot begins with a take that is not there */
function startOf(shot: StoryboardShot, { inputs }: Fitted, previous: PreviousShot | null): TakePlan['startsFrom'] {
  const isTaken = inputs.some(({ role }) => role === 'first-frame');
  if (!shot.generation.startsFromPrevious || !isTaken) return null;
  if (previous?.take) return { takeId: previous.take.takeId, assetId: previous.take.assetId };
  throw forPerson('PREVIOUS_TAKE_MISSING', 'the shot before has no chosen take', { shot: previous?.shotNumber ?? '' });
}

/**
 * What is certain before anything is asked of anybody.
 *
 * @throws {AppError} KEY_MISSING; MODEL_INPUT_MISSING for what the model cannot start without; EGRESS_NOT_ALLOWED for a
 *   file that may not be sent over the connection
 */
export function assertSendable(
  { connection, model }: Target,
  { inputs, adjustments }: Pick<Fitted, 'inputs' | 'adjustments'>,
  { isKeyOptional }: PlanSources,
): void {
  const { kind, hasKey, label } = connection;
  if (!hasKey && !isKeyOptional(kind)) {
    throw forPerson('KEY_MISSING', `no key for a ${kind} connection`, { connection: label });
  }
  const missing = adjustments.find((adjustment) => adjustment.kind === 'missing');
  if (missing) {
    const params = { model: model.label, input: missing.field };
    throw forPerson('MODEL_INPUT_MISSING', `${missing.field} is missing`, params);
  }
  // The built-in engine works on this machine: nothing leaves.
  if (kind === 'animatic') return;
  for (const { role } of inputs) assertMaySend(connection, role === 'voice' ? 'voice' : 'image');
}

function forPerson(code: ErrorCode, message: string, params: ErrorParams): AppError {
  return new AppError(code, message, { params, retry: 'after-user-action' });
}

/**
 * Everything a take is made from, as it is now: later edits do not change a job that is queued.
 *
 * @param firstFrame the still that was cut out of the take that the plan starts from; null where it starts from none.
 */
export function toRecipe({
  plan,
  project,
  elements,
  shot,
  shotNumber,
  firstFrame,
}: {
  plan: TakePlan;
  project: Project;
  elements: ElementIndex<StoryElement>;
  shot: StoryboardShot;
  shotNumber: string;
  firstFrame: AssetId | null;
}): TakeRecipe {
  const inputs = plan.inputs.map(({ role, assetId }) => ({
    role,
    assetId: role === 'first-frame' && firstFrame ? firstFrame : assetId,
  }));
  const assetOf = (role: InputRole) => inputs.find((input) => input.role === role)?.assetId ?? null;
  const used = elementsInPrompt(shotWords(shot), elements);
  return {
    connectionId: plan.connectionId,
    modelId: plan.modelId,
    shotNumber,
    title: shot.title,
    prompt: shot.prompt,
    styleNotes: project.styleNotes,
    dialogue: shot.dialogue,
    durationFrames: shot.durationFrames,
    cameraMove: shot.cameraMove,
    boardAssetId: assetOf('first-frame'),
    voiceAssetId: assetOf('voice'),
    frameSize: project.frameSize,
    frameRate: project.frameRate,
    recipeDigest: shot.recipeDigest,
    promptAsSent: plan.promptAsSent,
    settings: plan.settings,
    inputs,
    startsFrom: plan.startsFrom,
    estimate: plan.estimate,
    ...structureOf(shot),
    ...(used.length > 0 && { elements: used.map(({ id, name, digest }) => ({ elementId: id, name, digest })) }),
  };
}

/** Nothing where the shot says nothing besides its words. */
function structureOf({ shotSize, angle, lensMm, action, framing }: StoryboardShot): Pick<TakeRecipe, 'structure'> {
  const structure = {
    ...(shotSize && { shotSize }),
    ...(angle && { angle }),
    ...(lensMm && { lensMm }),
    ...(action && { action }),
    ...(framing && { framing }),
  };
  return Object.keys(structure).length > 0 ? { structure } : {};
}
