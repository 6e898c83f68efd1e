/** What can be added as a connection: addresses, where keys are made, and which adapter speaks to it. */
import type { ConnectionKindInfo } from '#shared/contract/generation-answers.ts';
import type { ConnectionKind, VideoDialect } from '#shared/domain/connection.ts';
import { defaultDialects } from '#shared/domain/video-dialects.ts';
import { comfyUiHosts, createComfyUiProvider } from './comfyui/comfyui-provider.ts';
import { createFalProvider, falBaseUrl, falHosts } from './fal/fal-provider.ts';
import { createGeminiProvider, geminiBaseUrl, geminiHosts } from './gemini/gemini-provider.ts';
import { createLumaProvider, lumaHosts } from './luma/luma-provider.ts';
import { createOpenAiProvider, openAiHosts } from './openai/openai-provider.ts';
import { createOpenRouterProvider, openRouterBaseUrl, openRouterHosts } from './openrouter/openrouter-provider.ts';
import type { AdapterKind } from './provider-registry.ts';
import { createReplicateProvider, replicateHosts } from './replicate/replicate-provider.ts';
import { createRunwayProvider, runwayHosts } from './runway/runway-provider.ts';

/** The adapter of each kind but the built-in one. */
export const adapterKinds: Record<Exclude<ConnectionKind, 'animatic'>, AdapterKind> = {
  openai: { create: createOpenAiProvider, hosts: openAiHosts },
  gemini: { create: createGeminiProvider, hosts: geminiHosts },
  runway: { create: createRunwayProvider, hosts: runwayHosts },
  luma: { create: createLumaProvider, hosts: lumaHosts },
  fal: { create: createFalProvider, hosts: falHosts },
  replicate: { create: createReplicateProvider, hosts: replicateHosts },
  openrouter: { create: createOpenRouterProvider, hosts: openRouterHosts },
  comfyui: { create: createComfyUiProvider, hosts: comfyUiHosts },
};

/** In the order in which they are offered. Addresses as the services' own documents give them in November 2026. */
export const connectionKindInfos: readonly ConnectionKindInfo[] = [
  {
    kind: 'openai',
    label: 'OpenAI or compatible server',
    defaultBaseUrl: 'https://api.openai.com',
    isKeyOptional: true,
    keysUrl: 'https://platform.openai.com/api-keys',
    offers: ['video', 'image', 'text', 'speech', 'transcription', 'moderation'],
    defaultConcurrency: 2,
  },
  {
    kind: 'comfyui',
    label: 'ComfyUI',
    defaultBaseUrl: 'http://127.0.0.1:8188',
    isKeyOptional: true,
    keysUrl: '',
    offers: ['video'],
    defaultConcurrency: 1,
  },
  {
    kind: 'gemini',
    label: 'Google Gemini',
    defaultBaseUrl: geminiBaseUrl,
    isKeyOptional: false,
    keysUrl: 'https://aistudio.google.com/apikey',
    offers: ['video', 'image', 'text', 'speech'],
    defaultConcurrency: 2,
  },
  {
    kind: 'runway',
    label: 'Runway',
    defaultBaseUrl: 'https://api.dev.runwayml.com',
    isKeyOptional: false,
    keysUrl: 'https://dev.runwayml.com',
    offers: ['video'],
    defaultConcurrency: 2,
  },
  {
    kind: 'luma',
    label: 'Luma',
    defaultBaseUrl: 'https://agents.lumalabs.ai/v1',
    isKeyOptional: false,
    keysUrl: 'https://platform.lumalabs.ai',
    offers: ['video'],
    defaultConcurrency: 2,
  },
  {
    kind: 'fal',
    label: 'fal',
    defaultBaseUrl: falBaseUrl,
    isKeyOptional: false,
    keysUrl: 'https://fal.ai/dashboard/keys',
    offers: ['video'],
    defaultConcurrency: 2,
  },
  {
    kind: 'replicate',
    label: 'Replicate',
    defaultBaseUrl: 'https://api.replicate.com/v1',
    isKeyOptional: false,
    keysUrl: 'https://replicate.com/account/api-tokens',
    offers: ['video'],
    defaultConcurrency: 4,
  },
  {
    kind: 'openrouter',
    label: 'OpenRouter',
    defaultBaseUrl: openRouterBaseUrl,
    isKeyOptional: false,
    keysUrl: 'https://openrouter.ai/settings/keys',
    offers: ['video', 'text'],
    defaultConcurrency: 4,
  },
];

/** How a new connection speaks; null for kinds without dialects. */
export function defaultDialectOf(kind: ConnectionKind): VideoDialect | null {
  return kind === 'openai' ? defaultDialects.openai : null;
}
