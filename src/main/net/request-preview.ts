/** Shows a request as a person reads it before it leaves: everything in it, but files as their size and keys as dots. */
import type { RequestPreview } from '#shared/contract/generation-answers.ts';
import type { Connection } from '#shared/domain/connection.ts';
import type { KindHosts, OutgoingBody, OutgoingMedia, OutgoingRequest } from './provider-http.ts';
import { encodeBody, mediaOf, toBase64 } from './request-body.ts';
import { keyHeaderName, keyHeaderValue, plainHeaders } from './request-headers.ts';

const dots = '••••';

/** What an earlier answer would fill in stands as the adapter wrote it, such as `<id>`. */
export function toRequestPreview(
  request: OutgoingRequest,
  { connection, hosts }: { connection: Connection; hosts: KindHosts },
): RequestPreview {
  const whole = request.url.startsWith('/') ? connection.baseUrl.replace(/\/+$/, '') + request.url : request.url;
  // "https://host:8080/v1/videos?x=1"; a placeholder has no parts
  const [, host = whole, path = ''] = /^https?:\/\/([^/?#]+)(.*)$/s.exec(whole) ?? [];
  return {
    purpose: request.purpose,
    method: request.method,
    host,
    path,
    headers: previewHeaders(request, { connection, hosts }),
    body: bodyText(request.body),
    media: mediaOf(request.body).map(({ kind, mime, bytes, sha256 }) => ({
      kind,
      mime,
      sizeBytes: bytes.byteLength,
      sha256,
    })),
  };
}

function previewHeaders(
  request: OutgoingRequest,
  { connection, hosts }: { connection: Connection; hosts: KindHosts },
): RequestPreview['headers'] {
  const { contentType } = encodeBody(request.body);
  const headers: Record<string, string> = {
    ...plainHeaders(request.headers ?? {}, hosts.scheme),
    ...(contentType !== null && { 'content-type': contentType }),
  };
  if (request.auth === 'key') {
    for (const name of connection.headerNames) headers[name.toLowerCase()] = dots;
    const keyHeader = keyHeaderName(hosts.scheme);
    if (keyHeader !== null && connection.hasKey) headers[keyHeader] = keyHeaderValue(hosts.scheme, dots);
  }
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}

function bodyText(body: OutgoingBody): string {
  switch (body.kind) {
    case 'none':
      return '';
    case 'json':
      return withoutFiles(JSON.stringify(body.value, null, 2), body.media ?? []);
    case 'form':
      return body.fields
        .map(({ name, value }) => `${name}: ${typeof value === 'string' ? withoutFiles(value, []) : fileText(value)}`)
        .join('\n');
    case 'file':
      return fileText(body.media);
  }
}

const kindsOfData: Record<string, string> = { image: 'image', audio: 'voice', video: 'video' };

/** Puts files that stand in a text as base64, declared or as a data URL, as their kind and size. */
function withoutFiles(text: string, media: OutgoingMedia[]): string {
  let shown = text;
  for (const file of media) {
    const base64 = toBase64(file.bytes);
    if (base64 === '') continue;
    shown = shown.split(`data:${file.mime};base64,${base64}`).join(fileText(file));
    shown = shown.split(base64).join(fileText(file));
  }
  // "data:image/png;base64,": the length of what follows can be megabytes, so it is not part of the expression
  return shown
    .split(/(?=data:(?:image|audio|video)\/[\w.+-]+(?:;[\w=.+-]+)*;base64,)/)
    .map((part) => {
      const head = /^data:(image|audio|video)\/[^,]{1,100};base64,/.exec(part);
      if (!head) return part;
      const start = head[0].length;
      const rest = part.slice(start).search(/[^A-Za-z0-9+/=]/);
      const end = rest < 0 ? part.length : start + rest;
      return `${sizeText(kindsOfData[head[1] ?? ''] ?? 'file', ((end - start) * 3) / 4)}${part.slice(end)}`;
    })
    .join('');
}

function fileText({ kind, bytes }: OutgoingMedia): string {
  return sizeText(kind, bytes.byteLength);
}

/** `[image, 312 kB]` */
function sizeText(kind: string, sizeBytes: number): string {
  if (sizeBytes < 1000) return `[${kind}, ${Math.floor(sizeBytes)} B]`;
  if (sizeBytes < 1_000_000) return `[${kind}, ${Math.round(sizeBytes / 1000)} kB]`;
  return `[${kind}, ${(sizeBytes / 1_000_000).toFixed(1)} MB]`;
}
