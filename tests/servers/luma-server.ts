/**
 * Stands in for the Luma Agents API: generations of clips and the storage of results, as its guides and the types of
 * its package `luma-agents` (Python) show them on the wire.
 */
import { randomUUID } from 'node:crypto';
import type { ProviderStandIn } from './provider-stand-in.ts';
import { startStandIn, type StandInAnswer, type StandInRequest } from './stand-in-server.ts';

export type LumaStandIn = ProviderStandIn & {
  /** Bodies of accepted create requests, oldest first. */
  readonly creates: Array<Record<string, unknown>>;
  /** The limit that every create request runs into, with the seconds of its advice; null for none. */
  limit: { kind: 'rate' | 'concurrency'; retryAfterSeconds: number | null } | null;
  /** `failure_code` of generations that end badly. */
  failureCode: string;
  /** Answers a request in place of the usual answer; null leaves it to that. */
  override: ((request: StandInRequest) => StandInAnswer | null) | null;
};

type Ending = 'well' | 'badly' | 'refused';
type Job = { id: string; prompt: string; polls: number; ending: Ending | null };
type Body = { prompt?: unknown; model?: unknown; type?: unknown; video?: Record<string, unknown> };

export async function startLumaStandIn({
  resultBytes = clip,
}: {
  resultBytes?: Uint8Array;
} = {}): Promise<LumaStandIn> {
  const jobs = new Map<string, Job>();
  let ending: Ending | null = null;
  let filesName = randomUUID();
  let wasSignedIn = true;

  function create(request: StandInRequest): StandInAnswer {
    if (standIn.limit) return limited(standIn.limit);
    const body = request.json() as Body | undefined;
    const problem = problemOf(body);
    if (problem) return problem;
    const id = randomUUID();
    standIn.creates.push(body as Record<string, unknown>);
    const job: Job = { id, prompt: String(body?.prompt), polls: 0, ending: null };
    jobs.set(id, job);
    return { status: 201, headers: { 'x-ratelimit-remaining': '29' }, json: recordOf(job, 'queued') };
  }

  function recordOf(job: Job, state: string) {
    const common = { id: job.id, type: 'video', model: 'ray-3.2', created_at: '2026-11-21T09:30:00Z', state };
    return { ...common, output: [] as unknown[], failure_reason: null, failure_code: null };
  }

  function poll(job: Job): StandInAnswer {
    job.polls += 1;
    if (job.ending === null && job.polls >= standIn.pollsNeeded) job.ending = ending;
    switch (job.ending) {
      case 'well': {
        const url = `${server.url}/files/${filesName}/${job.id}.mp4?X-Amz-Signature=f00d`;
        const stills = { type: 'image', url: `${server.url}/files/${filesName}/${job.id}.png?X-Amz-Signature=f00d` };
        return { json: { ...recordOf(job, 'completed'), output: [stills, { type: 'video', url }] } };
      }
      case 'badly': {
        const failed = { failure_reason: 'The model gave up', failure_code: standIn.failureCode };
        return { json: { ...recordOf(job, 'failed'), ...failed } };
      }
      case 'refused': {
        const failed = { failure_reason: 'Violates content guidelines', failure_code: 'content_moderated' };
        return { json: { ...recordOf(job, 'failed'), ...failed } };
      }
      default:
        return { json: recordOf(job, job.polls === 1 ? 'queued' : 'processing') };
    }
  }

  function file(request: StandInRequest): StandInAnswer {
    if ('authorization' in request.headers) wasSignedIn = false;
    const isGood = request.path.startsWith(`/files/${filesName}/`) && request.query.get('X-Amz-Signature') === 'f00d';
    if (!isGood) return { status: 403, body: '<Error><Code>AccessDenied</Code></Error>' };
    return { headers: { 'content-type': 'video/mp4' }, body: resultBytes };
  }

  function handle(request: StandInRequest): StandInAnswer {
    const { method, path, headers } = request;
    if (path.startsWith('/files/')) return file(request);
    if (headers.authorization !== 'Bearer test-key-0123456789') {
      wasSignedIn = false;
      return failure(401, 'Invalid API key');
    }
    const special = standIn.override?.(request) ?? null;
    if (special) return special;
    if (method === 'POST' && path === '/v1/generations') return create(request);
    const [, id] = /^\/v1\/generations\/([^/]+)$/.exec(path) ?? [];
    if (method !== 'GET' || id === undefined) return failure(404, 'Not Found');
    const job = jobs.get(id);
    return job ? poll(job) : failure(404, 'Generation not found');
  }

  const server = await startStandIn(handle);
  const standIn: LumaStandIn = {
    baseUrl: `${server.url}/v1`,
    server,
    creates: [],
    limit: null,
    failureCode: 'generation_failed',
    override: null,
    countCreates: (marker) => standIn.creates.filter(({ prompt }) => String(prompt).includes(marker)).length,
    jobIdsOf: (marker) => [...jobs.values()].filter(({ prompt }) => prompt.includes(marker)).map(({ id }) => id),
    finish(how) {
      ending = how;
    },
    pollsNeeded: 1,
    resultBytes,
    forget: () => jobs.clear(),
    expireResults() {
      filesName = randomUUID();
    },
    removedIds: [],
    wasAlwaysSignedIn: () => wasSignedIn,
    close: () => server.close(),
  };
  return standIn;
}

/** What the API would not take. */
function problemOf(body: Body | undefined): StandInAnswer | null {
  const { prompt, model, type, video = {} } = body ?? {};
  if (typeof prompt !== 'string' || prompt.length < 1 || prompt.length > 6000) return failure(400, 'prompt: 1 to 6000');
  if (model !== 'ray-3.2' || type !== 'video') return failure(400, 'Unsupported model or type');
  const { duration, start_frame, end_frame, keyframes, keyframe_indexes, loop } = video;
  if (duration !== '5s' && duration !== '10s') return failure(400, 'video.duration: 5s or 10s');
  const frames = [start_frame, end_frame].filter((frame) => frame !== undefined);
  if (duration === '10s' && (frames.length > 0 || loop === true)) {
    return failure(422, 'duration=10s is not supported with start_frame, end_frame or loop');
  }
  if (keyframes !== undefined && (frames.length > 0 || loop === true))
    return failure(422, 'keyframes: mutually exclusive');
  const numbers = Array.isArray(keyframe_indexes) ? keyframe_indexes : [];
  const stills = Array.isArray(keyframes) ? keyframes : [];
  if (stills.length !== numbers.length) return failure(422, 'keyframe_indexes must match keyframes in length');
  const isImage = (still: unknown) => {
    const { data, media_type } = (still ?? {}) as { data?: unknown; media_type?: unknown };
    return typeof data === 'string' && data !== '' && typeof media_type === 'string';
  };
  return [...frames, ...stills].every(isImage) ? null : failure(422, 'data needs media_type');
}

function limited({ kind, retryAfterSeconds }: NonNullable<LumaStandIn['limit']>): StandInAnswer {
  const detail = kind === 'rate' ? 'Rate limit exceeded' : 'Too many concurrent jobs';
  const headers: Record<string, string> =
    retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) };
  return { ...failure(429, detail), headers };
}

function failure(status: number, detail: string): StandInAnswer {
  return { status, json: { detail } };
}

const clip = new TextEncoder().encode('\0\0\0\x18ftypmp42\0\0\0\0mp42isom clip of the stand-in for Luma');
