/**
 * Stands in for OpenRouter: video jobs, the lists of models, the key's own facts and chat completions, as its
 * documentation shows them on the wire.
 */
import type { ProviderStandIn } from './provider-stand-in.ts';
import { startStandIn, type StandInAnswer, type StandInRequest } from './stand-in-server.ts';

export type OpenRouterStandIn = ProviderStandIn & {
  /** What `GET /videos/models` lists. */
  videoModels: unknown[];
  /** What `GET /models` lists. */
  textModels: unknown[];
  /** What `GET /key` says is left; null for a key without a limit. */
  limitRemaining: number | null;
  /** Answers the next request that its path fits in place of the usual answer. */
  override: ((request: StandInRequest) => StandInAnswer | null) | null;
  /** Bodies of the create requests, oldest first. */
  readonly createBodies: Array<Record<string, unknown>>;
  readonly chatBodies: Array<Record<string, unknown>>;
};

type Job = { id: string; prompt: string; polls: number; ending: 'completed' | 'failed' | 'refused' | null };

/** The key that a test gives its connection; any other is refused. */
const key = 'test-key-0123456789';

export async function startOpenRouterStandIn({
  resultBytes = clip,
}: {
  resultBytes?: Uint8Array;
} = {}): Promise<OpenRouterStandIn> {
  const jobs = new Map<string, Job>();
  let ending: Job['ending'] = null;
  let wasSignedIn = true;
  let jobCount = 0;

  function createJob(request: StandInRequest): StandInAnswer {
    const body = request.json() as Record<string, unknown> | undefined;
    if (typeof body?.model !== 'string') return failure(400, 'model: Required');
    if (!standIn.videoModels.some((model) => (model as { id: string }).id === body.model)) {
      return failure(404, `Model ${body.model} not found`);
    }
    if (ending === 'refused') {
      return failure(403, 'Your input was flagged', {
        reasons: ['violence'],
        flagged_input: 'a fight',
        provider_name: 'x',
      });
    }
    jobCount += 1;
    const id = `gen-vid-${jobCount}`;
    standIn.createBodies.push(body);
    jobs.set(id, { id, prompt: String(body.prompt), polls: 0, ending: null });
    const polling_url = `${standIn.baseUrl}/videos/${id}`;
    return { status: 202, json: { id, polling_url, status: 'pending' } };
  }

  function pollJob(job: Job): StandInAnswer {
    const common = { id: job.id, polling_url: `${standIn.baseUrl}/videos/${job.id}` };
    job.polls += 1;
    if (job.ending === null && job.polls >= standIn.pollsNeeded) job.ending = ending;
    if (job.ending === 'completed') {
      const unsigned_urls = [`${common.polling_url}/content?index=0`];
      const usage = { cost: 0.8, is_byok: false };
      return { json: { ...common, generation_id: 'gen-1', status: 'completed', unsigned_urls, usage } };
    }
    if (job.ending === 'failed') return { json: { ...common, status: 'failed', error: 'The provider gave up' } };
    // Why it failed is a sentence and nothing more: what a provider declines later on looks like any other failure.
    if (job.ending === 'refused') return { json: { ...common, status: 'failed', error: 'Declined by the provider' } };
    return { json: { ...common, status: job.polls === 1 ? 'pending' : 'in_progress' } };
  }

  function complete(request: StandInRequest): StandInAnswer {
    standIn.chatBodies.push(request.json() as Record<string, unknown>);
    const message = { role: 'assistant', content: '{"shots":[]}', refusal: null };
    const usage = { prompt_tokens: 120, completion_tokens: 34, total_tokens: 154, cost: 0.000_95 };
    return {
      json: { id: 'gen-2', model: 'acme/writer', choices: [{ index: 0, finish_reason: 'stop', message }], usage },
    };
  }

  function handle(request: StandInRequest): StandInAnswer {
    const { method, path } = request;
    if (request.headers.authorization !== `Bearer ${key}`) {
      wasSignedIn = false;
      return failure(401, 'No auth credentials found');
    }
    const special = standIn.override?.(request) ?? null;
    if (special) return special;
    if (method === 'POST' && path === '/api/v1/videos') return createJob(request);
    if (method === 'POST' && path === '/api/v1/chat/completions') return complete(request);
    if (method !== 'GET') return failure(404, 'Not Found');
    if (path === '/api/v1/videos/models') return { json: { data: standIn.videoModels } };
    if (path === '/api/v1/models') return { json: { data: standIn.textModels } };
    if (path === '/api/v1/key') return { json: { data: keyFacts(standIn.limitRemaining) } };
    const [, id, content] = /^\/api\/v1\/videos\/([^/]+)(\/content)?$/.exec(path) ?? [];
    const job = jobs.get(decodeURIComponent(id ?? ''));
    if (!job) return failure(404, 'Video generation job not found');
    if (!content) return pollJob(job);
    if (job.ending !== 'completed' || request.query.get('index') !== '0') return failure(400, 'Not ready');
    return { headers: { 'content-type': 'video/mp4' }, body: standIn.resultBytes };
  }

  const server = await startStandIn(handle);
  const idsOf = (marker: string) => [...jobs.values()].filter(({ prompt }) => prompt.includes(marker));
  const standIn: OpenRouterStandIn = {
    baseUrl: `${server.url}/api/v1`,
    server,
    videoModels: [...videoModels],
    textModels: [...textModels],
    limitRemaining: 74.5,
    override: null,
    createBodies: [],
    chatBodies: [],
    countCreates: (marker) => standIn.createBodies.filter(({ prompt }) => String(prompt).includes(marker)).length,
    jobIdsOf: (marker) => idsOf(marker).map(({ id }) => id),
    finish(how) {
      ending = how === 'well' ? 'completed' : how === 'badly' ? 'failed' : 'refused';
    },
    pollsNeeded: 1,
    resultBytes,
    forget: () => jobs.clear(),
    // Its content is at the API itself, for as long as the job is known.
    expireResults: () => {},
    removedIds: [],
    wasAlwaysSignedIn: () => wasSignedIn,
    close: () => server.close(),
  };
  return standIn;
}

function failure(code: number, message: string, metadata?: Record<string, unknown>): StandInAnswer {
  return { status: code, json: { error: { code, message, ...(metadata && { metadata }) } } };
}

function keyFacts(limitRemaining: number | null) {
  return {
    label: 'sk-or-v1-abc...123',
    limit: limitRemaining === null ? null : 100,
    limit_remaining: limitRemaining,
    limit_reset: null,
    usage: 25.5,
    usage_daily: 1,
    is_free_tier: false,
    is_management_key: false,
  };
}

/** Shapes of the real list: its names of prices differ from model to model. */
const videoModels = [
  {
    id: 'acme/reel-1',
    canonical_slug: 'acme/reel-1',
    name: 'Acme: Reel 1',
    created: 1_719_792_000,
    supported_resolutions: ['1080p', '720p', '4K'],
    supported_aspect_ratios: ['16:9', '9:16'],
    supported_sizes: null,
    supported_durations: [8, 4, 6],
    supported_frame_images: ['first_frame', 'last_frame'],
    generate_audio: true,
    seed: true,
    creativity: null,
    upscale_factor: null,
    pricing_skus: {
      duration_seconds_with_audio: '0.40',
      duration_seconds_without_audio: '0.20',
      duration_seconds_with_audio_4k: '0.60',
      duration_seconds_without_audio_4k: '0.40',
    },
    allowed_passthrough_parameters: [],
  },
  {
    id: 'acme/pixel-2',
    name: 'Acme: Pixel 2',
    created: 1_719_792_001,
    supported_resolutions: null,
    supported_aspect_ratios: null,
    supported_sizes: ['1280x720', '720x1280'],
    supported_durations: null,
    supported_frame_images: null,
    generate_audio: null,
    seed: null,
    creativity: null,
    upscale_factor: null,
    pricing_skus: { video_tokens: '0.000007' },
    allowed_passthrough_parameters: [],
  },
  {
    id: 'acme/enlarge',
    name: 'Acme: Enlarge',
    supported_resolutions: null,
    upscale_factor: { min: 1, max: 4 },
    creativity: [0, 1],
    pricing_skus: { cents_per_megapixel_second_precise: '1' },
    allowed_passthrough_parameters: [],
  },
];

const textModels = [
  {
    id: 'acme/writer',
    name: 'Acme: Writer',
    architecture: { input_modalities: ['text', 'image'], output_modalities: ['text'] },
    supported_parameters: ['max_tokens', 'response_format', 'structured_outputs'],
    pricing: { prompt: '0.00000125', completion: '0.00001' },
    expiration_date: '2027-03-01',
  },
  {
    id: 'acme/free-writer:free',
    name: 'Acme: Free Writer',
    architecture: { input_modalities: ['text'], output_modalities: ['text'] },
    supported_parameters: ['structured_outputs'],
    pricing: { prompt: '0', completion: '0' },
    expiration_date: null,
  },
  {
    id: 'acme/talker',
    name: 'Acme: Talker',
    architecture: { input_modalities: ['text'], output_modalities: ['text'] },
    supported_parameters: ['max_tokens'],
    pricing: { prompt: '0.000001', completion: '0.000001' },
  },
];

const clip = new TextEncoder().encode('\0\0\0\x18ftypmp42\0\0\0\0mp42isom clip of the stand-in for OpenRouter');
