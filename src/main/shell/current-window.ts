/** Keeps the one window: opens it when it is needed, brings it to the front when it is there. */
import type { BrowserWindow } from 'electron';
import { commandMessage, type ShellCommand } from '#preload/bridge.ts';

export interface CurrentWindow {
  /** Null while none is open, as on macOS after its window was closed. */
  get(): BrowserWindow | null;
  show(): void;
  /** Shows the window and hands it a command of the menu. */
  send(command: ShellCommand): void;
}

export function createCurrentWindow(openWindow: () => BrowserWindow): CurrentWindow {
  let current: BrowserWindow | null = null;

  function show(): BrowserWindow {
    if (!current) {
      current = openWindow();
      current.on('closed', () => {
        current = null;
      });
      return current;
    }
    if (current.isMinimized()) current.restore();
    current.show();
    current.focus();
    return current;
  }

  return {
    get: () => current,
    show: () => void show(),
    send: (command) => show().webContents.send(commandMessage, command),
  };
}
