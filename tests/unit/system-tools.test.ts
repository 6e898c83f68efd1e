import { describe, expect, it } from 'vitest';
import { createSystemTools, installCommand, type ToolsWorld } from '../../scripts/lib/system-tools.mjs';

type Computer = { world: ToolsWorld; calls: string[]; said: string[]; files: Set<string> };

/** A computer with these programs; `installs` tells which files a package brings. */
function aComputer(
  programs: string[],
  installs: Record<string, string> = {},
  options: Partial<ToolsWorld> = {},
): Computer {
  const files = new Set(programs);
  const calls: string[] = [];
  const said: string[] = [];
  const world: ToolsWorld = {
    platform: 'linux',
    env: { PATH: '/usr/local/bin:/usr/bin' },
    isRoot: true,
    isExecutable: (file) => files.has(file),
    readOsRelease: () => 'ID=debian\n',
    findPlaywrightChromium: () => null,
    findBundledFfmpeg: () => null,
    findFfmpegDownload: () => null,
    run: (command, args) => {
      calls.push([command, ...args].join(' '));
      if (args[0] === 'install') {
        for (const name of args) {
          const file = installs[name];
          if (file) files.add(file);
        }
      }
      return Promise.resolve({ code: command === 'apt-cache' ? 100 : 0, stdout: '', stderr: '' });
    },
    log: (line) => said.push(line),
    ...options,
  };
  return { world, calls, said, files };
}

describe('ensure', () => {
  it('touches nothing when all is there', async () => {
    const { world, calls, said } = aComputer(['/usr/bin/ffmpeg', '/usr/bin/chromium']);
    const found = await createSystemTools(world).ensure(['ffmpeg', 'chromium']);
    expect(found).toEqual({ ffmpeg: '/usr/bin/ffmpeg', chromium: '/usr/bin/chromium' });
    expect([...calls, ...said]).toEqual([]);
  });

  it('installs what is missing as root on Debian, after an update, and says so', async () => {
    const { world, calls, said } = aComputer(['/usr/bin/apt-get'], {
      ffmpeg: '/usr/bin/ffmpeg',
      xvfb: '/usr/bin/xvfb-run',
    });
    const found = await createSystemTools(world).ensure(['ffmpeg', 'xvfb']);
    expect(found).toEqual({ ffmpeg: '/usr/bin/ffmpeg', xvfb: '/usr/bin/xvfb-run' });
    expect(calls).toEqual(['apt-get update -qq', 'apt-get install -y -qq --no-install-recommends ffmpeg xvfb xauth']);
    expect(said[0]).toContain('Installing ffmpeg');
  });

  it('names the command and installs nothing where it is not root', async () => {
    const { world, calls, said } = aComputer(['/usr/bin/apt-get'], {}, { isRoot: false });
    const found = await createSystemTools(world).ensure(['ffmpeg']);
    expect(found).toEqual({ ffmpeg: null });
    expect(calls).toEqual([]);
    expect(said).toEqual([
      'Missing: ffmpeg (reads and writes video). Install it with: sudo apt-get update && sudo apt-get install -y ffmpeg',
    ]);
  });

  it('still says what is missing when the installation did not help', async () => {
    const { world, said } = aComputer(['/usr/bin/apt-get']);
    expect(await createSystemTools(world).ensure(['ffmpeg'])).toEqual({ ffmpeg: null });
    expect(said.at(-1)).toContain('Missing: ffmpeg');
  });

  it('takes Chromium from Playwright on Ubuntu, whose package is a hint to install a snap', async () => {
    const { world, calls } = aComputer(['/usr/bin/apt-get'], {}, { readOsRelease: () => 'NAME="Ubuntu"\nID=ubuntu\n' });
    await createSystemTools(world).ensure(['chromium']);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatch(/cli\.js install --with-deps chromium$/);
  });

  it('takes the renamed libraries where the system has them', async () => {
    const { world, calls } = aComputer(['/usr/bin/apt-get'], {}, {});
    const run: ToolsWorld['run'] = (command, args) => {
      calls.push([command, ...args].join(' '));
      const stdout = command === 'ldd' ? 'libasound.so.2 => not found' : 'Package: x';
      return Promise.resolve({
        code: command === 'apt-cache' && args[1] !== 'libasound2t64' ? 100 : 0,
        stdout,
        stderr: '',
      });
    };
    await createSystemTools({ ...world, run }).ensure(['electron-libraries'], { electronPath: '/opt/electron' });
    const install = calls.find((call) => call.startsWith('apt-get install'));
    expect(install).toContain('libgtk-3-0 libnss3 libasound2t64 ');
  });
});

describe('locate', () => {
  it('takes CHROMIUM_PATH before anything else, and does not look further when it is wrong', async () => {
    const { world, said } = aComputer(
      ['/opt/chrome', '/usr/bin/chromium'],
      {},
      { env: { PATH: '/usr/bin', CHROMIUM_PATH: '/opt/chrome' } },
    );
    expect(await createSystemTools(world).locate('chromium')).toBe('/opt/chrome');
    const wrong = createSystemTools({ ...world, isRoot: false, env: { PATH: '/usr/bin', CHROMIUM_PATH: '/nowhere' } });
    expect(await wrong.ensure(['chromium'])).toEqual({ chromium: null });
    expect(said).toEqual(['CHROMIUM_PATH names /nowhere, and no program is there.']);
  });

  it('prefers the ffmpeg that the project brings', async () => {
    const { world } = aComputer(['/usr/bin/ffmpeg'], {}, { findBundledFfmpeg: () => '/app/ffmpeg' });
    expect(await createSystemTools(world).locate('ffmpeg')).toBe('/app/ffmpeg');
  });

  it('downloads ffmpeg only where nothing else brings it, and goes on when that fails', async () => {
    const { world, calls, said } = aComputer([], {}, { isRoot: false, findFfmpegDownload: () => '/app/install.js' });
    const failing: ToolsWorld = {
      ...world,
      run: (command, args) => {
        calls.push([command, ...args].join(' '));
        return Promise.resolve({ code: 1, stdout: '', stderr: '' });
      },
    };
    expect(await createSystemTools(failing).ensure(['ffmpeg'])).toEqual({ ffmpeg: null });
    expect(calls).toEqual([`${process.execPath} /app/install.js`]);
    expect(said.at(-1)).toContain('Missing: ffmpeg');
  });

  it('finds programs on Windows by their ending', async () => {
    const env = { Path: 'C:\\tools;C:\\ffmpeg\\bin' };
    const { world } = aComputer(['C:\\ffmpeg\\bin\\ffmpeg.exe'], {}, { platform: 'win32', env });
    expect(await createSystemTools(world).locate('ffmpeg')).toBe('C:\\ffmpeg\\bin\\ffmpeg.exe');
  });
});

describe('installCommand', () => {
  it('is right for each package manager', () => {
    expect(installCommand('dnf', ['ffmpeg'])).toBe('sudo dnf install -y ffmpeg-free');
    expect(installCommand('pacman', ['ffmpeg', 'chromium'])).toBe('sudo pacman -S --needed ffmpeg chromium');
    expect(installCommand('zypper', ['xvfb'])).toBe('sudo zypper install xvfb-run');
    expect(installCommand('brew', ['ffmpeg', 'chromium'])).toBe(
      'brew install ffmpeg && brew install --cask google-chrome',
    );
    expect(installCommand('winget', ['ffmpeg'])).toBe('winget install Gyan.FFmpeg');
    expect(installCommand('brew', ['xvfb'])).toBeNull();
    expect(installCommand(null, ['ffmpeg'])).toBeNull();
  });
});
