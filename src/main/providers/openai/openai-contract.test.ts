/** What is sent, held against the official OpenAPI document of OpenAI and the one derived for vLLM-Omni. */
import { describe, expect, it } from 'vitest';
import { hasSharedFixtures, sharedFixture } from '../../../../tests/support/fixtures.ts';
import {
  attemptId,
  openAiWorld,
  type OpenAiWorld,
  otherStillId,
  stillId,
  voiceId,
} from '../../../../tests/support/openai-world.ts';
import { openApiCheck } from '../../../../tests/support/openapi-check.ts';
import type { SettingValue } from '#shared/domain/model.ts';

const frameSize = { widthPx: 1536, heightPx: 1024 };

const calls: Array<{ name: string; path: string; make: (world: OpenAiWorld) => Promise<unknown> }> = [
  {
    name: 'a clip',
    path: '/videos',
    make: async ({ video, request }) => video.submit(await request(), { attemptId }),
  },
  {
    name: 'a clip that begins with a picture',
    path: '/videos',
    make: async ({ video, request }) => video.submit(await request({ withStill: true }), { attemptId }),
  },
  { name: 'a picture', path: '/images/generations', make: (world) => picture(world, [], { quality: 'high' }) },
  { name: 'a picture from another', path: '/images/edits', make: (world) => picture(world, [stillId], {}) },
  {
    name: 'a picture from two others',
    path: '/images/edits',
    make: (world) => picture(world, [stillId, otherStillId], { background: 'opaque' }),
  },
  {
    name: 'a voice',
    path: '/audio/speech',
    make: ({ provider }) =>
      provider.speech?.speak(
        { modelId: 'gpt-4o-mini-tts', text: 'Keep the light on.', voice: 'marin', instructions: 'Whisper.' },
        {},
      ) ?? Promise.reject(new Error('no voices')),
  },
  ...['whisper-1', 'gpt-4o-transcribe', 'gpt-4o-transcribe-diarize'].map((modelId) => ({
    name: `a transcript by ${modelId}`,
    path: '/audio/transcriptions',
    make: async ({ provider }: OpenAiWorld) =>
      provider.transcription?.transcribe({ modelId, assetId: voiceId, language: 'en' }, {}),
  })),
  {
    name: 'a check of a prompt and a picture',
    path: '/moderations',
    make: async ({ provider }) => provider.moderation?.check({ prompt: 'A storm.', imageAssetIds: [stillId] }, {}),
  },
  ...[
    null,
    { name: 'shots', schema: { type: 'object', properties: {}, additionalProperties: false, required: [] } },
  ].map((schema) => ({
    name: schema ? 'words as JSON of a schema' : 'plain words',
    path: '/chat/completions',
    make: async ({ provider }: OpenAiWorld) =>
      provider.text?.complete(
        { modelId: 'gpt-6-luna', system: 'Be brief.', user: 'Name three shots.', schema, maxOutputTokens: 200 },
        {},
      ),
  })),
];

async function picture(
  { provider, model }: OpenAiWorld,
  inputAssetIds: (typeof stillId)[],
  settings: Record<string, SettingValue>,
) {
  const request = { model: await model('gpt-image-2'), prompt: 'A lighthouse.', inputAssetIds, frameSize, settings };
  return provider.image?.generate(request, {});
}

describe.skipIf(!hasSharedFixtures)('what is sent to OpenAI', () => {
  const check = hasSharedFixtures ? openApiCheck(sharedFixture('openapi/openai-reduced.openapi.yaml')) : null;

  for (const { name, path, make } of calls) {
    it(`is as its document says: ${name}`, async () => {
      const world = await openAiWorld();
      const outcome = await make(world);
      expect(['accepted', 'finished']).toContain((outcome as { kind: string }).kind);
      const sent = world.standIn.server.requests.filter((request) => request.path === `/v1${path}`);
      expect(sent.length).toBeGreaterThan(0);
      for (const request of sent) expect(await check?.problemsOf(request, path)).toEqual([]);
    });
  }

  it('would be found out if it were not', async () => {
    const { standIn, video, request } = await openAiWorld();
    const asked = await request({ settings: { durationSeconds: 5, extra: { steps: 30 } } });
    await video.submit(asked, { attemptId });
    const [sent] = standIn.server.requests.filter(({ method }) => method === 'POST');
    const problems = sent && (await check?.problemsOf(sent, '/videos'));
    expect(problems).toContain('steps is not known');
    expect(problems?.some((problem) => problem.startsWith('/seconds'))).toBe(true);
  });
});

describe.skipIf(!hasSharedFixtures)('what is sent to vLLM-Omni', () => {
  const check = hasSharedFixtures ? openApiCheck(sharedFixture('openapi/vllm-omni-videos.derived.openapi.yaml')) : null;

  it.each([{ withStill: false }, { withStill: true }])('is as its document says: %o', async ({ withStill }) => {
    const { standIn, video, request } = await openAiWorld({ dialect: 'vllm-omni' });
    const settings = { seed: 0, negativePrompt: 'blurry', extra: { num_inference_steps: 30, generate_sound: true } };
    const outcome = await video.submit(await request({ settings, withStill }), { attemptId });
    expect(outcome.kind).toBe('accepted');
    const [sent] = standIn.server.requests.filter(({ method }) => method === 'POST');
    expect(sent && (await check?.problemsOf(sent, '/v1/videos'))).toEqual([]);
    const fields = standIn.videos.creates[0]?.fields;
    expect(fields).toMatchObject({ seed: '0', negative_prompt: 'blurry', fps: '24', generate_sound: 'true' });
  });

  it('is as its document says where the picture goes as JSON', async () => {
    const { standIn, video, request } = await openAiWorld({
      dialect: 'vllm-omni',
      with: { referenceStyle: 'image-json', referenceField: 'image_reference' },
    });
    await video.submit(await request({ withStill: true }), { attemptId });
    const [sent] = standIn.server.requests.filter(({ method }) => method === 'POST');
    expect(sent && (await check?.problemsOf(sent, '/v1/videos'))).toEqual([]);
    const reference = JSON.parse(String(standIn.videos.creates[0]?.fields.image_reference)) as { image_url: string };
    expect(reference.image_url).toMatch(/^data:image\/png;base64,/);
  });
});
