/** The `Host` of the desktop app. Electron's parts are passed in, so that it is tested without Electron. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserWindow, Dialog, Notification, Shell } from 'electron';
import type { ChosenFiles } from '#main/host/chosen-files.ts';
import { requireExternalLink } from '#main/host/external-link.ts';
import { toFileName } from '#main/host/file-name.ts';
import type { Host, PreferenceStore, SecretStore } from '#main/host/host.ts';
import { AppError } from '#shared/errors/app-error.ts';

export type ElectronHostOptions = {
  dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>;
  shell: Pick<Shell, 'openExternal' | 'openPath' | 'showItemInFolder'>;
  /** Shows a notice, where the system has them. */
  createNotice(options: { title: string; body: string }): Pick<Notification, 'show'> | null;
  /** The dialogs belong to it. */
  currentWindow(): BrowserWindow | null;
  /** Where films are offered to be saved. */
  saveFolder(): string;
  secrets: SecretStore;
  preferences: PreferenceStore;
  switchLibrary(folder: string): Promise<void>;
  chosenFiles: Pick<ChosenFiles, 'find'>;
};

export function createElectronHost(options: ElectronHostOptions): Host {
  const { dialog, shell, currentWindow } = options;
  return {
    kind: 'electron',
    secrets: options.secrets,
    preferences: options.preferences,
    switchLibrary: options.switchLibrary,
    chosenFile: (id) => options.chosenFiles.find(id),
    async openFolder({ title }) {
      const window = currentWindow();
      // `message` is what macOS shows, where dialogs have no title.
      const ask = { title, message: title, properties: ['openDirectory' as const, 'createDirectory' as const] };
      const answer = await (window ? dialog.showOpenDialog(window, ask) : dialog.showOpenDialog(ask));
      return answer.canceled ? null : (answer.filePaths[0] ?? null);
    },
    async saveFile({ title, suggestedName }) {
      const window = currentWindow();
      const name = toFileName(suggestedName);
      const ending = path.extname(name);
      const ask = {
        title,
        defaultPath: path.join(options.saveFolder(), name),
        filters: ending ? [{ name: ending.slice(1).toUpperCase(), extensions: [ending.slice(1)] }] : [],
      };
      const { canceled, filePath } = await (window ? dialog.showSaveDialog(window, ask) : dialog.showSaveDialog(ask));
      if (canceled || !filePath) return null;
      // Not every system's dialog adds the ending by itself.
      return { path: path.extname(filePath) ? filePath : filePath + ending, isInLibrary: false };
    },
    async reveal(target) {
      const found = await stat(target).catch(() => null);
      if (!found) return false;
      if (found.isDirectory()) return (await shell.openPath(target)) === '';
      shell.showItemInFolder(target);
      return true;
    },
    async openFile(target) {
      const problem = await shell.openPath(target);
      if (problem !== '')
        throw new AppError('FILE_NOT_OPENED', problem, { params: { fileName: path.basename(target) } });
    },
    notify: (notice) => options.createNotice(notice)?.show(),
    async openExternal(url) {
      requireExternalLink(url);
      await shell.openExternal(url);
    },
  };
}
