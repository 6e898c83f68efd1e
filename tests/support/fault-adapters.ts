/** Every adapter with its stand-in, as the tests of bad days set them up. */
import { comfyUiHosts, createComfyUiProvider } from '#main/providers/comfyui/comfyui-provider.ts';
import { createFalProvider, falHosts } from '#main/providers/fal/fal-provider.ts';
import { createGeminiProvider, geminiHosts } from '#main/providers/gemini/gemini-provider.ts';
import { createLumaProvider, lumaHosts } from '#main/providers/luma/luma-provider.ts';
import { createOpenAiProvider, openAiHosts } from '#main/providers/openai/openai-provider.ts';
import { createOpenRouterProvider, openRouterHosts } from '#main/providers/openrouter/openrouter-provider.ts';
import { createReplicateProvider, replicateHosts } from '#main/providers/replicate/replicate-provider.ts';
import { createRunwayProvider, runwayHosts } from '#main/providers/runway/runway-provider.ts';
import { defaultDialects } from '#shared/domain/video-dialects.ts';
import { standInWorkflow, startComfyUiStandIn } from '../servers/comfyui-server.ts';
import { startFalStandIn } from '../servers/fal-server.ts';
import { startGeminiServer } from '../servers/gemini-server.ts';
import { startLumaStandIn } from '../servers/luma-server.ts';
import { startOpenAiServer } from '../servers/openai-server.ts';
import { startOpenRouterStandIn } from '../servers/openrouter-server.ts';
import { startReplicateStandIn } from '../servers/replicate-server.ts';
import { startRunwayStandIn } from '../servers/runway-server.ts';
import { createPng } from './png.ts';
import type { AssetId } from '#shared/domain/ids.ts';
import type { StandInRequest } from '../servers/stand-in-server.ts';
import type { FaultAdapter } from './fault-world.ts';

const png = createPng({ widthPx: 16, heightPx: 16 });

const posts = ({ method }: StandInRequest) => method === 'POST';
const postsTo = (pattern: RegExp) => (request: StandInRequest) => posts(request) && pattern.test(request.path);

const dialects = ['openai', 'vllm-omni', 'sglang', 'aquiles', 'custom'] as const;
const dialectModels = {
  openai: 'house-model',
  'vllm-omni': 'Wan-AI/Wan2.2-TI2V-5B-Diffusers',
  sglang: 'Wan-AI/Wan2.2-TI2V-5B-Diffusers',
  aquiles: 'ltx-2',
  custom: 'house-model',
};

function openAiAdapter(dialect: Exclude<(typeof dialects)[number], 'openai'>): FaultAdapter {
  return {
    name: `openai (${dialect})`,
    kind: 'openai',
    factory: createOpenAiProvider,
    hosts: openAiHosts,
    startStandIn: () => startOpenAiServer({ dialect }),
    modelId: dialectModels[dialect],
    connection: { dialect: defaultDialects[dialect] },
    isCreate: postsTo(/\/videos$/),
    // SGLang's records keep the prompt to themselves, so that nothing can be found again by it.
    findsAgain: dialect !== 'sglang',
  };
}

type ComfyUiCase = { name: string; age: 'jobs' | 'history'; isFree: boolean };

function comfyUiAdapter({ name, age, isFree }: ComfyUiCase): FaultAdapter {
  return {
    name,
    kind: 'comfyui',
    factory: createComfyUiProvider,
    hosts: comfyUiHosts,
    async startStandIn(clock) {
      const standIn = await startComfyUiStandIn({ age });
      standIn.nowMs = clock.nowMs;
      if (!isFree) standIn.partnerClasses = ['Wan22ImageToVideoLatent'];
      return standIn;
    },
    modelId: standInWorkflow.name,
    connection: { workflows: [standInWorkflow] },
    inputs: [{ role: 'first-frame', assetId: 'asset_0000000000000png' as AssetId }],
    assets: { asset_0000000000000png: { kind: 'image', bytes: png, mime: 'image/png' } },
    isCreate: postsTo(/\/prompt$/),
    findsAgain: true,
    forgets: true,
    isFree,
  };
}

/** Every adapter, each way in which it may be told of a fault. */
export const faultAdapters: FaultAdapter[] = [
  openAiAdapter('vllm-omni'),
  openAiAdapter('sglang'),
  openAiAdapter('custom'),
  {
    name: 'gemini',
    kind: 'gemini',
    factory: createGeminiProvider,
    hosts: geminiHosts,
    startStandIn: () => startGeminiServer(),
    modelId: 'gemini-omni-1.2-flash',
    isCreate: postsTo(/\/interactions$/),
  },
  {
    name: 'runway',
    kind: 'runway',
    factory: createRunwayProvider,
    hosts: runwayHosts,
    startStandIn: () => startRunwayStandIn(),
    modelId: 'gen4.5',
    isCreate: posts,
  },
  {
    name: 'luma',
    kind: 'luma',
    factory: createLumaProvider,
    hosts: lumaHosts,
    startStandIn: () => startLumaStandIn(),
    modelId: 'ray-3.2',
    isCreate: posts,
  },
  {
    name: 'fal',
    kind: 'fal',
    factory: createFalProvider,
    hosts: falHosts,
    startStandIn: () => startFalStandIn(),
    modelId: 'fal-ai/veo3.1',
    isCreate: posts,
  },
  {
    name: 'replicate',
    kind: 'replicate',
    factory: createReplicateProvider,
    hosts: replicateHosts,
    startStandIn: () => startReplicateStandIn(),
    modelId: 'bytedance/seedance-2.0',
    isCreate: postsTo(/predictions$/),
    findsAgain: true,
  },
  {
    name: 'openrouter',
    kind: 'openrouter',
    factory: createOpenRouterProvider,
    hosts: openRouterHosts,
    startStandIn: () => startOpenRouterStandIn(),
    modelId: 'acme/reel-1',
    isCreate: posts,
  },
  comfyUiAdapter({ name: 'comfyui', age: 'jobs', isFree: true }),
  comfyUiAdapter({ name: 'comfyui (partner nodes)', age: 'jobs', isFree: false }),
  comfyUiAdapter({ name: 'comfyui (before the jobs API, partner nodes)', age: 'history', isFree: false }),
];
