import { describe, expect, it } from 'vitest';
import { isLocalAddress, isLocalHost, mustBeLookedUp, refuseAddress, resolveUrl } from './host-rules.ts';

const cloud = { baseUrl: 'https://api.provider.example/v1', alsoHosts: ['uploads.provider.example'] };
const local = { baseUrl: 'http://192.168.1.5:8188', alsoHosts: [] };
const here = { baseUrl: 'http://127.0.0.1:8188', alsoHosts: [] };

const isAllowed = (url: string, auth: 'key' | 'none', rules: typeof cloud) =>
  refuseAddress(new URL(url), auth, rules) === null;

describe('isLocalHost', () => {
  it.each([
    'localhost',
    'LOCALHOST',
    'box.localhost',
    'gpu-box',
    'gpu.local',
    'gpu.local.',
    'nas.lan',
    'nas.internal',
    'nas.home.arpa',
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.0.0.1',
    '100.64.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '[::1]',
    '[::]',
    '[fe80::1]',
    '[fd00::1]',
    '[::ffff:7f00:1]',
    '[::ffff:a00:1]',
  ])('says yes to %s', (host) => expect(isLocalHost(host)).toBe(true));

  it.each([
    'api.openai.com',
    'local.example.com',
    'notlocalhost.com',
    '8.8.8.8',
    '172.15.0.1',
    '172.32.0.1',
    '100.128.0.1',
    '[2001:4860:4860::8888]',
    '[::ffff:808:808]',
  ])('says no to %s', (host) => expect(isLocalHost(host)).toBe(false));

  it('knows addresses in any spelling that a URL allows', () => {
    for (const host of ['0x7f.1', '2130706433', '127.1', '017700000001', '[0:0:0:0:0:ffff:127.0.0.1]']) {
      expect(isLocalHost(new URL(`http://${host}/`).hostname)).toBe(true);
    }
  });
});

describe('isLocalAddress', () => {
  it('reads what a name server answers', () => {
    expect(['10.1.2.3', '::1', 'fd12::1', '::ffff:10.0.0.1'].map(isLocalAddress)).toEqual([true, true, true, true]);
    expect(['93.184.216.34', '2606:2800:220:1::1'].map(isLocalAddress)).toEqual([false, false]);
  });
});

describe('refuseAddress', () => {
  it('lets the key go to the connection’s own origin and the hosts of its kind', () => {
    expect(isAllowed('https://api.provider.example/v1/videos', 'key', cloud)).toBe(true);
    expect(isAllowed('https://uploads.provider.example/files', 'key', cloud)).toBe(true);
    expect(isAllowed('http://192.168.1.5:8188/prompt', 'key', local)).toBe(true);
  });

  it.each([
    'https://cdn.provider.example/a.mp4',
    'https://api.provider.example.evil.example/',
    'https://api.provider.example:8443/',
    'http://api.provider.example/v1/videos',
    'http://uploads.provider.example/files',
    'https://user:pass@api.provider.example/',
    'ftp://api.provider.example/',
    'file:///etc/passwd',
    'data:text/plain,x',
  ])('keeps the key from %s', (url) => expect(isAllowed(url, 'key', cloud)).toBe(false));

  it('names the host of what it refuses, and nothing else of the address', () => {
    const refused = refuseAddress(new URL('https://evil.example/path?token=1'), 'key', cloud);
    expect(refused?.toData()).toEqual({
      code: 'EGRESS_HOST_NOT_ALLOWED',
      params: { host: 'evil.example' },
      retry: 'never',
    });
    expect(refused?.message).not.toContain('token');
  });

  it('lets requests without the key go to any public https host', () => {
    expect(isAllowed('https://cdn.other.example/a.mp4?signature=1', 'none', cloud)).toBe(true);
    expect(isAllowed('http://cdn.other.example/a.mp4', 'none', cloud)).toBe(false);
  });

  it('lets nothing that an answer of the cloud named into the own network', () => {
    for (const host of ['localhost', '127.0.0.1:8188', '192.168.1.5', 'nas.local', '169.254.169.254', '[::1]']) {
      expect([isAllowed(`https://${host}/`, 'none', cloud), isAllowed(`http://${host}/`, 'none', cloud)]).toEqual([
        false,
        false,
      ]);
    }
  });

  it('lets a server in the own network name only itself there', () => {
    expect(isAllowed('http://192.168.1.5:9000/result.mp4', 'none', local)).toBe(true);
    expect(isAllowed('http://192.168.1.6:9000/result.mp4', 'none', local)).toBe(false);
    expect(isAllowed('http://127.0.0.1:8188/view', 'none', local)).toBe(false);
    expect(isAllowed('https://storage.other.example/result.mp4', 'none', local)).toBe(true);
    for (const host of ['localhost:9000', '0.0.0.0:8188', '[::1]:8188']) {
      expect(isAllowed(`http://${host}/view`, 'none', here)).toBe(true);
    }
  });

  it('refuses a connection that would send plain text over the internet', () => {
    expect(isAllowed('http://gpu.example.com/v1', 'key', { baseUrl: 'http://gpu.example.com', alsoHosts: [] })).toBe(
      false,
    );
  });

  it('refuses everything for an address that is none', () => {
    expect(isAllowed('https://api.provider.example/', 'key', { baseUrl: '', alsoHosts: [] })).toBe(false);
  });
});

describe('mustBeLookedUp', () => {
  it('says so of public names that only an answer named', () => {
    expect(mustBeLookedUp(new URL('https://cdn.other.example/a'), cloud)).toBe(true);
    for (const url of ['https://api.provider.example/a', 'https://uploads.provider.example/a', 'https://8.8.8.8/a']) {
      expect(mustBeLookedUp(new URL(url), cloud)).toBe(false);
    }
  });
});

describe('resolveUrl', () => {
  it('puts a path below the connection’s address', () => {
    const resolved = ['https://h.example/v1', 'https://h.example/v1/'].map((base) => resolveUrl(base, '/a?b=1').href);
    expect(resolved).toEqual(['https://h.example/v1/a?b=1', 'https://h.example/v1/a?b=1']);
    expect(resolveUrl('https://h.example/v1', '//evil.example/x').host).toBe('h.example');
  });

  it('takes whole addresses as they are', () => {
    expect(resolveUrl('https://h.example', 'https://other.example/x').href).toBe('https://other.example/x');
  });

  it('throws for what is none, without repeating it', () => {
    expect(() => resolveUrl('https://h.example', 'secret words')).toThrow(
      expect.objectContaining({ code: 'EGRESS_HOST_NOT_ALLOWED', message: expect.not.stringContaining('secret') }),
    );
  });
});
