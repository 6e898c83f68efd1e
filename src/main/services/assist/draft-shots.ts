/**
 * Shots from a text, as a preview: at most eight a request, each told what the ones before it made. Creates nothing.
 */
import { listElements } from '#main/db/element-repository.ts';
import { findProject } from '#main/db/project-repository.ts';
import { findScene, listScenes } from '#main/db/scene-repository.ts';
import { listShotRanks } from '#main/db/shot-repository.ts';
import type { TextRequest } from '#main/providers/provider.ts';
import type { DraftEvent } from '#shared/contract/assist-answers.ts';
import type { DraftTask } from '#shared/contract/assist-schemas.ts';
import { costOfTokens } from '#shared/domain/assist-cost.ts';
import { draftBatchCount, draftBatchSize, type DraftShot, mostDraftShots } from '#shared/domain/assist-draft.ts';
import { estimateText } from '#shared/domain/estimate-cost.ts';
import type { SceneId } from '#shared/domain/ids.ts';
import { addMicros } from '#shared/domain/money.ts';
import { sceneNumbers } from '#shared/domain/numbering.ts';
import type { Cost, Project, Scene, StoryboardShot } from '#shared/domain/records.ts';
import { AppError, toAppError } from '#shared/errors/app-error.ts';
import type { AssistPorts } from './assist-ports.ts';
import { type AssistTarget, getAssistTarget, type PreparedCall } from './assist-target.ts';
import { lengthOf } from './improve-prompt.ts';
import { draftInstructions } from './instructions.ts';
import type { PaidCalls } from './spend-once.ts';
import { readDraftAnswer, unusable } from './text-answer.ts';

type PreparedDraft = PreparedCall & {
  engine: AssistTarget<'text'>['engine'];
  /** Most shots in all. */
  mostShots: number;
  shotCount: number | null;
  /** The request behind what was made so far. */
  requestAfter(made: readonly DraftShot[]): TextRequest;
};

/** Characters of one planned shot as the next request is told of it, at the most but for rare ones. */
const usualShotCharacters = 500;

/**
 * @throws {AppError} PROJECT_NOT_FOUND, SCENE_NOT_FOUND, CONNECTION_NOT_FOUND, MODEL_NOT_FOUND, KEY_MISSING;
 *   INVALID_INPUT where there is nothing to tell
 */
export function prepareDraft(ports: AssistPorts, task: DraftTask): PreparedDraft {
  const { connection, model, engine } = getAssistTarget(task, 'text', ports);
  const project = findProject(ports.context.db, task.projectId);
  if (!project) throw new AppError('PROJECT_NOT_FOUND', `no project ${task.projectId}`);
  const text = getText(ports, task, project);
  const elements = listElements(ports.context.db, project.id);
  const { shotCount } = task;
  const mostShots = mostDraftShots(text, shotCount);
  const requestAfter = (made: readonly DraftShot[]): TextRequest => {
    const askedCount = Math.min(draftBatchSize, mostShots - made.length);
    const { styleNotes } = project;
    const instructions = { text, styleNotes, elements, made, askedCount, shotCount };
    return { modelId: model.modelId, ...draftInstructions(instructions) };
  };
  const first = requestAfter([]);
  const { maxOutputTokens } = first;
  return {
    purpose: 'text',
    connection,
    model,
    projectId: project.id,
    shotId: null,
    estimates: Array.from({ length: draftBatchCount(mostShots) }, (_, index) => {
      const madeCharacters = index * draftBatchSize * usualShotCharacters;
      return estimateText(model, { inputCharacters: lengthOf(first) + madeCharacters, maxOutputTokens });
    }),
    preview: () => engine.preview(first),
    engine,
    mostShots,
    shotCount,
    requestAfter,
  };
}

/** @throws {AppError} SCENE_NOT_FOUND, INVALID_INPUT */
function getText(ports: AssistPorts, { source }: DraftTask, project: Project): string {
  const text = source.kind === 'synopsis' ? source.text : textOfScene(ports, source.sceneId, project);
  if (text.trim() === '') throw new AppError('INVALID_INPUT', 'nothing to tell', { params: { field: 'source' } });
  return text;
}

/** Longest text that goes along. */
const maxTextCharacters = 60_000;

/** What a scene says of itself, and what its shots say. */
function textOfScene({ context: { db }, shots }: AssistPorts, sceneId: SceneId, { id }: Project): string {
  const scene = findScene(db, sceneId);
  if (scene?.projectId !== id) throw new AppError('SCENE_NOT_FOUND', `no scene ${sceneId}`);
  const present = shots.list(listShotRanks(db, sceneId).map((shot) => shot.id));
  const parts = [scene.synopsis, scene.notes, ...present.flatMap(wordsOf)].filter((part) => part.trim() !== '');
  if (parts.length === 0 && scene.heading.trim() === '') return '';
  return [headingOf(scene, listScenes(db, id)), ...parts].join('\n\n').slice(0, maxTextCharacters);
}

function headingOf(scene: Scene, scenes: readonly Scene[]): string {
  const number = sceneNumbers(scenes)[scenes.findIndex(({ id }) => id === scene.id)] ?? '';
  return scene.heading.trim() || `Scene ${number}`;
}

function wordsOf({ title, prompt, dialogue }: StoryboardShot): string[] {
  const seen = prompt.trim() === '' ? title : prompt;
  return [seen, dialogue].filter((part) => part.trim() !== '');
}

/**
 * Asks until the text is told. A request that goes wrong ends the draft; what came before it was given out already.
 * Never throws once it has begun: why it ended is its last event.
 */
export async function* draftShots(
  calls: PaidCalls,
  draft: PreparedDraft,
  signal: AbortSignal | undefined,
): AsyncGenerator<DraftEvent, void> {
  const { mostShots, shotCount } = draft;
  const batchCount = shotCount === null ? null : draftBatchCount(mostShots);
  const made: DraftShot[] = [];
  const costs: Array<Cost | null> = [];
  try {
    // An answer may hold fewer shots than were asked for: the rest is asked for once more, but not for ever.
    const mostBatches = draftBatchCount(mostShots) + 1;
    for (let batchNumber = 1; batchNumber <= mostBatches && made.length < mostShots; batchNumber += 1) {
      yield { kind: 'asking', batchNumber, batchCount: batchCount && Math.max(batchCount, batchNumber) };
      const { shots, isFinished, cost } = await askForBatch(calls, draft, { made, signal });
      costs.push(cost);
      made.push(...shots);
      if (shots.length > 0) yield { kind: 'shots', batchNumber, shots };
      if (isFinished) break;
    }
    yield { kind: 'ended', error: null, cost: sumCosts(costs) };
  } catch (thrown) {
    yield { kind: 'ended', error: toAppError(thrown).toData(), cost: costs.length === 0 ? null : sumCosts(costs) };
  }
}

type Batch = { shots: DraftShot[]; isFinished: boolean; cost: Cost | null };

async function askForBatch(
  calls: PaidCalls,
  { engine, requestAfter, mostShots, shotCount, ...call }: Omit<PreparedDraft, 'estimates'>,
  { made, signal }: { made: readonly DraftShot[]; signal: AbortSignal | undefined },
): Promise<Batch> {
  const request = requestAfter(made);
  const { maxOutputTokens } = request;
  const { kept, cost } = await calls.spendOnce(
    { ...call, estimate: estimateText(call.model, { inputCharacters: lengthOf(request), maxOutputTokens }) },
    {
      signal,
      ask: (breakOff) => engine.complete(request, { signal: breakOff }),
      costOf: ({ result }) => costOfTokens(call.model, result),
      keep: ({ text }) => readDraftAnswer(text),
    },
  );
  const isFinished = shotCount === null && kept.isFinished;
  if (kept.shots.length === 0 && !(isFinished && made.length > 0)) throw unusable('an answer without shots');
  // More than were asked for: those are the next request's to tell, or too many.
  return { shots: kept.shots.slice(0, Math.min(draftBatchSize, mostShots - made.length)), isFinished, cost };
}

/** Null when a part is not known; an estimate in it makes it one. */
function sumCosts(costs: ReadonlyArray<Cost | null>): Cost | null {
  const known = costs.filter((cost) => cost !== null);
  if (known.length < costs.length) return null;
  const basis = known.every((cost) => cost.basis === 'actual') ? 'actual' : 'estimated';
  return { amount: addMicros(known.map(({ amount }) => amount)), basis };
}
