import { describe, expect, it } from 'vitest';
import { createEventLog, createFakeStudio } from './__fixtures__/fake-studio.ts';
import { createRequestHandler, isPlainPath } from './studio-requests.ts';

const serveWindow = async () => new Response('window');

describe('createRequestHandler', () => {
  it('says that no library is open while none is', async () => {
    const handle = createRequestHandler({ currentStudio: () => null, serveWindow, logger: createEventLog() });
    expect((await handle(new Request('app://app/media/asset/x'))).status).toBe(503);
    expect(await (await handle(new Request('app://app/'))).text()).toBe('window');
  });

  it('answers 500 without details when the studio fails, and logs it', async () => {
    const logger = createEventLog();
    const studio = { ...createFakeStudio(), handleMedia: () => Promise.reject(new Error('secret detail')) };
    const handle = createRequestHandler({ currentStudio: () => studio, serveWindow, logger });
    const answer = await handle(new Request('app://app/media/asset/x'));
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('secret');
    expect(logger.events).toEqual(['request.failed']);
  });

  it('never lets a media file run as a page', async () => {
    const studio = createFakeStudio();
    const handle = createRequestHandler({ currentStudio: () => studio, serveWindow, logger: createEventLog() });
    const { headers } = await handle(new Request('app://app/media/asset/x'));
    expect(headers.get('content-security-policy')).toContain('sandbox');
    expect(headers.get('etag')).toBe('"1"');
  });
});

describe('isPlainPath', () => {
  it.each(['/', '/assets/index-a1.js', '/media/asset/asset_1', '/a%20b/%C3%A9.png', '/a..b', '/…'])(
    'takes %s',
    (path) => {
      expect(isPlainPath(path)).toBe(true);
    },
  );

  it.each([
    '/..',
    '/../a',
    '/a/./b',
    '/%2e%2e/a',
    '/..%2fa',
    '/%252e%252e/a',
    '/a\\b',
    '/%5c',
    '/%00',
    '/%zz',
    '/%2525252525252e',
  ])('refuses %s', (path) => {
    expect(isPlainPath(path)).toBe(false);
  });
});
