/**
 * From a stored handle to the clip: the interaction, then the file that it names, or the bytes that it holds.
 *
 * Bytes that come with a poll are let go; `downloadClip` asks for them anew. Files are private to the key, so their
 * address is built from their name: an address in an answer never gets the key.
 */
import { AppError, type ErrorCode } from '#shared/errors/app-error.ts';
import { providerError, troubleOf } from '../outcome.ts';
import type { JobHandle, Output, PollOutcome } from '../video-provider.ts';
import { askJson, bare, type GeminiContext } from './gemini-context.ts';
import { refusal } from './gemini-errors.ts';
import { type InteractionReading, readFacts, readInteraction, type Video } from './gemini-interaction.ts';
import { textOf } from './gemini-json.ts';
import { writeInlineVideo } from './inline-video.ts';

/** Longest answer that may hold a clip: 15 seconds in 4K as base64 stay far below it. */
export const mostVideoBytes = 256 * 1024 * 1024;

/**
 * Milliseconds from the request on in which `completed` without a clip, and a file that is not there, are not believed:
 * both were seen while the work still went on (discuss.ai.google.dev #183928).
 */
export const emptyPatienceMs = 30 * 60_000;

/** Google's samples ask for an interaction every ten seconds and for a file every five. */
const interactionPollMs = 10_000;
const filePollMs = 5_000;

export async function pollClip(context: GeminiContext, handle: JobHandle, signal?: AbortSignal): Promise<PollOutcome> {
  const interaction = await askInteraction(context, handle, signal);
  if (!interaction) return { kind: 'lost', retry: 'never', error: providerError('PROVIDER_JOB_LOST') };
  const reading = readInteraction(interaction);
  if (reading.kind !== 'done') return outcomeOf(context, handle, reading);
  const located = await locate(context, handle, reading.video, signal);
  if (located.kind !== 'there') return located;
  const delivery = reading.video.place.kind === 'inline' ? 'inline' : 'uri';
  return { kind: 'succeeded', outputs: [located.output], facts: { ...readFacts(interaction), delivery } };
}

/** @throws {AppError} RESULT_GONE, and what `ProviderHttp.download` throws; the signal's reason */
export async function downloadClip(
  context: GeminiContext,
  handle: JobHandle,
  output: Output,
  { path, signal }: DownloadTarget,
): Promise<{ sizeBytes: number }> {
  signal?.throwIfAborted();
  const target = { path, signal };
  try {
    if (output.url !== undefined) {
      try {
        return await bringHome(context, handle, output.url, target);
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'RESULT_GONE')) throw error;
      }
    }
    return await bringHomeAnew(context, handle, target);
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw troubleOf(error);
  }
}

type DownloadTarget = { path: string; signal?: AbortSignal | undefined };

async function bringHome(
  { http }: GeminiContext,
  { attemptId }: JobHandle,
  url: string,
  { path, signal }: DownloadTarget,
): Promise<{ sizeBytes: number }> {
  const request = bare('download', 'GET', url);
  const auth = url.startsWith('/') ? 'key' : 'none';
  const { sizeBytes } = await http.download({ ...request, auth }, { path, signal, expect: 'video', attemptId });
  return { sizeBytes };
}

async function bringHomeAnew(
  context: GeminiContext,
  handle: JobHandle,
  target: DownloadTarget,
): Promise<{ sizeBytes: number }> {
  const interaction = await askInteraction(context, handle, target.signal);
  const reading = interaction ? readInteraction(interaction) : null;
  if (reading?.kind !== 'done') throw gone();
  const { place } = reading.video;
  if (place.kind === 'inline') return writeInlineVideo(place.base64, target);
  const located = await locate(context, handle, reading.video, target.signal);
  if (located.kind !== 'there' || located.output.url === undefined) throw gone();
  return bringHome(context, handle, located.output.url, target);
}

/** The interaction as it is now; null when the API does not know it. @throws {AppError} */
export function askInteraction(
  context: GeminiContext,
  handle: JobHandle,
  signal?: AbortSignal,
): Promise<Record<string, unknown> | null> {
  const options = { signal, maxBytes: mostVideoBytes, attemptId: handle.attemptId };
  return askJson(context, bare('poll', 'GET', interactionPath(handle)), options);
}

export function interactionPath({ id }: JobHandle): string {
  return `/v1beta/interactions/${encodeURIComponent(id)}`;
}

type Located = { kind: 'there'; output: Output } | Extract<PollOutcome, { kind: 'pending' | 'failed' }>;

async function locate(
  context: GeminiContext,
  handle: JobHandle,
  { place, extension }: Video,
  signal?: AbortSignal,
): Promise<Located> {
  const output: Output = { index: 0, extension, hasBurntInSubtitles: false };
  if (place.kind === 'inline') return { kind: 'there', output };
  if (place.kind === 'address') return { kind: 'there', output: { ...output, url: place.url } };
  switch (await askFileState(context, handle, place.name, signal)) {
    case 'active':
      return { kind: 'there', output: { ...output, url: `/v1beta/${place.name}:download?alt=media` } };
    case 'failed':
      return failed('PROVIDER_FAILED', 'the file of the clip failed');
    case 'missing':
      return isYoung(context, handle) ? pending(context, filePollMs) : failed('RESULT_GONE');
    case 'processing':
      return pending(context, filePollMs);
  }
}

/** `missing` once its 48 hours are over: the API answers 403 for files that are not there. */
async function askFileState(
  context: GeminiContext,
  { attemptId }: JobHandle,
  name: string,
  signal?: AbortSignal,
): Promise<'active' | 'processing' | 'failed' | 'missing'> {
  const request = bare('poll', 'GET', `/v1beta/${name}`);
  const file = await askJson(context, request, { signal, attemptId }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'PROVIDER_FORBIDDEN') return null;
    throw error;
  });
  if (!file) return 'missing';
  const expiresAtMs = Date.parse(textOf(file.expirationTime));
  // Noted as uploads are, which is how `remove` finds its name again: a later look tells it no more.
  context.http.noteRemoteCopy({
    remoteId: name,
    kind: 'upload',
    attemptId,
    ...(Number.isFinite(expiresAtMs) && { expiresAtMs }),
  });
  if (file.state === 'ACTIVE') return 'active';
  return file.state === 'FAILED' ? 'failed' : 'processing';
}

function outcomeOf(
  context: GeminiContext,
  handle: JobHandle,
  reading: Exclude<InteractionReading, { kind: 'done' }>,
): PollOutcome {
  switch (reading.kind) {
    case 'running':
      return pending(context, interactionPollMs);
    case 'empty':
      return isYoung(context, handle)
        ? pending(context, interactionPollMs)
        : failed('PROVIDER_FAILED', 'completed without a clip');
    case 'refused':
      return refusal(reading.detail);
    case 'no-credit':
      return failed('PROVIDER_NO_CREDIT');
    case 'failed':
      return failed('PROVIDER_FAILED', reading.detail);
    case 'cancelled':
      return { kind: 'cancelled' };
  }
}

function isYoung({ clock }: GeminiContext, { submittedAtMs }: JobHandle): boolean {
  return clock.nowMs() - submittedAtMs < emptyPatienceMs;
}

/** The API tells no progress. A fifth sooner or later, so that many jobs do not ask at the same moment. */
function pending({ random }: GeminiContext, aboutMs: number): Extract<PollOutcome, { kind: 'pending' }> {
  return { kind: 'pending', progress: null, pollAfterMs: Math.round(aboutMs * (0.8 + 0.4 * random())) };
}

function failed(code: ErrorCode, detail = ''): Extract<PollOutcome, { kind: 'failed' }> {
  return { kind: 'failed', error: providerError(code, { detail }) };
}

function gone(): AppError {
  return new AppError('RESULT_GONE', 'the provider holds no clip of this job any more');
}
