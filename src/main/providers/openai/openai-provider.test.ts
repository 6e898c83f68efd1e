/** Every dialect under the suite of all adapters. */
import { describeVideoProvider } from '../../../../tests/support/describe-video-provider.ts';
import { createHttpHarness } from '../../../../tests/support/provider-harness.ts';
import { startOpenAiServer } from '../../../../tests/servers/openai-server.ts';
import type { ServerDialect } from '../../../../tests/servers/openai-videos.ts';
import { defaultDialects } from '#shared/domain/video-dialects.ts';
import { createOpenAiProvider, openAiHosts } from './openai-provider.ts';

const cases: Array<{ dialect: ServerDialect; modelId: string }> = [
  { dialect: 'openai', modelId: 'sora-2' },
  { dialect: 'vllm-omni', modelId: 'Wan-AI/Wan2.2-TI2V-5B-Diffusers' },
  { dialect: 'sglang', modelId: 'Wan-AI/Wan2.2-TI2V-5B-Diffusers' },
  { dialect: 'aquiles', modelId: 'ltx-2' },
  { dialect: 'custom', modelId: 'house-model' },
];

for (const { dialect, modelId } of cases) {
  describeVideoProvider(
    `the ${dialect} dialect`,
    createHttpHarness({
      async startStandIn() {
        const standIn = await startOpenAiServer({ dialect });
        // SGLang's own records do not repeat the prompt; those of gateways before it do.
        standIn.videos.recordsPrompts = true;
        return standIn;
      },
      factory: createOpenAiProvider,
      hosts: openAiHosts,
      kind: 'openai',
      modelId,
      connection: { dialect: defaultDialects[dialect] },
    }),
  );
}

describeVideoProvider(
  'a server of one’s own without a key, its prefix in the address',
  createHttpHarness({
    async startStandIn() {
      const standIn = await startOpenAiServer({ dialect: 'vllm-omni', requiresKey: false });
      return { ...standIn, baseUrl: `${standIn.baseUrl}/v1` };
    },
    factory: createOpenAiProvider,
    hosts: openAiHosts,
    kind: 'openai',
    modelId: 'Wan-AI/Wan2.2-TI2V-5B-Diffusers',
    key: null,
    connection: { dialect: defaultDialects['vllm-omni'], hasKey: false },
  }),
);
