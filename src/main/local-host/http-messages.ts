/** Turns Node's HTTP messages into the web's `Request` and `Response` and back; bodies stream both ways. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * @param origin such as `http://127.0.0.1:4170`
 * @param signal aborts when the other side has gone
 */
export function toRequest(message: IncomingMessage, origin: string, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const method = message.method ?? 'GET';
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const init: RequestInit & { duplex?: 'half' } = {
    method,
    headers,
    signal,
    ...(hasBody ? { body: readBody(message), duplex: 'half' } : {}),
  };
  return new Request(origin + (message.url ?? '/'), init);
}

/** Reads only as fast as it is read from; a reader that stops leaves the rest in the message. */
function readBody(message: IncomingMessage): ReadableStream<Uint8Array> {
  // Without destroyOnReturn an early end would take the connection down before the answer is sent.
  const chunks = message.iterator({ destroyOnReturn: false })[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = (await chunks.next()) as IteratorResult<Buffer, undefined>;
        if (done) controller.close();
        else controller.enqueue(new Uint8Array(value));
      },
      async cancel() {
        await chunks.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Sends an answer, as slowly as it is taken; a body that fails on the way cuts the connection. */
export async function sendResponse(response: Response, message: ServerResponse): Promise<void> {
  message.writeHead(response.status, Object.fromEntries(response.headers));
  if (!response.body) {
    message.end();
    return;
  }
  const gone = new AbortController();
  message.once('close', () => gone.abort());
  const reader = response.body.getReader();
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      if (gone.signal.aborted) break;
      if (!message.write(step.value)) await once(message, 'drain', { signal: gone.signal });
    }
    message.end();
  } catch {
    // Too late for another status: a cut connection tells the other side that something is missing.
    message.destroy();
  } finally {
    await reader.cancel().catch(() => {});
  }
}
