/** What is said in a recording, written down. */
import { assertMaySend } from '#main/net/exchange.ts';
import type { TranscriptionRequest } from '#main/providers/provider.ts';
import type { Transcript } from '#shared/contract/assist-answers.ts';
import type { TranscriptionTask } from '#shared/contract/assist-schemas.ts';
import { estimateTranscription } from '#shared/domain/estimate-cost.ts';
import type { AssetId } from '#shared/domain/ids.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { AssistPorts } from './assist-ports.ts';
import { type AssistTarget, getAssistTarget, inputMissing, type PreparedCall } from './assist-target.ts';
import type { PaidCalls } from './spend-once.ts';

type PreparedTranscription = PreparedCall & {
  engine: AssistTarget<'transcription'>['engine'];
  request: TranscriptionRequest;
};

/**
 * @throws {AppError} SHOT_NOT_FOUND, ASSET_NOT_FOUND, CONNECTION_NOT_FOUND, MODEL_NOT_FOUND, KEY_MISSING,
 *   EGRESS_NOT_ALLOWED, MODEL_INPUT_MISSING for a shot without a voice, INVALID_INPUT for a still
 */
export function prepareTranscription(ports: AssistPorts, task: TranscriptionTask): PreparedTranscription {
  const { source, language } = task;
  const shot = source.kind === 'shot' ? ports.shots.get(source.shotId) : null;
  const { connection, model, engine } = getAssistTarget(task, 'transcription', ports);
  const assetId = source.kind === 'asset' ? source.assetId : getVoice(shot, model);
  const { kind, durationMs } = ports.assets.get(assetId);
  if (kind === 'image') throw new AppError('INVALID_INPUT', 'a still says nothing', { params: { field: 'source' } });
  assertMaySend(connection, kind === 'audio' ? 'voice' : 'video');
  const request = { modelId: model.modelId, assetId, language };
  return {
    purpose: 'transcription',
    connection,
    model,
    projectId: shot?.projectId ?? null,
    shotId: shot?.id ?? null,
    estimates: [estimateFor(model, durationMs)],
    preview: () => engine.preview(request),
    engine,
    request,
  };
}

function getVoice(shot: StoryboardShot | null, model: ListedModel): AssetId {
  if (!shot?.voiceAssetId) throw inputMissing(model, 'voice');
  return shot.voiceAssetId;
}

function estimateFor(model: ListedModel, durationMs: number | null) {
  return durationMs === null && !model.isFree ? null : estimateTranscription(model, durationMs ?? 0);
}

/** @throws {AppError} as `prepareTranscription`; FFMPEG_MISSING, BUDGET_…, what the provider said */
export async function transcribeVoice(
  ports: AssistPorts,
  calls: PaidCalls,
  { task, signal }: { task: TranscriptionTask; signal: AbortSignal | undefined },
): Promise<Transcript> {
  const { engine, request, estimates, ...call } = prepareTranscription(ports, task);
  // Without one no recording can be freed of what it tells besides its words.
  await ports.requireFfmpeg();
  const { kept, cost } = await calls.spendOnce(
    { ...call, estimate: estimates[0] ?? null },
    {
      signal,
      ask: (breakOff) => engine.transcribe(request, { signal: breakOff }),
      keep: (transcript) => transcript,
    },
  );
  return { ...kept, cost };
}
