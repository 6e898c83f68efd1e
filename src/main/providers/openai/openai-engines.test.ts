/** The calls that answer in one go: pictures, words, voices, transcripts and checks. */
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  openAiWorld,
  type OpenAiWorld,
  otherStillId,
  stillId,
  voiceId,
} from '../../../../tests/support/openai-world.ts';
import type { StandInAnswer } from '../../../../tests/servers/stand-in-server.ts';
import type { ImageRequest } from '../provider.ts';

const frameSize = { widthPx: 1920, heightPx: 1080 };

async function imageRequest({ model }: OpenAiWorld, modelId: string, change: Partial<ImageRequest> = {}) {
  return { model: await model(modelId), prompt: 'A pier.', inputAssetIds: [], frameSize, settings: {}, ...change };
}

/** Answers every request but those for models. */
function answerWith({ standIn }: OpenAiWorld, answer: StandInAnswer): void {
  standIn.override = ({ path }) => (path.endsWith('/models') ? null : answer);
}

const sentTo = ({ standIn }: OpenAiWorld, ending: string) =>
  standIn.server.requests.filter(({ path }) => path.endsWith(ending));

describe('pictures', () => {
  it('come inside the answer, with what they cost in tokens', async () => {
    const world = await openAiWorld();
    const outcome = await world.provider.image?.generate(await imageRequest(world, 'gpt-image-2'), {});
    expect(outcome).toEqual({
      kind: 'finished',
      result: [{ bytes: world.standIn.imageBytes, mime: 'image/png' }],
      facts: { size: '1024x1024', quality: 'high', input_tokens: 12, output_tokens: 272 },
    });
  });

  it('are fetched with the key where the server answers its own address', async () => {
    const world = await openAiWorld({ dialect: 'aquiles' });
    world.standIn.modelIds = ['black-forest-labs/FLUX.2-dev'];
    // A server that does not know the wish for bytes.
    const url = `${world.standIn.server.url}/images/one.png`;
    world.standIn.override = ({ method }) => (method === 'POST' ? { json: { data: [{ url }] } } : null);
    const outcome = await world.provider.image?.generate(await imageRequest(world, 'black-forest-labs/FLUX.2-dev'), {});
    expect(outcome).toMatchObject({ kind: 'finished', result: [{ bytes: world.standIn.imageBytes }] });
    expect(world.standIn.wasAlwaysSignedIn()).toBe(true);
    expect(world.world.listEgress().map(({ purpose }) => purpose)).toEqual(['list-models', 'image', 'image']);
  });

  it('are fetched where the server answers only a path', async () => {
    const world = await openAiWorld({ dialect: 'sglang' });
    world.standIn.modelIds = ['Qwen/Qwen-Image'];
    world.standIn.taskType = 'T2I';
    world.standIn.override = ({ method }) =>
      method === 'POST' ? { json: { data: [{ url: '/v1/images/abc/content' }] } } : null;
    const outcome = await world.provider.image?.generate(await imageRequest(world, 'Qwen/Qwen-Image'), {});
    expect(outcome).toMatchObject({ kind: 'finished', result: [{ mime: 'image/png' }] });
  });

  it.each([
    { name: 'nothing', answer: { json: { data: [] } } },
    { name: 'neither bytes nor address', answer: { json: { data: [{}] } } },
    { name: 'no picture', answer: { json: { data: [{ b64_json: 'bm8=' }] } } },
    { name: 'no address', answer: { json: { data: [{ url: 'http://' }] } } },
    { name: 'a word', answer: { json: 'no' } },
  ])('may have been paid for when the answer holds $name', async ({ answer }) => {
    const world = await openAiWorld();
    const request = await imageRequest(world, 'gpt-image-2');
    answerWith(world, answer);
    const outcome = await world.provider.image?.generate(request, {});
    expect(outcome).toMatchObject({ kind: 'unknown', error: { code: 'PROVIDER_ANSWER_UNREADABLE' } });
  });

  it('are not fetched from another place in the person’s network', async () => {
    const world = await openAiWorld();
    const request = await imageRequest(world, 'gpt-image-2');
    answerWith(world, { json: { data: [{ url: 'http://192.168.1.1/admin.png' }] } });
    const outcome = await world.provider.image?.generate(request, {});
    expect(outcome).toMatchObject({ kind: 'unknown', error: { code: 'EGRESS_HOST_NOT_ALLOWED' } });
  });

  it('are asked for in a size that the model makes', async () => {
    const world = await openAiWorld();
    world.standIn.modelIds = ['gpt-image-2', 'gpt-image-1.5', 'dall-e-3'];
    const sizes: unknown[] = [];
    for (const modelId of world.standIn.modelIds) {
      const [request] = (await world.provider.image?.preview(await imageRequest(world, modelId))) ?? [];
      sizes.push(request?.body.kind === 'json' && (request.body.value as { size: string }).size);
    }
    expect(sizes).toEqual(['1920x1088', '1536x1024', 'auto']);
  });

  it('take only the settings of the call that is made', async () => {
    const world = await openAiWorld();
    world.standIn.modelIds = ['gpt-image-1.5'];
    const settings = { quality: 'high', moderation: 'low', input_fidelity: 'high' };
    const made = await imageRequest(world, 'gpt-image-1.5', { settings });
    await world.provider.image?.generate(made, {});
    await world.provider.image?.generate({ ...made, inputAssetIds: [stillId] }, {});
    const [generation] = sentTo(world, '/generations');
    const [edit] = sentTo(world, '/edits');
    expect(generation?.json()).toMatchObject({ quality: 'high', moderation: 'low' });
    expect(generation?.json()).not.toHaveProperty('input_fidelity');
    const form = await edit?.form();
    expect([form?.get('input_fidelity'), form?.get('moderation')]).toEqual(['high', null]);
  });

  it('are not asked for when the person stopped before', async () => {
    const world = await openAiWorld();
    const request = await imageRequest(world, 'gpt-image-2');
    const reason = new Error('stop');
    const generating = world.provider.image?.generate(request, { signal: AbortSignal.abort(reason) });
    await expect(generating).rejects.toBe(reason);
    expect(sentTo(world, '/generations')).toHaveLength(0);
  });

  it('may have been paid for when the person stops meanwhile', async () => {
    const world = await openAiWorld();
    const request = await imageRequest(world, 'gpt-image-2');
    const stopping = new AbortController();
    world.standIn.override = ({ method }) => {
      if (method === 'POST') stopping.abort(new Error('stop'));
      return null;
    };
    const outcome = await world.provider.image?.generate(request, { signal: stopping.signal });
    expect(outcome).toMatchObject({ kind: 'unknown', error: { code: 'PROVIDER_ANSWER_LOST' } });
    expect(sentTo(world, '/generations')).toHaveLength(1);
  });

  it('count in the log by what left', async () => {
    const world = await openAiWorld();
    const request = await imageRequest(world, 'gpt-image-2', { inputAssetIds: [stillId, otherStillId] });
    await world.provider.image?.generate(request, {});
    const entry = world.world.listEgress().at(-1);
    expect(entry).toMatchObject({ purpose: 'image', status: 200 });
    expect(Object.keys(entry?.sent ?? {}).sort()).toEqual(['image', 'text']);
  });
});

describe('words', () => {
  const request = { modelId: 'gpt-6-luna', system: '', user: 'Three shots.', schema: null, maxOutputTokens: 50 };

  it('are answered with what was counted', async () => {
    const world = await openAiWorld();
    expect(await world.provider.text?.complete(request, {})).toEqual({
      kind: 'finished',
      result: { text: '{"ok":true}', inputTokens: 20, outputTokens: 5 },
    });
    const [sent] = sentTo(world, '/chat/completions');
    expect(sent?.json()).toEqual({
      model: 'gpt-6-luna',
      messages: [{ role: 'user', content: 'Three shots.' }],
      max_tokens: 50,
    });
  });

  it.each([
    { message: { role: 'assistant', content: null, refusal: 'I cannot help with that.' } },
    { message: { role: 'assistant', content: 'half' }, finish_reason: 'content_filter' },
  ])('can be refused: %o', async (choice) => {
    const world = await openAiWorld();
    answerWith(world, { json: { choices: [choice] } });
    expect(await world.provider.text?.complete(request, {})).toMatchObject({
      kind: 'refused',
      error: { code: 'PROVIDER_REFUSED' },
    });
  });

  it.each([{ choices: [] }, { choices: [{ message: {} }] }, {}, []])('can be missing: %o', async (json) => {
    const world = await openAiWorld();
    answerWith(world, { json });
    expect(await world.provider.text?.complete(request, {})).toMatchObject({ kind: 'unknown' });
  });
});

describe('voices', () => {
  const request = { modelId: 'gpt-4o-mini-tts', text: 'Keep the light on.', voice: 'marin', instructions: '' };

  it('are what their bytes say', async () => {
    const world = await openAiWorld();
    expect(await world.provider.speech?.speak(request, {})).toEqual({
      kind: 'finished',
      result: { bytes: world.standIn.voiceBytes, mime: 'audio/mpeg' },
    });
    const wav = Buffer.from('RIFF\0\0\0\0WAVEfmt ');
    answerWith(world, { headers: { 'content-type': 'audio/mpeg' }, body: wav });
    expect(await world.provider.speech?.speak(request, {})).toMatchObject({ result: { mime: 'audio/wav' } });
  });

  it('are not taken from a page', async () => {
    const world = await openAiWorld();
    world.standIn.server.faults = () => ({ kind: 'html' });
    expect(await world.provider.speech?.speak(request, {})).toMatchObject({
      kind: 'unknown',
      error: { code: 'PROVIDER_ANSWER_UNREADABLE' },
    });
  });
});

describe('transcripts', () => {
  it.each([
    { modelId: 'whisper-1', format: 'verbose_json', count: 2 },
    { modelId: 'gpt-4o-transcribe', format: 'json', count: 0 },
    { modelId: 'Systran/faster-whisper-large-v3', format: 'verbose_json', count: 2 },
    { modelId: 'gpt-4o-transcribe-diarize', format: 'diarized_json', count: 2 },
  ])('of $modelId come as $format', async ({ modelId, format, count }) => {
    const world = await openAiWorld();
    const outcome = await world.provider.transcription?.transcribe({ modelId, assetId: voiceId, language: null }, {});
    const segments = [
      { startMs: 0, endMs: 1200, text: 'Keep the' },
      { startMs: 1200, endMs: 2000, text: 'light on.' },
    ];
    expect(outcome).toEqual({
      kind: 'finished',
      result: { text: 'Keep the light on.', segments: segments.slice(0, count) },
    });
    const form = await sentTo(world, '/transcriptions')[0]?.form();
    expect(form?.get('response_format')).toBe(format);
    expect(form?.has('language')).toBe(false);
  });

  it('need a voice that may leave', async () => {
    const maySend = { images: true, voice: false, video: true };
    const world = await openAiWorld({ connection: { maySend } });
    const request = { modelId: 'whisper-1', assetId: voiceId, language: null };
    expect(await world.provider.transcription?.transcribe(request, {})).toMatchObject({
      kind: 'rejected',
      error: { code: 'EGRESS_NOT_ALLOWED' },
    });
    expect(sentTo(world, '/transcriptions')).toHaveLength(0);
  });
});

describe('checks', () => {
  it('look at the prompt and at each picture by itself', async () => {
    const world = await openAiWorld();
    world.standIn.objections = { storm: ['violence/graphic', 'violence'] };
    const request = { prompt: 'A bloody storm.', imageAssetIds: [stillId, otherStillId] };
    expect(await world.provider.moderation?.check(request, {})).toEqual({
      kind: 'finished',
      result: [{ input: 'prompt', categories: ['violence/graphic', 'violence'] }],
    });
    expect(sentTo(world, '/moderations')).toHaveLength(3);
  });

  it('object to a picture', async () => {
    const world = await openAiWorld();
    world.standIn.objections = { 'data:image/png': ['sexual'] };
    expect(await world.provider.moderation?.check({ prompt: '', imageAssetIds: [stillId] }, {})).toEqual({
      kind: 'finished',
      result: [{ input: stillId, categories: ['sexual'] }],
    });
  });

  it('object also where no category is named', async () => {
    const world = await openAiWorld();
    answerWith(world, { json: { results: [{ flagged: true }] } });
    expect(await world.provider.moderation?.check({ prompt: 'A storm.', imageAssetIds: [] }, {})).toMatchObject({
      result: [{ input: 'prompt', categories: ['other'] }],
    });
  });

  it('are not passed when there was no answer', async () => {
    const world = await openAiWorld();
    answerWith(world, { json: { results: [] } });
    const outcome = await world.provider.moderation?.check({ prompt: 'A storm.', imageAssetIds: [] }, {});
    expect(outcome).toMatchObject({ kind: 'unknown' });
  });
});

describe('the environment', () => {
  it('changes nothing of what is sent', async () => {
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:1');
    vi.stubEnv('OPENAI_ORG_ID', 'org-of-something-else');
    vi.stubEnv('OPENAI_PROJECT_ID', 'project-of-something-else');
    vi.stubEnv('OPENAI_CUSTOM_HEADERS', 'X-Secret: of-something-else');
    vi.stubEnv('OPENAI_API_KEY', 'sk-of-something-else');
    const world = await openAiWorld();
    const request = { modelId: 'gpt-6-luna', system: '', user: 'Three.', schema: null, maxOutputTokens: 50 };
    expect((await world.provider.text?.complete(request, {}))?.kind).toBe('finished');
    const [sent] = sentTo(world, '/chat/completions');
    expect(sent?.headers.authorization).toBe('Bearer test-key-0123456789');
    expect(JSON.stringify(sent?.headers)).not.toMatch(/something-else|stainless/);
  });
});

describe('a closed adapter', () => {
  it('sends nothing more', async () => {
    const { provider, standIn } = await openAiWorld();
    await provider.close();
    const request = { modelId: 'gpt-6-luna', system: '', user: 'Three.', schema: null, maxOutputTokens: 50 };
    await expect(provider.text?.complete(request, {})).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(provider.listModels()).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(standIn.server.requests).toEqual([]);
  });
});
