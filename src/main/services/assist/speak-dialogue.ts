/** The dialogue of a shot, spoken by a model, which becomes the shot's voice. */
import type { SpeechRequest } from '#main/providers/provider.ts';
import type { Saved } from '#shared/contract/answers.ts';
import type { SpeechTask } from '#shared/contract/assist-schemas.ts';
import { spokenText } from '#shared/domain/assist-speech.ts';
import { estimateSpeech } from '#shared/domain/estimate-cost.ts';
import type { Cost, StoryboardShot } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { AssistPorts } from './assist-ports.ts';
import { type AssistTarget, getAssistTarget, inputMissing, type PreparedCall } from './assist-target.ts';
import { keepFile, withPlace } from './keep-file.ts';
import type { PaidCalls } from './spend-once.ts';

type PreparedSpeech = PreparedCall & { engine: AssistTarget<'speech'>['engine']; request: SpeechRequest };

/**
 * @throws {AppError} SHOT_NOT_FOUND, CONNECTION_NOT_FOUND, MODEL_NOT_FOUND, KEY_MISSING; MODEL_INPUT_MISSING where
 *   nobody speaks
 */
export function prepareSpeech(ports: AssistPorts, task: SpeechTask): PreparedSpeech {
  const shot = ports.shots.get(task.shotId);
  const { connection, model, engine } = getAssistTarget(task, 'speech', ports);
  const text = spokenText(shot.dialogue);
  if (text === '') throw inputMissing(model, 'dialogue');
  const request = { modelId: model.modelId, text, voice: task.voice, instructions: task.instructions.trim() };
  return {
    purpose: 'speech',
    connection,
    model,
    projectId: shot.projectId,
    shotId: shot.id,
    estimates: [estimateSpeech(model, text.length)],
    preview: () => engine.preview(request),
    engine,
    request,
  };
}

/**
 * Sets the recording as one undo step. It is in the library before anything else is done with it.
 *
 * @throws {AppError} as `prepareSpeech`; BUDGET_…, what the provider said; SHOT_NOT_FOUND when the shot went away
 *   meanwhile: the recording then stays in the library
 */
export async function speakDialogue(
  ports: AssistPorts,
  calls: PaidCalls,
  { task, signal }: { task: SpeechTask; signal: AbortSignal | undefined },
): Promise<Saved & { shot: StoryboardShot; cost: Cost | null }> {
  const { engine, request, estimates, ...call } = prepareSpeech(ports, task);
  const { kept: asset, cost } = await withPlace(ports, 'mp3', (place) =>
    calls.spendOnce(
      { ...call, estimate: estimates[0] ?? null },
      {
        signal,
        ask: (breakOff) => engine.speak(request, { signal: breakOff }),
        keep: (file) => keepFile(ports, place, file),
      },
    ),
  );
  const { shots, savedAtMs } = ports.shots.setMedia([task.shotId], 'voice', asset.id);
  const [shot] = shots;
  if (!shot) throw new AppError('SHOT_NOT_FOUND', `no shot ${task.shotId}`);
  return { shot, cost, savedAtMs };
}
