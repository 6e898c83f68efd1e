/** The smallest studio that a host can serve, for tests of hosts: it echoes, counts, and keeps what is put. */
import { os } from '@orpc/server';
import { z } from 'zod';
import type { HostedStudio } from '#main/host/studio.ts';
import type { Logger } from '#main/logger.ts';

export const fakeRouter = {
  echo: os.input(z.object({ text: z.string() })).handler(({ input }) => input.text),
  fail: os.handler(() => {
    throw new Error('secret detail');
  }),
  count: os.handler(async function* () {
    for (let number = 1; number <= 3; number++) yield number;
  }),
};

export type FakeStudio = HostedStudio & {
  readonly name: string;
  /** Method, address and body size of each media request. */
  readonly requests: string[];
  isClosed(): boolean;
};

export function createFakeStudio(name = 'fake'): FakeStudio {
  const requests: string[] = [];
  let isClosed = false;
  return {
    name,
    requests,
    router: fakeRouter,
    isClosed: () => isClosed,
    async handleMedia(request) {
      const { pathname } = new URL(request.url);
      const bytes = request.method === 'PUT' ? (await request.arrayBuffer()).byteLength : 0;
      requests.push(`${request.method} ${pathname} ${bytes}`);
      if (request.method === 'PUT') return Response.json({ offset: bytes });
      return new Response(request.method === 'HEAD' ? null : name, { headers: { etag: '"1"' } });
    },
    async close() {
      isClosed = true;
    },
  };
}

/** Collects the names of events. */
export function createEventLog(): Logger & { events: string[] } {
  const events: string[] = [];
  return {
    events,
    info: (event) => void events.push(event),
    error: (event) => void events.push(event),
  };
}
