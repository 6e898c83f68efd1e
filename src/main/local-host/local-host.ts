/** The `Host` of a browser on this machine: no dialogs, no notices outside the page. */
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { requireExternalLink } from '#main/host/external-link.ts';
import { findFreePath } from '#main/host/file-name.ts';
import type { Host, PreferenceStore, SecretStore } from '#main/host/host.ts';
import { AppError } from '#shared/errors/app-error.ts';

export type LocalHostOptions = {
  preferences: PreferenceStore;
  secrets: SecretStore;
  /** Hands a path or link to the system's own opener; false where there is none. */
  openWithSystem(target: string): Promise<boolean>;
};

export function createLocalHost({ preferences, secrets, openWithSystem }: LocalHostOptions): Host {
  return {
    kind: 'local-host',
    openFolder: () => Promise.reject(notHere('no dialogs in a browser')),
    async saveFile({ suggestedName, fallbackFolder, isPromised }) {
      await mkdir(fallbackFolder, { recursive: true });
      return { path: await findFreePath(fallbackFolder, suggestedName, isPromised), isInLibrary: true };
    },
    async reveal(target) {
      const found = await stat(target).catch(() => null);
      if (!found) return false;
      // A file that is opened is played or edited; its folder shows it.
      return openWithSystem(found.isDirectory() ? target : path.dirname(target));
    },
    openFile: () => Promise.reject(notHere('a browser opens no files in other programs')),
    notify() {},
    chosenFile: () => null,
    async openExternal(url) {
      requireExternalLink(url);
      if (!(await openWithSystem(url))) throw notHere('no program to open links with');
    },
    secrets,
    preferences,
    switchLibrary: () => Promise.reject(notHere('the library is named when the local host starts')),
  };
}

function notHere(message: string): AppError {
  return new AppError('NOT_AVAILABLE_HERE', message);
}
