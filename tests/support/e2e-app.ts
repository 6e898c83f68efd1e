/**
 * Starts the built app for a whole-app test, in a browser against the local host or as the desktop app.
 *
 * Each test gets a library folder of its own, which survives `restart()` and `kill9()`. Whoever cannot run here (no
 * Electron, no Chromium) is skipped with the reason, never passed.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import {
  _electron,
  type Browser,
  test as base,
  type ElectronApplication,
  type Page,
  type TestInfo,
} from '@playwright/test';
import { chromiumArgs, chromiumPath } from './chromium.ts';

const projectRoot = path.resolve(import.meta.dirname, '../..');

export { expect } from '@playwright/test';

export type ShellKind = 'browser' | 'electron';

/** Options of a Playwright project. */
export type E2eOptions = {
  kind: ShellKind;
};

/** The running app. Read `page` and `electronApp` anew after a restart. */
export type Shell = {
  readonly kind: ShellKind;
  /** The window, loaded. */
  readonly page: Page;
  /** The desktop app, or `null` in the browser. */
  readonly electronApp: ElectronApplication | null;
  /** The library folder, for a look at what is on disk. */
  readonly libraryDir: string;
  /** Ends the app as a person would, and starts it on the same library. */
  restart(): Promise<void>;
  /** Kills the app without warning, as a crash or a power cut would, and starts it on the same library. */
  kill9(): Promise<void>;
};

export type E2eFixtures = {
  /** Environment for the app on top of this process's own, such as the address of a stand-in server. */
  appEnv: Record<string, string>;
  shell: Shell;
};

type Running = {
  page: Page;
  electronApp: ElectronApplication | null;
  quit(): Promise<void>;
  kill(): Promise<void>;
};

/** How each start finds its place: the folders belong to one test. */
type Place = { info: TestInfo; libraryDir: string; env: Record<string, string> };

/** A microphone that beeps, and nobody who is asked for it. */
const fakeMicrophone = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** `SHOTWRIGHT_BRIEF`: what asks nothing of its host runs in the browser alone, so that a run ends in time. */
const isBrief = Boolean(process.env.SHOTWRIGHT_BRIEF);
const specsOfWindow = new Set([
  ...['assist', 'board-views', 'boards-numbers', 'elements', 'generate-dialog', 'kept-focus', 'page-keys'],
  ...['queue-page', 'quick-create', 'script-difference', 'search-keys', 'shot-structure', 'sketch', 'strip'],
  ...['take-compare', 'templates', 'typed-ahead'],
]);

export const test = base.extend<E2eFixtures, E2eOptions>({
  kind: ['browser', { option: true, scope: 'worker' }],
  appEnv: [{}, { option: true }],
  // Asking for the `browser` fixture would start one in the Electron project too.
  shell: async ({ kind, appEnv, playwright, viewport }, use, info) => {
    const missing =
      kind === 'electron' ? process.env.SHOTWRIGHT_TEST_NO_ELECTRON : process.env.SHOTWRIGHT_TEST_NO_BROWSER;
    info.skip(Boolean(missing), missing);
    const isLeftOut = kind === 'electron' && isBrief && specsOfWindow.has(path.basename(info.file, '.spec.ts'));
    info.skip(isLeftOut, 'the window is the same in both hosts, and this run is to end in time');
    const libraryDir = info.outputPath('library');
    await mkdir(libraryDir, { recursive: true });
    const place: Place = { info, libraryDir, env: { SHOTWRIGHT_LIBRARY: libraryDir, ...appEnv } };
    const browser = kind === 'browser' ? await launchBrowser(playwright.chromium) : null;
    const start = () => (browser ? startInBrowser(browser, viewport, place) : startElectron(place));
    let running = await start();
    const shell: Shell = {
      kind,
      libraryDir,
      get page() {
        return running.page;
      },
      get electronApp() {
        return running.electronApp;
      },
      restart: async () => {
        await running.quit();
        running = await start();
      },
      kill9: async () => {
        await running.kill();
        running = await start();
      },
    };
    try {
      await use(shell);
    } finally {
      await running.quit();
      await browser?.close();
    }
  },
});

/**
 * Keeps a screenshot for people to look at: `artifacts/screenshots/<project>/<name>.png`.
 *
 * @param name such as `storyboard-empty`; a slash makes a folder
 */
export async function keepScreenshot(page: Page, name: string): Promise<string> {
  const file = path.join(projectRoot, 'artifacts/screenshots', base.info().project.name, `${name}.png`);
  await page.screenshot({ path: file, animations: 'disabled' });
  return file;
}

function launchBrowser(chromium: { launch(options: object): Promise<Browser> }): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: [...fakeMicrophone, ...chromiumArgs] });
}

async function startInBrowser(
  browser: Browser,
  viewport: { width: number; height: number } | null,
  { env, info }: Place,
): Promise<Running> {
  const host = spawn(process.execPath, [path.join(projectRoot, 'out/main/host.cjs')], {
    cwd: projectRoot,
    env: { ...process.env, ...env, SHOTWRIGHT_PORT: '0', XDG_CONFIG_HOME: info.outputPath('config') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = await readReadyUrl(host);
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForLoadState();
    const end = async (signal: NodeJS.Signals) => {
      await endProcess(host, signal);
      await context.close();
    };
    return { page, electronApp: null, quit: () => end('SIGTERM'), kill: () => end('SIGKILL') };
  } catch (thrown) {
    await endProcess(host, 'SIGKILL');
    throw thrown;
  }
}

/** Reads the host's one line, `{"url":"http://127.0.0.1:4170/login?t=…"}`. Fails when the host ends before it. */
function readReadyUrl(host: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    host.once('error', reject);
    host.once('exit', (code) => reject(new Error(`the local host ended with code ${code} before it was ready`)));
    if (!host.stdout) return reject(new Error('the local host has no output to read'));
    createInterface({ input: host.stdout }).on('line', (line) => {
      const url = /^\{"url":"([^"]+)"/.exec(line)?.[1];
      if (url) resolve(url);
    });
  });
}

async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

async function startElectron({ env, info }: Place): Promise<Running> {
  const electronApp = await _electron.launch({
    cwd: projectRoot,
    args: ['--no-sandbox', ...fakeMicrophone, `--user-data-dir=${info.outputPath('user-data')}`, '.'],
    env: { ...definedEnv(), ...env },
  });
  const page = await electronApp.firstWindow();
  // A goto or reload during the first load would be aborted.
  await page.waitForLoadState();
  // Away from the computer's own pointer in the middle of the virtual screen: when another test opens a window there,
  // that pointer moves in all that lie below it, and takes the hover from Playwright's.
  await electronApp.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setPosition(0, 0));
  // Playwright traces only the browsers that it starts itself.
  const { tracing } = page.context();
  await tracing.start({ screenshots: true, snapshots: true });
  return {
    page,
    electronApp,
    quit: async () => {
      const isExpected = info.status === info.expectedStatus;
      await tracing.stop(isExpected ? {} : { path: info.outputPath('electron-trace.zip') }).catch(() => {});
      await electronApp.close();
    },
    kill: async () => {
      const closed = electronApp.waitForEvent('close');
      await endProcess(electronApp.process(), 'SIGKILL');
      await closed;
    },
  };
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
