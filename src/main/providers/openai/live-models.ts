/** Models that only the server's own list names: what can be said of them is what their dialect can do. */
import type { ImageCapability, Model, ModelKind, ModelSetting, VideoCapability } from '#shared/domain/model.ts';
import type { OpenAiContext } from './openai-context.ts';
import { serverModelId } from './openai-video-request.ts';

/** What SGLang's `task_type` says of the pictures that a clip can begin with. */
export type TaskType = 'T2V' | 'I2V' | 'TI2V' | 'T2I' | null;

/** @param taskType null where the server does not tell */
export function liveModel(context: OpenAiContext, modelId: string, taskType: TaskType = null): Model {
  const kind = taskType === 'T2I' ? 'image' : kindOf(context, modelId);
  return {
    modelId,
    label: modelId === serverModelId ? "The server's model" : modelId,
    kind,
    prices: [],
    isFree: isFree(context),
    retiresOn: null,
    replacementModelId: null,
    source: 'GET /models',
    asOf: new Date(context.clock.nowMs()).toISOString().slice(0, 10),
    video: kind === 'video' ? videoCapability(context, modelId, taskType) : null,
    image: kind === 'image' ? imageCapability(context) : null,
    voices: [],
  };
}

/** Whether the server is one that makes clips in the first place. */
export function makesClips({ dialect }: OpenAiContext): boolean {
  return dialect.name !== 'none' && dialect.name !== 'openai';
}

/** A program of one's own asks no money. A gateway may stand next to one and pass everything on to a paid service. */
function isFree({ isOwnServer, dialect }: OpenAiContext): boolean {
  return isOwnServer && ['vllm-omni', 'sglang', 'aquiles'].includes(dialect.name);
}

/** By usual parts of names; a name that says nothing is what the dialect is for. */
const namedKinds: ReadonlyArray<{ kind: ModelKind; name: RegExp }> = [
  { kind: 'moderation', name: /moderation/ },
  { kind: 'transcription', name: /whisper|transcribe|\basr\b/ },
  { kind: 'speech', name: /tts|kokoro/ },
  // "t2v", "i2v", "ti2v"; before pictures, because of names such as "image-to-video"
  { kind: 'video', name: /video|t?i?2v\b|\bsora|\bveo/ },
  { kind: 'image', name: /image|flux|stable-diffusion|t2i/ },
];

function kindOf(context: OpenAiContext, modelId: string): ModelKind {
  const named = namedKinds.find(({ name }) => name.test(modelId.toLowerCase()))?.kind;
  return named ?? (makesClips(context) ? 'video' : 'text');
}

/** Longer than any model that can be run at home makes in one go; the servers set no end of their own. */
const maxSeconds = 20;

/** What aquiles-image and OpenAI take. */
const listedSizes = [
  { widthPx: 1280, heightPx: 720 },
  { widthPx: 720, heightPx: 1280 },
  { widthPx: 1792, heightPx: 1024 },
  { widthPx: 1024, heightPx: 1792 },
];

function videoCapability({ dialect }: OpenAiContext, modelId: string, taskType: TaskType): VideoCapability {
  const hasListedSizes = dialect.name === 'openai' || dialect.name === 'aquiles';
  const count = firstFrames({ dialect, modelId, taskType });
  return {
    duration: { kind: 'range', minSeconds: 1, maxSeconds, stepSeconds: 1 },
    size: hasListedSizes ? { kind: 'listed', sizes: listedSizes } : { kind: 'free', multipleOf: 16, maxSidePx: 1920 },
    inputs: count.max === 0 ? {} : { 'first-frame': count },
    exclusive: [],
    sound: 'none',
    hasSeed: dialect.seedField !== null,
    hasNegativePrompt: dialect.negativePromptField !== null,
    maxPromptCharacters: null,
    isPromptOptional: false,
    settings: diffusionSettings[dialect.name] ?? [],
    rules: [],
    burnsInSubtitles: false,
    isExact: false,
    followsCamera: false,
  };
}

type About = { dialect: OpenAiContext['dialect']; modelId: string; taskType: TaskType };

function firstFrames({ dialect, modelId, taskType }: About): { min: number; max: number } {
  if (dialect.referenceStyle === 'none' || taskType === 'T2V') return { min: 0, max: 0 };
  if (taskType === 'I2V') return { min: 1, max: 1 };
  // It refuses a picture for every model but LTX-2.
  if (dialect.name === 'aquiles' && !/ltx/i.test(modelId)) return { min: 0, max: 0 };
  return { min: 0, max: 1 };
}

const steps: ModelSetting = {
  key: 'num_inference_steps',
  label: 'Steps',
  field: { kind: 'number', min: 1, max: 200, isWhole: true },
  default: null,
};
const guidance: ModelSetting = {
  key: 'guidance_scale',
  label: 'Guidance',
  field: { kind: 'number', min: 0, max: 20, isWhole: false },
  default: null,
};
const sound: ModelSetting = { key: 'generate_sound', label: 'Sound', field: { kind: 'switch' }, default: false };

const diffusionSettings: Partial<Record<OpenAiContext['dialect']['name'], ModelSetting[]>> = {
  'vllm-omni': [steps, guidance, sound],
  sglang: [steps, guidance],
};

function imageCapability({ dialect }: OpenAiContext): ImageCapability {
  const isDiffusion = diffusionSettings[dialect.name] !== undefined;
  return {
    size: isDiffusion
      ? { kind: 'free', multipleOf: 16, maxSidePx: 2048 }
      : {
          kind: 'listed',
          sizes: [
            { widthPx: 1024, heightPx: 1024 },
            { widthPx: 1536, heightPx: 1024 },
            { widthPx: 1024, heightPx: 1536 },
          ],
        },
    maxInputImages: 1,
    maxPromptCharacters: null,
    settings: isDiffusion ? [steps, guidance] : [],
  };
}
