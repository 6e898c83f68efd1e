/**
 * Stands in for fal's queue: submit, status, result, cancel and the files of results, as its documentation shows them
 * on the wire.
 */
import { randomUUID } from 'node:crypto';
import type { ProviderStandIn } from './provider-stand-in.ts';
import { startStandIn, type StandInAnswer, type StandInRequest } from './stand-in-server.ts';

/** A submit that was accepted. */
export type FalCreate = {
  /** `fal-ai/veo3.1/image-to-video` */
  endpoint: string;
  input: Record<string, unknown>;
  headers: Record<string, string>;
};

export type FalStandIn = ProviderStandIn & {
  /** Oldest first. */
  readonly creates: FalCreate[];
  /** What the answers to submits say besides, or instead of, what they usually say. */
  submitAnswer: Record<string, unknown>;
  /** Answers a request in place of the usual answer; null leaves it to that. */
  override: ((request: StandInRequest) => StandInAnswer | null) | null;
};

type Job = FalCreate & { id: string; polls: number; state: 'waiting' | 'cancelled' | 'well' | 'badly' | 'refused' };

export async function startFalStandIn({ resultBytes = clip }: { resultBytes?: Uint8Array } = {}): Promise<FalStandIn> {
  const jobs = new Map<string, Job>();
  let ending: 'well' | 'badly' | 'refused' | null = null;
  let filesName = randomUUID();
  let wasSignedIn = true;

  function submit(request: StandInRequest): StandInAnswer {
    const input = request.json() as Record<string, unknown> | undefined;
    if (typeof input?.prompt !== 'string') {
      return { status: 422, json: { detail: [{ loc: ['body', 'prompt'], msg: 'Field required', type: 'missing' }] } };
    }
    const endpoint = request.path.slice(1);
    const id = randomUUID();
    const create: FalCreate = { endpoint, input, headers: request.headers };
    standIn.creates.push(create);
    jobs.set(id, { ...create, id, polls: 0, state: 'waiting' });
    return { json: { status: 'IN_QUEUE', ...addresses(id, endpoint), queue_position: 2, ...standIn.submitAnswer } };
  }

  /** Only owner and app stand in them, whatever the endpoint. */
  function addresses(id: string, endpoint: string) {
    const app = endpoint.split('/').slice(0, 2).join('/');
    const url = `${standIn.baseUrl}/${app}/requests/${id}`;
    return { request_id: id, response_url: url, status_url: `${url}/status`, cancel_url: `${url}/cancel` };
  }

  function status(job: Job): StandInAnswer {
    const common = addresses(job.id, job.endpoint);
    job.polls += 1;
    if (job.state === 'waiting' && ending !== null && job.polls >= standIn.pollsNeeded) job.state = ending;
    if (job.state !== 'waiting') {
      return { json: { status: 'COMPLETED', ...common, logs: [], metrics: { inference_time: 41.5 } } };
    }
    const isQueued = job.polls <= 1;
    return {
      status: 202,
      json: isQueued
        ? { status: 'IN_QUEUE', ...common, queue_position: 1 }
        : { status: 'IN_PROGRESS', ...common, logs: [{ message: 'denoising', level: 'INFO', source: 'USER' }] },
    };
  }

  function result(job: Job): StandInAnswer {
    switch (job.state) {
      case 'waiting':
        return { status: 400, json: { detail: 'Request is still in progress' } };
      case 'cancelled':
        return { status: 499, json: { detail: 'Request was cancelled', error_type: 'client_cancelled' } };
      case 'badly':
        return {
          status: 500,
          headers: { 'x-fal-retryable': 'false' },
          json: { detail: [{ loc: ['body'], msg: 'The model gave up', type: 'internal_server_error' }] },
        };
      case 'refused':
        return {
          status: 422,
          headers: { 'x-fal-retryable': 'false' },
          json: {
            detail: [
              {
                loc: ['body', 'prompt'],
                msg: 'The content could not be processed because it contained material flagged by a content checker.',
                type: 'content_policy_violation',
                url: 'https://docs.fal.ai/errors/#content_policy_violation',
                input: job.input.prompt,
              },
            ],
          },
        };
      case 'well':
        return {
          json: {
            video: {
              url: `${standIn.baseUrl}/files/${filesName}/${job.id}.mp4`,
              content_type: 'video/mp4',
              file_name: 'output.mp4',
              file_size: resultBytes.byteLength,
            },
            seed: 4_242,
          },
        };
    }
  }

  function cancel(job: Job): StandInAnswer {
    if (job.state !== 'waiting') return { status: 400, json: { status: 'ALREADY_COMPLETED' } };
    const isQueued = job.polls === 0;
    job.state = 'cancelled';
    if (!isQueued) return { status: 202, json: { status: 'CANCELLATION_REQUESTED' } };
    jobs.delete(job.id);
    return { json: { status: 'OK' } };
  }

  /** The CDN: public addresses, which need no key and must not get it. */
  function file(request: StandInRequest): StandInAnswer {
    if ('authorization' in request.headers) wasSignedIn = false;
    const isGood = request.path.startsWith(`/files/${filesName}/`);
    if (!isGood) return { status: 403, json: { detail: 'Expired' } };
    return { headers: { 'content-type': 'video/mp4' }, body: resultBytes };
  }

  function handle(request: StandInRequest): StandInAnswer {
    const { method, path, headers } = request;
    if (path.startsWith('/files/')) return file(request);
    if (!/^Key \S+$/.test(headers.authorization ?? '')) {
      wasSignedIn = false;
      return { status: 401, json: { detail: 'No credentials found for authorization' } };
    }
    const special = standIn.override?.(request) ?? null;
    if (special) return special;
    const [, id = '', call] = /^\/[^/]+\/[^/]+\/requests\/([^/]+)(\/status|\/cancel)?$/.exec(path) ?? [];
    if (id === '') return method === 'POST' ? submit(request) : { status: 405, json: { detail: 'Method Not Allowed' } };
    const job = jobs.get(id);
    if (call === '/cancel') return job ? cancel(job) : { status: 404, json: { status: 'NOT_FOUND' } };
    if (!job) return { status: 404, json: { detail: 'Request not found' } };
    return call === '/status' ? status(job) : result(job);
  }

  const server = await startStandIn(handle);
  const standIn: FalStandIn = {
    baseUrl: server.url,
    server,
    creates: [],
    submitAnswer: {},
    override: null,
    countCreates: (marker) => standIn.creates.filter(({ input }) => String(input.prompt).includes(marker)).length,
    jobIdsOf: (marker) =>
      [...jobs.values()].filter(({ input }) => String(input.prompt).includes(marker)).map(({ id }) => id),
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

const clip = new Uint8Array(Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom clip of the stand-in for fal'));
