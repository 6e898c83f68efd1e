import { describe, expect, it } from 'vitest';
import type { OutgoingBody, OutgoingMedia } from './provider-http.ts';
import { countSent, encodeBody, mediaOf, totalOf } from './request-body.ts';

const image: OutgoingMedia = {
  kind: 'image',
  bytes: Uint8Array.from({ length: 100 }, (_, index) => index),
  mime: 'image/png',
  fileName: 'reference.png',
  sha256: 'a',
};
const voice: OutgoingMedia = { ...image, kind: 'voice', bytes: new Uint8Array([9, 8, 7, 6, 5]), sha256: 'b' };
const base64 = Buffer.from(image.bytes).toString('base64');

const count = (text: string, media: OutgoingMedia[] = []) => countSent(Buffer.from(text), media);

describe('encodeBody', () => {
  it('has neither bytes nor type for nothing', () => {
    expect(encodeBody({ kind: 'none' })).toEqual({ bytes: null, contentType: null, sent: {} });
  });

  it('writes a form as RFC 7578 has it', () => {
    const fields = [
      { name: 'a\r\n"b"', value: 'one\ntwo' },
      { name: 'file', value: voice },
    ];
    const { bytes, contentType, sent } = encodeBody({ kind: 'form', fields });
    const boundary = /^multipart\/form-data; boundary=(shotwright-[0-9a-f]{32})$/.exec(contentType ?? '')?.[1];
    expect(Buffer.from(bytes ?? []).toString('latin1')).toBe(
      [
        `--${boundary}`,
        'Content-Disposition: form-data; name="a%0D%0A%22b%22"',
        '',
        'one\ntwo',
        `--${boundary}`,
        'Content-Disposition: form-data; name="file"; filename="reference.png"',
        'Content-Type: image/png',
        '',
        '\x09\x08\x07\x06\x05',
        `--${boundary}--`,
        '',
      ].join('\r\n'),
    );
    expect(sent).toEqual({ voice: 5, text: (bytes?.byteLength ?? 0) - 5 });
  });

  it('makes the same bytes of the same form, and another boundary for another one', () => {
    const encode = (value: string) => encodeBody({ kind: 'form', fields: [{ name: 'prompt', value }] });
    expect(encode('a')).toEqual(encode('a'));
    expect(encode('a').contentType).not.toBe(encode('b').contentType);
  });
});

describe('countSent', () => {
  it('counts everything without files as text', () => {
    expect(count('{"prompt":"雪"}')).toEqual({ text: 16 });
    expect(count('')).toEqual({});
  });

  it('counts a file as it stands there, each time', () => {
    const text = `{"first":"${base64}","last":"${base64}"}`;
    expect(count(text, [image, image])).toEqual({ image: 272, text: text.length - 272 });
    const plain = Buffer.concat([Buffer.from('head'), image.bytes, Buffer.from('tail')]);
    expect(countSent(plain, [image])).toEqual({ image: 100, text: 8 });
  });

  it('counts data URLs that nobody declared by what they say they are', () => {
    const text = `data:image/png;base64,${base64} data:audio/wav;codecs=1;base64,AAAA data:text/plain;base64,AAAA data:x`;
    expect(count(text)).toEqual({ image: 136, voice: 4, text: text.length - 140 });
    expect(count(text, [image])).toEqual({ image: 136, voice: 4, text: text.length - 140 });
  });

  it('counts no file that is not there', () => {
    expect(count('{}', [image, { ...image, bytes: new Uint8Array(), sha256: 'c' }])).toEqual({ text: 2 });
  });
});

describe('mediaOf', () => {
  it('names the files in a body', () => {
    const bodies: OutgoingBody[] = [
      { kind: 'none' },
      { kind: 'json', value: {} },
      { kind: 'json', value: {}, media: [image] },
      {
        kind: 'form',
        fields: [
          { name: 'a', value: 'b' },
          { name: 'c', value: voice },
        ],
      },
      { kind: 'file', media: image },
    ];
    expect(bodies.map(mediaOf)).toEqual([[], [], [image], [voice], [image]]);
  });
});

describe('totalOf', () => {
  it('adds up', () => expect(totalOf({ text: 1, image: 20 })).toBe(21));
});
