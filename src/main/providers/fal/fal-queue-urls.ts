/**
 * Where fal's queue answers for one request.
 *
 * fal asks not to build these addresses but to store the ones that a submit returns (docs, inference API). They are
 * stored with `{id}` in the place of the request's id, so that a handle's id alone says which request is meant, and
 * below the connection's address where they belong to it. A host that only an answer has named never gets the key.
 */
import type { JobHandle } from '../video-provider.ts';

/** `/fal-ai/veo3.1/requests/{id}/status` below the connection's address, or a whole `https:` address. */
export type QueueUrls = { status: string; result: string; cancel: string };

const names = ['status', 'result', 'cancel'] as const;
const fieldOf = { status: 'status_url', result: 'response_url', cancel: 'cancel_url' } as const;

/** Null when one is missing, does not name the request, or leads to a host that is not fal's. */
export function readQueueUrls(
  answer: Record<string, unknown>,
  { id, baseUrl, hosts }: { id: string; baseUrl: string; hosts: readonly string[] },
): QueueUrls | null {
  const urls: Partial<QueueUrls> = {};
  for (const name of names) {
    const url = storable(answer[fieldOf[name]], { baseUrl, hosts });
    if (url === null || !url.includes(`/${id}`)) return null;
    urls[name] = url.replace(`/${id}`, '/{id}');
  }
  return urls as QueueUrls;
}

/** What a handle remembers; null when it is not a handle of fal. */
export function queueUrlsOf({ id, extra }: JobHandle): QueueUrls | null {
  const urls: Partial<QueueUrls> = {};
  for (const name of names) {
    const url = extra?.[name];
    if (typeof url !== 'string') return null;
    urls[name] = url.replace('{id}', encodeURIComponent(id));
  }
  return urls as QueueUrls;
}

function storable(value: unknown, { baseUrl, hosts }: { baseUrl: string; hosts: readonly string[] }): string | null {
  if (typeof value !== 'string' || !URL.canParse(value)) return null;
  const { href, host, hostname, origin, protocol, pathname, username, search, hash } = new URL(value);
  if (username !== '' || search !== '' || hash !== '') return null;
  const base = new URL(baseUrl);
  const prefix = base.pathname.replace(/\/$/, '');
  if (origin === base.origin && pathname.startsWith(`${prefix}/`)) return pathname.slice(prefix.length);
  const isOurs = host === hostname && hosts.includes(hostname);
  return protocol === 'https:' && isOurs ? href : null;
}
