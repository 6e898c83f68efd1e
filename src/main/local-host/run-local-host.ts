/**
 * Starts the local host, and ends it.
 *
 * Standard output carries one line, `{"url":"…"}`, when a browser may come; words for people go to standard error.
 * SIGINT and SIGTERM close the library and end with 0; a library that cannot be opened is one line and ends with 1.
 */
import os from 'node:os';
import path from 'node:path';
import Conf from 'conf';
import { createLogFile } from '#main/host/log-file.ts';
import { createPassphraseVault } from '#main/host/passphrase-vault.ts';
import { createPreferenceStore } from '#main/host/preference-store.ts';
import { createStudioSession } from '#main/host/studio-session.ts';
import type { OpenStudio } from '#main/host/studio.ts';
import { hasCode, toAppError } from '#shared/errors/app-error.ts';
import { createTranslator, errorText } from '#shared/messages/translate.ts';
import { createLocalHost } from './local-host.ts';
import { type LocalServer, startLocalServer } from './local-server.ts';
import { type LocalHostStart, readOptions } from './options.ts';
import { createSystemOpener } from './system-opener.ts';

export type RunLocalHostOptions = {
  openStudio: OpenStudio;
  /** Folder with `package.json`, `out/` and `resources/`. */
  projectRoot: string;
  appVersion: string;
};

const words = createTranslator();

/** Resolves once the host is ready or has failed; the process then lives as long as the server. */
export async function runLocalHost({ openStudio, projectRoot, appVersion }: RunLocalHostOptions): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env, defaultLibraryDir());
  if ('isProblem' in options) return fail(words.t('host.badOption', { option: options.option }));
  const settings = openSettings(options);
  const logger = createLogFile({ folder: path.join(path.dirname(settings.path), 'logs'), clock: { nowMs: Date.now } });
  const host = createLocalHost({
    preferences: createPreferenceStore(settings),
    secrets: createPassphraseVault({ store: settings }),
    openWithSystem: createSystemOpener({ platform: process.platform, environment: process.env }),
  });
  const session = createStudioSession({
    openStudio: (libraryDir) =>
      openStudio({
        libraryDir,
        host,
        appVersion,
        resourcesDir: path.join(projectRoot, 'resources'),
        logger,
        environment: process.env,
      }),
    onCloseFailed: (error) => logger.error('library.closeFailed', error),
  });
  let server: LocalServer | null = null;
  endOnSignal(async () => {
    await server?.close();
    await session.close();
    logger.info('host.ended');
  });
  try {
    await session.open(options.libraryDir);
    const rendererDir = path.join(projectRoot, 'out/renderer');
    server = await startLocalServer({ ...options, rendererDir, currentStudio: session.current, words, logger });
  } catch (thrown) {
    logger.error('host.startFailed', thrown);
    await session.close();
    if (hasCode(thrown, 'EADDRINUSE') || hasCode(thrown, 'EACCES')) {
      return fail(words.t('host.portTaken', { port: options.port }));
    }
    const { code, params } = toAppError(thrown);
    return fail(errorText(words, { code, params: { location: options.libraryDir, ...params } }));
  }
  logger.info('host.started', { version: appVersion });
  process.stdout.write(`${JSON.stringify({ url: server.url })}\n`);
  process.stderr.write(`${words.t('host.localHostReady', { url: server.url })}\n`);
}

function openSettings({ configDir }: LocalHostStart): Conf<Record<string, unknown>> {
  return new Conf<Record<string, unknown>>({
    projectName: 'shotwright',
    projectSuffix: '',
    ...(configDir ? { cwd: configDir } : {}),
    // A damaged file means defaults, not a studio that does not start.
    clearInvalidConfig: true,
    accessPropertiesByDotNotation: false,
  });
}

/** Where the desktop app keeps its library too: a person who is sent to the browser finds the same projects. */
function defaultLibraryDir(): string {
  const home = os.homedir();
  const { env, platform } = process;
  const appData =
    platform === 'darwin'
      ? path.join(home, 'Library/Application Support')
      : platform === 'win32'
        ? (env.APPDATA ?? path.join(home, 'AppData/Roaming'))
        : (env.XDG_CONFIG_HOME ?? path.join(home, '.config'));
  return path.join(appData, 'Shotwright', 'Library');
}

/** A second signal ends at once: the library is built to survive that. */
function endOnSignal(close: () => Promise<void>): void {
  let isEnding = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isEnding) process.exit(1);
      isEnding = true;
      process.stderr.write(`${words.t('host.localHostClosing')}\n`);
      close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
