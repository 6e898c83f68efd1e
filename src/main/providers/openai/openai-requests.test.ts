/** What goes to each dialect, and that what is shown beforehand is what goes. */
import { describe, expect, it } from 'vitest';
import {
  attemptId,
  createsOf,
  openAiWorld,
  type OpenAiWorld,
  type OpenAiWorldOptions,
  otherStillId,
  stillBytes,
  stillId,
  voiceId,
} from '../../../../tests/support/openai-world.ts';
import type { VideoCreate } from '../../../../tests/servers/openai-videos.ts';
import type { OutgoingRequest } from '#main/net/provider-http.ts';
import type { StandInRequest } from '../../../../tests/servers/stand-in-server.ts';
import { apiPathOf, isOpenAiAddress, rootOf } from './openai-dialects.ts';

const settings = { seed: 0, negativePrompt: 'blurry' };

async function sent(options: OpenAiWorldOptions, withStill = false): Promise<VideoCreate> {
  const { standIn, video, request } = await openAiWorld(options);
  const outcome = await video.submit(await request({ settings, withStill }), { attemptId });
  expect(outcome.kind).toBe('accepted');
  const [create] = standIn.videos.creates;
  if (!create) throw new Error('nothing arrived');
  return create;
}

describe('a create request', () => {
  it('is a form with seconds as text for OpenAI, which knows no seed', async () => {
    const { contentType, fields } = await sent({ dialect: 'openai' });
    expect(contentType).toMatch(/^multipart\/form-data/);
    expect(fields).toEqual({ model: 'sora-2', prompt: expect.any(String), seconds: '4', size: '1280x720' });
  });

  it('is JSON with whole seconds for SGLang, seed 0 included', async () => {
    const { contentType, fields } = await sent({ dialect: 'sglang' });
    expect(contentType).toBe('application/json');
    expect(fields).toMatchObject({ seconds: 1, fps: 24, seed: 0, negative_prompt: 'blurry' });
  });

  it('is a form for SGLang when a picture goes along', async () => {
    const { contentType, files, fields } = await sent({ dialect: 'sglang' }, true);
    expect(contentType).toMatch(/^multipart\/form-data/);
    expect(files.input_reference).toMatchObject({ name: 'reference.png', mime: 'image/png', bytes: stillBytes });
    expect(fields.seconds).toBe('1');
  });

  it('stands below no prefix for aquiles-image', async () => {
    const { standIn, video, request } = await openAiWorld({ dialect: 'aquiles' });
    await video.submit(await request(), { attemptId });
    expect(createsOf(standIn).map(({ path }) => path)).toEqual(['/videos']);
  });

  it.each([
    { with: { referenceStyle: 'url', referenceField: 'reference_url' } as const, field: 'reference_url' },
    { with: { referenceStyle: 'url', encoding: 'json' } as const, field: 'input_reference' },
  ])('carries the picture as a data URL: %o', async ({ with: change, field }) => {
    const { fields } = await sent({ dialect: 'custom', with: change }, true);
    expect(fields[field]).toBe(`data:image/png;base64,${Buffer.from(stillBytes).toString('base64')}`);
  });

  it('carries the picture as an object inside JSON', async () => {
    const change = { referenceStyle: 'image-json', referenceField: 'image_reference', encoding: 'json' } as const;
    const { fields } = await sent({ dialect: 'custom', with: change }, true);
    expect(fields.image_reference).toEqual({ image_url: expect.stringMatching(/^data:image\/png;base64,/) });
  });

  it('carries the fields that the person wrote, which win', async () => {
    const { fields } = await sent({ dialect: 'custom', with: { extraFields: { priority: 'low', seconds: '7' } } });
    expect(fields).toMatchObject({ priority: 'low', seconds: '7' });
  });

  it('names no model when the server did not name one', async () => {
    const world = await openAiWorld({ dialect: 'vllm-omni' });
    world.standIn.override = ({ path }) => (path.endsWith('/models') ? { status: 404, json: { detail: 'no' } } : null);
    const asked = await world.request();
    expect(asked.modelId).toBe('default');
    await world.video.submit(asked, { attemptId });
    expect(world.standIn.videos.creates[0]?.fields).not.toHaveProperty('model');
  });

  it('asks for half the frames of a fast film', async () => {
    const { standIn, video, request } = await openAiWorld({ dialect: 'vllm-omni' });
    const frameRate = { numerator: 60_000, denominator: 1001 };
    await video.submit({ ...(await request()), frameRate }, { attemptId });
    expect(standIn.videos.creates[0]?.fields.fps).toBe('30');
  });

  it('is checked without asking anybody', async () => {
    const { standIn, video, request } = await openAiWorld();
    const good = await request();
    const asked = standIn.server.requests.length;
    const still = { role: 'reference' as const, assetId: stillId, path: '' };
    const first = { ...still, role: 'first-frame' as const };
    const fieldsOf = (change: Partial<typeof good>) => video.validate({ ...good, ...change }).map(({ field }) => field);
    expect(fieldsOf({ promptAsSent: ' ' })).toEqual(['prompt']);
    expect(fieldsOf({ promptAsSent: 'x'.repeat(32_001) })).toEqual(['prompt']);
    expect(fieldsOf({ settings: { ...good.settings, durationSeconds: 5 } })).toEqual(['duration']);
    expect(fieldsOf({ settings: { ...good.settings, frameSize: null } })).toEqual(['size']);
    expect(fieldsOf({ inputs: [first, first] })).toEqual(['first-frame']);
    expect(fieldsOf({ inputs: [still] })).toEqual(['inputs']);
    expect(fieldsOf({ model: { ...good.model, video: null } })).toEqual(['modelId']);
    expect(standIn.server.requests).toHaveLength(asked);
  });
});

describe('an address', () => {
  it.each([
    ['http://127.0.0.1:8091', '/v1', '/v1', 'http://127.0.0.1:8091'],
    ['http://127.0.0.1:8091/v1', '/v1', '', 'http://127.0.0.1:8091'],
    ['http://127.0.0.1:8091/v1/', 'v1/', '', 'http://127.0.0.1:8091'],
    ['http://127.0.0.1:5500', '', '', 'http://127.0.0.1:5500'],
    ['https://gateway.example/openai', '/v1', '/v1', 'https://gateway.example/openai'],
  ])('%s with the prefix %j has its paths below %j', (baseUrl, pathPrefix, apiPath, root) => {
    expect(apiPathOf(baseUrl, { pathPrefix })).toBe(apiPath);
    expect(rootOf(baseUrl, { pathPrefix })).toBe(root);
  });

  it.each([
    ['https://api.openai.com', true],
    ['https://eu.api.openai.com/v1', true],
    ['https://api.openai.com.example', false],
    ['http://localhost:8000', false],
    ['', false],
  ])('%s is OpenAI itself: %s', (baseUrl, isOpenAi) => {
    expect(isOpenAiAddress(baseUrl)).toBe(isOpenAi);
  });
});

describe('what is shown beforehand', () => {
  const frameSize = { widthPx: 1920, heightPx: 1080 };
  const image = (inputAssetIds: (typeof stillId)[]) => async (world: OpenAiWorld) => {
    const request = {
      model: await world.model('gpt-image-2'),
      prompt: 'A pier.',
      inputAssetIds,
      frameSize,
      settings: {},
    };
    const shown = await world.provider.image?.preview(request);
    await world.provider.image?.generate(request, {});
    return shown;
  };
  const cases: Array<{ name: string; make: (world: OpenAiWorld) => Promise<OutgoingRequest[] | undefined> }> = [
    {
      name: 'a clip',
      async make({ video, request }) {
        const asked = await request({ withStill: true });
        const shown = await video.preview(asked, { attemptId });
        await video.submit(asked, { attemptId });
        return shown;
      },
    },
    { name: 'a picture', make: image([]) },
    { name: 'a picture from another', make: image([stillId]) },
    { name: 'a picture from two others', make: image([stillId, otherStillId]) },
    {
      name: 'words',
      async make({ provider }) {
        const schema = { name: 'shots', schema: { type: 'object' } };
        const request = { modelId: 'gpt-6-luna', system: 'Be brief.', user: 'Three.', schema, maxOutputTokens: 50 };
        const shown = await provider.text?.preview(request);
        await provider.text?.complete(request, {});
        return shown;
      },
    },
    {
      name: 'a voice',
      async make({ provider }) {
        const request = { modelId: 'tts-1', text: 'Keep the light on.', voice: 'alloy', instructions: 'Whisper.' };
        const shown = await provider.speech?.preview(request);
        await provider.speech?.speak(request, {});
        return shown;
      },
    },
    {
      name: 'a transcript',
      async make({ provider }) {
        const request = { modelId: 'whisper-1', assetId: voiceId, language: 'en' };
        const shown = await provider.transcription?.preview(request);
        await provider.transcription?.transcribe(request, {});
        return shown;
      },
    },
  ];

  it.each(cases)('is what goes: $name', async ({ make }) => {
    const world = await openAiWorld();
    const shown = await make(world);
    const arrived = world.standIn.server.requests.filter(({ method }) => method === 'POST');
    expect(shown?.map(({ method, url }) => `${method} ${url}`)).toEqual(
      arrived.map(({ method, path }) => `${method} ${path}`),
    );
    expect(shown?.map(bodyOf)).toEqual(await Promise.all(arrived.map(arrivedBody)));
  });
});

function bodyOf({ body }: OutgoingRequest): unknown {
  if (body.kind === 'json') return body.value;
  if (body.kind !== 'form') return body.kind;
  const fields = body.fields.map(({ name, value }) =>
    typeof value === 'string'
      ? `${name}=${value}`
      : `${name}=${value.fileName} ${value.mime} ${value.bytes.byteLength}`,
  );
  return fields.sort();
}

async function arrivedBody(request: StandInRequest): Promise<unknown> {
  if (request.headers['content-type'] === 'application/json') return request.json();
  const fields = [...(await request.form())].map(([name, value]) =>
    typeof value === 'string' ? `${name}=${value}` : `${name}=${value.name} ${value.type} ${value.size}`,
  );
  return fields.sort();
}
