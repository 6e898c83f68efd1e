import path from 'node:path';
import Conf from 'conf';
import { describe, expect, it } from 'vitest';
import { describeHost } from '../../../tests/support/describe-host.ts';
import { createKeyStore, createPassphraseVault } from '#main/host/passphrase-vault.ts';
import { createPreferenceStore, type KeyValueStore } from '#main/host/preference-store.ts';
import { createElectronHost, type ElectronHostOptions } from './electron-host.ts';
import { createSafeStorageSecrets, type SafeStorageLike } from './safe-storage-secrets.ts';

/** Turns the text around: enough to see that it is not kept as it is. */
const reversing: SafeStorageLike = {
  isEncryptionAvailable: () => true,
  encryptString: (text) => Buffer.from([...text].reverse().join('')),
  decryptString: (bytes) => [...bytes.toString()].reverse().join(''),
};

const dialogs = (folder: string): ElectronHostOptions['dialog'] => ({
  showOpenDialog: async () => ({ canceled: false, filePaths: [folder] }),
  showSaveDialog: async (...given: unknown[]) => {
    const { defaultPath } = given.at(-1) as { defaultPath: string };
    return { canceled: false, filePath: defaultPath };
  },
});

function createHost(folder: string, options: Partial<ElectronHostOptions> = {}) {
  const store = new Conf<Record<string, unknown>>({
    projectName: 'shotwright',
    cwd: folder,
    accessPropertiesByDotNotation: false,
  });
  return createElectronHost({
    dialog: dialogs(folder),
    shell: { openExternal: async () => {}, openPath: async () => '', showItemInFolder: () => {} },
    createNotice: () => null,
    currentWindow: () => null,
    saveFolder: () => folder,
    secrets: createKeyStore(createSafeStorageSecrets(reversing, store, 'darwin'), createPassphraseVault({ store })),
    preferences: createPreferenceStore(store),
    switchLibrary: async () => {},
    chosenFiles: { find: () => null },
    ...options,
  });
}

describeHost(
  'the shell',
  (folder) => {
    const openedLinks: string[] = [];
    const shell = {
      openExternal: async (url: string) => void openedLinks.push(url),
      openPath: async () => '',
      showItemInFolder: () => {},
    };
    const create = () => createHost(folder, { shell });
    return { host: create(), startAgain: create, openedLinks };
  },
  { hasDialogs: true, hasSecrets: true },
);

describe('a file for another program', () => {
  it('is not opened where the system says so', async () => {
    const shell = {
      openExternal: async () => {},
      openPath: async () => 'no program for it',
      showItemInFolder: () => {},
    };
    await expect(createHost('/tmp', { shell }).openFile('/tmp/board.png')).rejects.toMatchObject({
      code: 'FILE_NOT_OPENED',
      params: { fileName: 'board.png' },
    });
  });
});

describe('dialogs of the shell', () => {
  const closed: ElectronHostOptions['dialog'] = {
    showOpenDialog: async () => ({ canceled: true, filePaths: [] }),
    showSaveDialog: async () => ({ canceled: true, filePath: '' }),
  };

  it('answer null when the person closes them', async () => {
    const host = createHost('/tmp', { dialog: closed });
    await expect(host.openFolder({ title: '' })).resolves.toBeNull();
    await expect(host.saveFile({ title: '', suggestedName: 'a.mp4', fallbackFolder: '/tmp' })).resolves.toBeNull();
  });

  it('give a film its ending where the system leaves it out', async () => {
    const dialog = { ...closed, showSaveDialog: async () => ({ canceled: false, filePath: '/films/Rain' }) };
    const host = createHost('/tmp', { dialog });
    await expect(host.saveFile({ title: '', suggestedName: 'a.mp4', fallbackFolder: '/tmp' })).resolves.toEqual({
      path: '/films/Rain.mp4',
      isInLibrary: false,
    });
  });

  it('offer the film in the folder for films', async () => {
    const offered: string[] = [];
    const showSaveDialog = async (...given: unknown[]) => {
      offered.push((given.at(-1) as { defaultPath: string }).defaultPath);
      return { canceled: true, filePath: '' };
    };
    const host = createHost('/tmp', { dialog: { ...closed, showSaveDialog }, saveFolder: () => '/films' });
    await host.saveFile({ title: 'Export', suggestedName: 'Rain.mp4', fallbackFolder: '/library' });
    expect(offered).toEqual([path.join('/films', 'Rain.mp4')]);
  });
});

describe('createSafeStorageSecrets', () => {
  function createStore(): KeyValueStore & { values: Map<string, unknown> } {
    const values = new Map<string, unknown>();
    return { values, get: (key) => values.get(key), set: (key, value) => void values.set(key, value) };
  }

  it('never stores a key as it is', () => {
    const store = createStore();
    createSafeStorageSecrets(reversing, store, 'darwin').set('a', 'plain key');
    expect(JSON.stringify([...store.values])).not.toContain('plain key');
  });

  it('keeps nothing where the system has no key store, or one that is none', () => {
    const store = createStore();
    const without = createSafeStorageSecrets({ ...reversing, isEncryptionAvailable: () => false }, store, 'linux');
    const basic = createSafeStorageSecrets(
      { ...reversing, getSelectedStorageBackend: () => 'basic_text' },
      store,
      'linux',
    );
    for (const secrets of [without, basic]) {
      expect(secrets.isAvailable()).toBe(false);
      expect(() => secrets.set('a', 'key')).toThrow(expect.objectContaining({ code: 'NOT_AVAILABLE_HERE' }));
    }
    expect(store.values.size).toBe(0);
  });

  it('answers null for a key that cannot be decrypted any more', () => {
    const store = createStore();
    createSafeStorageSecrets(reversing, store, 'darwin').set('a', 'key');
    const decryptString = () => {
      throw new Error('wrong account');
    };
    expect(createSafeStorageSecrets({ ...reversing, decryptString }, store, 'darwin').get('a')).toBeNull();
  });
});
