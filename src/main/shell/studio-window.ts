/** The one window: how it is made, and what happens when its page fails. */
import path from 'node:path';
import { type App, BrowserWindow, dialog, Menu, nativeTheme, screen } from 'electron';
import type { i18n } from 'i18next';
import type { KeyValueStore } from '#main/host/preference-store.ts';
import type { Logger } from '#main/logger.ts';
import { windowUrl } from './app-origin.ts';
import { contextMenuTemplate } from './context-menu.ts';
import { fitWindowState, smallestWindow, type WindowState } from './window-state.ts';

export type StudioWindowOptions = {
  app: App;
  store: KeyValueStore;
  words: i18n;
  logger: Logger;
};

/** The page's own `--bg`, so that nothing flashes before its first paint. */
const backgrounds = { dark: '#0e1012', light: '#ececeb' };
/** A page that fails this often within a minute is not simply opened again. */
const maxCrashesInAMinute = 3;
/** How long a page that is saving may hold up its closing. */
const unloadMs = 2_000;

/** Opens the window; it shows itself when its page has been painted. */
export function openStudioWindow({ app, store, words, logger }: StudioWindowOptions): BrowserWindow {
  const workAreas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map((display) => display.workArea);
  const { isMaximized, ...bounds } = fitWindowState(store.get('windowState'), workAreas);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    title: words.t('app.name'),
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light,
    webPreferences: {
      preload: path.join(app.getAppPath(), 'out/preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: true,
      devTools: !app.isPackaged,
    },
  });
  window.once('ready-to-show', () => {
    if (isMaximized) window.maximize();
    window.show();
  });
  window.on('close', () => {
    const state: WindowState = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() };
    store.set('windowState', state);
  });
  window.webContents.on('context-menu', (_event, params) => {
    const template = contextMenuTemplate(window.webContents, params, words);
    if (template.length > 0) Menu.buildFromTemplate(template).popup({ window });
  });
  recoverPage(window, { app, words, logger });
  letPageSave(window);
  // A page that cannot be loaded is reported through `did-fail-load`.
  window.loadURL(windowUrl).catch((error: unknown) => logger.error('window.loadFailed', error));
  return window;
}

/** Opens the page again when its process ends, and asks what to do when it does not answer. */
function recoverPage(window: BrowserWindow, { app, words, logger }: Omit<StudioWindowOptions, 'store'>): void {
  const crashesAtMs: number[] = [];
  let isAsking = false;

  async function tell(title: string, message: string, buttons: string[]): Promise<number> {
    if (isAsking || window.isDestroyed()) return 0;
    isAsking = true;
    const answer = await dialog.showMessageBox(window, { type: 'warning', title, message, buttons, noLink: true });
    isAsking = false;
    return answer.response;
  }

  async function recover(reason: string, exitCode: number): Promise<void> {
    logger.info('window.stopped', { reason, exitCode });
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    const nowMs = performance.now();
    crashesAtMs.push(nowMs);
    const recent = crashesAtMs.filter((atMs) => nowMs - atMs < 60_000).length;
    const title = words.t('host.windowStoppedTitle');
    if (recent < maxCrashesInAMinute) {
      window.webContents.reload();
      await tell(title, words.t('host.windowReopened'), [words.t('app.close')]);
      return;
    }
    const buttons = [words.t('host.reopenWindow'), words.t('host.quit')];
    const choice = await tell(title, words.t('host.windowStopsAgain'), buttons);
    if (choice === 1) app.quit();
    else if (!window.isDestroyed()) window.webContents.reload();
  }

  async function askWhetherToWait(): Promise<void> {
    logger.info('window.unresponsive');
    const buttons = [words.t('host.wait'), words.t('host.reopenWindow')];
    const choice = await tell(words.t('host.windowBusyTitle'), words.t('host.windowBusy'), buttons);
    // `render-process-gone` then opens the page again.
    if (choice === 1 && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer();
  }

  const report = (error: unknown) => logger.error('window.recoveryFailed', error);
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    recover(reason, exitCode).catch(report);
  });
  window.on('unresponsive', () => {
    askWhetherToWait().catch(report);
  });
}

/**
 * A page that is still saving may put off its closing once; it is closed when it has had its time. It cannot put off
 * being loaded again: after a switch it would go on showing the library that is closed.
 */
function letPageSave(window: BrowserWindow): void {
  let isClosing = false;
  window.on('close', () => {
    isClosing = true;
  });
  window.webContents.on('will-prevent-unload', (event) => {
    if (!isClosing) {
      event.preventDefault();
      return;
    }
    setTimeout(() => {
      if (!window.isDestroyed()) window.destroy();
    }, unloadMs);
  });
}
