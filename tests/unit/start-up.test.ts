import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildNeeded, markBuilt, unmarkBuilt } from '../../scripts/lib/build-state.mjs';
import { displayProblem, ensureElectron, findElectron } from '../../scripts/lib/electron-binary.mjs';
import { nodeProblem } from '../../scripts/lib/require-node.mjs';
import { run } from '../../scripts/lib/run.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'shotwright-start-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, timeMs?: number): void {
  const full = path.join(root, file);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, 'x');
  if (timeMs !== undefined) utimesSync(full, timeMs / 1000, timeMs / 1000);
}

function ageFolder(folder: string, timeMs: number): void {
  utimesSync(path.join(root, folder), timeMs / 1000, timeMs / 1000);
}

describe('nodeProblem', () => {
  it('accepts Node 22 and newer, and tells others how to go on', () => {
    expect(nodeProblem('22.0.0')).toBeNull();
    expect(nodeProblem('24.21.0')).toBeNull();
    expect(nodeProblem('20.20.2')).toMatch(
      /needs Node 22 or newer, and this is Node 20\.20\.2[\s\S]*npm start[\s\S]*nodejs\.org/,
    );
  });
});

describe('buildNeeded', () => {
  const outputs = ['out/main/index.cjs', 'out/main/host.cjs', 'out/preload/index.cjs', 'out/renderer/index.html'];

  function aBuiltProject(): void {
    write('src/main/index.ts', 1_000_000);
    ageFolder('src/main', 1_000_000);
    ageFolder('src', 1_000_000);
    for (const file of outputs) write(file);
    markBuilt(2_000_000, root);
  }

  it('is content with a build that is newer than the sources', () => {
    aBuiltProject();
    expect(buildNeeded(root)).toBeNull();
  });

  it('names what is missing or newer', () => {
    expect(buildNeeded(root)).toBe('out/main/index.cjs is not there');
    aBuiltProject();
    write('src/main/index.ts', 3_000_000);
    expect(buildNeeded(root)).toBe('src/main/index.ts is newer than the build'.replaceAll('/', path.sep));
  });

  it('notices a source that was removed, and does not mind a changed test', () => {
    aBuiltProject();
    write('src/main/index.test.ts', 3_000_000);
    ageFolder('src/main', 1_000_000);
    expect(buildNeeded(root)).toBeNull();
    ageFolder('src/main', 3_000_000);
    expect(buildNeeded(root)).toContain('is newer than the build');
  });

  it('does not take a build that was cut off for a complete one', () => {
    aBuiltProject();
    unmarkBuilt(root);
    expect(buildNeeded(root)).toBe('out/.built is not there');
  });
});

describe('findElectron', () => {
  it('takes the folder of ELECTRON_OVERRIDE_DIST_PATH, and says when nothing is in it', () => {
    write('dist/electron');
    const options = { packageDir: path.join(root, 'package'), platform: 'linux' };
    const env = { ELECTRON_OVERRIDE_DIST_PATH: path.join(root, 'dist') };
    expect(findElectron({ ...options, env })).toEqual({ path: path.join(root, 'dist/electron'), reason: null });
    const wrong = findElectron({ ...options, env: { ELECTRON_OVERRIDE_DIST_PATH: root } });
    expect(wrong.path).toBeNull();
    expect(wrong.reason).toContain('ELECTRON_OVERRIDE_DIST_PATH');
  });

  it('finds the one that the electron package downloaded', () => {
    write('package/dist/electron');
    writeFileSync(path.join(root, 'package/path.txt'), 'electron');
    const found = findElectron({ env: {}, packageDir: path.join(root, 'package') });
    expect(found.path).toBe(path.join(root, 'package/dist/electron'));
  });
});

describe('ensureElectron', () => {
  const find = () => ({ path: null, reason: 'not here' });
  const ended = { code: 1, stdout: '', stderr: '', timedOut: false };

  it('says why the download failed instead of failing', async () => {
    const runProgram = () => Promise.resolve({ ...ended, stderr: 'TypeError: fetch failed\n    at x' });
    const found = await ensureElectron({ env: {}, find, runProgram, log: () => {} });
    expect(found).toEqual({
      path: null,
      reason: 'Electron could not be downloaded (the network did not let it through)',
    });
  });

  it('gives up after the time limit', async () => {
    const runProgram = () => Promise.resolve({ ...ended, timedOut: true });
    const found = await ensureElectron({ env: {}, find, runProgram, timeoutMs: 5000, log: () => {} });
    expect(found.reason).toContain('longer than 5 s');
  });

  it('does not try when it is told not to', async () => {
    const runProgram = () => Promise.reject(new Error('must not run'));
    const env = { SHOTWRIGHT_ELECTRON_DOWNLOAD: 'never' };
    expect(await ensureElectron({ env, find, runProgram, log: () => {} })).toEqual({ path: null, reason: 'not here' });
  });
});

describe('displayProblem', () => {
  it('asks for a display on Linux only', () => {
    expect(displayProblem({}, 'linux')).toContain('DISPLAY');
    expect(displayProblem({ DISPLAY: ':0' }, 'linux')).toBeNull();
    expect(displayProblem({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBeNull();
    expect(displayProblem({}, 'darwin')).toBeNull();
  });
});

describe('run', () => {
  it('gives the code and the output of a program', async () => {
    const result = await run(process.execPath, ['-e', 'console.log("out"); process.exit(3)'], { capture: true });
    expect(result).toMatchObject({ code: 3, stdout: 'out\n', timedOut: false });
  });

  it('answers with code 127 for a program that is missing', async () => {
    expect(await run('no-such-program-here', [], { capture: true })).toMatchObject({ code: 127 });
  });

  it('ends a program at the time limit', async () => {
    const result = await run(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { capture: true, timeoutMs: 50 });
    expect(result).toMatchObject({ timedOut: true, code: 128 });
  });
});
