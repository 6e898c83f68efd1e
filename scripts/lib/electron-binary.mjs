/**
 * Finds the Electron program, and downloads it when it is not there yet.
 *
 * The electron package brings no binary: it downloads one at its first run. A network that forbids that is common, so
 * the attempt has a time limit and its failure is a sentence, never a crash.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot, run } from './run.mjs';

/** @typedef {{ path: string, reason: null } | { path: null, reason: string }} ElectronBinary */

/** @type {Record<string, string>} */
const programs = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

/**
 * The Electron that is on this computer already.
 *
 * @param {{ env?: Record<string, string | undefined>, packageDir?: string, platform?: string }} [options]
 *   `ELECTRON_OVERRIDE_DIST_PATH` in `env` names a folder to take it from, as the electron package itself does.
 * @returns {ElectronBinary}
 */
export function findElectron({
  env = process.env,
  packageDir = path.join(projectRoot, 'node_modules/electron'),
  platform = process.platform,
} = {}) {
  const pathFile = path.join(packageDir, 'path.txt');
  const program = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : (programs[platform] ?? 'electron');
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  const file = override ? path.join(override, program) : path.join(packageDir, 'dist', program);
  if (existsSync(file)) return { path: file, reason: null };
  if (override) return { path: null, reason: `ELECTRON_OVERRIDE_DIST_PATH is set, and there is no ${file}` };
  return { path: null, reason: 'the Electron program is not on this computer yet' };
}

/**
 * Finds Electron, or downloads it.
 *
 * @param {object} [options]
 * @param {Record<string, string | undefined>} [options.env] `SHOTWRIGHT_ELECTRON_DOWNLOAD=never` keeps it from trying
 * @param {number} [options.timeoutMs] for the whole download
 * @param {(line: string) => void} [options.log]
 * @param {typeof findElectron} [options.find]
 * @param {typeof run} [options.runProgram]
 * @returns {Promise<ElectronBinary>}
 */
export async function ensureElectron({
  env = process.env,
  timeoutMs = 5 * 60_000,
  log = console.log,
  find = findElectron,
  runProgram = run,
} = {}) {
  const found = find({ env });
  if (found.path || env.ELECTRON_OVERRIDE_DIST_PATH) return found;
  if (env.SHOTWRIGHT_ELECTRON_DOWNLOAD === 'never') return found;
  const installer = path.join(projectRoot, 'node_modules/electron/install.js');
  if (!existsSync(installer))
    return { path: null, reason: 'the package "electron" is not installed: run "npm install"' };
  log('Downloading Electron, once (about 120 MB).');
  const { code, stderr, timedOut } = await runProgram(process.execPath, [installer], { capture: true, timeoutMs });
  const after = find({ env });
  if (after.path) return after;
  const why = timedOut
    ? `it took longer than ${Math.round(timeoutMs / 1000)} s`
    : failureWords(stderr) || `code ${code}`;
  return { path: null, reason: `Electron could not be downloaded (${why})` };
}

/** @param {string} text the download's error output */
function failureWords(text) {
  if (/fetch failed|ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN/.test(text)) {
    return 'the network did not let it through';
  }
  return (
    text
      .split('\n')
      .map((line) => line.trim())
      .find((line) => line && !line.startsWith('at ')) ?? ''
  );
}

/**
 * Why no window can be opened here, or `null` when one can.
 *
 * @param {Record<string, string | undefined>} env
 * @param {string} platform
 */
export function displayProblem(env = process.env, platform = process.platform) {
  if (platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY) return null;
  return 'there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set)';
}
