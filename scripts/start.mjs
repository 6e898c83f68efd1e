/**
 * `npm start`: opens Shotwright.
 *
 * Electron when it can be had and there is a display; else the local host, which serves the same studio to a browser
 * on this computer. It always says which one and why.
 *
 * Options: `--local-host` (the browser even where Electron is there), `--no-open` (do not open the browser). All others
 * go to the app. The library can be named in SHOTWRIGHT_LIBRARY.
 */
import './lib/require-node.mjs';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ensureBuilt } from './lib/build-state.mjs';
import { displayProblem, ensureElectron } from './lib/electron-binary.mjs';
import { ensureFonts } from './lib/fonts.mjs';
import { projectRoot } from './lib/run.mjs';
import { thisComputersTools } from './lib/system-tools.mjs';

const given = process.argv.slice(2);
const isLocalHostAsked = given.includes('--local-host');
const isBrowserOpened = !given.includes('--no-open');
const appArgs = given.filter((option) => option !== '--local-host' && option !== '--no-open');

await ensureFonts();
const { ffmpeg } = await (await thisComputersTools()).ensure(['ffmpeg']);
if (!ffmpeg) console.log('Starting without ffmpeg: writing and planning work, reading and exporting video do not.');

if (await ensureBuilt()) {
  process.exitCode = await startApp();
} else {
  console.error('The build failed, so there is nothing to start. The reason is above.');
  process.exitCode = 1;
}

async function startApp() {
  const reason = await whyNotElectron();
  if (typeof reason === 'string') return startLocalHost(reason);
  const ended = await startElectron(reason.path);
  return ended.isUnableToStart ? startLocalHost(ended.reason) : ended.code;
}

/** @returns {Promise<string | { path: string }>} the reason, or where Electron is */
async function whyNotElectron() {
  if (isLocalHostAsked) return 'you asked for it';
  const display = displayProblem();
  if (display) return display;
  const electron = await ensureElectron();
  return electron.path === null ? electron.reason : { path: electron.path };
}

/** @param {string} program */
function startElectron(program) {
  const args = [projectRoot, ...appArgs];
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    console.log('Running as root, where Electron cannot use its sandbox: passing --no-sandbox.');
    args.unshift('--no-sandbox');
  }
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: projectRoot, stdio: ['inherit', 'inherit', 'pipe'] });
    let beginning = '';
    child.stderr.on('data', (/** @type {Buffer} */ bytes) => {
      process.stderr.write(bytes);
      if (beginning.length < 4096) beginning += bytes.toString('utf8');
    });
    passSignalsTo(child);
    child.once('error', (error) =>
      resolve({ isUnableToStart: true, reason: `Electron did not start (${error.message})` }),
    );
    child.once('close', (code) => {
      const library = /error while loading shared libraries: ([^:\n]+)/.exec(beginning)?.[1];
      const display = /Missing X server|cannot open display|Failed to connect to Wayland/i.test(beginning);
      if (code !== 0 && library) {
        resolve({ isUnableToStart: true, reason: `Electron did not start (this system lacks ${library})` });
      } else if (code !== 0 && display) {
        resolve({ isUnableToStart: true, reason: 'Electron did not start (the display cannot be opened)' });
      } else {
        resolve({ isUnableToStart: false, code: code ?? 1 });
      }
    });
  });
}

/** @param {string} reason */
function startLocalHost(reason) {
  console.log(`Shotwright opens in the browser, not in its own window: ${reason}.`);
  return new Promise((resolve) => {
    const host = path.join(projectRoot, 'out/main/host.cjs');
    const child = spawn(process.execPath, [host, ...appArgs], {
      cwd: projectRoot,
      stdio: ['inherit', 'pipe', 'inherit'],
    });
    passSignalsTo(child);
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = readyUrl(line);
      if (!url) return console.log(line);
      // The host itself says the address on standard error.
      console.log('The address is for this computer and this start only. Ctrl+C ends it.');
      if (isBrowserOpened) openBrowser(url);
    });
    child.once('error', (error) => {
      console.error(`The local host did not start: ${error.message}`);
      resolve(1);
    });
    child.once('close', (code, signal) => resolve(signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : (code ?? 1)));
  });
}

/**
 * The host's one line when it is ready: {"url":"http://127.0.0.1:4170/login?t=…"}
 *
 * @param {string} line
 */
function readyUrl(line) {
  if (!line.startsWith('{')) return null;
  try {
    const { url } = JSON.parse(line);
    return typeof url === 'string' ? url : null;
  } catch {
    return null;
  }
}

/** @param {string} url */
function openBrowser(url) {
  const [command, args] =
    process.platform === 'darwin'
      ? ['open', [url]]
      : process.platform === 'win32'
        ? ['rundll32', ['url.dll,FileProtocolHandler', url]]
        : ['xdg-open', [url]];
  // Where no browser can be opened the address above is enough.
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

/** @param {import('node:child_process').ChildProcess} child */
function passSignalsTo(child) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
}
