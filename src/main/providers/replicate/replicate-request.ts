/** The create request of a clip at Replicate, with the names and values that the model's schema asks for. Pure. */
import type { OutgoingMedia, OutgoingRequest } from '#main/net/provider-http.ts';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { InputRole, SettingValue } from '#shared/domain/model.ts';
import type { Json, VideoRequest } from '../video-provider.ts';
import { parseSize, secondsOf } from './replicate-capability.ts';
import type { InputField, NamedFields } from './replicate-schema.ts';

/** A file of a request: inside it as a data URL, or uploaded before under an address. */
export type SentFile = { role: InputRole; value: string; inline: OutgoingMedia | null };

/** What a request needs to know of a model. */
export type RequestShape = {
  /** `/models/bytedance/seedance-2.0/predictions`, or `/predictions` for a model that is run by its version. */
  path: string;
  /** Given for a model that is run by its version. */
  version: string | null;
  named: NamedFields;
  /** Every field, for the model's own settings. */
  fields: readonly InputField[];
};

/** Without `Prefer: wait`: the answer comes at once, and the prediction is asked for later. */
export function createRequest(request: VideoRequest, shape: RequestShape, files: readonly SentFile[]): OutgoingRequest {
  const { path, version } = shape;
  return {
    purpose: 'create',
    method: 'POST',
    url: path,
    body: {
      kind: 'json',
      value: { ...(version !== null && { version }), input: inputOf(request, shape, files) },
      media: files.flatMap(({ inline }) => inline ?? []),
    },
    auth: 'key',
  };
}

function inputOf(
  { promptAsSent, settings }: VideoRequest,
  { named, fields }: RequestShape,
  files: readonly SentFile[],
): { [key: string]: Json } {
  const input: { [key: string]: Json } = {};
  const set = (field: InputField | undefined, value: Json | undefined) => {
    if (field && value !== null && value !== undefined && value !== '') input[field.name] = value;
  };
  set(named.prompt, promptAsSent);
  set(named.duration, named.duration && durationValue(named.duration, settings.durationSeconds));
  set(named.size, settings.frameSize && named.size && sizeValue(named.size, settings.frameSize));
  set(named.resolution, settings.resolution);
  set(named['aspect-ratio'], settings.aspectRatio);
  set(named.sound, settings.hasSound);
  set(named.seed, settings.seed);
  set(named['negative-prompt'], settings.negativePrompt);
  for (const [key, value] of Object.entries(settings.extra)) {
    const field = fields.find(({ name }) => name === key);
    set(field, field && choiceValue(field, value));
  }
  for (const role of ['first-frame', 'last-frame', 'reference', 'voice'] as const) {
    const values = files.filter((file) => file.role === role).map(({ value }) => value);
    set(named[role], named[role]?.kind === 'files' && values.length > 0 ? values : values[0]);
  }
  return input;
}

/** The model's own way to write these seconds: `8`, `"8"` or `"8s"`. */
function durationValue({ choices, kind }: InputField, seconds: number): Json {
  const listed = choices?.find((choice) => secondsOf(choice) === seconds);
  return listed ?? (kind === 'text' ? String(seconds) : seconds);
}

function sizeValue({ choices }: InputField, { widthPx, heightPx }: FrameSize): Json {
  const listed = choices?.find((choice) => {
    const size = parseSize(String(choice));
    return size?.widthPx === widthPx && size.heightPx === heightPx;
  });
  return listed ?? `${widthPx}*${heightPx}`;
}

/** Choices are shown as text, and sent as what they are. */
function choiceValue({ choices }: InputField, value: SettingValue): SettingValue {
  return choices?.find((choice) => String(choice) === String(value)) ?? value;
}
