/** Opens a library at the start, and asks the person what to do when that fails: never a blank window. */
import type { Dialog } from 'electron';
import type { i18n } from 'i18next';
import { toAppError } from '#shared/errors/app-error.ts';
import { errorText } from '#shared/messages/translate.ts';

export type OpenLibraryOptions = {
  /** Absolute path. */
  libraryDir: string;
  open(libraryDir: string): Promise<void>;
  dialog: Pick<Dialog, 'showMessageBox'>;
  openFolder(options: { title: string }): Promise<string | null>;
  words: i18n;
  onFailed(error: unknown): void;
};

/** @returns false when the person chose to quit; nothing is open then. */
export async function openLibraryOrAsk(options: OpenLibraryOptions): Promise<boolean> {
  let { libraryDir } = options;
  for (;;) {
    try {
      await options.open(libraryDir);
      return true;
    } catch (thrown) {
      options.onFailed(thrown);
      const choice = await askWhatToDo(options, libraryDir, thrown);
      if (choice === 'quit') return false;
      if (choice === 'another') {
        libraryDir = (await options.openFolder({ title: options.words.t('host.openLibraryTitle') })) ?? libraryDir;
      }
    }
  }
}

const choices = ['another', 'again', 'quit'] as const;

async function askWhatToDo({ dialog, words }: OpenLibraryOptions, location: string, thrown: unknown) {
  const { code, params } = toAppError(thrown);
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: words.t('host.libraryProblemTitle'),
    message: words.t('host.libraryProblemTitle'),
    detail: errorText(words, { code, params: { location, ...params } }),
    buttons: [words.t('host.openAnotherLibrary'), words.t('app.retry'), words.t('host.quit')],
    defaultId: 0,
    cancelId: choices.indexOf('quit'),
    noLink: true,
  });
  return choices[response] ?? 'quit';
}
