/** Looking for a clip whose create request got no answer. */
import { describe, expect, it } from 'vitest';
import {
  attemptId,
  createsOf,
  openAiWorld,
  type OpenAiWorld,
  type OpenAiWorldOptions,
} from '../../../../tests/support/openai-world.ts';
import type { Fault } from '../../../../tests/servers/stand-in-server.ts';
import type { JobHandle, VideoRequest } from '../video-provider.ts';

type Looked = JobHandle | 'none' | 'cannot-tell';
type Found = OpenAiWorld & { asked: VideoRequest; look(): Promise<Looked>; send(prompt?: string): Promise<void> };

/** Both clocks stand at the same second; the attempt was made now. */
async function lostWorld(options?: OpenAiWorldOptions): Promise<Found> {
  const world = await openAiWorld(options);
  const { standIn, video } = world;
  const { clock } = world.world;
  const startMs = Math.floor(Date.now() / 1000) * 1000;
  clock.set(startMs);
  standIn.videos.nowSeconds = () => Math.floor(clock.nowMs() / 1000);
  const asked = await world.request();
  return {
    ...world,
    asked,
    look: async () => (await video.reconcile?.({ attemptId, request: asked, sinceMs: startMs })) ?? 'cannot-tell',
    async send(prompt = asked.promptAsSent) {
      await video.submit({ ...asked, promptAsSent: prompt }, { attemptId });
    },
  };
}

const losing =
  (fault: Fault) =>
  ({ method }: { method: string }) =>
    method === 'POST' ? fault : null;

describe('the work of an attempt whose answer was lost', () => {
  it('is found when it is the only one with this prompt, and noted', async () => {
    const { standIn, look, send, world, asked } = await lostWorld();
    standIn.server.faults = losing({ kind: 'lose-answer' });
    await send();
    expect(world.listRemoteCopies()).toEqual([]);
    const [id] = standIn.jobIdsOf(asked.promptAsSent);
    expect(await look()).toMatchObject({ version: 1, id, attemptId, modelId: asked.modelId });
    expect(world.listRemoteCopies()).toMatchObject([{ kind: 'job' }]);
    expect(createsOf(standIn)).toHaveLength(1);
  });

  it('never began when nothing is listed, which is said only after a while', async () => {
    const { standIn, look, send, world } = await lostWorld();
    standIn.server.faults = losing({ kind: 'lose-request' });
    await send();
    await expect(look()).rejects.toMatchObject({ code: 'PROVIDER_ANSWER_LOST', retry: 'later' });
    world.clock.advance(10_000);
    expect(await look()).toBe('none');
  });

  it('is looked for on every page', async () => {
    const { standIn, look, send, asked } = await lostWorld();
    standIn.videos.pageSize = 2;
    await send();
    const [id] = standIn.jobIdsOf(asked.promptAsSent);
    for (let index = 0; index < 6; index += 1) await send(`Another shot ${index}`);
    expect(await look()).toMatchObject({ id });
  });

  it('is not guessed at when two have this prompt', async () => {
    const { look, send } = await lostWorld();
    await send();
    await send();
    expect(await look()).toBe('cannot-tell');
  });

  it('is not taken for the work of an attempt before', async () => {
    const { look, send, world } = await lostWorld();
    world.clock.advance(-60_000);
    await send();
    world.clock.advance(90_000);
    expect(await look()).toBe('none');
  });

  it('is found although the clock of the server is wrong', async () => {
    const { standIn, look, send, world } = await lostWorld();
    const aheadSeconds = 7200;
    standIn.videos.nowSeconds = () => Math.floor(world.clock.nowMs() / 1000) - aheadSeconds;
    // Behind by two hours, which its answers tell.
    const date = () => new Date(world.clock.nowMs() - aheadSeconds * 1000).toUTCString();
    await send();
    const [video] = standIn.videos.videos.values();
    standIn.override = ({ method, path }) =>
      method === 'GET' && path.endsWith('/videos') && video
        ? {
            headers: { date: date() },
            json: {
              data: [{ id: video.id, prompt: video.create.fields.prompt, created_at: video.createdAtSeconds }],
              has_more: false,
            },
          }
        : null;
    expect(await look()).toMatchObject({ id: video?.id });
  });

  it('is not guessed at when the server keeps prompts to itself', async () => {
    const { look, send, world } = await lostWorld({ dialect: 'sglang' });
    await send();
    world.clock.advance(10_000);
    expect(await look()).toBe('cannot-tell');
  });

  it('never began when a server that keeps prompts to itself lists nothing', async () => {
    const { look, world } = await lostWorld({ dialect: 'sglang' });
    world.clock.advance(10_000);
    expect(await look()).toBe('none');
  });

  it('is not guessed at when a record tells only how its prompt begins', async () => {
    const { look, send, world, standIn, asked } = await lostWorld();
    await send();
    for (const video of standIn.videos.videos.values()) {
      video.create.fields.prompt = `${asked.promptAsSent.slice(0, 20)}…`;
    }
    world.clock.advance(10_000);
    expect(await look()).toBe('cannot-tell');
  });

  it.each([
    { name: 'has no list', answer: { status: 404, json: { detail: 'Not Found' } } },
    { name: 'only takes create requests there', answer: { status: 405, json: { detail: 'Method Not Allowed' } } },
    { name: 'answers something else', answer: { json: { videos: 3 } } },
    { name: 'always answers its first page', answer: { json: { data: [{ id: 'a', prompt: 'x' }], has_more: true } } },
  ])('is not guessed at when the server $name', async ({ answer }) => {
    const { standIn, look, world } = await lostWorld();
    standIn.override = ({ method }) => (method === 'GET' ? answer : null);
    world.clock.advance(10_000);
    expect(await look()).toBe('cannot-tell');
  });

  it.each([
    { kind: 'html' },
    { kind: 'lose-answer' },
    { kind: 'status', status: 500, when: 'before' },
    { kind: 'status', status: 404, when: 'before' },
  ] as const)('is asked for again after %o', async (fault) => {
    const { standIn, look, world } = await lostWorld();
    standIn.server.faults = () => fault;
    world.clock.advance(10_000);
    await expect(look()).rejects.toMatchObject({ retry: 'later' });
  });
});
