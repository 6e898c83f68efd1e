/** The menu, as data: roles for what the system does, commands for what the window does. */
import type { MenuItemConstructorOptions } from 'electron';
import type { i18n } from 'i18next';
import type { ShellCommand } from '#preload/bridge.ts';

export type AppMenuOptions = {
  words: i18n;
  platform: NodeJS.Platform;
  /** Developer tools belong to a build of one's own. */
  isPackaged: boolean;
  sendCommand(command: ShellCommand): void;
  openLibrary(): void;
  revealLibrary(): void;
};

export function appMenuTemplate(options: AppMenuOptions): MenuItemConstructorOptions[] {
  const isMac = options.platform === 'darwin';
  return [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    fileMenu(options),
    editMenu(options),
    viewMenu(options),
    windowMenu(options),
    helpMenu(options),
  ];
}

function fileMenu({ words, platform, sendCommand, openLibrary, revealLibrary }: AppMenuOptions) {
  const isMac = platform === 'darwin';
  const submenu: MenuItemConstructorOptions[] = [
    { label: words.t('host.menu.newProject'), accelerator: 'CmdOrCtrl+N', click: () => sendCommand('newProject') },
    { label: words.t('host.menu.importScript'), accelerator: 'CmdOrCtrl+I', click: () => sendCommand('importScript') },
    { type: 'separator' },
    { label: words.t('host.menu.openLibrary'), accelerator: 'CmdOrCtrl+O', click: openLibrary },
    { label: words.t('host.menu.revealLibrary'), click: revealLibrary },
    { type: 'separator' },
    { label: words.t('host.menu.settings'), accelerator: 'CmdOrCtrl+,', click: () => sendCommand('openSettings') },
    { type: 'separator' },
    isMac
      ? { role: 'close', label: words.t('host.menu.closeWindow') }
      : { role: 'quit', label: words.t('host.menu.quit') },
  ];
  return { label: words.t('host.menu.file'), submenu };
}

/**
 * Undo and redo have no role: a role would only ever undo typing. The window decides (`ShellBridge.onCommand`). Their
 * keys are shown and not taken, so that on Windows and Linux they reach the window first, as in a browser; macOS
 * gives keys to the window before the menu by itself.
 */
function editMenu({ words, platform, sendCommand }: AppMenuOptions) {
  const redoKeys = platform === 'win32' ? 'Ctrl+Y' : 'Shift+CmdOrCtrl+Z';
  const history = (label: string, accelerator: string, command: ShellCommand) => ({
    label,
    accelerator,
    registerAccelerator: false,
    click: () => sendCommand(command),
  });
  const submenu: MenuItemConstructorOptions[] = [
    history(words.t('host.menu.undo'), 'CmdOrCtrl+Z', 'undo'),
    history(words.t('host.menu.redo'), redoKeys, 'redo'),
    { type: 'separator' },
    { role: 'cut', label: words.t('host.menu.cut') },
    { role: 'copy', label: words.t('host.menu.copy') },
    { role: 'paste', label: words.t('host.menu.paste') },
    { role: 'selectAll', label: words.t('host.menu.selectAll') },
  ];
  return { label: words.t('host.menu.edit'), submenu };
}

function viewMenu({ words, isPackaged }: AppMenuOptions) {
  const submenu: MenuItemConstructorOptions[] = [
    { role: 'resetZoom', label: words.t('host.menu.actualSize') },
    { role: 'zoomIn', label: words.t('host.menu.zoomIn') },
    { role: 'zoomOut', label: words.t('host.menu.zoomOut') },
    { type: 'separator' },
    { role: 'togglefullscreen', label: words.t('host.menu.fullScreen') },
  ];
  if (!isPackaged) {
    submenu.push({ type: 'separator' }, { role: 'toggleDevTools', label: words.t('host.menu.developerTools') });
  }
  return { label: words.t('host.menu.view'), submenu };
}

function windowMenu({ words, platform }: AppMenuOptions) {
  const submenu: MenuItemConstructorOptions[] = [
    { role: 'minimize', label: words.t('host.menu.minimize') },
    ...(platform === 'darwin'
      ? [{ role: 'zoom' as const }, { type: 'separator' as const }, { role: 'front' as const }]
      : [{ role: 'close' as const, label: words.t('host.menu.closeWindow') }]),
  ];
  return { role: 'window' as const, label: words.t('host.menu.window'), submenu };
}

function helpMenu({ words }: AppMenuOptions) {
  const submenu: MenuItemConstructorOptions[] = [{ role: 'about', label: words.t('host.menu.about') }];
  return { role: 'help' as const, label: words.t('host.menu.help'), submenu };
}
