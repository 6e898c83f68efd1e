/** Clips after they were created: polling, bringing home, ending and deleting them. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  attemptId,
  openAiWorld,
  type OpenAiWorld,
  type OpenAiWorldOptions,
} from '../../../../tests/support/openai-world.ts';
import type { JobHandle } from '../video-provider.ts';

type Submitted = OpenAiWorld & { handle: JobHandle };

async function submitted(options?: OpenAiWorldOptions): Promise<Submitted> {
  const world = await openAiWorld(options);
  const outcome = await world.video.submit(await world.request(), { attemptId });
  if (outcome.kind !== 'accepted') throw new Error(`expected it to be accepted, got ${outcome.kind}`);
  return { ...world, handle: outcome.handle };
}

async function folderFor(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'openai-video-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const output = { index: 0, extension: 'mp4', hasBurntInSubtitles: false };
const answering = (json: object, status = 200) => ({ status, json });

describe('polling', () => {
  it.each(['queued', 'in_progress', 'running', 'processing', 'cancelling', 'something-new'])(
    'waits while the status is %s',
    async (word) => {
      const { standIn, video, handle } = await submitted({ dialect: 'custom' });
      standIn.videos.runningWord = word;
      expect(await video.poll(handle)).toMatchObject({ kind: 'pending', progress: 0, pollAfterMs: 2200 });
    },
  );

  it('tells the progress, but not that of a server which says 100 from the start', async () => {
    const { standIn, video, handle } = await submitted();
    standIn.override = () => answering({ id: handle.id, status: 'in_progress', progress: 42 });
    expect(await video.poll(handle)).toMatchObject({ kind: 'pending', progress: 0.42 });
    standIn.override = () => answering({ id: handle.id, status: 'in_progress', progress: 100 });
    expect(await video.poll(handle)).toMatchObject({ kind: 'pending', progress: null });
  });

  it('reads a failure that comes with the status of the failure', async () => {
    const { standIn, video, handle } = await submitted({ dialect: 'vllm-omni' });
    standIn.finish('badly');
    expect(await video.poll(handle)).toMatchObject({
      kind: 'failed',
      error: { code: 'PROVIDER_FAILED', params: { detail: 'The generation failed.' } },
    });
  });

  it.each(['openai', 'vllm-omni', 'sglang', 'aquiles', 'custom'] as const)('knows a refusal of %s', async (dialect) => {
    const { standIn, video, handle } = await submitted({ dialect });
    standIn.finish('refused');
    expect(await video.poll(handle)).toMatchObject({ kind: 'refused', error: { code: 'PROVIDER_REFUSED' } });
  });

  it('keeps facts of the result, and no address', async () => {
    const { standIn, video, handle } = await submitted({ dialect: 'vllm-omni' });
    standIn.finish('well');
    expect(await video.poll(handle)).toEqual({
      kind: 'succeeded',
      outputs: [output],
      facts: { model: 'Wan-AI/Wan2.2-TI2V-5B-Diffusers', size: '1280x720', seconds: '1', inference_time_s: 1.5 },
    });
  });

  it('says lost when the server was started anew', async () => {
    const { standIn, video, handle } = await submitted({ dialect: 'sglang' });
    standIn.forget();
    expect(await video.poll(handle)).toMatchObject({ kind: 'lost', retry: 'never' });
  });

  it.each([
    { name: 'a page of HTML with 404', fault: { kind: 'status', status: 404, when: 'before' } },
    { name: 'a page to sign in at', fault: { kind: 'html' } },
    { name: 'status 502', fault: { kind: 'status', status: 502, when: 'before' } },
    { name: 'status 429', fault: { kind: 'status', status: 429, when: 'before' } },
    { name: 'status 401', fault: { kind: 'status', status: 401, when: 'before' } },
    { name: 'a broken connection', fault: { kind: 'lose-answer' } },
    { name: 'half an answer', fault: { kind: 'truncate' } },
  ] as const)('asks again after $name', async ({ fault }) => {
    const { standIn, video, handle } = await submitted();
    standIn.server.faults = () => fault;
    await expect(video.poll(handle)).rejects.toMatchObject({ retry: 'later' });
  });

  it('does not take the record of another job for its own', async () => {
    const { standIn, video, handle } = await submitted();
    standIn.override = () => answering({ id: 'another', status: 'completed' });
    await expect(video.poll(handle)).rejects.toMatchObject({ code: 'PROVIDER_ANSWER_UNREADABLE', retry: 'later' });
  });
});

describe('bringing a clip home', () => {
  it('waits when it is not ready after all, and is no less itself', async () => {
    const { video, handle } = await submitted({ dialect: 'sglang' });
    const folder = await folderFor();
    const downloading = video.download(handle, output, { path: path.join(folder, 'clip.mp4') });
    await expect(downloading).rejects.toMatchObject({ code: 'PROVIDER_ERROR', retry: 'later' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('says that it is lost when the server was started anew', async () => {
    const { standIn, video, handle } = await submitted();
    standIn.finish('well');
    await video.poll(handle);
    standIn.forget();
    const downloading = video.download(handle, output, { path: path.join(await folderFor(), 'clip.mp4') });
    await expect(downloading).rejects.toMatchObject({ code: 'PROVIDER_JOB_LOST' });
  });

  it('takes it from where SGLang put it, without the key', async () => {
    const { standIn, video, handle } = await submitted({ dialect: 'sglang' });
    const { url } = standIn.server;
    standIn.override = ({ path: asked }) => {
      if (asked === '/cloud/clip.mp4') return { headers: { 'content-type': 'video/mp4' }, body: standIn.resultBytes };
      if (asked.endsWith('/content')) return answering({ detail: 'Video has been uploaded to cloud storage.' }, 400);
      return answering({ id: handle.id, status: 'completed', url: `${url}/cloud/clip.mp4?signature=1` });
    };
    const ended = await video.poll(handle);
    if (ended.kind !== 'succeeded' || !ended.outputs[0]) throw new Error(`expected a result, got ${ended.kind}`);
    const target = path.join(await folderFor(), 'clip.mp4');
    await video.download(handle, ended.outputs[0], { path: target });
    expect(new Uint8Array(await readFile(target))).toEqual(standIn.resultBytes);
    expect(standIn.server.requests.at(-1)?.headers.authorization).toBeUndefined();
  });
});

describe('bringing a clip home from two places', () => {
  it.each(['http://192.168.1.1/clip.mp4', 'expired'])('takes the server’s own when %s has nothing', async (place) => {
    const { standIn, video, handle } = await submitted({ dialect: 'custom' });
    standIn.finish('well');
    await video.poll(handle);
    const url = place === 'expired' ? `${standIn.server.url}/expired` : place;
    const target = path.join(await folderFor(), 'clip.mp4');
    await video.download(handle, { ...output, url }, { path: target });
    expect(new Uint8Array(await readFile(target))).toEqual(standIn.resultBytes);
  });
});

describe('ending and deleting', () => {
  it('leaves what has ended alone', async () => {
    const { standIn, video, handle } = await submitted();
    standIn.finish('well');
    expect(await video.cancel?.(handle)).toBe('too-late');
    expect(standIn.removedIds).toEqual([]);
  });

  it('cannot tell when the server deletes nothing that runs', async () => {
    const { standIn, video, handle } = await submitted();
    standIn.override = ({ method }) =>
      method === 'DELETE' ? answering({ error: { message: 'still runs' } }, 409) : null;
    expect(await video.cancel?.(handle)).toBe('unknown');
    expect((await video.poll(handle)).kind).toBe('pending');
  });

  it.each(['vllm-omni', 'sglang'] as const)('reads how %s says that it is deleted', async (dialect) => {
    const { standIn, video, handle, world } = await submitted({ dialect });
    standIn.finish('well');
    await video.poll(handle);
    expect(world.listRemoteCopies()).toMatchObject([{ kind: 'job', endedHow: null }]);
    expect(await video.remove?.(handle)).toBe('removed');
    expect(standIn.removedIds).toEqual([handle.id]);
    expect(world.listRemoteCopies()).toMatchObject([{ kind: 'job', endedHow: 'removed' }]);
  });

  it('says so when it could not be deleted', async () => {
    const { standIn, video, handle } = await submitted();
    standIn.override = ({ method }) => (method === 'DELETE' ? answering({ error: { message: 'no' } }, 500) : null);
    await expect(video.remove?.(handle)).rejects.toMatchObject({ code: 'PROVIDER_ERROR', retry: 'later' });
  });
});
