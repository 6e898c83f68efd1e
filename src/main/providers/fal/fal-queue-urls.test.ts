import { describe, expect, it } from 'vitest';
import type { AttemptId } from '#shared/domain/ids.ts';
import type { JobHandle } from '../video-provider.ts';
import { queueUrlsOf, readQueueUrls } from './fal-queue-urls.ts';

const id = '80e732af-660e-45cd-bd63-580e4f2a94cc';
const hosts = ['rest.fal.ai', 'queue.falrun.com'];

function read(url: string, baseUrl = 'https://queue.fal.run') {
  const answer = { status_url: `${url}/status`, response_url: url, cancel_url: `${url}/cancel` };
  return readQueueUrls(answer, { id, baseUrl, hosts });
}

describe('readQueueUrls', () => {
  it('keeps what belongs to the connection below its address', () => {
    const urls = {
      status: '/a/b/requests/{id}/status',
      result: '/a/b/requests/{id}',
      cancel: '/a/b/requests/{id}/cancel',
    };
    expect(read(`https://queue.fal.run/a/b/requests/${id}`)).toEqual(urls);
    expect(read(`http://127.0.0.1:8080/fal/a/b/requests/${id}`, 'http://127.0.0.1:8080/fal')).toEqual(urls);
  });

  it('keeps whole addresses of fal’s other hosts', () => {
    expect(read(`https://queue.falrun.com/a/b/requests/${id}`)?.status).toBe(
      'https://queue.falrun.com/a/b/requests/{id}/status',
    );
  });

  it.each([
    `https://queue.fal.run.example/a/b/requests/${id}`,
    `http://queue.falrun.com/a/b/requests/${id}`,
    `https://queue.falrun.com:8443/a/b/requests/${id}`,
    `https://person@queue.fal.run/a/b/requests/${id}`,
    `https://queue.fal.run/a/b/requests/${id}?key=1`,
    'https://queue.fal.run/a/b/requests/another',
    `//queue.fal.run/a/b/requests/${id}`,
    'not an address',
  ])('takes nothing from %s', (url) => {
    expect(read(url)).toBeNull();
  });

  it('keeps what stands before the connection’s own path out of it', () => {
    expect(read(`https://relay.example/other/requests/${id}`, 'https://relay.example/fal')).toBeNull();
  });
});

describe('queueUrlsOf', () => {
  const handle: JobHandle = {
    version: 1,
    id: 'a/../b',
    attemptId: 'att_000000000000000a' as AttemptId,
    modelId: 'fal-ai/veo3.1',
    submittedAtMs: 0,
    extra: { status: '/a/b/requests/{id}/status', result: '/a/b/requests/{id}', cancel: '/a/b/requests/{id}/cancel' },
  };

  it('puts the handle’s id in, as one part of the path', () => {
    expect(queueUrlsOf(handle)).toEqual({
      status: '/a/b/requests/a%2F..%2Fb/status',
      result: '/a/b/requests/a%2F..%2Fb',
      cancel: '/a/b/requests/a%2F..%2Fb/cancel',
    });
  });

  it('is null for a handle of another adapter', () => {
    expect(queueUrlsOf({ ...handle, extra: {} })).toBeNull();
  });
});
