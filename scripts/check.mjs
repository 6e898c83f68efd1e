/**
 * `npm run check`: everything that can be said about the sources without running them.
 *
 * Each part prints its name and time; its output follows only when it fails. `--quick` leaves out what is slow
 * (the types of the tests, dead code). Two parts run at a time.
 */
import './lib/require-node.mjs';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { projectRoot, run } from './lib/run.mjs';

const isQuick = process.argv.includes('--quick');
const sources = ['src', 'scripts', 'tests', 'bench'].filter((folder) => existsSync(path.join(projectRoot, folder)));

/** @type {{ name: string, command: string[], isSlow?: boolean }[]} */
const parts = [
  { name: 'types of main', command: ['typescript/bin/tsc', '-p', 'tsconfig.main.json'] },
  { name: 'types of the window', command: ['typescript/bin/tsc', '-p', 'tsconfig.renderer.json'] },
  { name: 'types of the preload', command: ['typescript/bin/tsc', '-p', 'tsconfig.preload.json'] },
  { name: 'types of the tests', command: ['typescript/bin/tsc', '-p', 'tsconfig.tests.json'], isSlow: true },
  // By name: without that it would walk everything that a folder links to.
  { name: 'lint', command: ['oxlint/bin/oxlint', '--deny-warnings', ...sources] },
  { name: 'layers', command: ['scripts/check-layers.mjs'] },
  { name: 'docstrings', command: ['scripts/check-docstrings.mjs'] },
  { name: 'contents', command: ['scripts/check-contents.mjs'] },
  { name: 'format', command: ['@biomejs/biome/bin/biome', 'format', '.'] },
  { name: 'dead code', command: ['knip/bin/knip.js', '--no-progress'], isSlow: true },
];

const waiting = parts.filter((part) => !(isQuick && part.isSlow));
const failedNames = /** @type {string[]} */ ([]);
await Promise.all([work(), work()]);
if (failedNames.length) console.error(`\nFailed: ${failedNames.join(', ')}`);
process.exitCode = failedNames.length ? 1 : 0;

async function work() {
  for (let part = waiting.shift(); part; part = waiting.shift()) {
    const [program = '', ...args] = part.command;
    const file = path.join(projectRoot, program.startsWith('scripts/') ? '' : 'node_modules', program);
    const startedAtMs = Date.now();
    const { code, stdout, stderr } = await run(process.execPath, [file, ...args], { capture: true });
    const seconds = ((Date.now() - startedAtMs) / 1000).toFixed(1);
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${part.name} (${seconds} s)`);
    if (code === 0) continue;
    failedNames.push(part.name);
    console.log(`${stdout}${stderr}`.trim());
  }
}
