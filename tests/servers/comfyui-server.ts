/**
 * Stands in for a ComfyUI server, as server.py, execution.py and comfy_execution/jobs.py of ComfyUI have it on the wire:
 * its queue, its history, its files, and what versions differ in.
 */
import type { ComfyWorkflow } from '#shared/domain/connection.ts';
import type { ProviderStandIn } from './provider-stand-in.ts';
import { startStandIn, type StandInAnswer, type StandInRequest } from './stand-in-server.ts';

export type ComfyUiStandInOptions = {
  /**
   * `jobs`: has `/api/jobs` with cancel. `jobs-only`: without cancel. `history`: has neither, but takes the client's
   * ids. `own-ids`: chooses them itself, and an interrupt hits whatever runs.
   *
   * @default 'jobs'
   */
  age?: 'jobs' | 'jobs-only' | 'history' | 'own-ids';
  /** Asked for as a bearer token, as a proxy before the server does; null asks for none. @default null */
  key?: string | null;
  resultBytes?: Uint8Array;
};

export type ComfyUiStandIn = ProviderStandIn & {
  /** Bodies of accepted `POST /prompt` requests, oldest first. */
  readonly createBodies: PromptBody[];
  /** Paths of uploaded files below the server's input folder. */
  readonly uploads: Map<string, Buffer>;
  /** What a finished job's nodes wrote, in place of one file of SaveVideo. */
  outputs: Record<string, unknown> | null;
  /** Says of each upload that it went well, and keeps none. */
  losesUploads: boolean;
  /** Classes of nodes that the server has. */
  nodeClasses: string[];
  /** Those of them that spend money at a service. */
  partnerClasses: string[];
  /** Packages by class, for those that are not ComfyUI's own: `custom_nodes.some-package`. */
  modules: Record<string, string>;
  /** The server's own clock. */
  nowMs: () => number;
  /** Ids of jobs that were stopped, or whatever ran when nobody said what. */
  readonly interruptedIds: string[];
};

export type PromptBody = {
  prompt: Record<string, { class_type: string; inputs: Record<string, unknown>; _meta?: { title?: string } }>;
  prompt_id?: string;
  client_id?: string;
  extra_data?: unknown;
};

type Ending = 'completed' | 'failed' | 'cancelled';
type Job = {
  id: string;
  number: number;
  body: PromptBody;
  createdAtMs: number;
  polls: number;
  ending: Ending | null;
};

export async function startComfyUiStandIn(options: ComfyUiStandInOptions = {}): Promise<ComfyUiStandIn> {
  const { age = 'jobs', key = null, resultBytes = clip } = options;
  const jobs = new Map<string, Job>();
  const hasJobs = age === 'jobs' || age === 'jobs-only';
  let ending: Ending | null = null;
  let wasSignedIn = true;
  let promptCount = 0;

  const openJobs = () => [...jobs.values()].filter((job) => job.ending === null);
  /** One job runs at a time, in the order of their numbers. */
  const runningJob = () => openJobs()[0];

  function poll(job: Job): void {
    if (job.ending !== null) return;
    job.polls += 1;
    if (ending !== null && job.polls >= standIn.pollsNeeded) job.ending = ending;
  }

  function createPrompt(request: StandInRequest): StandInAnswer {
    const body = request.json() as PromptBody | undefined;
    if (typeof body?.prompt !== 'object') return refusal('no_prompt', 'No prompt provided');
    if (hasJobs && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(body.prompt_id ?? '')) {
      return refusal('invalid_prompt_id', 'prompt_id must be a valid UUID');
    }
    const problem = findProblem(body.prompt);
    if (problem) return problem;
    promptCount += 1;
    const id = age === 'own-ids' || !body.prompt_id ? `own-${promptCount}` : body.prompt_id;
    standIn.createBodies.push(body);
    jobs.set(id, { id, number: promptCount, body, createdAtMs: standIn.nowMs(), polls: 0, ending: null });
    return { json: { prompt_id: id, number: promptCount, node_errors: {} } };
  }

  function findProblem(graph: PromptBody['prompt']): StandInAnswer | null {
    for (const [id, { class_type, inputs, _meta }] of Object.entries(graph)) {
      if (!standIn.nodeClasses.includes(class_type)) {
        const node_title = _meta?.title ?? class_type;
        const message = `Node '${node_title}' not found. The custom node may not be installed.`;
        const extra_info = { node_id: id, class_type, node_title };
        return refusal('missing_node_type', message, { details: `Node ID '#${id}'`, extra_info });
      }
      const file = class_type === 'LoadImage' ? String(inputs.image) : null;
      if (file === null || standIn.uploads.has(file)) continue;
      const errors = [
        {
          type: 'custom_validation_failed',
          message: 'Custom validation failed for node',
          details: `image - Invalid image file: ${file}`,
        },
      ];
      const node_errors = { [id]: { errors, dependent_outputs: ['58'], class_type } };
      return refusal('prompt_outputs_failed_validation', 'Prompt outputs failed validation', { node_errors });
    }
    return null;
  }

  async function uploadImage(request: StandInRequest): Promise<StandInAnswer> {
    const form = await request.form();
    const image = form.get('image');
    const subfolder = form.get('subfolder');
    if (!(image instanceof File) || typeof subfolder !== 'string' || form.get('overwrite') !== 'true')
      return { status: 400 };
    if (!standIn.losesUploads)
      standIn.uploads.set(`${subfolder}/${image.name}`, Buffer.from(await image.arrayBuffer()));
    return { json: { name: image.name, subfolder, type: 'input' } };
  }

  function jobDetail(job: Job): unknown {
    const common = { id: job.id, priority: job.number, create_time: job.createdAtMs };
    if (job.ending === null)
      return { ...common, status: job === runningJob() ? 'in_progress' : 'pending', outputs_count: 0 };
    const status = {
      status_str: job.ending === 'completed' ? 'success' : 'error',
      completed: job.ending === 'completed',
    };
    return {
      ...common,
      status: job.ending,
      execution_start_time: job.createdAtMs + 1000,
      execution_end_time: job.createdAtMs + 61_000,
      ...(job.ending === 'failed' && { execution_error: executionError(job) }),
      outputs: job.ending === 'completed' ? outputsOf(job) : {},
      execution_status: { ...status, messages: messagesOf(job) },
      workflow: { prompt: job.body.prompt, extra_data: { client_id: job.body.client_id } },
    };
  }

  function historyEntry(job: Job): unknown {
    const isGood = job.ending === 'completed';
    return {
      prompt: queueItem(job),
      outputs: isGood ? outputsOf(job) : {},
      status: { status_str: isGood ? 'success' : 'error', completed: isGood, messages: messagesOf(job) },
      meta: {},
    };
  }

  function outputsOf({ body }: Job): Record<string, unknown> {
    if (standIn.outputs) return standIn.outputs;
    const [nodeId, node] = Object.entries(body.prompt).find(([, { class_type }]) => class_type === 'SaveVideo') ?? [];
    const [, subfolder = '', name = ''] = /^(?:(.*)\/)?([^/]+)$/.exec(String(node?.inputs.filename_prefix)) ?? [];
    const file = { filename: `${name}_00001_.mp4`, subfolder, type: 'output' };
    return { [nodeId ?? '9']: { images: [file], animated: [true] } };
  }

  function interrupt(request: StandInRequest): StandInAnswer {
    const { prompt_id } = (request.json() ?? {}) as { prompt_id?: string };
    const running = runningJob();
    const isMeant = running && (age === 'own-ids' || prompt_id === undefined || prompt_id === running.id);
    if (isMeant) stop(running);
    return { status: 200 };
  }

  function stop(job: Job): void {
    job.ending = 'cancelled';
    standIn.interruptedIds.push(job.id);
  }

  function deleteFrom(ids: string[], where: 'queue' | 'history'): void {
    for (const id of ids) {
      const job = jobs.get(id);
      const isThere = job && (where === 'history' ? job.ending !== null : job.ending === null && job !== runningJob());
      if (!isThere) continue;
      jobs.delete(id);
      if (where === 'history') standIn.removedIds.push(id);
    }
  }

  function cancel(id: string): boolean {
    const job = jobs.get(id);
    if (!job || job.ending !== null) return false;
    if (job === runningJob()) stop(job);
    else jobs.delete(id);
    return true;
  }

  function handleJobs(request: StandInRequest): StandInAnswer | null {
    const [, id = '', verb] = /^\/api\/jobs\/([^/]+)(\/cancel)?$/.exec(request.path) ?? [];
    if (request.method === 'POST' && verb && age === 'jobs')
      return { json: { cancelled: cancel(decodeURIComponent(id)) } };
    if (request.method !== 'GET' || verb) return null;
    if (request.path === '/api/jobs') {
      const isOfQueue = request.query.get('status') === 'pending,in_progress';
      const listed = isOfQueue ? openJobs() : [...jobs.values()];
      return { json: { jobs: listed.map(jobDetail), pagination: { has_more: false } } };
    }
    const job = jobs.get(decodeURIComponent(id));
    if (!job) return { status: 404, json: { error: 'Job not found' } };
    poll(job);
    return { json: jobDetail(job) };
  }

  function handleGet({ path, query }: StandInRequest): StandInAnswer | null {
    switch (path) {
      case '/queue': {
        for (const job of openJobs()) poll(job);
        const [running, ...pending] = openJobs();
        return { json: { queue_running: running ? [queueItem(running)] : [], queue_pending: pending.map(queueItem) } };
      }
      case '/history': {
        const ended = [...jobs.values()].filter((job) => job.ending !== null);
        return { json: Object.fromEntries(ended.map((job) => [job.id, historyEntry(job)])) };
      }
      case '/view': {
        const hasFile = query.get('type') === 'output' && query.get('filename')?.endsWith('_00001_.mp4');
        return hasFile ? { headers: { 'content-type': 'video/mp4' }, body: standIn.resultBytes } : { status: 404 };
      }
      case '/system_stats':
        return {
          json: { system: { os: 'posix', comfyui_version: '0.36.0' }, devices: [{ name: 'cpu', type: 'cpu' }] },
        };
      case '/object_info':
        return { json: Object.fromEntries(standIn.nodeClasses.map((name) => [name, nodeInfo(name)])) };
      default: {
        const [, name = ''] = /^\/object_info\/(.+)$/.exec(path)?.map(decodeURIComponent) ?? [];
        if (name !== '') return { json: standIn.nodeClasses.includes(name) ? { [name]: nodeInfo(name) } : {} };
        const job = jobs.get(decodeURIComponent(/^\/history\/(.+)$/.exec(path)?.[1] ?? ''));
        if (path.startsWith('/history/'))
          return { json: job && job.ending !== null ? { [job.id]: historyEntry(job) } : {} };
        return null;
      }
    }
  }

  function nodeInfo(name: string): unknown {
    const isPartner = standIn.partnerClasses.includes(name);
    const own = isPartner ? 'comfy_api_nodes.nodes_kling' : 'comfy_extras.nodes_wan';
    return {
      input: { required: {} },
      name,
      category: isPartner ? 'api node/video/Kling' : 'conditioning/video_models',
      python_module: standIn.modules[name] ?? own,
      ...(isPartner && { api_node: true }),
    };
  }

  function handlePost(request: StandInRequest): StandInAnswer | Promise<StandInAnswer> | null {
    const { delete: ids = [] } = (request.json() ?? {}) as { delete?: string[] };
    switch (request.path) {
      case '/prompt':
        return createPrompt(request);
      case '/upload/image':
        return uploadImage(request);
      case '/queue':
      case '/history':
        deleteFrom(ids, request.path === '/queue' ? 'queue' : 'history');
        return { status: 200 };
      case '/interrupt':
        return interrupt(request);
      default:
        return null;
    }
  }

  async function handle(request: StandInRequest): Promise<StandInAnswer> {
    if (key !== null && request.headers.authorization !== `Bearer ${key}`) {
      wasSignedIn = false;
      return { status: 401, headers: { 'content-type': 'text/html' }, body: '<h1>401</h1>' };
    }
    const isGet = request.method === 'GET';
    const isJobs = hasJobs && /^\/api\/jobs(?:\/|$)/.test(request.path);
    const answer = isJobs ? handleJobs(request) : isGet ? handleGet(request) : await handlePost(request);
    // Below "/" it serves the files of its window, which only GET is for.
    const text = { headers: { 'content-type': 'text/plain' } };
    return (
      answer ?? {
        ...text,
        ...(isGet ? { status: 404, body: '404: Not Found' } : { status: 405, body: '405: Method Not Allowed' }),
      }
    );
  }

  // As its web server does.
  const server = await startStandIn(async (request) => {
    const answer = await handle(request);
    const date = new Date(standIn.nowMs()).toUTCString();
    return { ...answer, headers: { date, ...answer.headers } };
  });
  const standIn: ComfyUiStandIn = {
    baseUrl: server.url,
    server,
    createBodies: [],
    uploads: new Map(),
    outputs: null,
    losesUploads: false,
    nodeClasses: Object.values(standInGraph).map(({ class_type }) => class_type),
    partnerClasses: [],
    modules: {},
    nowMs: () => 1_700_000_000_000,
    interruptedIds: [],
    countCreates: (marker) => standIn.createBodies.filter((body) => JSON.stringify(body).includes(marker)).length,
    jobIdsOf: (marker) =>
      [...jobs.values()].filter(({ body }) => JSON.stringify(body).includes(marker)).map(({ id }) => id),
    // A node that declines fails like any other.
    finish(how) {
      ending = how === 'well' ? 'completed' : 'failed';
    },
    pollsNeeded: 1,
    resultBytes,
    forget: () => jobs.clear(),
    // Files have names that last.
    expireResults: () => {},
    removedIds: [],
    wasAlwaysSignedIn: () => wasSignedIn,
    close: () => server.close(),
  };
  return standIn;
}

function queueItem({ number, id, body, createdAtMs }: Job): unknown[] {
  return [number, id, body.prompt, { client_id: body.client_id, create_time: createdAtMs }, ['9']];
}

function executionError({ id }: Job): Record<string, unknown> {
  return {
    prompt_id: id,
    node_id: '3',
    node_type: 'KSampler',
    exception_message: "Allocation on device\nmodel 'secret name' from /home/person/models/film.safetensors",
    exception_type: 'torch.OutOfMemoryError',
    traceback: [],
  };
}

function messagesOf(job: Job): unknown[] {
  const { id, createdAtMs } = job;
  const start = ['execution_start', { prompt_id: id, timestamp: createdAtMs + 1000 }];
  if (job.ending === 'completed')
    return [start, ['execution_success', { prompt_id: id, timestamp: createdAtMs + 61_000 }]];
  if (job.ending === 'failed') return [start, ['execution_error', executionError(job)]];
  return [start, ['execution_interrupted', { prompt_id: id, node_id: '3', node_type: 'KSampler' }]];
}

function refusal(
  type: string,
  message: string,
  {
    details = '',
    extra_info = {},
    node_errors = {},
  }: { details?: string; extra_info?: object; node_errors?: object } = {},
): StandInAnswer {
  return { status: 400, json: { error: { type, message, details, extra_info }, node_errors } };
}

/** Text, and a picture to begin with, to a clip: the shape of ComfyUI's own template for Wan 2.2. */
export const standInGraph = {
  '3': {
    class_type: 'KSampler',
    inputs: {
      seed: 82_628,
      steps: 20,
      cfg: 5,
      sampler_name: 'uni_pc',
      scheduler: 'simple',
      denoise: 1,
      model: ['48', 0],
      positive: ['6', 0],
      negative: ['7', 0],
      latent_image: ['55', 0],
    },
    _meta: { title: 'KSampler' },
  },
  '6': {
    class_type: 'CLIPTextEncode',
    inputs: { text: 'a fox', clip: ['38', 0] },
    _meta: { title: 'CLIP Text Encode (Positive Prompt)' },
  },
  '7': {
    class_type: 'CLIPTextEncode',
    inputs: { text: 'blurry', clip: ['38', 0] },
    _meta: { title: 'CLIP Text Encode (Negative Prompt)' },
  },
  '8': { class_type: 'VAEDecode', inputs: { samples: ['3', 0], vae: ['39', 0] } },
  '37': { class_type: 'UNETLoader', inputs: { unet_name: 'wan2.2_ti2v_5B_fp16.safetensors', weight_dtype: 'default' } },
  '38': { class_type: 'CLIPLoader', inputs: { clip_name: 'umt5_xxl.safetensors', type: 'wan', device: 'default' } },
  '39': { class_type: 'VAELoader', inputs: { vae_name: 'wan2.2_vae.safetensors' } },
  '48': { class_type: 'ModelSamplingSD3', inputs: { shift: 8, model: ['37', 0] } },
  '55': {
    class_type: 'Wan22ImageToVideoLatent',
    inputs: { width: 1280, height: 704, length: 121, batch_size: 1, vae: ['39', 0], start_image: ['56', 0] },
  },
  '56': { class_type: 'LoadImage', inputs: { image: 'example.png' }, _meta: { title: 'Load Image' } },
  '57': { class_type: 'CreateVideo', inputs: { fps: 24, images: ['8', 0] } },
  '58': {
    class_type: 'SaveVideo',
    inputs: { filename_prefix: 'video/ComfyUI', format: 'auto', codec: 'auto', video: ['57', 0] },
  },
};

/** A workflow that the stand-in runs; it begins with a picture. */
export const standInWorkflow: ComfyWorkflow = {
  name: 'Wan 2.2 5B',
  graph: standInGraph,
  bindings: [
    { source: 'prompt', nodeId: '6', inputName: 'text' },
    { source: 'negative-prompt', nodeId: '7', inputName: 'text' },
    { source: 'seed', nodeId: '3', inputName: 'seed' },
    { source: 'width', nodeId: '55', inputName: 'width' },
    { source: 'height', nodeId: '55', inputName: 'height' },
    { source: 'frames', nodeId: '55', inputName: 'length' },
    { source: 'first-frame', nodeId: '56', inputName: 'image' },
    { source: 'file-prefix', nodeId: '58', inputName: 'filename_prefix' },
  ],
};

const clip = new TextEncoder().encode('\0\0\0\x18ftypisom\0\0\0\0isommp42 clip of the stand-in for ComfyUI');
