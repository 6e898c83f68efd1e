/** Knows whether `out/` was built from the sources as they are now. */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot, runNode } from './run.mjs';

const inputs = ['src', 'electron.vite.config.ts', 'package.json', 'package-lock.json'];
const outputs = ['out/main/index.cjs', 'out/main/host.cjs', 'out/preload/index.cjs', 'out/renderer/index.html'];
const stampFile = 'out/.built';

/**
 * Why a build is needed, or `null` when `out/` is up to date.
 *
 * @param {string} [root] the project's folder
 * @returns {string | null}
 */
export function buildNeeded(root = projectRoot) {
  const missing = [...outputs, stampFile].find((file) => !existsSync(path.join(root, file)));
  if (missing) return `${missing} is not there`;
  const builtAtMs = statSync(path.join(root, stampFile)).mtimeMs;
  const newer = inputs.map((input) => findNewer(path.join(root, input), builtAtMs)).find((file) => file !== null);
  return newer ? `${path.relative(root, newer)} is newer than the build` : null;
}

/**
 * Folders count too: their time changes when a file in them is removed or renamed.
 *
 * @param {string} file
 * @param {number} timeMs
 * @returns {string | null}
 */
function findNewer(file, timeMs) {
  if (!existsSync(file) || /\.test\.tsx?$/.test(file)) return null;
  const info = statSync(file);
  if (!info.isDirectory()) return info.mtimeMs > timeMs ? file : null;
  for (const name of readdirSync(file)) {
    const newer = findNewer(path.join(file, name), timeMs);
    if (newer) return newer;
  }
  return info.mtimeMs > timeMs ? file : null;
}

/** Marks the build as made from the sources of `startedAtMs`. */
export function markBuilt(/** @type {number} */ startedAtMs, root = projectRoot) {
  const file = path.join(root, stampFile);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, 'Written when a build is complete; its time is when the build began.\n');
  utimesSync(file, startedAtMs / 1000, startedAtMs / 1000);
}

/** Forgets the last build, so that one that is cut off is not taken for a complete one. */
export function unmarkBuilt(root = projectRoot) {
  rmSync(path.join(root, stampFile), { force: true });
}

/**
 * Builds when that is needed.
 *
 * @param {(line: string) => void} [log]
 * @returns {Promise<boolean>} whether `out/` can be used
 */
export async function ensureBuilt(log = console.log) {
  const why = buildNeeded();
  if (!why) return true;
  log(`Building: ${why}.`);
  return (await runNode('scripts/build.mjs')).code === 0;
}
