import { describe, expect, it } from 'vitest';
import { hideSecrets } from './hide-secrets.ts';

const key = 'sk-a.1/b+2"c';

function hidden(text: string, { status = 401, headerValues = [] as string[] } = {}): string {
  return Buffer.from(hideSecrets(Buffer.from(text), status, { key, headerValues })).toString();
}

describe('an answer', () => {
  it.each([
    ['as it is', `Incorrect key: ${key}.`, 'Incorrect key: ••••.'],
    ['in JSON', JSON.stringify({ error: key }), '{"error":"••••"}'],
    ['in JSON with escaped slashes', String.raw`{"error":"sk-a.1\/b+2\"c"}`, '{"error":"••••"}'],
    ['in an address', `https://host/?key=${encodeURIComponent(key)}&x`, 'https://host/?key=••••&x'],
    ['in base64', Buffer.from(key).toString('base64'), '••••'],
    ['twice, among other alphabets', `${key} ключ ${key}`, '•••• ключ ••••'],
  ])('holds no key any more: %s', (_, said, shown) => {
    expect(hidden(said)).toBe(shown);
    expect(hidden(said, { status: 200 })).toBe(shown);
  });

  it('holds no header value any more, but ordinary words of a good answer', () => {
    const headerValues = ['video/mp4', 'team-secret-0123456789'];
    const said = 'video/mp4 for team-secret-0123456789';
    expect(hidden(said, { status: 403, headerValues })).toBe('•••• for ••••');
    expect(hidden(said, { status: 200, headerValues })).toBe('video/mp4 for ••••');
  });

  it('stays as it is, the same bytes, when it says nothing back', () => {
    const bytes = new Uint8Array([0, 255, 128, 7]);
    expect(hideSecrets(bytes, 200, { key, headerValues: [] })).toBe(bytes);
  });

  it.each([['short'], ['12345678'], ['']])('is not searched for what stands everywhere: "%s"', (common) => {
    const bytes = Buffer.from(`{"a":${'12345678'},"b":"short"}`);
    expect(hideSecrets(bytes, 401, { key: common, headerValues: [common] })).toBe(bytes);
  });

  it('keeps bytes that are no text around what it hides', () => {
    const bytes = Buffer.concat([Buffer.from([255, 0]), Buffer.from(key), Buffer.from([128])]);
    const shown = hideSecrets(bytes, 500, { key, headerValues: [] });
    expect([...shown.subarray(0, 2), shown.at(-1)]).toEqual([255, 0, 128]);
  });
});
