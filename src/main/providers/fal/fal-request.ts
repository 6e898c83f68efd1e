/** The create request of a clip at fal: which endpoint, which fields, under which headers. Pure. */
import type { OutgoingMedia, OutgoingRequest } from '#main/net/provider-http.ts';
import { toBase64 } from '#main/net/request-body.ts';
import type { InputRole } from '#shared/domain/model.ts';
import type { Json, VideoRequest } from '../video-provider.ts';
import type { DurationStyle, FalFamily, FalVariant } from './fal-family.ts';

/** A file as it may leave, with what it is for. */
export type FalFile = { role: InputRole; media: OutgoingMedia };

/** How long fal keeps a result of a connection whose copies are to go: time enough to fetch it, seconds. */
export const resultLifeSeconds = 24 * 60 * 60;

type Options = {
  family: FalFamily;
  variant: FalVariant;
  /** In the order in which they were chosen. */
  files: readonly FalFile[];
  /** Whether fal is asked to delete the result by itself. */
  hasShortLife: boolean;
};

export function createRequest(request: VideoRequest, options: Options): OutgoingRequest {
  const { variant, files, hasShortLife } = options;
  return {
    purpose: 'create',
    method: 'POST',
    url: `/${variant.endpoint}`,
    headers: {
      // The queue runs a request up to ten times when a runner fails; each run may be billed. fal docs, reliability.
      'x-fal-no-retry': '1',
      ...(hasShortLife && {
        // fal has no call that deletes a result: this is the only way to have it removed. fal docs, data retention.
        'x-fal-object-lifecycle-preference': JSON.stringify({ expiration_duration_seconds: resultLifeSeconds }),
      }),
    },
    body: { kind: 'json', value: inputOf(request, options), media: files.map(({ media }) => media) },
    auth: 'key',
  };
}

/** The input as the endpoint names it; what it does not have, or nobody has set, is left out. */
function inputOf({ model, settings, promptAsSent }: VideoRequest, options: Options): { [key: string]: Json } {
  const { family, variant, files } = options;
  const { sound, hasSeed, hasNegativePrompt } = model.video ?? {};
  const optional: { [key: string]: Json } = {
    duration: durationValue(settings.durationSeconds, family.durationStyle),
    resolution: settings.resolution,
    aspect_ratio: settings.aspectRatio,
    generate_audio: sound === 'optional' ? settings.hasSound : null,
    seed: hasSeed ? settings.seed : null,
    negative_prompt: hasNegativePrompt && settings.negativePrompt !== '' ? settings.negativePrompt : null,
    ...settings.extra,
  };
  const isSent = ([name, value]: [string, Json]) => value !== null && !variant.lacks.includes(name);
  const fields = Object.fromEntries(Object.entries(optional).filter(isSent));
  return { prompt: promptAsSent, ...fields, ...fileFields(variant, files) };
}

function durationValue(seconds: number, style: DurationStyle): Json {
  switch (style) {
    case 'number':
      return seconds;
    case 'text':
      return String(seconds);
    case 'text-with-s':
      return `${seconds}s`;
  }
}

function fileFields(variant: FalVariant, files: readonly FalFile[]): { [key: string]: Json } {
  const fields: { [key: string]: Json } = {};
  for (const role of Object.keys(variant.inputs) as InputRole[]) {
    const name = variant.inputs[role];
    const urls = files.filter((file) => file.role === role).map(({ media }) => dataUrl(media));
    const [first] = urls;
    if (name !== undefined && first !== undefined) fields[name] = role === 'reference' ? urls : first;
  }
  return fields;
}

/** Every file field takes a data URL in the place of an address, so that nothing needs an upload. fal docs, inputs. */
function dataUrl({ mime, bytes }: OutgoingMedia): string {
  return `data:${mime};base64,${toBase64(bytes)}`;
}
