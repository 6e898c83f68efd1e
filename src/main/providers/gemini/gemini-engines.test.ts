import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AssetId } from '#shared/domain/ids.ts';
import { type GeminiStandIn, picture, samples, startGeminiServer } from '../../../../tests/servers/gemini-server.ts';
import type { Fault } from '../../../../tests/servers/stand-in-server.ts';
import { createProviderWorld, type ProviderWorld } from '../../../../tests/support/provider-world.ts';
import type { ImageRequest, Provider, TextRequest } from '../provider.ts';
import { bundledModels } from './gemini-models.ts';
import { createGeminiProvider, geminiHosts } from './gemini-provider.ts';
import { wavFromPcm } from './wav.ts';

let standIn: GeminiStandIn;
let world: ProviderWorld;
let provider: Provider;

const still = { kind: 'image' as const, bytes: new TextEncoder().encode('a still'), mime: 'image/png' };

beforeEach(async () => {
  standIn = await startGeminiServer();
  const assets = { ast_still: still };
  world = await createProviderWorld({ kind: 'gemini', baseUrl: standIn.baseUrl, hosts: geminiHosts, assets });
  provider = createGeminiProvider(world.context);
});

afterEach(async () => {
  await provider.close();
  await world.close();
  await standIn.close();
});

function imageRequest(request: Partial<ImageRequest> = {}): ImageRequest {
  const model = bundledModels.find(({ modelId }) => modelId === 'gemini-nano-banana-2.1');
  if (!model) throw new Error('expected the model');
  const frameSize = { widthPx: 1920, heightPx: 1080 };
  return { model, prompt: 'A lighthouse.', inputAssetIds: [], frameSize, settings: {}, ...request };
}

const textRequest: TextRequest = {
  modelId: 'gemini-3.8-flash',
  system: 'Answer briefly.',
  user: 'What is the answer?',
  schema: {
    name: 'answer',
    schema: { type: 'object', properties: { answer: { type: 'integer' } }, required: ['answer'] },
  },
  maxOutputTokens: 500,
};

const speechRequest = { modelId: 'gemini-3.8-flash-tts', text: 'Land ahoy!', voice: 'Kore', instructions: '' };

function generate(request = imageRequest(), signal?: AbortSignal) {
  if (!provider.image) throw new Error('expected pictures');
  return provider.image.generate(request, { signal });
}

function complete(request = textRequest) {
  if (!provider.text) throw new Error('expected texts');
  return provider.text.complete(request, {});
}

function speak(request = speechRequest) {
  if (!provider.speech) throw new Error('expected voices');
  return provider.speech.speak(request, {});
}

function answerWith(body: object): void {
  standIn.override = () => ({ json: body });
}

describe('pictures', () => {
  it('come back with what they took', async () => {
    expect(await generate()).toEqual({
      kind: 'finished',
      result: [{ bytes: picture, mime: 'image/png' }],
      facts: { model: 'gemini-nano-banana-2.1', inputTokens: 12, outputTokens: 35 },
    });
  });

  it('are asked for in the nearest shape and the smallest size that covers the frame', async () => {
    await generate();
    await generate(imageRequest({ frameSize: { widthPx: 720, heightPx: 1280 } }));
    await generate(imageRequest({ frameSize: { widthPx: 7680, heightPx: 4320 } }));
    expect(standIn.contents.map(({ generationConfig }) => generationConfig)).toEqual([
      { responseModalities: ['IMAGE'], imageConfig: { aspectRatio: '16:9', imageSize: '2K' } },
      { responseModalities: ['IMAGE'], imageConfig: { aspectRatio: '9:16', imageSize: '1K' } },
      { responseModalities: ['IMAGE'], imageConfig: { aspectRatio: '16:9', imageSize: '4K' } },
    ]);
  });

  it('have the size that was chosen, where the model has it', async () => {
    await generate(imageRequest({ settings: { imageSize: '4K' } }));
    await generate(imageRequest({ settings: { imageSize: '9K' } }));
    expect(standIn.contents).toMatchObject([
      { generationConfig: { imageConfig: { imageSize: '4K' } } },
      { generationConfig: { imageConfig: { imageSize: '2K' } } },
    ]);
  });

  it('start from other pictures, as previewed', async () => {
    const request = imageRequest({ inputAssetIds: ['ast_still' as AssetId] });
    const [preview] = (await provider.image?.preview(request)) ?? [];
    expect(standIn.server.requests).toEqual([]);
    await generate(request);
    expect(standIn.contents).toMatchObject([
      {
        contents: [
          { parts: [{ inlineData: { mimeType: 'image/png', data: btoa('a still') } }, { text: 'A lighthouse.' }] },
        ],
      },
    ]);
    expect(preview?.body).toMatchObject({ kind: 'json', value: standIn.contents[0] });
    expect(world.listEgress()).toMatchObject([{ purpose: 'image' }]);
  });

  it('are refused for what they would show', async () => {
    answerWith({ candidates: [{ finishReason: 'IMAGE_SAFETY' }] });
    expect(await generate()).toMatchObject({ kind: 'refused', error: { code: 'PROVIDER_REFUSED' } });
    answerWith({ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } });
    expect(await generate()).toMatchObject({ kind: 'refused', error: { code: 'PROVIDER_REFUSED' } });
  });

  it('may be missing in an answer, which may have been paid for', async () => {
    answerWith({ candidates: [{ content: { parts: [{ text: 'Sorry.' }] }, finishReason: 'NO_IMAGE' }] });
    expect(await generate()).toMatchObject({ kind: 'unknown', error: { code: 'PROVIDER_FAILED' } });
  });

  it.each<[Fault, string]>([
    [{ kind: 'lose-answer' }, 'PROVIDER_ANSWER_LOST'],
    [{ kind: 'reset', atByte: 20 }, 'PROVIDER_ANSWER_LOST'],
    [{ kind: 'truncate' }, 'PROVIDER_ANSWER_UNREADABLE'],
    [{ kind: 'html' }, 'PROVIDER_ANSWER_UNREADABLE'],
    [{ kind: 'status', status: 500, when: 'after' }, 'PROVIDER_ERROR'],
  ])('are asked for once, whatever happens: %j', async (fault, code) => {
    standIn.server.faults = () => fault;
    expect(await generate()).toMatchObject({ kind: 'unknown', error: { code } });
    expect(standIn.server.requests).toHaveLength(1);
  });

  it('are not asked for when the signal fired before', async () => {
    const reason = new Error('stop');
    await expect(generate(imageRequest(), AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(standIn.server.requests).toEqual([]);
  });

  it('are rejected where a file is not there', async () => {
    const outcome = await generate(imageRequest({ inputAssetIds: ['ast_gone' as AssetId] }));
    expect(outcome).toMatchObject({ kind: 'rejected', error: { code: 'ASSET_NOT_FOUND' } });
  });

  it('are not asked for after the end', async () => {
    await provider.close();
    await expect(generate()).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

describe('texts', () => {
  it('come without thoughts, and count them', async () => {
    expect(await complete()).toMatchObject({
      kind: 'finished',
      result: { text: '{"answer":42}', inputTokens: 12, outputTokens: 35 },
    });
  });

  it('are asked for in a shape', async () => {
    const [preview] = (await provider.text?.preview(textRequest)) ?? [];
    await complete();
    expect(standIn.contents[0]).toEqual({
      systemInstruction: { parts: [{ text: 'Answer briefly.' }] },
      contents: [{ role: 'user', parts: [{ text: 'What is the answer?' }] }],
      generationConfig: {
        maxOutputTokens: 500,
        responseMimeType: 'application/json',
        responseJsonSchema: textRequest.schema?.schema,
      },
    });
    expect(preview?.body).toMatchObject({ value: standIn.contents[0] });
  });

  it('are asked for plainly', async () => {
    await complete({ ...textRequest, system: '', schema: null });
    expect(standIn.contents[0]).toEqual({
      contents: [{ role: 'user', parts: [{ text: 'What is the answer?' }] }],
      generationConfig: { maxOutputTokens: 500 },
    });
  });

  it('may be used up by thoughts', async () => {
    answerWith({ candidates: [{ content: { parts: [{ text: 'Hm', thought: true }] }, finishReason: 'MAX_TOKENS' }] });
    expect(await complete()).toMatchObject({ kind: 'unknown', error: { code: 'TEXT_ANSWER_UNUSABLE' } });
  });

  it('are rejected by models that are gone', async () => {
    const outcome = await complete({ ...textRequest, modelId: 'gemini-2.0-flash' });
    expect(outcome).toMatchObject({ kind: 'rejected', error: { code: 'PROVIDER_MODEL_GONE' } });
  });
});

describe('voices', () => {
  it('come back as a file that any player knows', async () => {
    const bytes = wavFromPcm(samples, { sampleRate: 24_000, channels: 1 });
    expect(await speak()).toMatchObject({ kind: 'finished', result: { bytes, mime: 'audio/wav' } });
  });

  it('are asked for by name, with how to say it before a colon', async () => {
    await speak({ ...speechRequest, instructions: 'Say it like a sailor.' });
    expect(standIn.contents[0]).toMatchObject({
      contents: [{ parts: [{ text: 'Say it like a sailor: Land ahoy!' }] }],
      generationConfig: {
        responseModalities: ['AUDIO'],
        speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: 'Kore' } } },
      },
    });
  });

  it('stay as they are where they are a file already', async () => {
    const inlineData = { mimeType: 'audio/ogg;codecs=opus', data: btoa('OggS') };
    answerWith({ candidates: [{ content: { parts: [{ inlineData }] }, finishReason: 'STOP' }] });
    const bytes = new TextEncoder().encode('OggS');
    expect(await speak()).toMatchObject({ kind: 'finished', result: { bytes, mime: 'audio/ogg' } });
  });

  it('may be missing in an answer', async () => {
    answerWith({ candidates: [{ content: { parts: [] }, finishReason: 'OTHER' }] });
    expect(await speak()).toMatchObject({ kind: 'unknown', error: { code: 'PROVIDER_FAILED' } });
  });
});
