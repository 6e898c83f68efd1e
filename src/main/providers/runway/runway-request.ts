/**
 * From a request to the calls that Runway wants for it: uploads of large files first, then one create.
 *
 * Files up to 5 MB go inside the request as data URLs; larger ones are uploaded and named by their `runway://` address.
 * Source: Runway API reference, image to video, text to video and inputs.
 */
import type { OutgoingMedia, OutgoingRequest, ProviderHttp } from '#main/net/provider-http.ts';
import { toBase64 } from '#main/net/request-body.ts';
import type { InputRole } from '#shared/domain/model.ts';
import type { Json, MediaInput, VideoRequest } from '../video-provider.ts';
import { hasFirstFrame } from './runway-checks.ts';
import { findRunwayModel } from './runway-models.ts';
import { anySize } from './runway-sizes.ts';

/** The version of the API that this adapter speaks; every request names it. */
export const runwayVersion = '2024-11-06';

export const runwayHeaders = { 'X-Runway-Version': runwayVersion };

/** Longest data URL, its base64 included. */
const maxDataUrlBytes = 5_000_000;

/** A file of the request, as it may leave. */
export type RunwayInput = { role: InputRole; media: OutgoingMedia };

/** @throws {AppError} as `ProviderHttp.media` */
export async function readInputs(
  http: Pick<ProviderHttp, 'media'>,
  inputs: MediaInput[],
  signal?: AbortSignal,
): Promise<RunwayInput[]> {
  const read: RunwayInput[] = [];
  for (const { role, assetId } of inputs) read.push({ role, media: await http.media(assetId, { signal }) });
  return read;
}

export function mustBeUploaded({ bytes, mime }: OutgoingMedia): boolean {
  return dataUrlHead(mime).length + 4 * Math.ceil(bytes.byteLength / 3) > maxDataUrlBytes;
}

export function toDataUrl({ bytes, mime }: OutgoingMedia): string {
  return dataUrlHead(mime) + toBase64(bytes);
}

function dataUrlHead(mime: string): string {
  return `data:${mime};base64,`;
}

/** Asks where a file may be uploaded to; it is deleted after 24 hours. */
export function uploadStartRequest({ fileName }: OutgoingMedia): OutgoingRequest {
  return {
    purpose: 'upload-input',
    method: 'POST',
    url: '/v1/uploads',
    headers: runwayHeaders,
    body: { kind: 'json', value: { filename: fileName, type: 'ephemeral' } },
    auth: 'key',
  };
}

/** Sends a file to the storage that the answer named: another host, which gets no key. */
export function uploadRequest(media: OutgoingMedia, url: string, fields: Record<string, string>): OutgoingRequest {
  const signed = Object.entries(fields).map(([name, value]) => ({ name, value }));
  return {
    purpose: 'upload-input',
    method: 'POST',
    url,
    body: { kind: 'form', fields: [...signed, { name: 'file', value: media }] },
    auth: 'none',
  };
}

/** A create request, with its body apart. */
type RunwayCreate = Omit<OutgoingRequest, 'body'> & { value: { [key: string]: Json }; media: OutgoingMedia[] };

/** @param uris one for each input, in the same order */
export function createRequest(request: VideoRequest, inputs: RunwayInput[], uris: string[]): RunwayCreate {
  const media = inputs.filter((input) => !mustBeUploaded(input.media)).map((input) => input.media);
  return {
    purpose: 'create',
    method: 'POST',
    url: hasFirstFrame(request) ? '/v1/image_to_video' : '/v1/text_to_video',
    headers: runwayHeaders,
    auth: 'key',
    value: createBody(request, inputs, uris),
    media,
  };
}

function createBody(request: VideoRequest, inputs: RunwayInput[], uris: string[]): { [key: string]: Json } {
  const { settings, promptAsSent } = request;
  const sizeFields = findRunwayModel(request.modelId)?.sizeFields ?? anySize;
  const of = (role: InputRole) => uris.filter((_, index) => inputs[index]?.role === role);
  const frames = [
    ...of('first-frame').map((uri) => ({ uri, position: 'first' })),
    ...of('last-frame').map((uri) => ({ uri, position: 'last' })),
  ];
  const references = of('reference').map((uri) => ({ uri }));
  const referenceAudio = of('voice').map((uri) => ({ type: 'audio', uri }));
  return {
    model: request.modelId,
    ...(promptAsSent.trim() !== '' && { promptText: promptAsSent }),
    duration: settings.durationSeconds,
    ...sizeFields(settings, { hasFirstFrame: hasFirstFrame(request) }),
    ...(settings.hasSound !== null && { audio: settings.hasSound }),
    ...(settings.seed !== null && { seed: settings.seed }),
    ...(settings.negativePrompt !== null &&
      settings.negativePrompt !== '' && { negativePrompt: settings.negativePrompt }),
    ...ownFields(settings.extra),
    ...(frames.length > 0 && { promptImage: frames }),
    ...(references.length > 0 && { references }),
    ...(referenceAudio.length > 0 && { referenceAudio }),
  };
}

/** The model's own settings; one of them stands inside another field. */
function ownFields(extra: VideoRequest['settings']['extra']): { [key: string]: Json } {
  const { publicFigureThreshold, ...rest } = extra;
  return { ...rest, ...(publicFigureThreshold !== undefined && { contentModeration: { publicFigureThreshold } }) };
}
