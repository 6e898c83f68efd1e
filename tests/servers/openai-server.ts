/**
 * Stands in for servers with the shape of OpenAI's API: clips, pictures, voices, transcripts, checks, words and models.
 *
 * The wire format is that of the official OpenAPI document for OpenAI and of the servers' own sources for the dialects.
 */
import type { ProviderStandIn } from './provider-stand-in.ts';
import { createVideoShelf, failure, type ServerDialect, type VideoShelf } from './openai-videos.ts';
import { sampleClip, sampleVoice } from './sample-media.ts';
import { startStandIn, type StandInAnswer, type StandInRequest } from './stand-in-server.ts';
import { createPng } from '../support/png.ts';

export type OpenAiStandIn = ProviderStandIn & {
  readonly dialect: ServerDialect;
  readonly videos: VideoShelf;
  /** Ids that `GET /models` lists. */
  modelIds: string[];
  /** What SGLang says that it has loaded. */
  taskType: 'T2V' | 'I2V' | 'TI2V' | 'T2I';
  /** The words that a text model answers. */
  chatContent: string;
  /** What a check objects to, when the input holds this. */
  objections: Record<string, string[]>;
  readonly imageBytes: Uint8Array;
  readonly voiceBytes: Uint8Array;
  /** Answers a request in place of the usual answer; null leaves it to that. */
  override: ((request: StandInRequest) => StandInAnswer | null) | null;
};

export type OpenAiStandInOptions = {
  /** @default 'openai' */
  dialect?: ServerDialect;
  /** @default true */
  requiresKey?: boolean;
  resultBytes?: Uint8Array;
};

const usualModels: Record<ServerDialect, string[]> = {
  openai: [
    'sora-2',
    'sora-2-pro',
    'gpt-image-2',
    'gpt-6-luna',
    'gpt-4o-mini-tts',
    'whisper-1',
    'omni-moderation-latest',
  ],
  'vllm-omni': ['Wan-AI/Wan2.2-TI2V-5B-Diffusers'],
  sglang: ['Wan-AI/Wan2.2-TI2V-5B-Diffusers'],
  aquiles: ['ltx-2'],
  custom: ['house-model'],
};

export async function startOpenAiServer({
  dialect = 'openai',
  requiresKey = true,
  resultBytes = sampleClip(),
}: OpenAiStandInOptions = {}): Promise<OpenAiStandIn> {
  const videos = createVideoShelf(dialect, resultBytes);
  const prefix = dialect === 'aquiles' ? '' : '/v1';
  let wasSignedIn = true;

  async function handle(request: StandInRequest): Promise<StandInAnswer> {
    const hasKey = /^Bearer \S+$/.test(request.headers.authorization ?? '');
    if (hasKey !== requiresKey) wasSignedIn = false;
    const overridden = standIn.override?.(request);
    if (overridden) return overridden;
    if (requiresKey && !hasKey) return failure(dialect, 401, 'You did not provide an API key.', 'invalid_api_key');
    if (dialect === 'sglang' && request.path === '/models') {
      return { json: { model_path: standIn.modelIds[0], task_type: standIn.taskType, pipeline_name: 'WanPipeline' } };
    }
    if (!request.path.startsWith(`${prefix}/`)) return failure(dialect, 404, 'Not Found');
    return route(request, request.path.slice(prefix.length));
  }

  async function route(request: StandInRequest, path: string): Promise<StandInAnswer> {
    if (/^\/videos(\/|$)/.test(path)) return videos.handle(request, path.slice('/videos'.length));
    switch (`${request.method} ${path}`) {
      case 'GET /models':
        return { json: { object: 'list', data: standIn.modelIds.map((id) => ({ id, object: 'model', created: 0 })) } };
      case 'POST /images/generations':
        return image(request.json() as Record<string, unknown>);
      case 'POST /images/edits':
        return image(Object.fromEntries(await request.form()));
      case 'POST /audio/speech':
        return { headers: { 'content-type': 'audio/mpeg' }, body: standIn.voiceBytes };
      case 'POST /audio/transcriptions':
        return transcript(await request.form());
      case 'POST /moderations':
        return check(request.body.toString('utf8'));
      case 'POST /chat/completions':
        return chat();
      default:
        if (path.startsWith('/images/')) return { headers: { 'content-type': 'image/png' }, body: standIn.imageBytes };
        return failure(dialect, 404, 'Not Found');
    }
  }

  /** OpenAI's own models always answer the bytes; aquiles-image answers an address unless it is asked for them. */
  function image({ prompt, model, response_format: format }: Record<string, unknown>): StandInAnswer {
    if (typeof prompt !== 'string') return failure(dialect, 400, 'prompt: field required');
    if (dialect === 'openai' && String(model).startsWith('gpt-image') && format !== undefined) {
      return failure(dialect, 400, "Unknown parameter: 'response_format'.", 'unknown_parameter');
    }
    const isUrl = dialect === 'aquiles' && format !== 'b64_json';
    const b64 = Buffer.from(standIn.imageBytes).toString('base64');
    const data = isUrl ? [{ url: `${standIn.server.url}/images/one.png` }] : [{ b64_json: b64 }];
    const usage = { input_tokens: 12, output_tokens: 272, total_tokens: 284 };
    return { json: { created: 1, data, size: '1024x1024', quality: 'high', ...(dialect === 'openai' && { usage }) } };
  }

  function transcript(form: FormData): StandInAnswer {
    if (!(form.get('file') instanceof File)) return failure(dialect, 400, 'file: field required');
    const isGpt = ['gpt-4o-transcribe', 'gpt-4o-mini-transcribe'].some((model) => form.get('model') === model);
    if (isGpt && form.get('response_format') !== 'json') return failure(dialect, 400, 'Unsupported response_format');
    if (form.get('response_format') === 'json') return { json: { text: 'Keep the light on.' } };
    const segments = [
      { id: 0, start: 0, end: 1.2, text: ' Keep the' },
      { id: 1, start: 1.2, end: 2, text: ' light on.' },
    ];
    return { json: { task: 'transcribe', language: 'english', duration: 2, text: 'Keep the light on.', segments } };
  }

  function check(body: string): StandInAnswer {
    const found = Object.entries(standIn.objections).find(([marker]) => body.includes(marker));
    const categories = { 'violence/graphic': false, violence: false, sexual: false };
    for (const name of found?.[1] ?? []) Object.assign(categories, { [name]: true });
    return { json: { id: 'modr-1', model: 'omni-moderation', results: [{ flagged: Boolean(found), categories }] } };
  }

  function chat(): StandInAnswer {
    const message = { role: 'assistant', content: standIn.chatContent, refusal: null };
    const usage = { prompt_tokens: 20, completion_tokens: 5, total_tokens: 25 };
    return {
      json: {
        id: 'chatcmpl-1',
        object: 'chat.completion',
        choices: [{ index: 0, finish_reason: 'stop', message }],
        usage,
      },
    };
  }

  const server = await startStandIn(handle);
  const idsWith = (marker: string) =>
    [...videos.videos.values()]
      .filter(({ create }) => String(create.fields.prompt).includes(marker))
      .map(({ id }) => id);
  const standIn: OpenAiStandIn = {
    baseUrl: server.url,
    server,
    dialect,
    videos,
    modelIds: usualModels[dialect],
    taskType: 'TI2V',
    chatContent: '{"ok":true}',
    objections: {},
    imageBytes: new Uint8Array(createPng({ widthPx: 64, heightPx: 64 })),
    voiceBytes: sampleVoice(),
    override: null,
    resultBytes,
    removedIds: videos.removedIds,
    countCreates: (marker) => videos.creates.filter(({ fields }) => String(fields.prompt).includes(marker)).length,
    jobIdsOf: idsWith,
    finish(how) {
      videos.ending = how;
    },
    get pollsNeeded() {
      return videos.pollsNeeded;
    },
    set pollsNeeded(count) {
      videos.pollsNeeded = count;
    },
    forget: () => videos.videos.clear(),
    // Results lie under the job's own address and are fetched with the key, so nothing expires.
    expireResults: () => {},
    wasAlwaysSignedIn: () => wasSignedIn,
    close: () => server.close(),
  };
  return standIn;
}
