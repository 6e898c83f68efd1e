/**
 * Keys in a file that a passphrase opens, for systems without a key store.
 *
 * A random key encrypts each secret (AES-256-GCM, its name as additional data), and is itself encrypted under a key
 * that scrypt makes from the passphrase (RFC 7914; N 2^16, r 8, p 1, about 64 MiB): so changing the passphrase
 * touches no secret. The opened key lives in this process only.
 */
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { AppError } from '#shared/errors/app-error.ts';
import type { SecretStore } from './host.ts';
import type { KeyValueStore } from './preference-store.ts';

/** What an encrypted text needs to be opened, each part in Base64. */
type Box = { nonce: string; tag: string; text: string };

type Vault = { version: 1; salt: string; cost: number; key: Box; secrets: Record<string, Box> };

const storeName = 'vault';
const defaultCost = 2 ** 16;
const blockSize = 8;

export type PassphraseVaultOptions = {
  store: KeyValueStore;
  /** Work factor of scrypt, a power of two; smaller only in tests. @default 65536 */
  cost?: number;
};

export function createPassphraseVault({ store, cost = defaultCost }: PassphraseVaultOptions): SecretStore {
  let openedKey: Buffer | null = null;

  const read = (): Vault | null => parseVault(store.get(storeName));
  const requireOpened = (): { vault: Vault; key: Buffer } => {
    const vault = read();
    if (!vault) throw new AppError('KEY_STORE_MISSING', 'no passphrase was chosen', { retry: 'after-user-action' });
    if (!openedKey) throw new AppError('KEYS_LOCKED', 'the passphrase was not given', { retry: 'after-user-action' });
    return { vault, key: openedKey };
  };

  async function wrap(key: Buffer, passphrase: string): Promise<Pick<Vault, 'salt' | 'cost' | 'key'>> {
    const salt = randomBytes(16);
    const wrapping = await deriveKey(passphrase, salt, cost);
    return { salt: salt.toString('base64'), cost, key: seal(wrapping, key.toString('base64'), storeName) };
  }

  return {
    state() {
      return read() ? { kind: 'passphrase', isLocked: openedKey === null } : { kind: 'none' };
    },
    has: (name) => Object.hasOwn(read()?.secrets ?? {}, name),
    get(name) {
      const box = read()?.secrets[name];
      return box && openedKey ? unseal(openedKey, box, name) : null;
    },
    set(name, secret) {
      const { vault, key } = requireOpened();
      store.set(storeName, { ...vault, secrets: { ...vault.secrets, [name]: seal(key, secret, name) } });
    },
    remove(name) {
      const vault = read();
      if (!vault) return;
      const { [name]: _removed, ...secrets } = vault.secrets;
      store.set(storeName, { ...vault, secrets });
    },
    async setPassphrase(passphrase) {
      const key = read() ? requireOpened().key : randomBytes(32);
      const wrapped = await wrap(key, passphrase);
      store.set(storeName, { version: 1, ...wrapped, secrets: read()?.secrets ?? {} });
      openedKey = key;
    },
    async unlock(passphrase) {
      const vault = read();
      if (!vault) throw new AppError('KEY_STORE_MISSING', 'no passphrase was chosen', { retry: 'after-user-action' });
      const wrapping = await deriveKey(passphrase, Buffer.from(vault.salt, 'base64'), vault.cost);
      const key = unseal(wrapping, vault.key, storeName);
      if (key === null) throw new AppError('PASSPHRASE_WRONG', 'it opens nothing', { retry: 'after-user-action' });
      openedKey = Buffer.from(key, 'base64');
    },
    reset() {
      store.set(storeName, null);
      openedKey = null;
    },
  };
}

/** The system's key store where it has one, else the vault. */
export function createKeyStore(system: SystemSecrets, vault: SecretStore): SecretStore {
  const notHere = () => Promise.reject(new AppError('NOT_AVAILABLE_HERE', 'the system keeps the keys'));
  const ofSystem: SecretStore = {
    state: () => ({ kind: 'system' }),
    has: (name) => system.has(name),
    get: (name) => system.get(name),
    set: (name, secret) => system.set(name, secret),
    remove: (name) => system.remove(name),
    setPassphrase: notHere,
    unlock: notHere,
    reset: () => system.reset(),
  };
  // Asked each time: a desktop's key store may be unlocked only after the start.
  const current = () => (system.isAvailable() ? ofSystem : vault);
  return {
    state: () => current().state(),
    has: (name) => current().has(name),
    get: (name) => current().get(name),
    set: (name, secret) => current().set(name, secret),
    remove: (name) => current().remove(name),
    setPassphrase: (passphrase) => current().setPassphrase(passphrase),
    unlock: (passphrase) => current().unlock(passphrase),
    reset: () => current().reset(),
  };
}

/** The key store of a system, or that it has none. */
export interface SystemSecrets {
  isAvailable(): boolean;
  has(name: string): boolean;
  get(name: string): string | null;
  /** @throws {AppError} NOT_AVAILABLE_HERE */
  set(name: string, secret: string): void;
  remove(name: string): void;
  reset(): void;
}

function deriveKey(passphrase: string, salt: Buffer, cost: number): Promise<Buffer> {
  const options = { N: cost, r: blockSize, p: 1, maxmem: 256 * cost * blockSize };
  return new Promise((resolve, reject) => {
    // The same passphrase typed on another system may come in another composition of letters and marks.
    scrypt(passphrase.normalize('NFKC'), salt, 32, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

function seal(key: Buffer, text: string, name: string): Box {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const [nonceText, tag, body] = [nonce, cipher.getAuthTag(), sealed].map((bytes) => bytes.toString('base64'));
  return { nonce: nonceText ?? '', tag: tag ?? '', text: body ?? '' };
}

/** Null when the key is not the right one, or the box was changed. */
function unseal(key: Buffer, { nonce, tag, text }: Box, name: string): string | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64'), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(name)).setAuthTag(Buffer.from(tag, 'base64'));
    return decipher.update(text, 'base64', 'utf8') + decipher.final('utf8');
  } catch {
    return null;
  }
}

function parseVault(stored: unknown): Vault | null {
  const { version, salt, cost, key, secrets } = (stored ?? {}) as Partial<Record<keyof Vault, unknown>>;
  if (version !== 1 || typeof salt !== 'string' || typeof cost !== 'number' || !isBox(key)) return null;
  const boxes = Object.entries((secrets ?? {}) as Record<string, unknown>);
  const kept = boxes.filter((entry): entry is [string, Box] => isBox(entry[1]));
  return { version, salt, cost, key, secrets: Object.fromEntries(kept) };
}

function isBox(value: unknown): value is Box {
  const { nonce, tag, text } = (value ?? {}) as Partial<Record<keyof Box, unknown>>;
  return [nonce, tag, text].every((part) => typeof part === 'string');
}
