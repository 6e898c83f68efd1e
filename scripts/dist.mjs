/**
 * `npm run dist`: builds, then makes the installers of this system with electron-builder.
 *
 * What a package needs beyond the npm packages is downloaded by electron-builder. This asks first whether that can work
 * and names what is missing, in place of a stack trace half-way through. Options go to electron-builder: `--dir` makes
 * the unpacked app only, `--mac --arm64` one target. ELECTRON_OVERRIDE_DIST_PATH names a folder with Electron in it.
 */
import './lib/require-node.mjs';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from './lib/build-state.mjs';
import { projectRoot, runNode } from './lib/run.mjs';

const given = process.argv.slice(2);
const overrideDir = process.env.ELECTRON_OVERRIDE_DIST_PATH;
const answerMs = 15_000;

if (!(await ensureBuilt())) {
  console.error('The build failed, so there is nothing to package.');
  process.exitCode = 1;
} else {
  process.exitCode = await makePackages();
}

async function makePackages() {
  const { devDependencies } = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8'));
  const electronVersion = devDependencies.electron;
  const missing = [];
  if (!overrideDir) {
    const name = `electron-v${electronVersion}-${process.platform}-${process.arch}.zip`;
    const url = `https://github.com/electron/electron/releases/download/v${electronVersion}/${name}`;
    if (!(await isReachable(url))) missing.push(`Electron ${electronVersion} (${url})`);
  }
  const isInstallerMade = !given.includes('--dir');
  if (isInstallerMade) {
    const url = 'https://github.com/electron-userland/electron-builder-binaries/releases';
    if (!(await isReachable(url))) missing.push(`electron-builder's own tools for installers (${url})`);
  }
  if (!existsSync(path.join(projectRoot, 'node_modules/ffmpeg-static'))) {
    console.log('Note: ffmpeg-static is not installed, so the package comes without ffmpeg. The app asks for one.');
  }
  if (process.platform === 'darwin' && !process.env.CSC_LINK && !process.env.CSC_NAME) {
    console.log('Note: no signing certificate is set (CSC_LINK or CSC_NAME); macOS warns when such an app is opened.');
  }
  if (missing.length) {
    console.error('No package was made. These could not be reached from here:');
    for (const item of missing) console.error(`  - ${item}`);
    console.error('The build itself is complete in out/. Run "npm run dist" again where these can be downloaded.');
    return 1;
  }
  const fromFolder = overrideDir ? [`-c.electronDist=${overrideDir}`] : [];
  const { code } = await runNode('node_modules/electron-builder/cli.js', [
    '--publish',
    'never',
    ...fromFolder,
    ...given,
  ]);
  if (code === 0) console.log('The packages are in release/.');
  return code;
}

/** Whether a download would get an answer. @param {string} url */
async function isReachable(url) {
  try {
    const response = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(answerMs) });
    return response.ok;
  } catch {
    return false;
  }
}
