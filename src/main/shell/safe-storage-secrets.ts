/** Keys encrypted by the system's key store, as text in the shell's settings. */
import type { SafeStorage } from 'electron';
import type { SystemSecrets } from '#main/host/passphrase-vault.ts';
import type { KeyValueStore } from '#main/host/preference-store.ts';
import { AppError } from '#shared/errors/app-error.ts';

export type SafeStorageLike = Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'> &
  Partial<Pick<SafeStorage, 'getSelectedStorageBackend'>>;

export function createSafeStorageSecrets(
  safeStorage: SafeStorageLike,
  store: KeyValueStore,
  platform: NodeJS.Platform,
): SystemSecrets {
  const isAvailable = () => {
    if (!safeStorage.isEncryptionAvailable()) return false;
    // `basic_text` is a password that stands in Electron's source: no better than plain text.
    return platform !== 'linux' || safeStorage.getSelectedStorageBackend?.() !== 'basic_text';
  };
  const readAll = () => parseSecrets(store.get('secrets'));
  return {
    isAvailable,
    has: (name) => Object.hasOwn(readAll(), name),
    get(name) {
      const encrypted = readAll()[name];
      if (encrypted === undefined || !isAvailable()) return null;
      try {
        return safeStorage.decryptString(Buffer.from(encrypted, 'base64'));
      } catch {
        // Encrypted under another account or key store: it has to be given again.
        return null;
      }
    },
    set(name, secret) {
      if (!isAvailable()) throw new AppError('NOT_AVAILABLE_HERE', 'the system has no key store');
      store.set('secrets', { ...readAll(), [name]: safeStorage.encryptString(secret).toString('base64') });
    },
    remove(name) {
      const { [name]: _removed, ...others } = readAll();
      store.set('secrets', others);
    },
    reset() {
      store.set('secrets', {});
    },
  };
}

function parseSecrets(stored: unknown): Record<string, string> {
  const entries = Object.entries((stored ?? {}) as Record<string, unknown>);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
