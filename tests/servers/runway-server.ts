/**
 * Stands in for Runway: clips as tasks, uploads, the organization and the storage of results, as the types and the
 * source of its package `@runwayml/sdk` 4.20.1 show them on the wire.
 */
import { randomUUID } from 'node:crypto';
import type { ProviderStandIn } from './provider-stand-in.ts';
import { startStandIn, type StandInAnswer, type StandInRequest } from './stand-in-server.ts';

export type RunwayCreate = { path: string; body: Record<string, unknown>; headers: Record<string, string> };

export type RunwayStandIn = ProviderStandIn & {
  /** Accepted create requests, oldest first. */
  readonly creates: RunwayCreate[];
  /** Files that storage has, by their `runway://` address. */
  readonly uploads: Map<string, { bytes: Uint8Array; fileName: string; mime: string }>;
  /** Whether tasks that have not begun wait for a place. */
  isThrottled: boolean;
  /** What a task that runs says of its progress. */
  progress: number;
  /** `failureCode` of tasks that end badly, and of those that are refused. */
  failureCodes: { badly: string | undefined; refused: string };
  creditBalance: number;
  /** Answers a request in place of the usual answer; null leaves it to that. */
  override: ((request: StandInRequest) => StandInAnswer | null) | null;
};

type Ending = 'well' | 'badly' | 'refused';
type Task = { id: string; prompt: string; polls: number; ending: Ending | null };

/** What a clip costs here, in credits; a maximum before, the real number after. */
export const runwayCredits = { estimated: 60, actual: 48 };

const longestDataUrl = 5_000_000;

export async function startRunwayStandIn({
  resultBytes = clip,
}: {
  resultBytes?: Uint8Array;
} = {}): Promise<RunwayStandIn> {
  const tasks = new Map<string, Task>();
  const startedUploads = new Map<string, string>();
  let ending: Ending | null = null;
  let filesName = randomUUID();
  let wasSignedIn = true;

  function create(request: StandInRequest): StandInAnswer {
    const body = request.json() as Record<string, unknown> | undefined;
    const problem = body ? problemOf(request.path, body) : 'Invalid JSON';
    if (!body || problem) return failure(400, problem ?? '');
    const id = randomUUID();
    standIn.creates.push({ path: request.path, body, headers: request.headers });
    tasks.set(id, { id, prompt: promptOf(body), polls: 0, ending: null });
    return { json: { id, estimatedCost: { credits: runwayCredits.estimated } } };
  }

  function problemOf(
    path: string,
    { model, promptText, promptImage, ...body }: Record<string, unknown>,
  ): string | null {
    const frames = Array.isArray(promptImage) ? promptImage : [];
    const media = [frames, body.references, body.referenceAudio].flat().filter((each) => each !== undefined);
    if (typeof model !== 'string') return 'model: Required';
    if (path === '/v1/image_to_video' && frames.length === 0) return 'promptImage: Required';
    if (path === '/v1/text_to_video' && promptImage !== undefined) return 'promptImage: Unrecognized key';
    if (path === '/v1/text_to_video' && typeof promptText !== 'string') return 'promptText: Required';
    if (typeof body.duration !== 'number') return 'duration: Expected number';
    const bad = (media as Array<{ uri?: unknown }>).map(({ uri }) => problemOfUri(uri)).find(Boolean);
    return bad ?? null;
  }

  function problemOfUri(uri: unknown): string | null {
    if (typeof uri !== 'string') return 'uri: Required';
    if (uri.startsWith('data:')) return uri.length > longestDataUrl ? 'uri: Data URI is too large' : null;
    if (uri.startsWith('runway://')) return standIn.uploads.has(uri) ? null : 'uri: Upload not found';
    return 'uri: Invalid';
  }

  function startUpload(request: StandInRequest): StandInAnswer {
    const body = request.json() as { filename?: unknown; type?: unknown } | undefined;
    if (typeof body?.filename !== 'string' || body.type !== 'ephemeral') return failure(400, 'filename: Required');
    const id = randomUUID();
    startedUploads.set(id, `runway://${id}`);
    const fields = { key: `uploads/${id}`, policy: 'eyJjb25kaXRpb25zIjpbXX0=', 'x-amz-signature': 'f00d' };
    return { json: { uploadUrl: `${server.url}/storage/${id}`, fields, runwayUri: `runway://${id}` } };
  }

  /** An object store at another host: it knows signed forms and no keys. */
  async function store(request: StandInRequest): Promise<StandInAnswer> {
    if ('authorization' in request.headers) wasSignedIn = false;
    const uri = startedUploads.get(request.path.slice('/storage/'.length));
    const form = await request.form();
    const file = form.get('file');
    const isSigned = form.get('policy') === 'eyJjb25kaXRpb25zIjpbXX0=' && form.get('x-amz-signature') === 'f00d';
    if (uri === undefined || !isSigned || !(file instanceof File)) return { status: 403, body: '<Error/>' };
    const bytes = new Uint8Array(await file.arrayBuffer());
    standIn.uploads.set(uri, { bytes, fileName: file.name, mime: file.type });
    return { status: 204 };
  }

  function retrieve(task: Task): StandInAnswer {
    task.polls += 1;
    if (task.ending === null && task.polls >= standIn.pollsNeeded) task.ending = ending;
    const common = { id: task.id, createdAt: '2026-11-21T09:30:00.000Z' };
    const estimatedCost = { credits: runwayCredits.estimated };
    const cost = { credits: runwayCredits.actual };
    switch (task.ending) {
      case 'well':
        return {
          json: {
            ...common,
            status: 'SUCCEEDED',
            cost,
            output: [`${server.url}/files/${filesName}/${task.id}.mp4?_jwt=signed`],
          },
        };
      case 'badly': {
        const failureCode = standIn.failureCodes.badly;
        return {
          json: {
            ...common,
            status: 'FAILED',
            cost: { credits: 0 },
            failure: 'An unexpected error occurred.',
            failureCode,
          },
        };
      }
      case 'refused': {
        const failureCode = standIn.failureCodes.refused;
        const text = 'The input was flagged by our content moderation system.';
        return { json: { ...common, status: 'FAILED', cost, failure: text, failureCode } };
      }
      default:
        if (standIn.isThrottled) return { json: { ...common, status: 'THROTTLED', estimatedCost } };
        if (task.polls === 1) return { json: { ...common, status: 'PENDING', estimatedCost } };
        return { json: { ...common, status: 'RUNNING', estimatedCost, progress: standIn.progress } };
    }
  }

  /** Stops what runs, and takes what has ended together with its files: the same call. */
  function erase(task: Task): StandInAnswer {
    if (task.ending === null && task.polls + 1 >= standIn.pollsNeeded) task.ending = ending;
    tasks.delete(task.id);
    if (task.ending !== null) standIn.removedIds.push(task.id);
    return { status: 204 };
  }

  function file(request: StandInRequest): StandInAnswer {
    if ('authorization' in request.headers) wasSignedIn = false;
    const id = /^\/files\/([^/]+)\/([^/]+)\.mp4$/.exec(request.path);
    if (id?.[1] !== filesName || request.query.get('_jwt') !== 'signed') return { status: 403, body: '<Error/>' };
    if (!tasks.has(id[2] ?? '')) return { status: 404, body: '<Error/>' };
    return { headers: { 'content-type': 'video/mp4' }, body: resultBytes };
  }

  function organization(): StandInAnswer {
    const limits = { maxConcurrentGenerations: 1, maxDailyGenerations: 50 };
    const tier = { maxMonthlyCreditSpend: 10_000, models: { 'gen4.5': limits } };
    return { json: { creditBalance: standIn.creditBalance, tier, usage: { models: {} } } };
  }

  function handle(request: StandInRequest): StandInAnswer | Promise<StandInAnswer> {
    const { method, path, headers } = request;
    if (path.startsWith('/files/')) return file(request);
    if (path.startsWith('/storage/')) return store(request);
    if (headers.authorization !== 'Bearer test-key-0123456789') {
      wasSignedIn = false;
      return failure(401, 'You must provide a valid API key.');
    }
    if (headers['x-runway-version'] !== '2024-11-06') return failure(400, 'Invalid X-Runway-Version');
    const special = standIn.override?.(request) ?? null;
    if (special) return special;
    const call = `${method} ${path}`;
    if (call === 'POST /v1/image_to_video' || call === 'POST /v1/text_to_video') return create(request);
    if (call === 'POST /v1/uploads') return startUpload(request);
    if (call === 'GET /v1/organization') return organization();
    const task = tasks.get(/^\/v1\/tasks\/([^/]+)$/.exec(path)?.[1] ?? '');
    if (!task) return failure(404, 'An endpoint or task was not found.');
    if (method === 'DELETE') return erase(task);
    return method === 'GET' ? retrieve(task) : failure(405, 'Method not allowed');
  }

  const server = await startStandIn(handle);
  const standIn: RunwayStandIn = {
    baseUrl: server.url,
    server,
    creates: [],
    uploads: new Map(),
    isThrottled: false,
    progress: 0.4,
    failureCodes: { badly: 'INTERNAL.BAD_OUTPUT.CODE01', refused: 'SAFETY.INPUT.TEXT' },
    creditBalance: 1_250,
    override: null,
    countCreates: (marker) => standIn.creates.filter(({ body }) => promptOf(body).includes(marker)).length,
    jobIdsOf: (marker) => [...tasks.values()].filter(({ prompt }) => prompt.includes(marker)).map(({ id }) => id),
    finish(how) {
      ending = how;
    },
    pollsNeeded: 1,
    resultBytes,
    forget: () => tasks.clear(),
    expireResults() {
      filesName = randomUUID();
    },
    removedIds: [],
    wasAlwaysSignedIn: () => wasSignedIn,
    close: () => server.close(),
  };
  return standIn;
}

function promptOf({ promptText }: Record<string, unknown>): string {
  return typeof promptText === 'string' ? promptText : '';
}

function failure(status: number, error: string): StandInAnswer {
  return { status, json: { error, docUrl: 'https://docs.dev.runwayml.com/api' } };
}

const clip = new TextEncoder().encode('\0\0\0\x18ftypmp42\0\0\0\0mp42isom clip of the stand-in for Runway');
