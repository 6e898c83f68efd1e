/**
 * `npm test`: every test there is, and the figures at the end.
 *
 * `npm test -- --unit`, `--browser`, `--electron` and `--e2e` (both of them) run a part. A test that cannot run here is
 * reported as skipped with its reason, never as passed. The last line is exactly "N passed, N failed".
 */
import './lib/require-node.mjs';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from './lib/build-state.mjs';
import { displayProblem, ensureElectron } from './lib/electron-binary.mjs';
import { ensureFonts } from './lib/fonts.mjs';
import { projectRoot, run, runNode } from './lib/run.mjs';
import { thisComputersTools } from './lib/system-tools.mjs';
import { crashedReport, reportFromPlaywright, reportFromVitest, summarise } from './lib/test-report.mjs';

const parts = ['--unit', '--browser', '--electron', '--e2e'];
const given = process.argv.slice(2);
const unknown = given.filter((option) => !parts.includes(option));
if (unknown.length) {
  console.error(`Unknown: ${unknown.join(' ')}. The parts are ${parts.join(', ')}; none means all.`);
  process.exit(1);
}
const isAll = given.length === 0;
const isUnit = isAll || given.includes('--unit');
const isE2e = isAll || given.includes('--e2e');
/** @type {string[]} */
const projects = [];
if (isE2e || given.includes('--browser')) projects.push('browser');
if (isE2e || given.includes('--electron')) projects.push('electron');

const reportsDir = path.join(projectRoot, 'artifacts/reports');
mkdirSync(reportsDir, { recursive: true });

/** @type {import('./lib/test-report.mjs').Report[]} */
const reports = [];
await ensureFonts();
const tools = await thisComputersTools();
await tools.ensure(['ffmpeg']);
const isBuilt = await ensureBuilt();
if (!isBuilt) console.error('The build failed: the tests of the whole app cannot run.');
if (isUnit) reports.push(await runUnitTests());
if (projects.length) reports.push(isBuilt ? await runAppTests() : crashedReport());
else if (!isBuilt) reports.push(crashedReport());

const { lines, failed } = summarise(reports);
console.log(`\n${lines.join('\n')}`);
process.exitCode = failed === 0 ? 0 : 1;

async function runUnitTests() {
  const file = path.join(reportsDir, 'vitest.json');
  rmSync(file, { force: true });
  const { code } = await runNode('node_modules/vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  return reportFromVitest(readReport(file), code);
}

async function runAppTests() {
  const file = path.join(reportsDir, 'playwright.json');
  rmSync(file, { force: true });
  /** @type {Record<string, string | undefined>} */
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  if (projects.includes('browser')) {
    const { chromium } = await tools.ensure(['chromium']);
    if (chromium) env.CHROMIUM_PATH = chromium;
    else env.SHOTWRIGHT_TEST_NO_BROWSER = 'there is no Chromium on this computer';
  }
  const isDisplayNeeded = projects.includes('electron') && (await prepareElectron(env));
  const args = [
    path.join(projectRoot, 'node_modules/@playwright/test/cli.js'),
    'test',
    '--reporter=list,json',
    ...projects.map((project) => `--project=${project}`),
  ];
  // The pointer stands in the middle, which is to lie outside of a window at the screen's corner.
  const { code } = isDisplayNeeded
    ? await run('xvfb-run', ['-a', '-s', '-screen 0 2900x1900x24', process.execPath, ...args], { env })
    : await run(process.execPath, args, { env });
  return reportFromPlaywright(readReport(file), code);
}

/**
 * Gets what the desktop tests need, or leaves the reason in `env` for which each of them reports itself as skipped.
 *
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<boolean>} whether a virtual display is to be started
 */
async function prepareElectron(env) {
  const electron = await ensureElectron();
  if (electron.path === null) {
    env.SHOTWRIGHT_TEST_NO_ELECTRON = electron.reason;
    return false;
  }
  const libraries = await tools.ensure(['electron-libraries'], { electronPath: electron.path });
  if (!libraries['electron-libraries']) {
    env.SHOTWRIGHT_TEST_NO_ELECTRON = 'this system lacks libraries that Electron needs';
    return false;
  }
  if (!displayProblem()) return false;
  const { xvfb } = await tools.ensure(['xvfb']);
  if (xvfb) return true;
  env.SHOTWRIGHT_TEST_NO_ELECTRON = 'there is neither a display nor xvfb-run here';
  return false;
}

/** @param {string} file */
function readReport(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
