/**
 * The desktop app from its start to its end: one process, one window, one open library.
 *
 * Quitting needs no question: jobs that run are taken up again at the next start.
 */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import {
  app,
  type BrowserWindow,
  dialog,
  Menu,
  nativeTheme,
  Notification,
  safeStorage,
  session,
  shell,
} from 'electron';
import ElectronStore from 'electron-store';
import { createChosenFiles } from '#main/host/chosen-files.ts';
import type { Host } from '#main/host/host.ts';
import { createLogFile } from '#main/host/log-file.ts';
import { createPreferenceStore } from '#main/host/preference-store.ts';
import { createRequestHandler } from '#main/host/studio-requests.ts';
import { createStudioSession, type StudioSession } from '#main/host/studio-session.ts';
import type { OpenStudio } from '#main/host/studio.ts';
import { openWindowFiles } from '#main/host/window-files.ts';
import type { Logger } from '#main/logger.ts';
import type { ShellCommand } from '#preload/bridge.ts';
import { toAppError } from '#shared/errors/app-error.ts';
import { createTranslator, errorText } from '#shared/messages/translate.ts';
import { appMenuTemplate } from './app-menu.ts';
import { registerAppScheme, serveApp, serveFromDevServer } from './app-protocol.ts';
import { acceptChosenFiles } from './chosen-file-port.ts';
import { createCurrentWindow } from './current-window.ts';
import { createElectronHost } from './electron-host.ts';
import { chooseLibrary, findLibraryOption } from './library-choice.ts';
import { openLibraryOrAsk } from './open-library.ts';
import { acceptRpcPorts } from './rpc-ports.ts';
import { createKeyStore, createPassphraseVault } from '#main/host/passphrase-vault.ts';
import { createSafeStorageSecrets } from './safe-storage-secrets.ts';
import { openStudioWindow } from './studio-window.ts';
import { restrictContents, restrictSession } from './web-security.ts';

export type StartShellOptions = { openStudio: OpenStudio };

/** How long closing the library may take before the app ends without it: it is built to survive that. */
const closeMs = 10_000;

const words = createTranslator();

/** Call it once, in the first turn of the program: the app's scheme has to be known before Electron is ready. */
export function startShell({ openStudio }: StartShellOptions): void {
  registerAppScheme();
  const named = findLibraryOption(process.argv, process.cwd());
  if (!app.requestSingleInstanceLock({ library: named })) {
    app.quit();
    return;
  }
  // Windows shows notices only under the identity that the installer registered.
  app.setAppUserModelId('film.shotwright.desktop');
  const logger = createLogFile({ folder: path.join(app.getPath('userData'), 'logs'), clock: { nowMs: Date.now } });
  endOnUnforeseen(logger);
  restrictContents(app, logger);
  app
    .whenReady()
    .then(() => runShell({ openStudio, logger, named }))
    .catch((error: unknown) => stopWith(error, logger));
}

type RunShellOptions = StartShellOptions & { logger: Logger; named: string | null };

async function runShell({ openStudio, logger, named }: RunShellOptions): Promise<void> {
  const store = openStore();
  const window = createCurrentWindow(() => openStudioWindow({ app, store, words, logger }));
  const { host, studioSession, ports } = createParts({ openStudio, logger, store, currentWindow: window.get });
  await servePage(studioSession, logger);
  installMenu({ host, studioSession, sendCommand: window.send, logger });
  endWithWindow({ studioSession, ports, logger });
  app.on('second-instance', (_event, _args, _workingDir, data) => {
    if (!studioSession.current()) return;
    window.show();
    const library = readLibrary(data);
    if (library) switchOrTell(host, library, logger);
  });
  app.on('activate', () => {
    if (studioSession.current()) window.show();
  });

  const libraryDir = chooseLibrary({
    named,
    environment: process.env,
    last: store.get('lastLibrary'),
    userDataDir: app.getPath('userData'),
  });
  const isOpen = await openLibraryOrAsk({
    libraryDir,
    open: studioSession.open,
    dialog,
    openFolder: host.openFolder,
    words,
    onFailed: (error) => logger.error('library.openFailed', error),
  });
  if (!isOpen) return app.quit();
  rememberLibrary(store, studioSession);
  window.show();
  logger.info('shell.started', { version: app.getVersion() });
}

/** Puts window and media at the app's own address, and closes all other ways out of the page. */
async function servePage(studioSession: StudioSession, logger: Logger): Promise<void> {
  const devServerUrl = app.isPackaged ? null : (process.env.ELECTRON_RENDERER_URL ?? null);
  restrictSession(session.defaultSession, devServerUrl);
  const serveWindow = devServerUrl
    ? serveFromDevServer(devServerUrl)
    : (await openWindowFiles(path.join(app.getAppPath(), 'out/renderer'))).serve;
  serveApp(session.defaultSession, createRequestHandler({ currentStudio: studioSession.current, serveWindow, logger }));
}

type Parts = { openStudio: OpenStudio; logger: Logger; store: Store; currentWindow(): BrowserWindow | null };

function createParts({ openStudio, logger, store, currentWindow }: Parts) {
  const preferences = createPreferenceStore(store, ({ theme }) => {
    nativeTheme.themeSource = theme;
  });
  nativeTheme.themeSource = preferences.get().theme;
  const studioSession = createStudioSession({
    openStudio: (libraryDir) =>
      openStudio({
        libraryDir,
        host,
        appVersion: app.getVersion(),
        resourcesDir: findResources(),
        logger,
        environment: process.env,
      }),
    onSwitched: () => {
      ports.closeAll();
      currentWindow()?.webContents.reload();
    },
    onCloseFailed: (error) => logger.error('library.closeFailed', error),
  });
  const ports = acceptRpcPorts({
    currentContents: () => currentWindow()?.webContents ?? null,
    currentStudio: studioSession.current,
    logger,
  });
  const chosenFiles = createChosenFiles(randomUUID);
  acceptChosenFiles({ currentContents: () => currentWindow()?.webContents ?? null, chosenFiles, logger });
  const host: Host = createElectronHost({
    chosenFiles,
    dialog,
    shell,
    createNotice: (notice) => (Notification.isSupported() ? new Notification(notice) : null),
    currentWindow,
    saveFolder: () => app.getPath('videos'),
    secrets: createKeyStore(
      createSafeStorageSecrets(safeStorage, store, process.platform),
      createPassphraseVault({ store }),
    ),
    preferences,
    async switchLibrary(folder) {
      await studioSession.open(folder);
      rememberLibrary(store, studioSession);
    },
  });
  return { host, studioSession, ports };
}

type Store = ElectronStore<Record<string, unknown>>;

/** Preferences, the last library, the window's place, and keys in encrypted form. */
function openStore(): Store {
  return new ElectronStore<Record<string, unknown>>({
    name: 'settings',
    // A damaged file means defaults, not an app that does not start.
    clearInvalidConfig: true,
    accessPropertiesByDotNotation: false,
  });
}

/** A library that tests name is not the person's own. */
function rememberLibrary(store: Store, studioSession: StudioSession): void {
  const libraryDir = studioSession.libraryDir();
  if (libraryDir && !process.env.SHOTWRIGHT_LIBRARY) store.set('lastLibrary', libraryDir);
}

/** Fonts must be real files for ffmpeg: in the packed app they lie beside the archive. */
function findResources(): string {
  return app.isPackaged ? process.resourcesPath : path.join(app.getAppPath(), 'resources');
}

type MenuParts = {
  host: Host;
  studioSession: StudioSession;
  sendCommand(command: ShellCommand): void;
  logger: Logger;
};

function installMenu({ host, studioSession, sendCommand, logger }: MenuParts): void {
  async function openLibrary(): Promise<void> {
    const folder = await host.openFolder({ title: words.t('host.openLibraryTitle') });
    if (folder) switchOrTell(host, folder, logger);
  }

  async function revealLibrary(): Promise<void> {
    const libraryDir = studioSession.libraryDir();
    if (libraryDir) await host.reveal(libraryDir);
  }

  const template = appMenuTemplate({
    words,
    platform: process.platform,
    isPackaged: app.isPackaged,
    sendCommand,
    openLibrary: () => void openLibrary().catch((error: unknown) => tellProblem(error, logger)),
    revealLibrary: () => void revealLibrary().catch((error: unknown) => tellProblem(error, logger)),
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function switchOrTell(host: Host, folder: string, logger: Logger): void {
  host.switchLibrary(folder).catch((error: unknown) => tellProblem(error, logger, folder));
}

function tellProblem(error: unknown, logger: Logger, location = ''): void {
  logger.error('library.openFailed', error);
  const { code, params } = toAppError(error);
  const text = errorText(words, { code, params: { location, ...params } });
  dialog.showErrorBox(words.t('host.libraryProblemTitle'), text);
}

function readLibrary(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('library' in data)) return null;
  return typeof data.library === 'string' ? data.library : null;
}

type EndParts = { studioSession: StudioSession; ports: { closeAll(): void }; logger: Logger };

/**
 * Ends the app when its window is closed (on macOS when it is quit), and the studio before that. The window goes
 * first: what it sends while closing is still saved.
 */
function endWithWindow({ studioSession, ports, logger }: EndParts): void {
  let isQuitting = false;
  let end: 'not yet' | 'closing' | 'closed' = 'not yet';
  app.on('before-quit', () => {
    isQuitting = true;
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin' || isQuitting) app.quit();
  });
  app.on('will-quit', (event) => {
    if (end === 'closed') return;
    event.preventDefault();
    if (end === 'closing') return;
    end = 'closing';
    const overdue = setTimeout(() => app.exit(0), closeMs);
    // One more turn: the last calls of the window may have arrived and not been answered.
    setImmediate(() => {
      studioSession
        .close()
        .then(() => logger.info('shell.ended'))
        .catch((error: unknown) => logger.error('library.closeFailed', error))
        .finally(() => {
          clearTimeout(overdue);
          ports.closeAll();
          end = 'closed';
          app.quit();
        });
    });
  });
}

/** After an error that nobody caught nothing is sure any more, except what was committed: says so, and ends. */
function endOnUnforeseen(logger: Logger): void {
  process.on('uncaughtException', (error) => stopWith(error, logger));
  process.on('unhandledRejection', (error) => logger.error('shell.unhandledRejection', error));
}

function stopWith(error: unknown, logger: Logger): void {
  logger.error('shell.failed', error);
  dialog.showErrorBox(words.t('app.name'), words.t('host.unexpectedStop'));
  app.exit(1);
}
