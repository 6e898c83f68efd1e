/**
 * The request that makes a clip, in the dialect of the server: what `submit` sends and `preview` shows.
 *
 * It is put together by hand and not by the `openai` package, which sends every one as a form with nested fields
 * (`input_reference[image_url]`) that self-hosted servers do not read.
 */
import type { FormField, OutgoingBody, OutgoingMedia, OutgoingRequest } from '#main/net/provider-http.ts';
import { toBase64 } from '#main/net/request-body.ts';
import type { VideoDialect } from '#shared/domain/connection.ts';
import type { SettingValue } from '#shared/domain/model.ts';
import { type FrameRate, nominalRate } from '#shared/domain/time.ts';
import type { MediaInput, VideoRequest } from '../video-provider.ts';

/** The model id that stands for whatever the server has loaded: no model is named in the request. */
export const serverModelId = 'default';

/** The picture that a clip begins with; null without one. */
export function firstFrameOf({ inputs }: Pick<VideoRequest, 'inputs'>): MediaInput | null {
  return inputs.find(({ role }) => role === 'first-frame') ?? null;
}

/** @param reference the picture that the clip begins with, as it may leave */
export function createRequestOf(
  request: VideoRequest,
  { dialect, apiPath, reference }: { dialect: VideoDialect; apiPath: string; reference: OutgoingMedia | null },
): OutgoingRequest {
  const fields = fieldsOf(request, dialect);
  const isForm = dialect.encoding === 'multipart' || (reference !== null && dialect.referenceStyle === 'file');
  const body = isForm ? formOf(fields, dialect, reference) : jsonOf(fields, dialect, reference);
  return { purpose: 'create', method: 'POST', url: `${apiPath}/videos`, body, auth: 'key' };
}

/** By name, in the order in which they are sent. What the person wrote into the dialect comes last and wins. */
function fieldsOf(request: VideoRequest, dialect: VideoDialect): Map<string, SettingValue> {
  const { settings } = request;
  const fields = new Map<string, SettingValue>();
  if (request.modelId !== serverModelId) fields.set('model', request.modelId);
  fields.set('prompt', request.promptAsSent);
  const { durationSeconds, frameSize, seed, negativePrompt } = settings;
  fields.set('seconds', dialect.secondsType === 'string' ? String(durationSeconds) : durationSeconds);
  if (frameSize) fields.set('size', sizeText(frameSize));
  if (takesFrameRate(dialect)) fields.set('fps', generatedRate(request.frameRate));
  if (dialect.seedField !== null && seed !== null) fields.set(dialect.seedField, seed);
  if (dialect.negativePromptField !== null && negativePrompt !== null && negativePrompt !== '') {
    fields.set(dialect.negativePromptField, negativePrompt);
  }
  for (const [key, value] of Object.entries(settings.extra)) fields.set(key, value);
  for (const [key, value] of Object.entries(dialect.extraFields)) fields.set(key, value);
  return fields;
}

/** `1280x720` */
export function sizeText({ widthPx, heightPx }: { widthPx: number; heightPx: number }): string {
  return `${widthPx}x${heightPx}`;
}

/** Both make `seconds` times `fps` frames, 24 a second when nothing is said. */
function takesFrameRate({ name }: VideoDialect): boolean {
  return name === 'vllm-omni' || name === 'sglang';
}

const fastestGeneratedRate = 30;

/** The film's own rate, or half of it: every frame is computed, and each one of half the rate is shown twice. */
function generatedRate(rate: FrameRate): number {
  const nominal = nominalRate(rate);
  return nominal > fastestGeneratedRate ? Math.round(nominal / 2) : nominal;
}

function formOf(
  fields: Map<string, SettingValue>,
  dialect: VideoDialect,
  reference: OutgoingMedia | null,
): OutgoingBody {
  const form: FormField[] = Array.from(fields, ([name, value]) => ({ name, value: String(value) }));
  if (reference) form.push({ name: dialect.referenceField, value: formReference(dialect, reference) });
  return { kind: 'form', fields: form };
}

function formReference({ referenceStyle }: VideoDialect, reference: OutgoingMedia): FormField['value'] {
  switch (referenceStyle) {
    case 'image-json':
      return JSON.stringify({ image_url: dataUrl(reference) });
    case 'url':
      return dataUrl(reference);
    default:
      return reference;
  }
}

function jsonOf(
  fields: Map<string, SettingValue>,
  dialect: VideoDialect,
  reference: OutgoingMedia | null,
): OutgoingBody {
  const value: Record<string, unknown> = Object.fromEntries(fields);
  if (!reference) return { kind: 'json', value };
  // In JSON the object stands as itself; only a form has to write it as text.
  const address = dataUrl(reference);
  value[dialect.referenceField] = dialect.referenceStyle === 'image-json' ? { image_url: address } : address;
  return { kind: 'json', value, media: [reference] };
}

/** `data:image/png;base64,…` */
export function dataUrl({ mime, bytes }: Pick<OutgoingMedia, 'mime' | 'bytes'>): string {
  return `data:${mime};base64,${toBase64(bytes)}`;
}
