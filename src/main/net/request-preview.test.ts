import { describe, expect, it } from 'vitest';
import { aConnection } from '../../../tests/support/provider-world.ts';
import type { KindHosts, OutgoingMedia, OutgoingRequest } from './provider-http.ts';
import { toRequestPreview } from './request-preview.ts';

const hosts: KindHosts = { scheme: { kind: 'bearer' }, alsoHosts: [] };
const connection = aConnection({ kind: 'openai', baseUrl: 'https://api.provider.example/v1', headerNames: ['X-Team'] });

const image: OutgoingMedia = {
  kind: 'image',
  bytes: new Uint8Array(312_400).fill(7),
  mime: 'image/jpeg',
  fileName: 'reference.jpg',
  sha256: 'abc',
};
const base64 = Buffer.from(image.bytes).toString('base64');

function preview(request: Partial<OutgoingRequest>, more: { connection?: typeof connection; hosts?: KindHosts } = {}) {
  const whole: OutgoingRequest = {
    purpose: 'create',
    method: 'POST',
    url: '/videos',
    body: { kind: 'none' },
    auth: 'key',
    ...request,
  };
  return toRequestPreview(whole, { connection, hosts, ...more });
}

describe('toRequestPreview', () => {
  it('shows everything of a request, files as their size and secrets as dots', () => {
    const value = { prompt: 'a harbour', image: `data:image/jpeg;base64,${base64}`, again: base64 };
    expect(preview({ headers: { 'X-Version': '2' }, body: { kind: 'json', value, media: [image] } })).toEqual({
      purpose: 'create',
      method: 'POST',
      host: 'api.provider.example',
      path: '/v1/videos',
      headers: [
        { name: 'x-version', value: '2' },
        { name: 'user-agent', value: 'Shotwright' },
        { name: 'content-type', value: 'application/json' },
        { name: 'x-team', value: '••••' },
        { name: 'authorization', value: 'Bearer ••••' },
      ],
      body: '{\n  "prompt": "a harbour",\n  "image": "[image, 312 kB]",\n  "again": "[image, 312 kB]"\n}',
      media: [{ kind: 'image', mime: 'image/jpeg', sizeBytes: 312_400, sha256: 'abc' }],
    });
  });

  it('shows a form field by field', () => {
    const fields = [
      { name: 'prompt', value: 'line one\nline two' },
      { name: 'input_reference', value: image },
      { name: 'image_reference', value: '{"image_url":"data:image/png;base64,AAAAAAAA"}' },
    ];
    const { body, headers, media } = preview({ body: { kind: 'form', fields } });
    expect(body).toBe(
      'prompt: line one\nline two\ninput_reference: [image, 312 kB]\nimage_reference: {"image_url":"[image, 6 B]"}',
    );
    expect(headers.find(({ name }) => name === 'content-type')?.value).toMatch(/^multipart\/form-data/);
    expect(media).toHaveLength(1);
  });

  it('shows a file, and nothing for nothing', () => {
    const video: OutgoingMedia = { ...image, kind: 'video', bytes: new Uint8Array(2_340_000), mime: 'video/mp4' };
    expect(preview({ body: { kind: 'file', media: video } }).body).toBe('[video, 2.3 MB]');
    expect(preview({}).body).toBe('');
  });

  it('shows the key where its kind puts it, and none where none goes', () => {
    const names = (shown: ReturnType<typeof preview>) =>
      Object.fromEntries(shown.headers.map((h) => [h.name, h.value]));
    expect(
      names(preview({}, { hosts: { scheme: { kind: 'authorization', prefix: 'Key' }, alsoHosts: [] } })),
    ).toMatchObject({ authorization: 'Key ••••' });
    expect(
      names(preview({}, { hosts: { scheme: { kind: 'header', name: 'X-Api-Key' }, alsoHosts: [] } })),
    ).toMatchObject({
      'x-api-key': '••••',
    });
    expect(names(preview({ auth: 'none' }))).toEqual({ 'user-agent': 'Shotwright' });
    expect(names(preview({}, { connection: { ...connection, hasKey: false } }))).not.toHaveProperty('authorization');
  });

  it('leaves what an earlier answer fills in as it is', () => {
    expect(preview({ url: '/videos/<id>?x=1' })).toMatchObject({
      host: 'api.provider.example',
      path: '/v1/videos/<id>?x=1',
    });
    expect(preview({ url: '<upload address>', auth: 'none' })).toMatchObject({ host: '<upload address>', path: '' });
    expect(preview({ url: 'https://uploads.example:8443/a b', auth: 'none' })).toMatchObject({
      host: 'uploads.example:8443',
      path: '/a b',
    });
  });
});
