/** The clips of a stand-in server: creating, listing, ending and deleting them in one of the dialects. */
import type { VideoDialect } from '#shared/domain/connection.ts';
import type { StandInAnswer, StandInRequest } from './stand-in-server.ts';

export type ServerDialect = Exclude<VideoDialect['name'], 'none'>;
export type Ending = 'well' | 'badly' | 'refused';

/** A create request as it arrived: texts of a form, values of JSON; files by the name of their field. */
export type VideoCreate = {
  contentType: string;
  fields: Record<string, unknown>;
  files: Record<string, { name: string; mime: string; bytes: Uint8Array }>;
};

export type Video = {
  id: string;
  create: VideoCreate;
  /** By the server's clock. */
  createdAtSeconds: number;
  polls: number;
  ending: Ending | null;
};

export type VideoShelf = {
  readonly videos: Map<string, Video>;
  /** Accepted create requests, oldest first. */
  readonly creates: VideoCreate[];
  readonly removedIds: string[];
  ending: Ending | null;
  pollsNeeded: number;
  /** What a record says of a job that has begun. */
  runningWord: string;
  /** Whether records repeat the prompt. */
  recordsPrompts: boolean;
  /** Most that one page of the list holds. */
  pageSize: number;
  nowSeconds(): number;
  /** @param path below `/videos`, such as `/video_1/content` */
  handle(request: StandInRequest, path: string): Promise<StandInAnswer>;
};

/** How the servers differ in what they answer. */
const traits: Record<ServerDialect, { runningWord: string; isFastApi: boolean; idPrefix: string }> = {
  openai: { runningWord: 'in_progress', isFastApi: false, idPrefix: 'video_' },
  'vllm-omni': { runningWord: 'in_progress', isFastApi: true, idPrefix: 'video_gen_' },
  sglang: { runningWord: 'queued', isFastApi: true, idPrefix: '' },
  aquiles: { runningWord: 'processing', isFastApi: true, idPrefix: 'vid_' },
  custom: { runningWord: 'running', isFastApi: false, idPrefix: 'job-' },
};

export function failure(dialect: ServerDialect, status: number, message: string, code = ''): StandInAnswer {
  if (traits[dialect].isFastApi) return { status, json: { detail: message } };
  return { status, json: { error: { message, type: 'invalid_request_error', code, param: null } } };
}

export function createVideoShelf(dialect: ServerDialect, content: Uint8Array): VideoShelf {
  const { runningWord, idPrefix } = traits[dialect];
  const notFound = () => failure(dialect, 404, 'Video not found');

  async function create(request: StandInRequest): Promise<StandInAnswer> {
    const parsed = await readCreate(request);
    const problem = problemOf(dialect, parsed);
    if (problem) return failure(dialect, problem.status, problem.message);
    const id = `${idPrefix}${String(shelf.creates.length + 1).padStart(32, '0')}`;
    const createdAtSeconds = shelf.nowSeconds();
    const video: Video = { id, create: parsed, createdAtSeconds, polls: 0, ending: null };
    shelf.creates.push(parsed);
    shelf.videos.set(id, video);
    return { json: recordOf(video, 'queued') };
  }

  function recordOf({ id, create: { fields }, createdAtSeconds }: Video, status: string) {
    return {
      id,
      object: 'video',
      model: fields.model ?? 'loaded-model',
      status,
      progress: status === 'completed' ? 100 : 0,
      created_at: createdAtSeconds,
      size: fields.size ?? '',
      seconds: typeof fields.seconds === 'number' ? String(fields.seconds) : (fields.seconds ?? '4'),
      error: null,
      ...(shelf.recordsPrompts && { prompt: fields.prompt }),
      ...(dialect === 'vllm-omni' && { media_type: 'video/mp4', inference_time_s: 1.5 }),
    };
  }

  function poll(video: Video): StandInAnswer {
    if (video.ending === null && shelf.ending !== null) {
      video.polls += 1;
      if (video.polls >= shelf.pollsNeeded) video.ending = shelf.ending;
    }
    if (video.ending === null) return { json: recordOf(video, shelf.runningWord) };
    if (video.ending === 'well') return { json: recordOf(video, 'completed') };
    const error =
      video.ending === 'refused'
        ? { code: 'moderation_blocked', message: 'Your request was blocked by our moderation system.' }
        : { code: dialect === 'vllm-omni' ? 500 : 'generation_failed', message: 'The generation failed.' };
    const record = { ...recordOf(video, 'failed'), error };
    // It answers the record of a failure with the status of the failure.
    return { status: typeof error.code === 'number' ? error.code : 200, json: record };
  }

  function list({ query }: StandInRequest): StandInAnswer {
    const newestFirst = [...shelf.videos.values()].reverse();
    const after = query.get('after');
    const start = after === null ? 0 : newestFirst.findIndex(({ id }) => id === after) + 1;
    const size = Math.min(shelf.pageSize, Number(query.get('limit') ?? 20));
    const page = newestFirst.slice(start, start + size);
    const data = page.map((video) => recordOf(video, video.ending === 'well' ? 'completed' : shelf.runningWord));
    const envelope = {
      first_id: page[0]?.id ?? null,
      last_id: page.at(-1)?.id ?? null,
      has_more: start + size < newestFirst.length,
    };
    return { json: { object: 'list', data, ...(dialect !== 'sglang' && envelope) } };
  }

  function remove(video: Video): StandInAnswer {
    shelf.videos.delete(video.id);
    shelf.removedIds.push(video.id);
    if (dialect === 'sglang') return { json: recordOf(video, 'deleted') };
    return { json: { id: video.id, deleted: true, object: 'video.deleted' } };
  }

  const shelf: VideoShelf = {
    videos: new Map(),
    creates: [],
    removedIds: [],
    ending: null,
    pollsNeeded: 1,
    runningWord,
    // SGLang's do not.
    recordsPrompts: dialect !== 'sglang',
    pageSize: 100,
    nowSeconds: () => Math.floor(Date.now() / 1000),
    async handle(request, path) {
      const [, id = '', rest = ''] = path.split('/').map(decodeURIComponent);
      if (id === '') return request.method === 'POST' ? create(request) : list(request);
      const video = shelf.videos.get(id);
      if (!video) return notFound();
      if (rest === 'content') {
        if (video.ending !== 'well') return failure(dialect, 404, 'Generation is still in-progress');
        return { headers: { 'content-type': 'video/mp4' }, body: content };
      }
      return request.method === 'DELETE' ? remove(video) : poll(video);
    },
  };
  return shelf;
}

async function readCreate(request: StandInRequest): Promise<VideoCreate> {
  const contentType = request.headers['content-type'] ?? '';
  if (!contentType.startsWith('multipart/form-data')) {
    return { contentType, fields: (request.json() ?? {}) as Record<string, unknown>, files: {} };
  }
  const create: VideoCreate = { contentType, fields: {}, files: {} };
  for (const [name, value] of await request.form()) {
    if (typeof value === 'string') create.fields[name] = value;
    else create.files[name] = { name: value.name, mime: value.type, bytes: new Uint8Array(await value.arrayBuffer()) };
  }
  return create;
}

const soraSizes = ['720x1280', '1280x720', '1024x1792', '1792x1024'];

/** What each server checks, as far as its source or its document tells. */
function problemOf(
  dialect: ServerDialect,
  { contentType, fields, files }: VideoCreate,
): { status: number; message: string } | null {
  const isForm = contentType.startsWith('multipart/form-data');
  const bad = (message: string, status = 400) => ({ status, message });
  if (typeof fields.prompt !== 'string' || fields.prompt === '') return bad('prompt: field required', 422);
  const seconds = fields.seconds;
  switch (dialect) {
    case 'openai':
      if (typeof seconds !== 'string' || !['4', '8', '12'].includes(seconds)) return bad('Invalid value: seconds');
      return soraSizes.includes(String(fields.size)) ? null : bad('Invalid value: size');
    case 'vllm-omni':
      if (!isForm) return bad('only forms are read', 422);
      if (!/^[1-9]\d*$/.test(String(seconds))) return bad('seconds: string should match pattern', 422);
      return /^\d+x\d+$/.test(String(fields.size)) ? null : bad('size: string should match pattern', 422);
    case 'sglang':
      // Builds before the repair of this wanted a file in every form.
      if (isForm && Object.keys(files).length === 0) return bad('input_reference file is required');
      return isForm || Number.isInteger(seconds) ? null : bad('seconds: input should be a valid integer', 422);
    case 'aquiles':
      if (seconds !== undefined && typeof seconds !== 'string')
        return bad('seconds: input should be a valid string', 422);
      return soraSizes.includes(String(fields.size)) ? null : bad('size: not permitted', 422);
    case 'custom':
      return null;
  }
}
