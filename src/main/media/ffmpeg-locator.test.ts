import { describe, expect, it } from 'vitest';
import { createFfmpegLocator, installCommand, locateFfmpeg, parseVersion, pathCandidates } from './ffmpeg-locator.ts';

function options(runs: Record<string, string>, configured: string | null = null, bundled: string | null = null) {
  return {
    configuredPath: () => configured,
    env: { PATH: '/usr/local/bin:relative:/usr/bin' },
    platform: 'linux' as const,
    findBundled: async () => bundled,
    canExecute: async (file: string) => file in runs,
    readVersion: async (file: string) => (runs[file] === 'broken' ? null : (runs[file] ?? null)),
    readOsRelease: async () => 'ID=debian\n',
  };
}

describe('locateFfmpeg', () => {
  it('prefers what the person set, then what is shipped, then PATH', async () => {
    const runs = { '/mine': '8', '/shipped': '6', '/usr/bin/ffmpeg': '5' };
    const found = (at: string | null, shipped: string | null) => locateFfmpeg(options(runs, at, shipped));
    expect(await found('/mine', '/shipped')).toEqual({ path: '/mine', source: 'setting', version: '8' });
    expect(await found(null, '/shipped')).toEqual({ path: '/shipped', source: 'bundled', version: '6' });
    expect(await found(null, null)).toEqual({ path: '/usr/bin/ffmpeg', source: 'path', version: '5' });
  });

  it('passes over a binary that does not run', async () => {
    const found = await locateFfmpeg(options({ '/mine': 'broken', '/usr/bin/ffmpeg': '5' }, '/mine'));
    expect(found.source).toBe('path');
  });

  it('names the command that installs it', async () => {
    await expect(locateFfmpeg(options({}))).rejects.toMatchObject({
      code: 'FFMPEG_MISSING',
      params: { command: 'sudo apt install ffmpeg' },
    });
  });
});

it('remembers what it found, looks again for what it did not, and follows the setting', async () => {
  const runs: Record<string, string> = {};
  let asked = 0;
  let configured: string | null = null;
  const all = options(runs);
  const locator = createFfmpegLocator({
    ...all,
    configuredPath: () => configured,
    readVersion: (file) => {
      asked += 1;
      return all.readVersion(file);
    },
  });
  await expect(locator.locate()).rejects.toMatchObject({ code: 'FFMPEG_MISSING' });
  runs['/usr/bin/ffmpeg'] = '5';
  await locator.locate();
  await locator.locate();
  expect(asked).toBe(1);
  runs['/mine'] = '8';
  configured = '/mine';
  expect((await locator.locate()).path).toBe('/mine');
});

it('knows how each system installs ffmpeg', () => {
  const commands = ['ID=ubuntu\nID_LIKE=debian', 'ID=fedora', 'ID=manjaro\nID_LIKE=arch', 'ID="opensuse-leap"'];
  expect(commands.map((text) => installCommand('linux', text).split(' ')[1])).toEqual([
    'apt',
    'dnf',
    'pacman',
    'zypper',
  ]);
  expect(installCommand('darwin', '')).toBe('brew install ffmpeg');
  expect(installCommand('win32', '')).toContain('winget');
});

it('reads versions and search paths', () => {
  expect(parseVersion('ffmpeg version N-109-gabc Copyright (c)\nbuilt with')).toBe('N-109-gabc');
  expect(parseVersion('hello')).toBeNull();
  expect(pathCandidates({ Path: 'C:\\tools;D:\\a b' }, 'win32')).toEqual([
    'C:\\tools\\ffmpeg.exe',
    'D:\\a b\\ffmpeg.exe',
  ]);
});
