/** The host of the command line: no window, no dialogs, no keys, and preferences from the environment only. */
import type { Host, SecretStore } from '#main/host/host.ts';
import type { Preferences } from '#shared/contract/answers.ts';
import { AppError } from '#shared/errors/app-error.ts';

/** @param ffmpegPath the ffmpeg to use; null means find one. */
export function createHeadlessHost({ ffmpegPath }: { ffmpegPath: string | null }): Host {
  const keys = { preset: 'default', overrides: {} };
  const preferences: Preferences = { theme: 'system', ffmpegPath, isOffline: true, alwaysPreviews: false, keys };
  const notHere = () => Promise.reject(new AppError('NOT_AVAILABLE_HERE', 'the command line has no window'));
  return {
    kind: 'local-host',
    openFolder: notHere,
    saveFile: notHere,
    openExternal: notHere,
    openFile: notHere,
    switchLibrary: notHere,
    reveal: () => Promise.resolve(false),
    notify() {},
    chosenFile: () => null,
    secrets: noSecrets,
    preferences: { get: () => preferences, set: () => preferences },
  };
}

/** The command line talks to no provider. */
const noSecrets: SecretStore = {
  state: () => ({ kind: 'none' }),
  has: () => false,
  get: () => null,
  set: () => undefined,
  remove: () => undefined,
  setPassphrase: () => Promise.resolve(),
  unlock: () => Promise.resolve(),
  reset: () => undefined,
};
