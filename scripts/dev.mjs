/**
 * `npm run dev`: the app with live reload of the window and restart of main.
 *
 * electron-vite looks for Electron by its own means and never downloads it, so it is told where it is.
 */
import './lib/require-node.mjs';
import { displayProblem, ensureElectron } from './lib/electron-binary.mjs';
import { ensureFonts } from './lib/fonts.mjs';
import { runNode } from './lib/run.mjs';
import { thisComputersTools } from './lib/system-tools.mjs';

await ensureFonts();
await (await thisComputersTools()).ensure(['ffmpeg']);
const electron = await ensureElectron();
const problem = displayProblem() ?? electron.reason;
if (problem || electron.path === null) {
  console.error(`"npm run dev" needs Electron's window: ${problem}.`);
  console.error('"npm start" works without one: it serves the studio to a browser.');
  process.exitCode = 1;
} else {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  if (isRoot) console.log('Running as root, where Electron cannot use its sandbox: passing --noSandbox.');
  const args = ['dev', '--watch', ...(isRoot ? ['--noSandbox'] : []), ...process.argv.slice(2)];
  const { code } = await runNode('node_modules/electron-vite/bin/electron-vite.js', args, {
    env: { ELECTRON_EXEC_PATH: electron.path },
  });
  process.exitCode = code;
}
