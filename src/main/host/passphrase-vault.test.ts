import { describe, expect, it } from 'vitest';
import { createKeyStore, createPassphraseVault, type SystemSecrets } from './passphrase-vault.ts';
import type { KeyValueStore } from './preference-store.ts';

const cost = 2 ** 4;

function createStore(): KeyValueStore & { values: Map<string, unknown> } {
  const values = new Map<string, unknown>();
  return { values, get: (key) => values.get(key), set: (key, value) => void values.set(key, value) };
}

describe('createPassphraseVault', () => {
  it('stores neither keys nor the passphrase as they are', async () => {
    const store = createStore();
    const vault = createPassphraseVault({ store, cost });
    await vault.setPassphrase('open sesame please');
    vault.set('connection.1', 'plain-key-value');
    const stored = JSON.stringify([...store.values]);
    expect(stored).toContain('connection.1');
    expect(stored).not.toMatch(/plain-key-value|sesame/);
  });

  it('answers null for a secret that was put under another name', async () => {
    const store = createStore();
    const vault = createPassphraseVault({ store, cost });
    await vault.setPassphrase('open sesame please');
    vault.set('connection.1', 'key');
    const stored = store.values.get('vault') as { secrets: Record<string, unknown> };
    store.set('vault', { ...stored, secrets: { 'connection.2': stored.secrets['connection.1'] } });
    expect(vault.has('connection.2')).toBe(true);
    expect(vault.get('connection.2')).toBeNull();
  });

  it('takes the same passphrase in another composition of letters and marks', async () => {
    const store = createStore();
    await createPassphraseVault({ store, cost }).setPassphrase('caf\u00e9 con leche');
    const later = createPassphraseVault({ store, cost });
    await later.unlock('cafe\u0301 con leche');
    expect(later.state()).toEqual({ kind: 'passphrase', isLocked: false });
  });

  it('reads a damaged vault as none', () => {
    const store = createStore();
    store.set('vault', { version: 1, salt: 7 });
    expect(createPassphraseVault({ store, cost }).state()).toEqual({ kind: 'none' });
  });

  it('changes no passphrase while it is locked', async () => {
    const store = createStore();
    await createPassphraseVault({ store, cost }).setPassphrase('open sesame please');
    const locked = createPassphraseVault({ store, cost });
    await expect(locked.setPassphrase('another one')).rejects.toMatchObject({ code: 'KEYS_LOCKED' });
  });
});

describe('createKeyStore', () => {
  it('keeps with the system where it can, and asks for no passphrase there', async () => {
    const kept = new Map<string, string>();
    const system: SystemSecrets = {
      isAvailable: () => true,
      has: (name) => kept.has(name),
      get: (name) => kept.get(name) ?? null,
      set: (name, secret) => void kept.set(name, secret),
      remove: (name) => void kept.delete(name),
      reset: () => kept.clear(),
    };
    const secrets = createKeyStore(system, createPassphraseVault({ store: createStore(), cost }));
    secrets.set('connection.1', 'key');
    expect([secrets.state(), secrets.get('connection.1')]).toEqual([{ kind: 'system' }, 'key']);
    await expect(secrets.setPassphrase('unneeded one')).rejects.toMatchObject({ code: 'NOT_AVAILABLE_HERE' });
  });
});
