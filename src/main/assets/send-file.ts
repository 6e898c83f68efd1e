/**
 * Answers a GET or HEAD with a file: ranges, validators, no open handle between two reads.
 *
 * A player abandons most of its requests without cancelling them: a file stream would then stay open for good. So
 * every read opens and closes.
 */
import { open, stat } from 'node:fs/promises';
import { hasCode } from '#shared/errors/app-error.ts';
import { parseByteRange } from './byte-range.ts';

export type SendFileOptions = {
  path: string;
  contentType: string;
  /** Strong validator with its quotes; null makes one of size and time. */
  etag: string | null;
  /** Whether the bytes behind this URL never change. */
  isImmutable: boolean;
  /** Makes it a download under this name. */
  downloadName?: string;
};

/** Null when the file is not there. */
export async function sendFile(request: Request, options: SendFileOptions): Promise<Response | null> {
  const facts = await stat(options.path).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return null;
    throw error;
  });
  if (!facts?.isFile()) return null;
  const sizeBytes = facts.size;
  const etag = options.etag ?? `"${sizeBytes.toString(36)}-${Math.trunc(facts.mtimeMs).toString(36)}"`;
  const headers = new Headers({
    'Content-Type': options.contentType,
    'Accept-Ranges': 'bytes',
    ETag: etag,
    'Cache-Control': options.isImmutable ? 'private, max-age=31536000, immutable' : 'private, no-cache',
    'X-Content-Type-Options': 'nosniff',
  });
  if (options.downloadName !== undefined) {
    headers.set('Content-Disposition', contentDisposition(options.downloadName));
  }
  if (isKnown(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers });
  const range = parseByteRange(rangeHeader(request, etag), sizeBytes);
  if (range.kind === 'unsatisfiable') {
    headers.set('Content-Range', `bytes */${sizeBytes}`);
    headers.set('Content-Length', '0');
    return new Response(null, { status: 416, headers });
  }
  const { first, last } = range.kind === 'part' ? range : { first: 0, last: sizeBytes - 1 };
  headers.set('Content-Length', String(last - first + 1));
  if (range.kind === 'part') headers.set('Content-Range', `bytes ${first}-${last}/${sizeBytes}`);
  const status = range.kind === 'part' ? 206 : 200;
  const hasBody = request.method !== 'HEAD' && last >= first;
  return new Response(hasBody ? pullFile(options.path, first, last) : null, { status, headers });
}

const pullBytes = 256 * 1024;

function pullFile(file: string, first: number, last: number): ReadableStream<Uint8Array> {
  let position = first;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (position > last) return controller.close();
        const handle = await open(file);
        try {
          const length = Math.min(pullBytes, last - position + 1);
          // Not from the shared pool: the receiver may take the memory over. Node 18 reads nothing without a length.
          const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafeSlow(length), 0, length, position);
          if (bytesRead === 0) return controller.error(new Error('the file became shorter'));
          position += bytesRead;
          controller.enqueue(new Uint8Array(buffer.buffer, 0, bytesRead));
        } finally {
          await handle.close();
        }
      },
    },
    { highWaterMark: 0 },
  );
}

/** The range to honour: only of a GET, and with If-Range only when the client has this very version. */
function rangeHeader(request: Request, etag: string): string | null {
  if (request.method !== 'GET') return null;
  const condition = request.headers.get('if-range');
  // A date is no strong validator for us: answering it whole is always right.
  return condition === null || condition.trim() === etag ? request.headers.get('range') : null;
}

function isKnown(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  const known = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known.includes('*') || known.includes(etag);
}

/** `attachment` with a name for old and for new readers (RFC 6266, RFC 8187). */
export function contentDisposition(fileName: string): string {
  const plain = fileName.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  // A lone surrogate has no UTF-8.
  const encoded = encodeURIComponent(fileName.replaceAll(/\p{Cs}/gu, '_')).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
