/**
 * What Luma's one clip model can be asked, and the request that asks it.
 *
 * Source: Luma Agents API, guides on video generation and on pricing, and the types of `luma-agents` (Python).
 */
import type { OutgoingMedia, OutgoingRequest, ProviderHttp } from '#main/net/provider-http.ts';
import { toBase64 } from '#main/net/request-body.ts';
import type { InputRole, Model, Price } from '#shared/domain/model.ts';
import { microsFromDollars } from '#shared/domain/money.ts';
import type { Json, VideoRequest } from '../video-provider.ts';

const resolutions = ['360p', '540p', '720p', '1080p'];
const aspectRatios = ['16:9', '9:16', '4:3', '3:4', '1:1', '21:9'];
const maxPromptCharacters = 6000;
/** The length that only keyframes by number can be asked for with, and where its last frame stands at 24 frames/s. */
const longSeconds = 10;
const longLastFrame = 240;

function clipPrice(resolution: string, durationSeconds: number, dollars: number): Price {
  return { unit: 'clip', amount: microsFromDollars(dollars), when: { resolution, durationSeconds } };
}

/** HDR is left out: it costs more, which a price here cannot say, and not every account has it. */
export const lumaModels: readonly Model[] = [
  {
    modelId: 'ray-3.2',
    label: 'Ray 3.2',
    kind: 'video',
    // 10 s cost three times as much. Of 360p nobody tells.
    prices: [
      clipPrice('540p', 5, 0.15),
      clipPrice('540p', 10, 0.45),
      clipPrice('720p', 5, 0.3),
      clipPrice('720p', 10, 0.9),
      clipPrice('1080p', 5, 1.2),
      clipPrice('1080p', 10, 3.6),
    ],
    isFree: false,
    retiresOn: null,
    replacementModelId: null,
    source: 'Luma Agents API: video generation, pricing',
    asOf: '2026-07-10',
    video: {
      duration: { kind: 'listed', seconds: [5, longSeconds] },
      size: { kind: 'tiers', resolutions, aspectRatios },
      inputs: { 'first-frame': { min: 0, max: 1 }, 'last-frame': { min: 0, max: 1 } },
      exclusive: [],
      sound: 'none',
      hasSeed: false,
      hasNegativePrompt: false,
      maxPromptCharacters,
      isPromptOptional: false,
      settings: [{ key: 'loop', label: 'Loop', field: { kind: 'switch' }, default: false }],
      rules: [],
      burnsInSubtitles: false,
      isExact: false,
      followsCamera: false,
    },
    image: null,
    voices: [],
  },
];

type Problem = { field: string; problem: string };

/** Empty when nothing is wrong. */
export function checkLumaRequest({ model, settings, promptAsSent, inputs }: VideoRequest): Problem[] {
  const { durationSeconds, resolution, aspectRatio } = settings;
  const count = (role: InputRole) => inputs.filter((input) => input.role === role).length;
  const problems: Problem[] = [];
  const check = (isGood: boolean, field: string, problem: string) => {
    if (!isGood) problems.push({ field, problem });
  };
  const { duration, maxPromptCharacters: longest } = model.video ?? { duration: null, maxPromptCharacters: null };
  const lengths = duration?.kind === 'listed' ? duration.seconds : [];
  check(lengths.includes(durationSeconds), 'duration', `${durationSeconds} s is none of ${lengths.join(', ')} s`);
  check(resolution === null || resolutions.includes(resolution), 'resolution', `${resolution} is not known`);
  check(aspectRatio === null || aspectRatios.includes(aspectRatio), 'aspect-ratio', `${aspectRatio} is not known`);
  check(promptAsSent.trim() !== '', 'prompt', 'this model needs a prompt');
  check(promptAsSent.length <= (longest ?? Infinity), 'prompt', `longer than ${longest} characters`);
  for (const role of ['reference', 'voice'] as const) check(count(role) === 0, role, 'not taken');
  for (const role of ['first-frame', 'last-frame'] as const) check(count(role) <= 1, role, 'takes one');
  const canLoop = durationSeconds !== longSeconds && count('last-frame') === 0;
  check(settings.extra.loop !== true || canLoop, 'setting', 'loop goes with 5 s and without a last frame only');
  return problems;
}

/** A still of the request, as it may leave. */
export type LumaFrame = { role: InputRole; media: OutgoingMedia };

/** @throws {AppError} as `ProviderHttp.media` */
export async function readFrames(
  http: Pick<ProviderHttp, 'media'>,
  { inputs }: VideoRequest,
  signal?: AbortSignal,
): Promise<LumaFrame[]> {
  const frames: LumaFrame[] = [];
  for (const { role, assetId } of inputs) frames.push({ role, media: await http.media(assetId, { signal }) });
  return frames;
}

export function createRequest(request: VideoRequest, frames: LumaFrame[]): OutgoingRequest {
  const { modelId, promptAsSent, settings } = request;
  const { durationSeconds, resolution, aspectRatio, extra } = settings;
  const value = {
    model: modelId,
    type: 'video',
    prompt: promptAsSent,
    ...(aspectRatio !== null && { aspect_ratio: aspectRatio }),
    video: {
      ...(resolution !== null && { resolution }),
      duration: `${durationSeconds}s`,
      ...extra,
      ...framesOf(frames, durationSeconds),
    },
  };
  return {
    purpose: 'create',
    method: 'POST',
    url: '/generations',
    body: { kind: 'json', value, media: frames.map(({ media }) => media) },
    auth: 'key',
  };
}

/** `start_frame` and `end_frame` go with 5 s only; keyframes by their number go with both lengths. */
function framesOf(frames: LumaFrame[], durationSeconds: number): { [key: string]: Json } {
  if (frames.length === 0) return {};
  if (durationSeconds === longSeconds) {
    return {
      keyframes: frames.map(({ media }) => imageOf(media)),
      keyframe_indexes: frames.map(({ role }) => (role === 'last-frame' ? longLastFrame : 0)),
    };
  }
  return Object.fromEntries(
    frames.map(({ role, media }) => [role === 'last-frame' ? 'end_frame' : 'start_frame', imageOf(media)]),
  );
}

function imageOf({ bytes, mime }: OutgoingMedia): { data: string; media_type: string } {
  return { data: toBase64(bytes), media_type: mime };
}
