import path from 'node:path';
import { readdirSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import Conf from 'conf';
import { describe, expect, it } from 'vitest';
import { describeHost } from '../../../tests/support/describe-host.ts';
import { createPassphraseVault } from '#main/host/passphrase-vault.ts';
import { createPreferenceStore } from '#main/host/preference-store.ts';
import { createLocalHost } from './local-host.ts';
import { createSystemOpener } from './system-opener.ts';

describeHost(
  'the local host',
  (folder) => {
    const openedLinks: string[] = [];
    const create = () => {
      const store = new Conf<Record<string, unknown>>({
        projectName: 'shotwright',
        cwd: folder,
        accessPropertiesByDotNotation: false,
      });
      return createLocalHost({
        preferences: createPreferenceStore(store),
        secrets: createPassphraseVault({ store, cost: 2 ** 4 }),
        openWithSystem: async (target) => {
          if (target.startsWith('https:')) openedLinks.push(target);
          return true;
        },
      });
    };
    return { host: create(), startAgain: create, openedLinks };
  },
  { hasDialogs: false, hasSecrets: false },
);

describe('saveFile of the local host', () => {
  it('counts up until a name is free, and creates nothing itself', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'films-'));
    const store = new Conf<Record<string, unknown>>({ projectName: 'shotwright', cwd: folder });
    const host = createLocalHost({
      preferences: createPreferenceStore(store),
      secrets: createPassphraseVault({ store }),
      openWithSystem: async () => false,
    });
    await writeFile(path.join(folder, 'Film.mp4'), '');
    await writeFile(path.join(folder, 'Film (2).mp4'), '');
    const place = await host.saveFile({ title: '', suggestedName: 'Film.mp4', fallbackFolder: folder });
    expect(place).toEqual({ path: path.join(folder, 'Film (3).mp4'), isInLibrary: true });
    expect(readdirSync(folder).filter((name) => name.startsWith('Film'))).toHaveLength(2);
    const promised = place?.path;
    const ask = { title: '', suggestedName: 'Film.mp4', fallbackFolder: folder };
    const next = await host.saveFile({ ...ask, isPromised: (file) => file === promised });
    expect(next?.path).toBe(path.join(folder, 'Film (4).mp4'));
  });

  it('shows a film in its folder instead of playing it', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'films-'));
    const store = new Conf<Record<string, unknown>>({ projectName: 'shotwright', cwd: folder });
    const opened: string[] = [];
    const openWithSystem = async (target: string) => opened.push(target) > 0;
    const host = createLocalHost({
      preferences: createPreferenceStore(store),
      secrets: createPassphraseVault({ store }),
      openWithSystem,
    });
    await writeFile(path.join(folder, 'Film.mp4'), '');
    await host.reveal(path.join(folder, 'Film.mp4'));
    await host.reveal(folder);
    expect(opened).toEqual([folder, folder]);
  });
});

describe('createSystemOpener', () => {
  const never = () => {
    throw new Error('started a program');
  };

  it('starts nothing on a computer without a display', async () => {
    const open = createSystemOpener({ platform: 'linux', environment: {}, spawnProcess: never });
    await expect(open('/tmp')).resolves.toBe(false);
  });

  it('starts nothing for what could be read as an option or is no plain link', async () => {
    const open = createSystemOpener({ platform: 'linux', environment: { DISPLAY: ':0' }, spawnProcess: never });
    for (const target of ['-e', 'film.mp4', 'http://example.com', 'file:///etc/passwd']) {
      await expect(open(target)).resolves.toBe(false);
    }
  });

  it('answers false where the opener is missing', async () => {
    const environment = { DISPLAY: ':0', PATH: '/nonexistent' };
    const { spawn } = await import('node:child_process');
    const open = createSystemOpener({
      platform: 'linux',
      environment,
      spawnProcess: (command, args, options) => spawn(`/nonexistent/${command}`, args, options),
    });
    await expect(open('/tmp')).resolves.toBe(false);
  });
});
