/**
 * Stands in for Replicate: predictions and their list, models with their schemas, uploaded files and the files of
 * results, as its API reference shows them on the wire.
 */
import { randomUUID } from 'node:crypto';
import type { ProviderStandIn } from './provider-stand-in.ts';
import { replicateSchemas } from './replicate-schemas.ts';
import { startStandIn, type StandInAnswer, type StandInRequest } from './stand-in-server.ts';

/** A create that was accepted. */
export type ReplicateCreate = {
  /** `bytedance/seedance-2.0`, or the version that was asked for. */
  model: string;
  input: Record<string, unknown>;
  headers: Record<string, string>;
};

export type ReplicateStandIn = ProviderStandIn & {
  /** Oldest first. */
  readonly creates: ReplicateCreate[];
  /** Models by id: their schemas, and whether they are run by name. */
  readonly models: Map<string, { schema: unknown; isOfficial: boolean }>;
  /** Uploads that were not deleted, by id. */
  readonly files: Map<string, { bytes: Uint8Array; mime: string; name: string }>;
  /** What a prediction that ended well has as its output, in place of the one address. */
  output: ((url: string) => unknown) | null;
  /** What a prediction that ended badly says. */
  failure: string;
  logs: string;
  /** Predictions in one page of the list. */
  pageSize: number;
  /** Its clock, which dates predictions and the answers of the list. */
  nowMs: () => number;
  /** Removes input, output and logs of all predictions, as Replicate does an hour after their end. */
  removeData(): void;
  /** Answers a request in place of the usual answer; null leaves it to that. */
  override: ((request: StandInRequest) => StandInAnswer | null) | null;
};

type Status = 'starting' | 'processing' | 'succeeded' | 'failed' | 'canceled';
type Job = ReplicateCreate & {
  id: string;
  status: Status;
  error: string | null;
  polls: number;
  createdAtMs: number;
  isDataRemoved: boolean;
};

const refusal = 'The input or output was flagged as sensitive. Please try again with different inputs. (E005)';

export async function startReplicateStandIn({
  resultBytes = clip,
}: {
  resultBytes?: Uint8Array;
} = {}): Promise<ReplicateStandIn> {
  /** Oldest first. */
  let jobs: Job[] = [];
  let ending: 'well' | 'badly' | 'refused' | null = null;
  let filesName = randomUUID();
  let wasSignedIn = true;

  function create(request: StandInRequest, modelId: string | null): StandInAnswer {
    const body = request.json() as { version?: unknown; input?: Record<string, unknown> } | undefined;
    const { version, input } = body ?? {};
    if (modelId !== null && standIn.models.get(modelId)?.isOfficial !== true) return failure(404, 'Model not found');
    const model = modelId ?? (typeof version === 'string' ? version : '');
    if (model === '' || typeof input?.prompt !== 'string') {
      return {
        status: 422,
        json: { title: 'Input validation failed', detail: '- input: prompt is required', status: 422 },
      };
    }
    const made: ReplicateCreate = { model, input, headers: request.headers };
    standIn.creates.push(made);
    const id = randomUUID().replaceAll('-', '').slice(0, 26);
    const job: Job = {
      ...made,
      id,
      status: 'starting',
      error: null,
      polls: 0,
      createdAtMs: standIn.nowMs(),
      isDataRemoved: false,
    };
    jobs.push(job);
    return { status: 201, json: predictionOf(job) };
  }

  function predictionOf(job: Job): Record<string, unknown> {
    const url = `${standIn.baseUrl}/predictions/${job.id}`;
    const isOver = job.status !== 'starting' && job.status !== 'processing';
    const file = `${server.url}/delivery/${filesName}/${job.id}.mp4`;
    const hasOutput = job.status === 'succeeded' && !job.isDataRemoved;
    return {
      id: job.id,
      model: job.model,
      version: 'hidden',
      input: job.isDataRemoved ? {} : job.input,
      logs: job.isDataRemoved ? '' : standIn.logs,
      output: hasOutput ? (standIn.output ? standIn.output(file) : file) : null,
      data_removed: job.isDataRemoved,
      error: job.error,
      source: 'api',
      status: job.status,
      created_at: new Date(job.createdAtMs).toISOString(),
      ...(isOver && { completed_at: new Date(job.createdAtMs).toISOString(), metrics: { predict_time: 61.25 } }),
      urls: { get: url, cancel: `${url}/cancel`, web: `https://replicate.com/p/${job.id}` },
    };
  }

  function poll(job: Job): StandInAnswer {
    job.polls += 1;
    const isRunning = job.status === 'starting' || job.status === 'processing';
    if (isRunning && job.polls > 1) job.status = 'processing';
    if (isRunning && ending !== null && job.polls >= standIn.pollsNeeded) {
      job.status = ending === 'well' ? 'succeeded' : 'failed';
      job.error = ending === 'well' ? null : ending === 'refused' ? refusal : standIn.failure;
    }
    return { json: predictionOf(job) };
  }

  function cancel(job: Job): StandInAnswer {
    if (job.status === 'starting' || job.status === 'processing') job.status = 'canceled';
    return { json: predictionOf(job) };
  }

  function list(request: StandInRequest): StandInAnswer {
    const from = Number(request.query.get('cursor') ?? 0);
    const newestFirst = [...jobs].reverse();
    const results = newestFirst.slice(from, from + standIn.pageSize).map(predictionOf);
    const end = from + standIn.pageSize;
    const next = end < newestFirst.length ? `${standIn.baseUrl}/predictions?cursor=${end}` : null;
    return {
      headers: { date: new Date(standIn.nowMs()).toUTCString() },
      json: { previous: null, next, results },
    };
  }

  async function upload(request: StandInRequest): Promise<StandInAnswer> {
    const content = (await request.form()).get('content');
    if (!(content instanceof Blob)) return failure(400, 'Missing content');
    const id = randomUUID();
    const bytes = new Uint8Array(await content.arrayBuffer());
    standIn.files.set(id, { bytes, mime: content.type, name: (content as File).name });
    return {
      status: 201,
      json: {
        id,
        content_type: content.type,
        size: bytes.byteLength,
        created_at: new Date().toISOString(),
        expires_at: '2033-05-18T03:33:20.000Z',
        urls: { get: `${standIn.baseUrl}/files/${id}` },
      },
    };
  }

  function removeFile(id: string): StandInAnswer {
    if (!standIn.files.delete(id)) return failure(404, 'File not found');
    standIn.removedIds.push(id);
    return { status: 204 };
  }

  function model(id: string): StandInAnswer {
    const found = standIn.models.get(id);
    if (!found) return failure(404, 'Model not found');
    const [owner, name] = id.split('/');
    return {
      json: {
        url: `https://replicate.com/${id}`,
        owner,
        name,
        visibility: 'public',
        is_official: found.isOfficial,
        run_count: 1000,
        latest_version: { id: versionOf(id), created_at: '2026-10-01T00:00:00Z', openapi_schema: found.schema },
      },
    };
  }

  /** The CDN: public addresses, which need no key and must not get it. */
  function delivery(request: StandInRequest): StandInAnswer {
    if ('authorization' in request.headers) wasSignedIn = false;
    if (!request.path.startsWith(`/delivery/${filesName}/`)) return failure(403, 'Forbidden');
    return { headers: { 'content-type': 'video/mp4' }, body: resultBytes };
  }

  function handle(request: StandInRequest): StandInAnswer | Promise<StandInAnswer> {
    const { method, path, headers } = request;
    if (path.startsWith('/delivery/')) return delivery(request);
    if (!/^Bearer \S+$/.test(headers.authorization ?? '')) {
      wasSignedIn = false;
      return failure(401, 'You did not pass an authentication token', 'Unauthenticated');
    }
    const special = standIn.override?.(request) ?? null;
    if (special) return special;
    const call = `${method} ${path.replace(/^\/v1/, '')}`;
    if (call === 'GET /account') return { json: { type: 'user', username: 'mara', name: 'Mara' } };
    if (call === 'GET /predictions') return list(request);
    if (call === 'POST /predictions') return create(request, null);
    if (call === 'POST /files') return upload(request);
    const [, modelId, isCreate] = /^(?:GET|POST) \/models\/([^/]+\/[^/]+)(\/predictions)?$/.exec(call) ?? [];
    if (modelId !== undefined) return isCreate === undefined ? model(modelId) : create(request, modelId);
    const [, fileId] = /^DELETE \/files\/([^/]+)$/.exec(call) ?? [];
    if (fileId !== undefined) return removeFile(fileId);
    const [, id, isCancel] = /^(?:GET|POST) \/predictions\/([^/]+)(\/cancel)?$/.exec(call) ?? [];
    const job = jobs.find((each) => each.id === id);
    if (!job) return failure(404, 'Prediction not found');
    return isCancel === undefined ? poll(job) : cancel(job);
  }

  const server = await startStandIn(handle);
  const isMarked = ({ input }: ReplicateCreate, marker: string) => String(input.prompt).includes(marker);
  const standIn: ReplicateStandIn = {
    baseUrl: `${server.url}/v1`,
    server,
    creates: [],
    models: new Map(Object.entries(replicateSchemas).map(([id, schema]) => [id, { schema, isOfficial: true }])),
    files: new Map(),
    output: null,
    failure: 'CUDA out of memory',
    logs: '',
    pageSize: 100,
    nowMs: () => Date.now(),
    removeData() {
      for (const job of jobs) job.isDataRemoved = true;
    },
    override: null,
    countCreates: (marker) => standIn.creates.filter((each) => isMarked(each, marker)).length,
    jobIdsOf: (marker) => jobs.filter((job) => isMarked(job, marker)).map(({ id }) => id),
    finish(how) {
      ending = how;
    },
    pollsNeeded: 1,
    resultBytes,
    forget() {
      jobs = [];
    },
    expireResults() {
      filesName = randomUUID();
    },
    removedIds: [],
    wasAlwaysSignedIn: () => wasSignedIn,
    close: () => server.close(),
  };
  return standIn;
}

/** The version of a model that the stand-in has. */
export function versionOf(modelId: string): string {
  return Buffer.from(modelId).toString('hex').padEnd(64, '0').slice(0, 64);
}

function failure(status: number, detail: string, title?: string): StandInAnswer {
  return { status, json: { ...(title !== undefined && { title }), detail, status } };
}

const clip = new Uint8Array(Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom clip of the stand-in for Replicate'));
