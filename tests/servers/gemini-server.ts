/**
 * Stands in for the Gemini API: models, interactions in the background with their files, and `generateContent`, as
 * Google's guide to Gemini Omni (2026-09-18) and the types of `@google/genai` 3.1.0 show them on the wire.
 */
import { randomUUID } from 'node:crypto';
import type { ProviderStandIn } from './provider-stand-in.ts';
import { startStandIn, type StandInAnswer, type StandInRequest } from './stand-in-server.ts';

export type GeminiStandIn = ProviderStandIn & {
  /** Bodies of accepted create requests, oldest first. */
  readonly creates: Array<Record<string, unknown>>;
  /** Bodies of `generateContent` requests, oldest first. */
  readonly contents: Array<Record<string, unknown>>;
  /** Names that the list of models has. */
  modelNames: string[];
  /** How a finished clip is handed out, whatever was asked for. */
  delivery: 'uri' | 'inline';
  /** Looks at a file until it is ACTIVE. */
  looksUntilActive: number;
  /** What becomes of a file. */
  fileEnding: 'ACTIVE' | 'FAILED';
  /** Polls that say `completed` with nothing but the input, before the clip is there. */
  emptyPolls: number;
  /** What a job says while it runs. */
  runningStatus: string;
  /** What `finish('badly')` and `finish('refused')` leave, besides what each interaction has. */
  badEnding: Record<string, unknown>;
  refusedEnding: Record<string, unknown>;
  /** Answers a request in place of the usual answer; null leaves it to that. */
  override: ((request: StandInRequest) => StandInAnswer | null) | null;
};

type Ending = 'well' | 'badly' | 'refused' | 'cancelled';
type Job = { id: string; body: Body; polls: number; ending: Ending | null; emptyPolls: number; file: string | null };
type GeneratedFile = { name: string; looks: number };
type Body = Record<string, unknown> & { model?: unknown; input?: unknown; response_format?: { duration?: unknown } };

const idPattern = '([A-Za-z0-9_-]+)';

export async function startGeminiServer({
  resultBytes = clip,
}: {
  resultBytes?: Uint8Array;
} = {}): Promise<GeminiStandIn> {
  const jobs = new Map<string, Job>();
  const files = new Map<string, GeneratedFile>();
  let ending: Ending | null = null;
  let wasSignedIn = true;

  function create(request: StandInRequest): StandInAnswer {
    const body = request.json() as Body | undefined;
    const problem = body ? problemOf(body, standIn.modelNames) : invalid('Invalid JSON payload received.');
    if (problem || !body) return problem ?? invalid('');
    standIn.creates.push(body);
    const id = `v1_${randomUUID()}`;
    const job: Job = { id, body, polls: 0, ending: null, emptyPolls: 0, file: null };
    jobs.set(id, job);
    return { json: interaction(job, { status: standIn.runningStatus }) };
  }

  function poll(job: Job): StandInAnswer {
    job.polls += 1;
    if (job.ending === null && job.polls >= standIn.pollsNeeded) job.ending = ending;
    switch (job.ending) {
      case 'well':
        if (job.emptyPolls < standIn.emptyPolls) {
          job.emptyPolls += 1;
          return { json: interaction(job, { status: 'completed' }) };
        }
        return { json: interaction(job, { status: 'completed', ...usage }, [outputStep(job)]) };
      case 'badly':
        return { json: interaction(job, standIn.badEnding) };
      case 'refused':
        return { json: interaction(job, standIn.refusedEnding) };
      case 'cancelled':
        return { json: interaction(job, { status: 'cancelled' }) };
      default:
        return { json: interaction(job, { status: standIn.runningStatus }) };
    }
  }

  /** By address the first time, as asked; once that file is gone, as base64. */
  function outputStep(job: Job) {
    const isGone = job.file !== null && !files.has(job.file);
    if (standIn.delivery === 'inline' || isGone) {
      const data = Buffer.from(resultBytes).toString('base64');
      return { type: 'model_output', content: [{ type: 'video', mime_type: 'video/mp4', data }] };
    }
    job.file ??= randomUUID();
    if (!files.has(job.file)) files.set(job.file, { name: job.file, looks: 0 });
    const uri = `https://generativelanguage.googleapis.com/v1beta/files/${job.file}:download?alt=media`;
    return { type: 'model_output', content: [{ type: 'video', mime_type: 'video/mp4', uri }] };
  }

  function cancel(job: Job): StandInAnswer {
    if (job.ending === 'cancelled' || job.ending === null) {
      job.ending = 'cancelled';
      return { json: interaction(job, { status: 'cancelled' }) };
    }
    return failure(400, 'FAILED_PRECONDITION', 'Only a running background interaction can be cancelled.');
  }

  function lookAt(file: GeneratedFile): StandInAnswer {
    file.looks += 1;
    const state = file.looks >= standIn.looksUntilActive ? standIn.fileEnding : 'PROCESSING';
    return {
      json: {
        name: `files/${file.name}`,
        mimeType: 'video/mp4',
        sizeBytes: String(resultBytes.byteLength),
        createTime: '2026-11-21T09:30:00Z',
        expirationTime: '2026-11-23T09:30:00.123456Z',
        uri: `https://generativelanguage.googleapis.com/v1beta/files/${file.name}`,
        state,
        source: 'GENERATED',
      },
    };
  }

  function remove<Thing>(things: Map<string, Thing>, key: string, id: string): StandInAnswer {
    things.delete(key);
    standIn.removedIds.push(id);
    return { json: {} };
  }

  function routeInteraction(request: StandInRequest): StandInAnswer | null {
    if (request.path === '/v1beta/interactions' && request.method === 'POST') return create(request);
    const match = new RegExp(`^/v1beta/interactions/${idPattern}(/cancel)?$`).exec(request.path);
    if (!match) return null;
    const job = jobs.get(match[1] ?? '');
    if (!job) return failure(404, 'NOT_FOUND', 'Requested entity was not found.');
    if (match[2]) return cancel(job);
    return request.method === 'DELETE' ? remove(jobs, job.id, job.id) : poll(job);
  }

  function routeFile(request: StandInRequest): StandInAnswer | null {
    const match = new RegExp(`^/v1beta/files/${idPattern}(:download)?$`).exec(request.path);
    if (!match) return null;
    const file = files.get(match[1] ?? '');
    if (!file) {
      return failure(403, 'PERMISSION_DENIED', 'You do not have permission to access the File or it may not exist.');
    }
    if (request.method === 'DELETE') return remove(files, file.name, `files/${file.name}`);
    if (!match[2]) return lookAt(file);
    if (request.query.get('alt') !== 'media') return invalid('alt=media is required');
    return { headers: { 'content-type': 'video/mp4' }, body: resultBytes };
  }

  function handle(request: StandInRequest): StandInAnswer {
    if (!request.headers['x-goog-api-key'] || request.query.has('key')) wasSignedIn = false;
    const answer = standIn.override?.(request) ?? routeInteraction(request) ?? routeFile(request);
    if (answer) return answer;
    if (request.path === '/v1beta/models') return { json: { models: standIn.modelNames.map(listedModel) } };
    const model = /^\/v1beta\/models\/([^/]+):generateContent$/.exec(request.path)?.[1];
    return model === undefined ? failure(404, 'NOT_FOUND', '') : generate(decodeURIComponent(model), request);
  }

  function generate(model: string, request: StandInRequest): StandInAnswer {
    const body = request.json() as Record<string, unknown>;
    if (!standIn.modelNames.includes(`models/${model}`)) {
      return failure(404, 'NOT_FOUND', `models/${model} is not found for API version v1beta`);
    }
    if (model.includes('omni')) return invalid('This model only supports Interactions API.');
    standIn.contents.push(body);
    return { json: contentFor(model, body.generationConfig as Record<string, unknown>) };
  }

  const server = await startStandIn(handle);
  const hasMarker = (body: Body, marker: string) => JSON.stringify(body.input).includes(marker);
  const standIn: GeminiStandIn = {
    baseUrl: server.url,
    server,
    countCreates: (marker) => standIn.creates.filter((body) => hasMarker(body, marker)).length,
    jobIdsOf: (marker) => [...jobs.values()].filter(({ body }) => hasMarker(body, marker)).map(({ id }) => id),
    finish(how) {
      ending = how;
    },
    pollsNeeded: 1,
    resultBytes,
    forget() {
      jobs.clear();
      files.clear();
    },
    expireResults: () => files.clear(),
    removedIds: [],
    wasAlwaysSignedIn: () => wasSignedIn,
    close: () => server.close(),
    creates: [],
    contents: [],
    modelNames: [...listedModels],
    delivery: 'uri',
    looksUntilActive: 2,
    fileEnding: 'ACTIVE',
    emptyPolls: 0,
    runningStatus: 'in_progress',
    badEnding: { status: 'failed', errors: [{ code: 'internal', message: 'The model gave up.' }] },
    refusedEnding: {
      status: 'failed',
      errors: [{ code: 'content_blocked', message: 'The prompt was blocked by the safety filters.' }],
    },
    override: null,
  };
  return standIn;
}

/** What each interaction has, then what is particular to its state. */
function interaction({ id, body }: Job, state: Record<string, unknown>, outputs: unknown[] = []) {
  return {
    id,
    object: 'interaction',
    model: body.model,
    created: '2026-11-21T09:30:00Z',
    updated: '2026-11-21T09:31:00Z',
    steps: [{ type: 'user_input', content: body.input }, { type: 'thought', signature: 'c2lnbmF0dXJl' }, ...outputs],
    ...state,
  };
}

/** What the API finds wrong with a create request; null when it takes it. */
function problemOf(body: Body, modelNames: string[]): StandInAnswer | null {
  if (!modelNames.includes(`models/${String(body.model)}`)) {
    return failure(404, 'NOT_FOUND', `Model ${String(body.model)} not found.`);
  }
  if (!String(body.model).includes('omni')) return invalid('This model does not make videos.');
  const duration = body.response_format?.duration;
  if (typeof duration !== 'string' || !/^\d+s$/.test(duration)) return invalid("Invalid input at 'response_format'");
  // Without these the real one would keep the request open until the clip is there.
  return body.background === true && body.store === true ? null : invalid('expected background and store');
}

function failure(code: number, status: string, message: string): StandInAnswer {
  return { status: code, json: { error: { code, message, status } } };
}

function invalid(message: string): StandInAnswer {
  return failure(400, 'INVALID_ARGUMENT', message);
}

function listedModel(name: string) {
  return { name, version: '001', displayName: name, supportedGenerationMethods: ['generateContent', 'countTokens'] };
}

/** An answer of `generateContent` with a picture, a voice or a text, as the request asks. */
function contentFor(model: string, generationConfig: Record<string, unknown> | undefined) {
  const modalities = (generationConfig?.responseModalities ?? ['TEXT']) as string[];
  const thought = { text: 'Thinking about it.', thought: true };
  const part = modalities.includes('IMAGE')
    ? { inlineData: { mimeType: 'image/png', data: Buffer.from(picture).toString('base64') } }
    : modalities.includes('AUDIO')
      ? { inlineData: { mimeType: 'audio/L16;codec=pcm;rate=24000', data: Buffer.from(samples).toString('base64') } }
      : { text: '{"answer":42}' };
  return {
    candidates: [{ content: { role: 'model', parts: [thought, part] }, finishReason: 'STOP', index: 0 }],
    usageMetadata: { promptTokenCount: 12, candidatesTokenCount: 30, thoughtsTokenCount: 5, totalTokenCount: 47 },
    modelVersion: model,
  };
}

const usage = { usage: { total_tokens: 57_950, total_input_tokens: 30, total_output_tokens: 57_920 } };

/** What the key of the stand-in may call: models of every kind, and some that the studio does not know. */
const listedModels = [
  'models/gemini-omni-1.2-flash',
  'models/gemini-omni-1.1-flash',
  'models/gemini-nano-banana-2.1',
  'models/gemini-3.8-flash',
  'models/gemini-3.8-flash-tts',
  'models/gemini-embedding-2',
  'models/lyria-3.5',
];

const clip = new TextEncoder().encode('\0\0\0\x18ftypmp42\0\0\0\0mp42isom clip of the stand-in for Gemini');
/** What stands for a picture in answers of `generateContent`. */
export const picture = new TextEncoder().encode('\x89PNG picture of the stand-in for Gemini');
/** Four samples of 16 bits, the low byte first. */
export const samples = new Uint8Array([0, 0, 255, 127, 0, 128, 1, 0]);
