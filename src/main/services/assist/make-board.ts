/** A picture by an image model, which becomes the board of a shot. */
import { listElements } from '#main/db/element-repository.ts';
import { assertMaySend } from '#main/net/exchange.ts';
import type { ImageRequest } from '#main/providers/provider.ts';
import type { Saved } from '#shared/contract/answers.ts';
import type { BoardTask } from '#shared/contract/assist-schemas.ts';
import { costOfTokens } from '#shared/domain/assist-cost.ts';
import { composePrompt, cutPrompt, shotSentence, shotWords } from '#shared/domain/compose-prompt.ts';
import { fillPrompt, indexElements } from '#shared/domain/element-mentions.ts';
import { estimateImages, hasEditPrice } from '#shared/domain/estimate-cost.ts';
import type { AssetId } from '#shared/domain/ids.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import type { Cost, StoryboardShot } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { AssistPorts } from './assist-ports.ts';
import { type AssistTarget, getAssistTarget, getProjectOf, inputMissing, type PreparedCall } from './assist-target.ts';
import { keepFile, withPlace } from './keep-file.ts';
import type { PaidCalls } from './spend-once.ts';

type PreparedBoard = PreparedCall & { engine: AssistTarget<'image'>['engine']; request: ImageRequest };

/**
 * @throws {AppError} SHOT_NOT_FOUND, CONNECTION_NOT_FOUND, MODEL_NOT_FOUND, KEY_MISSING, MODEL_INPUT_MISSING,
 *   EGRESS_NOT_ALLOWED, INVALID_INPUT for a prompt that is too long or a model that does not start from pictures
 */
export function prepareBoard(ports: AssistPorts, task: BoardTask): PreparedBoard {
  const shot = ports.shots.get(task.shotId);
  const project = getProjectOf(ports, shot);
  const { connection, model, engine } = getAssistTarget(task, 'image', ports);
  const inputAssetIds = task.fromBoard ? [getBoard(shot, model)] : [];
  if (inputAssetIds.length > 0) assertMaySend(connection, 'image');
  const prompt = getPrompt(task.prompt, { ports, shot, styleNotes: project.styleNotes, model });
  const request: ImageRequest = { model, prompt, inputAssetIds, frameSize: project.frameSize, settings: {} };
  return {
    purpose: 'image',
    connection,
    model,
    projectId: project.id,
    shotId: shot.id,
    estimates: [estimateImages(model, 1, task.fromBoard)],
    isPlainPrice: task.fromBoard && !hasEditPrice(model),
    preview: () => engine.preview(request),
    engine,
    request,
  };
}

function getBoard({ boardAssetId }: StoryboardShot, model: ListedModel): AssetId {
  if ((model.image?.maxInputImages ?? 0) === 0) {
    throw new AppError('INVALID_INPUT', 'the model starts from no picture', { params: { field: 'fromBoard' } });
  }
  if (boardAssetId === null) throw inputMissing(model, 'first-frame');
  return boardAssetId;
}

type PromptParts = { ports: AssistPorts; shot: StoryboardShot; styleNotes: string; model: ListedModel };

/** What a person wrote goes as it is or not at all; what is put together here is cut to what the model takes. */
function getPrompt(given: string | null, { ports, shot, styleNotes, model }: PromptParts): string {
  const limit = model.image?.maxPromptCharacters ?? Number.POSITIVE_INFINITY;
  if (given !== null && given.length > limit) {
    throw new AppError('INVALID_INPUT', 'the prompt is too long for the model', { params: { field: 'prompt' } });
  }
  const elements = indexElements(listElements(ports.context.db, shot.projectId));
  const words = fillPrompt(shotWords(shot), elements);
  const composed = composePrompt({ words, shot: shotSentence(shot), styleNotes, camera: '' });
  const prompt = given ?? cutPrompt(composed, limit);
  if (prompt.trim() === '') throw inputMissing(model, 'prompt');
  return prompt;
}

/**
 * Makes the picture and sets it, as one undo step. The picture is in the library before anything else is done with it.
 *
 * @throws {AppError} as `prepareBoard`; PRECHECK_OBJECTED, BUDGET_…, what the provider said; SHOT_NOT_FOUND when the
 *   shot went away meanwhile: the picture then stays in the library
 */
export async function makeBoard(
  ports: AssistPorts,
  calls: PaidCalls,
  { task, signal }: { task: BoardTask; signal: AbortSignal | undefined },
): Promise<Saved & { shot: StoryboardShot; cost: Cost | null }> {
  const { engine, request, estimates, isPlainPrice: _, ...call } = prepareBoard(ports, task);
  await assertUnobjected(ports, task, request, signal);
  const { kept: asset, cost } = await withPlace(ports, 'png', (place) =>
    calls.spendOnce(
      { ...call, estimate: estimates[0] ?? null },
      {
        signal,
        ask: (breakOff) => engine.generate(request, { signal: breakOff }),
        // Tokens of pictures that go along have a price of their own, which no list here knows.
        costOf: ({ facts = {} }) =>
          request.inputAssetIds.length > 0
            ? null
            : costOfTokens(request.model, {
                inputTokens: toCount(facts.input_tokens ?? facts.inputTokens),
                outputTokens: toCount(facts.output_tokens ?? facts.outputTokens),
              }),
        async keep([file]) {
          if (!file) throw new AppError('RESULT_NOT_A_FILE', 'an answer without a picture');
          return keepFile(ports, place, file);
        },
      },
    ),
  );
  const { shots, savedAtMs } = ports.shots.setMedia([task.shotId], 'board', asset.id);
  const [shot] = shots;
  if (!shot) throw new AppError('SHOT_NOT_FOUND', `no shot ${task.shotId}`);
  return { shot, cost, savedAtMs };
}

function toCount(fact: string | number | boolean | undefined): number | null {
  return typeof fact === 'number' ? fact : null;
}

/** A picture is asked for as a clip is: where the connection wants prompt and picture to be looked at first, they are. */
async function assertUnobjected(
  { precheck }: AssistPorts,
  { connectionId }: BoardTask,
  { prompt, inputAssetIds }: ImageRequest,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  const inputs = inputAssetIds.map((assetId) => ({ role: 'first-frame' as const, assetId }));
  const checked = await precheck({ connectionId, promptAsSent: prompt, inputs }, signal);
  if (checked.kind !== 'passed') throw new AppError(checked.error.code, 'not passed by the check', checked.error);
}
