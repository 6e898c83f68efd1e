/**
 * Finds the programs that a computer must bring along (ffmpeg, a Chromium, Xvfb) and installs missing ones.
 *
 * Installing is tried only as root on Debian or Ubuntu, after saying so. Everywhere else the exact command to type is
 * named. Nothing here throws for a missing tool: the caller decides what a missing one means.
 */
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot, run } from './run.mjs';

/** @typedef {'ffmpeg' | 'chromium' | 'xvfb' | 'electron-libraries'} Tool */
/** @typedef {'apt' | 'dnf' | 'pacman' | 'zypper' | 'brew' | 'winget'} Manager */
/** @typedef {(command: string, args: string[], options?: { env?: Record<string, string>, timeoutMs?: number, capture?: boolean }) => Promise<{ code: number, stdout: string, stderr: string }>} Run */

/** What a tool is for, as it is said to a person. */
const purposes = {
  ffmpeg: 'ffmpeg (reads and writes video)',
  chromium: 'Chromium (runs the browser tests)',
  xvfb: 'Xvfb (a display for the desktop tests)',
  'electron-libraries': 'the libraries that Electron needs',
};

/** @type {Record<Manager, Record<Tool, string[]>>} packages by package manager; an empty list is "not needed there" */
const packages = {
  apt: {
    ffmpeg: ['ffmpeg'],
    chromium: ['chromium'],
    xvfb: ['xvfb', 'xauth'],
    'electron-libraries': ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libatk-bridge2.0-0'],
  },
  dnf: {
    ffmpeg: ['ffmpeg-free'],
    chromium: ['chromium'],
    xvfb: ['xorg-x11-server-Xvfb', 'xorg-x11-xauth'],
    'electron-libraries': ['gtk3', 'nss', 'alsa-lib', 'mesa-libgbm', 'at-spi2-atk'],
  },
  pacman: {
    ffmpeg: ['ffmpeg'],
    chromium: ['chromium'],
    xvfb: ['xorg-server-xvfb', 'xorg-xauth'],
    'electron-libraries': ['gtk3', 'nss', 'alsa-lib', 'mesa', 'at-spi2-core'],
  },
  zypper: {
    ffmpeg: ['ffmpeg'],
    chromium: ['chromium'],
    xvfb: ['xvfb-run'],
    'electron-libraries': ['libgtk-3-0', 'mozilla-nss', 'libasound2', 'libgbm1', 'at-spi2-core'],
  },
  brew: { ffmpeg: ['ffmpeg'], chromium: ['--cask google-chrome'], xvfb: [], 'electron-libraries': [] },
  winget: { ffmpeg: ['Gyan.FFmpeg'], chromium: ['Google.Chrome'], xvfb: [], 'electron-libraries': [] },
};

/** @type {Record<Manager, string>} */
const installCommands = {
  apt: 'sudo apt-get update && sudo apt-get install -y',
  dnf: 'sudo dnf install -y',
  pacman: 'sudo pacman -S --needed',
  zypper: 'sudo zypper install',
  brew: 'brew install',
  winget: 'winget install',
};

/** @type {{ manager: Manager, program: string }[]} in the order of preference on Linux */
const linuxManagers = [
  { manager: 'apt', program: 'apt-get' },
  { manager: 'dnf', program: 'dnf' },
  { manager: 'pacman', program: 'pacman' },
  { manager: 'zypper', program: 'zypper' },
];

const chromiumNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const chromiumPlaces = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/**
 * The command to type on this system to get these tools, one line a manager call; `null` when the system is unknown.
 *
 * @param {Manager | null} manager
 * @param {Tool[]} tools
 * @returns {string | null}
 */
export function installCommand(manager, tools) {
  if (!manager) return null;
  const names = tools.flatMap((tool) => packages[manager][tool]);
  if (!names.length) return null;
  // Homebrew takes casks and formulas in calls of their own, winget one package a call.
  if (manager === 'brew' || manager === 'winget') {
    return names.map((name) => `${installCommands[manager]} ${name}`).join(' && ');
  }
  return `${installCommands[manager]} ${names.join(' ')}`;
}

/**
 * @typedef {object} ToolsWorld what the tools touch; tests pass their own
 * @property {NodeJS.Platform} platform
 * @property {Record<string, string | undefined>} env
 * @property {boolean} isRoot
 * @property {(file: string) => boolean} isExecutable
 * @property {() => string} readOsRelease content of /etc/os-release, or empty
 * @property {() => string | null} findPlaywrightChromium path of the Chromium that Playwright downloaded
 * @property {() => string | null} findBundledFfmpeg path of the ffmpeg of the ffmpeg-static package
 * @property {() => string | null} findFfmpegDownload path of the script with which ffmpeg-static downloads it
 * @property {Run} run
 * @property {(line: string) => void} log
 */

/**
 * @param {ToolsWorld} world
 */
export function createSystemTools(world) {
  const { platform, env, isRoot, isExecutable, log } = world;
  const separator = platform === 'win32' ? ';' : ':';
  const ending = platform === 'win32' ? '.exe' : '';
  const paths = platform === 'win32' ? path.win32 : path.posix;

  /** @param {string} name */
  function onPath(name) {
    const folders = (env.PATH ?? env.Path ?? '').split(separator).filter(Boolean);
    return folders.map((folder) => paths.join(folder, name + ending)).find(isExecutable) ?? null;
  }

  /**
   * Where a tool is, or `null`.
   *
   * @param {Tool} tool
   * @param {{ electronPath?: string }} [options]
   * @returns {Promise<string | null>}
   */
  async function locate(tool, { electronPath } = {}) {
    switch (tool) {
      case 'ffmpeg':
        return world.findBundledFfmpeg() ?? onPath('ffmpeg');
      case 'chromium': {
        const named = env.CHROMIUM_PATH;
        if (named) return isExecutable(named) ? named : null;
        const places = platform === 'darwin' || platform === 'win32' ? chromiumPlaces[platform] : [];
        // Ubuntu's /usr/bin/chromium-browser may be only a hint to install a snap, so Playwright's own goes first there.
        const own = world.findPlaywrightChromium();
        if (own && isUbuntu()) return own;
        return chromiumNames.map(onPath).find((found) => found !== null) ?? places.find(isExecutable) ?? own;
      }
      case 'xvfb':
        return onPath('xvfb-run');
      case 'electron-libraries': {
        if (platform !== 'linux' || !electronPath) return 'not needed';
        const { code, stdout } = await world.run('ldd', [electronPath], { capture: true });
        return code !== 0 || !stdout.includes('not found') ? 'all there' : null;
      }
    }
  }

  function isUbuntu() {
    return /^ID=ubuntu$/m.test(world.readOsRelease());
  }

  /** @returns {Manager | null} */
  function manager() {
    if (platform === 'darwin') return 'brew';
    if (platform === 'win32') return 'winget';
    return linuxManagers.find(({ program }) => onPath(program))?.manager ?? null;
  }

  /**
   * Makes tools available where that is possible, and says what it does.
   *
   * @param {Tool[]} tools
   * @param {{ electronPath?: string }} [options]
   * @returns {Promise<Record<Tool, string | null>>} the path of each tool asked for; `null` when it is still missing
   */
  async function ensure(tools, options = {}) {
    const found = /** @type {Record<Tool, string | null>} */ ({});
    for (const tool of tools) found[tool] = await locate(tool, options);
    const missing = tools.filter((tool) => found[tool] === null);
    if (!missing.length) return found;
    if (platform === 'linux' && isRoot && manager() === 'apt') {
      await installWithApt(missing);
      for (const tool of missing) found[tool] = await locate(tool, options);
    }
    if (missing.includes('ffmpeg') && found.ffmpeg === null) {
      await downloadFfmpeg();
      found.ffmpeg = await locate('ffmpeg', options);
    }
    for (const tool of missing) if (found[tool] === null) log(missingMessage(tool));
    return found;
  }

  /** The ffmpeg-static package downloads its binary by a script of its own, which an install does not run. */
  async function downloadFfmpeg() {
    const script = world.findFfmpegDownload();
    if (script === null) return;
    log('Downloading ffmpeg with the ffmpeg-static package.');
    const { code } = await world.run(process.execPath, [script], { capture: true, timeoutMs: 3 * 60_000 });
    if (code !== 0) log('The download failed: this network does not let it through.');
  }

  /** @param {Tool} tool */
  function missingMessage(tool) {
    if (tool === 'chromium' && env.CHROMIUM_PATH) {
      return `CHROMIUM_PATH names ${env.CHROMIUM_PATH}, and no program is there.`;
    }
    const command = installCommand(manager(), [tool]);
    const advice = command ? `Install it with: ${command}` : 'Install it with the package manager of this system.';
    const other = tool === 'chromium' ? ' Or: npx playwright install chromium' : '';
    return `Missing: ${purposes[tool]}. ${advice}${other}`;
  }

  /** @param {Tool[]} missing */
  async function installWithApt(missing) {
    // On Ubuntu the package "chromium" is a hint to install a snap, which containers cannot.
    const byPlaywright = missing.includes('chromium') && isUbuntu();
    const byApt = missing.filter((tool) => tool !== 'chromium' || !byPlaywright);
    const options = { env: { DEBIAN_FRONTEND: 'noninteractive' }, timeoutMs: 10 * 60_000 };
    if (byApt.length) {
      const names = await aptNames(byApt.flatMap((tool) => packages.apt[tool]));
      log(`Installing ${byApt.map((tool) => purposes[tool]).join(', ')} with apt-get: ${names.join(' ')}`);
      await world.run('apt-get', ['update', '-qq'], options);
      const { code } = await world.run(
        'apt-get',
        ['install', '-y', '-qq', '--no-install-recommends', ...names],
        options,
      );
      if (code !== 0) log(`apt-get ended with code ${code}.`);
    }
    if (byPlaywright) {
      log('Installing Chromium with "playwright install --with-deps chromium".');
      const cli = path.join(projectRoot, 'node_modules/@playwright/test/cli.js');
      const { code } = await world.run(process.execPath, [cli, 'install', '--with-deps', 'chromium'], options);
      if (code !== 0) log(`The download of Chromium ended with code ${code}.`);
    }
  }

  /**
   * Newer Debian and Ubuntu renamed some libraries to a name with "t64" at its end.
   *
   * @param {string[]} names
   */
  async function aptNames(names) {
    const chosen = [];
    for (const name of names) {
      const renamed = name.startsWith('lib')
        ? await world.run('apt-cache', ['show', `${name}t64`], { capture: true })
        : null;
      chosen.push(renamed?.code === 0 && renamed.stdout.includes('Package:') ? `${name}t64` : name);
    }
    return chosen;
  }

  return { locate, ensure, manager, missingMessage };
}

/** The tools of this computer. */
export async function thisComputersTools({ log = console.log } = {}) {
  return createSystemTools({
    platform: process.platform,
    env: process.env,
    isRoot: process.getuid?.() === 0,
    isExecutable,
    readOsRelease: () => (existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''),
    findPlaywrightChromium: await playwrightChromium(),
    findFfmpegDownload: () => {
      const file = path.join(projectRoot, 'node_modules/ffmpeg-static/install.js');
      return existsSync(file) ? file : null;
    },
    findBundledFfmpeg: () => {
      const file = path.join(
        projectRoot,
        'node_modules/ffmpeg-static',
        process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg',
      );
      return isExecutable(file) ? file : null;
    },
    run,
    log,
  });
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @returns {Promise<() => string | null>} */
async function playwrightChromium() {
  try {
    const { chromium } = await import('@playwright/test');
    return () => {
      const file = chromium.executablePath();
      return file && isExecutable(file) ? file : null;
    };
  } catch {
    return () => null;
  }
}
