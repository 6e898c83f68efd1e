/** Pictures from `POST /images/generations`, and from other pictures with `POST /images/edits`. */
import { readSignature } from '#main/net/file-signature.ts';
import type { FormField, OutgoingMedia, OutgoingRequest } from '#main/net/provider-http.ts';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { Model, SettingValue } from '#shared/domain/model.ts';
import type { ImageEngine, ImageRequest, IncomingFile, OneShotOutcome } from '../provider.ts';
import { outcomeOfNoAnswer } from '../outcome.ts';
import type { AnswerFacts } from '../video-provider.ts';
import { askOpenAi } from './openai-client.ts';
import { bare, type OpenAiContext } from './openai-context.ts';
import { type Failure, notSent, unreadable } from './openai-errors.ts';
import { sizeText } from './openai-video-request.ts';
import { listOf, numberOf, objectOf, textOf } from './read-json.ts';
import { toUpload } from './to-upload.ts';

export function createOpenAiImages(context: OpenAiContext): ImageEngine {
  return {
    preview: async (request) => [imageRequestOf(context, request, await readInputs(context, request))],
    async generate(request, { signal }) {
      let inputs: OutgoingMedia[];
      try {
        inputs = await readInputs(context, request, signal);
      } catch (thrown) {
        return notSent(thrown, signal);
      }
      const fields = imageFieldsOf(request);
      const asked = await askOpenAi(context, { purpose: 'image', media: inputs, signal }, (client, options) => {
        if (inputs.length === 0) return client.images.generate(fields, options);
        const [only] = inputs;
        const image = inputs.length === 1 && only ? toUpload(only) : inputs.map(toUpload);
        return client.images.edit({ ...fields, image }, options);
      });
      return asked.kind === 'answered' ? readImages(context, asked.value, signal) : asked;
    },
  };
}

function readInputs({ http }: OpenAiContext, { inputAssetIds }: ImageRequest, signal?: AbortSignal) {
  return Promise.all(inputAssetIds.map((assetId) => http.media(assetId, { signal })));
}

function imageRequestOf({ apiPath }: OpenAiContext, request: ImageRequest, inputs: OutgoingMedia[]): OutgoingRequest {
  const fields = imageFieldsOf(request);
  const ask = { purpose: 'image' as const, method: 'POST' as const, auth: 'key' as const };
  if (inputs.length === 0) {
    return { ...ask, url: `${apiPath}/images/generations`, body: { kind: 'json', value: fields } };
  }
  const form: FormField[] = Object.entries(fields).map(([name, value]) => ({ name, value: String(value) }));
  // As the package writes one file and several.
  for (const value of inputs) form.push({ name: inputs.length === 1 ? 'image' : 'image[]', value });
  return { ...ask, url: `${apiPath}/images/edits`, body: { kind: 'form', fields: form } };
}

/** Settings that only one of the two calls takes. */
const onlyWhenGenerating = ['moderation'];
const onlyWhenEditing = ['input_fidelity'];

function imageFieldsOf({ model, prompt, inputAssetIds, frameSize, settings }: ImageRequest) {
  const notTaken = inputAssetIds.length > 0 ? onlyWhenGenerating : onlyWhenEditing;
  const extra: Record<string, SettingValue> = {};
  for (const [key, value] of Object.entries(settings)) if (!notTaken.includes(key)) extra[key] = value;
  return {
    model: model.modelId,
    prompt,
    n: 1,
    size: imageSizeOf(model, frameSize),
    // OpenAI's models always answer with the bytes and refuse to be asked for them; others may answer an address.
    ...(isGptImage(model) ? {} : { response_format: 'b64_json' as const }),
    ...extra,
  };
}

function isGptImage({ modelId }: Model): boolean {
  return /^(chatgpt|gpt)-image\b/.test(modelId);
}

/** The size that the model makes and that is nearest in shape, then in area. */
function imageSizeOf({ image }: Model, { widthPx, heightPx }: FrameSize): string {
  const rule = image?.size;
  if (!rule || rule.kind === 'tiers') return 'auto';
  if (rule.kind === 'free') {
    const scale = Math.min(1, rule.maxSidePx / Math.max(widthPx, heightPx));
    const toStep = (px: number) =>
      Math.max(rule.multipleOf, Math.round((px * scale) / rule.multipleOf) * rule.multipleOf);
    return sizeText({ widthPx: toStep(widthPx), heightPx: toStep(heightPx) });
  }
  const distance = (size: FrameSize) =>
    Math.abs(Math.log((size.widthPx * heightPx) / (size.heightPx * widthPx))) +
    Math.abs(Math.log((size.widthPx * size.heightPx) / (widthPx * heightPx))) / 1000;
  const [nearest] = [...rule.sizes].sort((a, b) => distance(a) - distance(b));
  return nearest ? sizeText(nearest) : 'auto';
}

async function readImages(
  context: OpenAiContext,
  value: unknown,
  signal?: AbortSignal,
): Promise<OneShotOutcome<IncomingFile[]>> {
  const answer = objectOf(value);
  const files: IncomingFile[] = [];
  for (const each of listOf(answer?.data)) {
    const read = await readImage(context, objectOf(each), signal);
    if ('kind' in read) return read;
    files.push(read);
  }
  if (!answer || files.length === 0) return unreadable(200);
  return { kind: 'finished', result: files, facts: factsOf(answer) };
}

async function readImage(
  context: OpenAiContext,
  image: Record<string, unknown> | null,
  signal?: AbortSignal,
): Promise<IncomingFile | Failure> {
  const base64 = textOf(image?.b64_json);
  const url = textOf(image?.url);
  if (base64 === null) return url === null ? unreadable(200) : fetchImage(context, url, signal);
  return toFile(new Uint8Array(Buffer.from(base64, 'base64')));
}

/** Most that is read of a picture that lies somewhere. */
const maxImageBytes = 64 * 1024 * 1024;

/** It was made and may have been paid for: what goes wrong here leaves that open. */
async function fetchImage(context: OpenAiContext, url: string, signal?: AbortSignal): Promise<IncomingFile | Failure> {
  const { baseUrl } = context.connection;
  const address = parseAddress(url, baseUrl);
  if (!address) return unreadable(200);
  const auth = address.origin === parseAddress(baseUrl)?.origin ? ('key' as const) : ('none' as const);
  try {
    const request = { ...bare('image', 'GET', address.href), auth };
    const answer = await context.http.send(request, { signal, maxBytes: maxImageBytes });
    return answer.status === 200 ? toFile(answer.bytes) : unreadable(answer.status);
  } catch (thrown) {
    const outcome = outcomeOfNoAnswer(thrown);
    return { kind: 'unknown', error: outcome.error };
  }
}

/** Some servers answer only the path. */
function parseAddress(url: string, base?: string): URL | null {
  try {
    return new URL(url, base);
  } catch {
    return null;
  }
}

function toFile(bytes: Uint8Array): IncomingFile | Failure {
  const mime = readSignature(bytes, 'image');
  return mime === null ? unreadable(200) : { bytes, mime };
}

function factsOf(answer: Record<string, unknown>): AnswerFacts {
  const facts: AnswerFacts = {};
  for (const name of ['size', 'quality', 'background', 'output_format']) {
    const text = textOf(answer[name]);
    if (text !== null) facts[name] = text;
  }
  const usage = objectOf(answer.usage);
  for (const name of ['input_tokens', 'output_tokens']) {
    const count = numberOf(usage?.[name]);
    if (count !== null) facts[name] = count;
  }
  return facts;
}
