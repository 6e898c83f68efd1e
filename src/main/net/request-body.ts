/** From a body as an adapter describes it to the bytes that leave, and how many of them are what. */
import { createHash } from 'node:crypto';
import type { EgressKind, FormField, OutgoingBody, OutgoingMedia } from './provider-http.ts';

/** Bytes by kind, as they stand in a body. */
export type SentBytes = Partial<Record<EgressKind, number>>;

export type EncodedBody = {
  /** Null for a request without a body. */
  bytes: Uint8Array | null;
  /** Null when there is nothing to say about it. */
  contentType: string | null;
  sent: SentBytes;
};

export const noBody: EncodedBody = { bytes: null, contentType: null, sent: {} };

export function encodeBody(body: OutgoingBody): EncodedBody {
  switch (body.kind) {
    case 'none':
      return noBody;
    case 'json': {
      const bytes = Buffer.from(JSON.stringify(body.value));
      return { bytes, contentType: 'application/json', sent: countSent(bytes, body.media ?? []) };
    }
    case 'form': {
      const { bytes, contentType } = encodeForm(body.fields);
      return { bytes, contentType, sent: countSent(bytes, mediaOf(body)) };
    }
    case 'file':
      return {
        bytes: body.media.bytes,
        contentType: body.media.mime,
        sent: { [body.media.kind]: body.media.bytes.byteLength },
      };
  }
}

/** The files in a body, in their order. */
export function mediaOf(body: OutgoingBody): OutgoingMedia[] {
  switch (body.kind) {
    case 'none':
      return [];
    case 'json':
      return body.media ?? [];
    case 'form':
      return body.fields.flatMap(({ value }) => (typeof value === 'string' ? [] : [value]));
    case 'file':
      return [body.media];
  }
}

/**
 * Counts a body by kind. Files count wherever their bytes stand, plain or as base64; so do data URLs that nobody
 * declared. All the rest is text.
 */
export function countSent(bytes: Uint8Array, media: OutgoingMedia[]): SentBytes {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sent: SentBytes = {};
  const add = (kind: EgressKind, count: number) => {
    if (count > 0) sent[kind] = (sent[kind] ?? 0) + count;
  };
  const seen = new Set<string>();
  let files = 0;
  for (const { kind, sha256, bytes: content } of media) {
    if (seen.has(sha256) || content.byteLength === 0) continue;
    seen.add(sha256);
    const count =
      countOccurrences(body, content) * content.byteLength +
      countOccurrences(body, Buffer.from(toBase64(content), 'latin1')) * base64Length(content.byteLength);
    add(kind, count);
    files += count;
  }
  const declared = new Set(media.map(({ bytes: content }) => base64Length(content.byteLength)));
  for (const { kind, length } of findDataUrls(body)) {
    if (declared.has(length)) continue;
    add(kind, length);
    files += length;
  }
  add('text', body.byteLength - files);
  return sent;
}

/** All bytes of a request's body. */
export function totalOf(sent: SentBytes): number {
  return Object.values(sent).reduce((sum, count) => sum + count, 0);
}

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

function base64Length(byteCount: number): number {
  return Math.ceil(byteCount / 3) * 4;
}

function countOccurrences(body: Buffer, part: Uint8Array): number {
  let count = 0;
  for (let at = body.indexOf(part); at >= 0; at = body.indexOf(part, at + part.byteLength)) count += 1;
  return count;
}

const dataUrlKinds: Record<string, EgressKind> = { image: 'image', audio: 'voice', video: 'video' };

/** Base64 of `data:image/png;base64,…` and the like. */
function* findDataUrls(body: Buffer): Generator<{ kind: EgressKind; length: number }> {
  for (let at = body.indexOf('data:'); at >= 0; at = body.indexOf('data:', at + 5)) {
    // "data:image/png;base64,"
    const head = /^data:(image|audio|video)\/[\w.+-]+(?:;[\w=.+-]+)*;base64,/.exec(
      body.toString('latin1', at, at + 200),
    );
    const kind = dataUrlKinds[head?.[1] ?? ''];
    if (!head || !kind) continue;
    const start = at + head[0].length;
    let end = start;
    while (end < body.byteLength && isBase64(body[end] ?? 0)) end += 1;
    yield { kind, length: end - start };
  }
}

function isBase64(code: number): boolean {
  // A to Z, a to z, / and 0 to 9, +, =
  return (
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    (code >= 47 && code <= 57) ||
    code === 43 ||
    code === 61
  );
}

/** `multipart/form-data` (RFC 7578). Values go as they are: no line break of a prompt is changed. */
function encodeForm(fields: FormField[]): { bytes: Uint8Array; contentType: string } {
  const boundary = `shotwright-${boundaryHash(fields)}`;
  const parts = fields.flatMap(({ name, value }) => {
    const disposition = `Content-Disposition: form-data; name="${escapeName(name)}"`;
    const head =
      typeof value === 'string'
        ? `${disposition}\r\n\r\n`
        : `${disposition}; filename="${escapeName(value.fileName)}"\r\nContent-Type: ${value.mime}\r\n\r\n`;
    const content = typeof value === 'string' ? Buffer.from(value) : value.bytes;
    return [Buffer.from(`--${boundary}\r\n${head}`), content, Buffer.from('\r\n')];
  });
  const bytes = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
  return { bytes, contentType: `multipart/form-data; boundary=${boundary}` };
}

/** Made from what it must not occur in, so it does not. */
function boundaryHash(fields: FormField[]): string {
  const hash = createHash('sha256');
  for (const { name, value } of fields) hash.update(name).update(typeof value === 'string' ? value : value.bytes);
  return hash.digest('hex').slice(0, 32);
}

/** As the WHATWG rules for forms write names. */
function escapeName(name: string): string {
  return name.replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/"/g, '%22');
}
