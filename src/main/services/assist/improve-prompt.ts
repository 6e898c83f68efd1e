/** A better wording of a shot's prompt, for the video model that the shot is generated with. */
import { listElements } from '#main/db/element-repository.ts';
import type { TextRequest } from '#main/providers/provider.ts';
import type { ImprovedPrompt } from '#shared/contract/assist-answers.ts';
import type { PromptTask } from '#shared/contract/assist-schemas.ts';
import { costOfTokens } from '#shared/domain/assist-cost.ts';
import { cameraSentence, composePrompt, shotSentence, shotWords } from '#shared/domain/compose-prompt.ts';
import { chooseModel } from '#shared/domain/choose-model.ts';
import { fillPrompt, indexElements, mentionedElements } from '#shared/domain/element-mentions.ts';
import { estimateText } from '#shared/domain/estimate-cost.ts';
import type { Project, StoryboardShot } from '#shared/domain/records.ts';
import { secondsFromFrames } from '#shared/domain/time.ts';
import { readPlanSources } from '../plan-shots.ts';
import { getTarget } from '../take-plan.ts';
import type { AssistPorts } from './assist-ports.ts';
import { type AssistTarget, getAssistTarget, getProjectOf, inputMissing, type PreparedCall } from './assist-target.ts';
import { promptInstructions, type PromptTarget } from './instructions.ts';
import type { PaidCalls } from './spend-once.ts';
import { readPromptAnswer } from './text-answer.ts';

type PreparedPrompt = PreparedCall & {
  engine: AssistTarget<'text'>['engine'];
  request: TextRequest;
  before: string;
  maxCharacters: number | null;
};

/**
 * @throws {AppError} SHOT_NOT_FOUND, CONNECTION_NOT_FOUND, MODEL_NOT_FOUND (of the one that writes or the one that it is
 *   written for), KEY_MISSING, MODEL_INPUT_MISSING for an empty prompt
 */
export function preparePrompt(ports: AssistPorts, task: PromptTask): PreparedPrompt {
  const shot = ports.shots.get(task.shotId);
  const project = getProjectOf(ports, shot);
  const { connection, model, engine } = getAssistTarget(task, 'text', ports);
  if (shot.prompt.trim() === '') throw inputMissing(model, 'prompt');
  const target = promptTargetOf(ports, shot, project);
  const request = { modelId: model.modelId, ...promptInstructions(shot.prompt, target) };
  return {
    purpose: 'text',
    connection,
    model,
    projectId: project.id,
    shotId: shot.id,
    estimates: [estimateText(model, { inputCharacters: lengthOf(request), maxOutputTokens: request.maxOutputTokens })],
    preview: () => engine.preview(request),
    engine,
    request,
    before: shot.prompt,
    maxCharacters: target.maxCharacters,
  };
}

function promptTargetOf(ports: AssistPorts, shot: StoryboardShot, project: Project): PromptTarget {
  const request = { connectionId: null, modelId: null };
  const ofShot = { connectionId: shot.connectionId, modelId: shot.generation.modelId };
  const { model } = getTarget(chooseModel({ request, shot: ofShot, project }), readPlanSources(ports));
  const elements = indexElements(listElements(ports.context.db, project.id));
  const camera = model.video?.followsCamera ? '' : cameraSentence(shot.cameraMove, shot.framing);
  const limit = model.video?.maxPromptCharacters ?? null;
  const { styleNotes } = project;
  const said = shotSentence(shot);
  const whole = composePrompt({ words: fillPrompt(shotWords(shot), elements), shot: said, styleNotes, camera });
  return {
    model,
    // What is added behind the prompt stays as it is.
    maxCharacters: limit === null ? null : Math.max(1, limit - (whole.length - shot.prompt.trim().length)),
    added: [said, styleNotes, camera].filter((part) => part.trim() !== '').join('\n'),
    names: mentionedElements(shot.prompt, elements),
    durationSeconds: Math.round(secondsFromFrames(shot.durationFrames, project.frameRate) * 10) / 10,
    inputs: inputsOf(shot),
  };
}

function inputsOf({ boardAssetId, generation }: StoryboardShot): string[] {
  const { startsFromPrevious, lastFrameAssetId, referenceAssetIds } = generation;
  return [
    ...(boardAssetId || startsFromPrevious ? ['the first frame as a picture'] : []),
    ...(lastFrameAssetId ? ['the last frame as a picture'] : []),
    ...(referenceAssetIds.length > 0 ? ['reference pictures of what is to appear'] : []),
  ];
}

/** Characters that are paid for as input. */
export function lengthOf({ system, user, schema }: Pick<TextRequest, 'system' | 'user' | 'schema'>): number {
  return system.length + user.length + (schema ? JSON.stringify(schema).length : 0);
}

/** Changes nothing. @throws {AppError} as `preparePrompt`; BUDGET_…, TEXT_ANSWER_UNUSABLE, what the provider said */
export async function improvePrompt(
  ports: AssistPorts,
  calls: PaidCalls,
  { task, signal }: { task: PromptTask; signal: AbortSignal | undefined },
): Promise<ImprovedPrompt> {
  const { engine, request, estimates, before, maxCharacters, ...call } = preparePrompt(ports, task);
  const { kept: after, cost } = await calls.spendOnce(
    { ...call, estimate: estimates[0] ?? null },
    {
      signal,
      ask: (breakOff) => engine.complete(request, { signal: breakOff }),
      costOf: ({ result }) => costOfTokens(call.model, result),
      keep: ({ text }) => readPromptAnswer(text),
    },
  );
  return { before, after, maxCharacters, cost };
}
