/** Takes from the preload where a chosen file lies, after a look at who asks, and answers the id of it. */
import { ipcMain, type WebContents } from 'electron';
import type { ChosenFiles } from '#main/host/chosen-files.ts';
import type { Logger } from '#main/logger.ts';
import { chosenFileMessage } from '#preload/bridge.ts';
import { isFromWindow } from './sender.ts';

export type ChosenFilePortOptions = {
  currentContents(): WebContents | null;
  chosenFiles: Pick<ChosenFiles, 'add'>;
  logger: Logger;
};

export function acceptChosenFiles({ currentContents, chosenFiles, logger }: ChosenFilePortOptions): void {
  ipcMain.handle(chosenFileMessage, (event, file: unknown) => {
    if (isFromWindow(event, currentContents())) return chosenFiles.add(file);
    logger.info('chosenFile.refused');
    return null;
  });
}
