/**
 * What an interaction says of itself (Gemini API, Interactions; `Interaction` of `@google/genai` 3.1.0).
 *
 * A video stands in the last `model_output` step, as an address or, on a later look, as base64 of tens of megabytes.
 * `completed` with nothing but the input was seen while the work still went on, so it is a state of its own here.
 */
import { isRefusal } from './gemini-errors.ts';
import { arrayOf, numberOf, recordOf, textOf } from './gemini-json.ts';

/** Where a result lies. */
type VideoPlace =
  /** `files/abc-123`, on the API's own host. */
  | { kind: 'file'; name: string }
  /** Anywhere else: never asked for with the key. */
  | { kind: 'address'; url: string }
  | { kind: 'inline'; base64: string };

export type Video = { place: VideoPlace; extension: string };

export type InteractionReading =
  | { kind: 'running' }
  | { kind: 'done'; video: Video }
  /** Said to be complete, or failed in no way, and nothing is there. */
  | { kind: 'empty' }
  | { kind: 'refused'; detail: string }
  | { kind: 'no-credit' }
  | { kind: 'failed'; detail: string }
  | { kind: 'cancelled' };

/** Facts for people: names of the API, no content. */
type InteractionFacts = { model?: string; totalTokens?: number; outputTokens?: number };

/** Statuses after which nothing more happens by itself; `requires_…` waits for a request that nobody makes. */
const endedWithout = new Set(['failed', 'incomplete', 'requires_action', 'requires_continuation']);

/** Reads an answer of `GET /v1beta/interactions/{id}`, or of its creation. Words that nobody knows mean that it runs. */
export function readInteraction(value: unknown): InteractionReading {
  const interaction = recordOf(value);
  const status = textOf(interaction.status);
  if (status === 'cancelled') return { kind: 'cancelled' };
  if (status === 'budget_exceeded') return { kind: 'no-credit' };
  if (status !== 'completed' && !endedWithout.has(status)) return { kind: 'running' };
  const video = findVideo(interaction);
  // Also of one that ended early: what is there was paid for.
  if (video) return { kind: 'done', video };
  const { names, message } = readErrors(interaction);
  if (isRefusal({ names, words: message })) return { kind: 'refused', detail: message };
  if (status === 'completed') {
    // An answer in words, such as why it will not be made, is not handed on: it may repeat what was asked.
    return isRefusal({ names: [], words: readWords(interaction) })
      ? { kind: 'refused', detail: '' }
      : { kind: 'empty' };
  }
  return { kind: 'failed', detail: message === '' ? status : message };
}

export function readFacts(value: unknown): InteractionFacts {
  const interaction = recordOf(value);
  const usage = recordOf(interaction.usage);
  const model = textOf(interaction.model);
  const totalTokens = numberOf(usage.total_tokens);
  const outputTokens = numberOf(usage.total_output_tokens);
  return {
    ...(model !== '' && { model }),
    ...(totalTokens !== null && { totalTokens }),
    ...(outputTokens !== null && { outputTokens }),
  };
}

/** The name of a Files resource in an address, such as `files/abc-123` in `…/v1beta/files/abc-123:download?alt=media`. */
export function fileNameOf(uri: string): string | null {
  const id = /(?:^|\/)files\/([A-Za-z0-9_-]+)/.exec(uri)?.[1];
  return id === undefined ? null : `files/${id}`;
}

/** Steps that the model made, not those of the person's input. */
function outputSteps(interaction: Record<string, unknown>): Array<Record<string, unknown>> {
  return arrayOf(interaction.steps)
    .map(recordOf)
    .filter((step) => step.type === 'model_output');
}

function findVideo(interaction: Record<string, unknown>): Video | null {
  const contents = outputSteps(interaction).flatMap((step) => arrayOf(step.content).map(recordOf));
  // `output_video` is the package's shorthand, and what some gateways answer.
  const candidates = [...contents.filter((each) => each.type === 'video'), recordOf(interaction.output_video)];
  for (const candidate of candidates) {
    const place = placeOf(candidate);
    if (place) return { place, extension: extensionOf(textOf(candidate.mime_type)) };
  }
  return null;
}

function placeOf(content: Record<string, unknown>): VideoPlace | null {
  const uri = textOf(content.uri);
  const name = fileNameOf(uri);
  if (name !== null) return { kind: 'file', name };
  if (uri.startsWith('https://')) return { kind: 'address', url: uri };
  const base64 = textOf(content.data);
  return base64 === '' ? null : { kind: 'inline', base64 };
}

function extensionOf(mime: string): string {
  if (mime === 'video/webm') return 'webm';
  return mime === 'video/mov' || mime === 'video/quicktime' ? 'mov' : 'mp4';
}

function readErrors(interaction: Record<string, unknown>): { names: string[]; message: string } {
  const ofSteps = outputSteps(interaction).map((step) => recordOf(step.error));
  const errors = [...arrayOf(interaction.errors).map(recordOf), recordOf(interaction.error), ...ofSteps];
  const reasons = errors.flatMap((error) => arrayOf(error.details).map((detail) => recordOf(detail).reason));
  const names = [...errors.flatMap((error) => [error.code, error.status]), ...reasons];
  return {
    names: names.map(textOf).filter((name) => name !== ''),
    message: errors.map((error) => textOf(error.message)).find((message) => message !== '') ?? '',
  };
}

function readWords(interaction: Record<string, unknown>): string {
  const contents = outputSteps(interaction).flatMap((step) => arrayOf(step.content).map(recordOf));
  return contents.map((content) => textOf(content.text)).join(' ');
}
