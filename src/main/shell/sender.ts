/** Who sent a message to main: only the one window may. */
import type { IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron';
import { isAppUrl } from './app-origin.ts';

/** Only the top frame of the one window, showing the app's own page. */
export function isFromWindow(
  { sender, senderFrame }: Pick<IpcMainEvent | IpcMainInvokeEvent, 'sender' | 'senderFrame'>,
  contents: WebContents | null,
): boolean {
  return contents !== null && sender === contents && senderFrame === contents.mainFrame && isAppUrl(senderFrame.url);
}
