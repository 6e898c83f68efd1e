/**
 * Adds up what the test runners report.
 *
 * A runner that ends without a readable report, or with an error that no test carries, counts as one failure: a crash
 * must never look like a pass.
 */

import { stripVTControlCharacters } from 'node:util';

/**
 * @typedef {object} Skipped
 * @property {string} reason
 * @property {number} count
 *
 * @typedef {object} Report
 * @property {number} passed
 * @property {number} failed
 * @property {Skipped[]} skipped
 * @property {string[]} failures each failed test by name, with the first lines of why
 */

/** @returns {Report} what a runner counts as that gave no report */
export function crashedReport() {
  return { passed: 0, failed: 1, skipped: [], failures: ['a runner ended without a report'] };
}

/**
 * Reads Vitest's JSON report.
 *
 * @param {string | null} text the report file, or `null` when there is none
 * @param {number} exitCode of the runner
 * @returns {Report}
 */
export function reportFromVitest(text, exitCode) {
  const report = parseJson(text);
  if (!Array.isArray(report?.testResults)) return crashedReport();
  let passed = 0;
  let failed = 0;
  /** @type {string[]} */
  const reasons = [];
  /** @type {string[]} */
  const failures = [];
  for (const file of report.testResults) {
    const tests = file.assertionResults ?? [];
    passed += count(tests, 'passed');
    const failedHere = count(tests, 'failed');
    // A file that could not be loaded, or whose hooks failed, has a failure that no test shows.
    const isFileFailed = failedHere === 0 && file.status === 'failed';
    failed += isFileFailed ? 1 : failedHere;
    if (isFileFailed) failures.push(failureOf(shortName(file.name), file.message));
    for (const test of tests.filter((/** @type {any} */ one) => one.status === 'failed')) {
      const name = [shortName(file.name), ...(test.ancestorTitles ?? []), test.title].join(' › ');
      failures.push(failureOf(name, test.failureMessages?.[0]));
    }
    for (const test of tests) {
      if (!['passed', 'failed'].includes(test.status)) reasons.push(vitestReason(test, file.name));
    }
  }
  return { passed, failed: atLeastOneWhen(exitCode, failed), skipped: group(reasons), failures };
}

/**
 * Reads Playwright's JSON report.
 *
 * @param {string | null} text
 * @param {number} exitCode
 * @returns {Report}
 */
export function reportFromPlaywright(text, exitCode) {
  const report = parseJson(text);
  if (!report?.stats) return crashedReport();
  const { expected, unexpected, flaky } = report.stats;
  const reasons = (report.suites ?? []).flatMap(playwrightSkips);
  const failed = unexpected + (report.errors?.length ?? 0);
  const failures = [
    ...(report.suites ?? []).flatMap(playwrightFailures),
    ...(report.errors ?? []).map((/** @type {any} */ error) => failureOf('outside the tests', error.message)),
  ];
  return { passed: expected + flaky, failed: atLeastOneWhen(exitCode, failed), skipped: group(reasons), failures };
}

/**
 * The last lines of a run: what failed, what was skipped and why, then the figures.
 *
 * @param {Report[]} reports
 * @returns {{ lines: string[], failed: number }} the last line is exactly "N passed, N failed"
 */
export function summarise(reports) {
  const passed = sum(reports.map((report) => report.passed));
  const failed = sum(reports.map((report) => report.failed));
  const skipped = reports.flatMap((report) => report.skipped);
  const lines = reports.flatMap(({ failures }) => failures.map((failure) => `Failed: ${failure}`));
  if (skipped.length) {
    const reasons = skipped.map(({ reason, count: number }) => `${number} because: ${reason}`).join('; ');
    lines.push(`${sum(skipped.map((item) => item.count))} skipped (${reasons})`);
  }
  return { lines: [...lines, `${passed} passed, ${failed} failed`], failed };
}

/** @param {string | null} text */
function parseJson(text) {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** @param {{ status: string }[]} tests @param {string} status */
function count(tests, status) {
  return tests.filter((test) => test.status === status).length;
}

/** @param {number} exitCode @param {number} failed */
function atLeastOneWhen(exitCode, failed) {
  return exitCode !== 0 && failed === 0 ? 1 : failed;
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

/**
 * Vitest keeps no reason for `skipIf`: a title such as "Fountain files (needs the shared fixtures)" gives it.
 *
 * @param {{ status: string, ancestorTitles?: string[], title?: string }} test
 * @param {string} file
 */
function vitestReason(test, file) {
  const titles = [...(test.ancestorTitles ?? []), test.title ?? ''].join(' ');
  const named = /\(needs ([^)]+)\)/.exec(titles)?.[1];
  if (named) return `needs ${named}`;
  const short = shortName(file);
  return test.status === 'todo' ? `still to be written in ${short}` : `what ${short} needs is not on this computer`;
}

/** @param {string} file */
function shortName(file) {
  return file.replaceAll('\\', '/').replace(/^.*?\/(src|tests)\//, '$1/');
}

const reasonLines = 8;

/** @param {string} name @param {string | undefined} message with the colours of a terminal */
function failureOf(name, message) {
  const lines = stripVTControlCharacters(message ?? '')
    .split('\n')
    .filter((line) => line.trim());
  return [name, ...lines.slice(0, reasonLines).map((line) => `  ${line}`)].join('\n');
}

/** @param {any} suite @returns {string[]} */
function playwrightFailures(suite) {
  const own = (suite.specs ?? []).flatMap((/** @type {any} */ spec) =>
    spec.tests
      .filter((/** @type {any} */ test) => test.status === 'unexpected')
      .map((/** @type {any} */ test) =>
        failureOf(
          `${spec.file} › ${spec.title} (${test.projectName})`,
          test.results?.find((/** @type {any} */ result) => result.error)?.error.message,
        ),
      ),
  );
  return [...own, ...(suite.suites ?? []).flatMap(playwrightFailures)];
}

/** @param {any} suite @returns {string[]} */
function playwrightSkips(suite) {
  const own = (suite.specs ?? []).flatMap((/** @type {any} */ spec) =>
    spec.tests
      .filter((/** @type {any} */ test) => test.status === 'skipped')
      .map((/** @type {any} */ test) => {
        const note = test.annotations?.find((/** @type {any} */ item) => item.type === 'skip' || item.type === 'fixme');
        return note?.description ?? `${spec.file} did not run (${test.projectName})`;
      }),
  );
  return [...own, ...(suite.suites ?? []).flatMap(playwrightSkips)];
}

/** @param {string[]} reasons @returns {Skipped[]} */
function group(reasons) {
  const counts = new Map();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, number]) => ({ reason, count: number }));
}
