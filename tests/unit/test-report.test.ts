import { describe, expect, it } from 'vitest';
import { reportFromPlaywright, reportFromVitest, summarise } from '../../scripts/lib/test-report.mjs';

const vitestFile = (status: string, tests: object[], name = '/a/b/src/main/db/x.test.ts') => ({
  status,
  name,
  assertionResults: tests,
});
const aTest = (status: string, ...ancestorTitles: string[]) => ({ status, title: 'does it', ancestorTitles });
const vitest = (...testResults: object[]) => JSON.stringify({ testResults });

describe('reportFromVitest', () => {
  it('counts tests and gives the reason that a title names', () => {
    const skipped = aTest('skipped', 'Fountain files (needs the shared fixtures)');
    const text = vitest(vitestFile('passed', [aTest('passed'), aTest('passed'), skipped, aTest('pending')]));
    expect(reportFromVitest(text, 0)).toEqual({
      passed: 2,
      failed: 0,
      skipped: [
        { reason: 'needs the shared fixtures', count: 1 },
        { reason: 'what src/main/db/x.test.ts needs is not on this computer', count: 1 },
      ],
      failures: [],
    });
  });

  it('counts a file that could not be loaded as one failure', () => {
    const text = vitest(vitestFile('failed', []), vitestFile('failed', [aTest('failed'), aTest('failed')]));
    expect(reportFromVitest(text, 1)).toMatchObject({ passed: 0, failed: 3 });
  });

  it('counts a run that ended badly without a failed test as one failure', () => {
    expect(reportFromVitest(vitest(vitestFile('passed', [aTest('passed')])), 1)).toMatchObject({
      passed: 1,
      failed: 1,
    });
  });

  it.each([null, '', '{"testRes', '{}', 'null'])('counts a run without a report (%j) as one failure', (text) => {
    const failures = ['a runner ended without a report'];
    expect(reportFromVitest(text, 0)).toEqual({ passed: 0, failed: 1, skipped: [], failures });
  });

  it('names what failed, with the first lines of why', () => {
    const failed = { ...aTest('failed', 'the trash'), failureMessages: ['\u001B[31mexpected 1\u001B[39m\n\nat a.ts'] };
    const text = vitest(vitestFile('failed', [failed]), { ...vitestFile('failed', []), message: 'no such module' });
    expect(reportFromVitest(text, 1).failures).toEqual([
      'src/main/db/x.test.ts › the trash › does it\n  expected 1\n  at a.ts',
      'src/main/db/x.test.ts\n  no such module',
    ]);
  });
});

describe('reportFromPlaywright', () => {
  const skippedTest = (description?: string) => ({
    status: 'skipped',
    projectName: 'electron',
    annotations: description === undefined ? [] : [{ type: 'skip', description }],
  });

  it('adds flaky ones to the passed, errors to the failed, and gives the reasons', () => {
    const failed = {
      ...{ status: 'unexpected', projectName: 'browser' },
      results: [{ error: { message: 'expect(locator).toBeVisible()' } }],
    };
    const suites = [
      {
        specs: [
          { file: 'a.spec.ts', title: 'is dragged', tests: [failed] },
          { file: 'a.spec.ts', tests: [skippedTest('no Electron')] },
        ],
        suites: [{ specs: [{ file: 'a.spec.ts', tests: [skippedTest('no Electron'), skippedTest()] }] }],
      },
    ];
    const errors = [{ message: 'the server did not start' }];
    const text = JSON.stringify({ suites, errors, stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 3 } });
    expect(reportFromPlaywright(text, 1)).toEqual({
      passed: 4,
      failed: 2,
      skipped: [
        { reason: 'no Electron', count: 2 },
        { reason: 'a.spec.ts did not run (electron)', count: 1 },
      ],
      failures: [
        'a.spec.ts › is dragged (browser)\n  expect(locator).toBeVisible()',
        'outside the tests\n  the server did not start',
      ],
    });
  });

  it('counts a run without a report as one failure', () => {
    expect(reportFromPlaywright(null, 137)).toMatchObject({ passed: 0, failed: 1, skipped: [] });
  });
});

describe('summarise', () => {
  it('ends with the figures, and names what failed and what was skipped on the lines before', () => {
    const reports = [
      { passed: 2, failed: 0, skipped: [{ reason: 'no Electron', count: 4 }], failures: [] },
      { passed: 3, failed: 1, skipped: [], failures: ['src/a.test.ts › counts'] },
    ];
    expect(summarise(reports)).toEqual({
      lines: ['Failed: src/a.test.ts › counts', '4 skipped (4 because: no Electron)', '5 passed, 1 failed'],
      failed: 1,
    });
    expect(summarise([{ passed: 1, failed: 0, skipped: [], failures: [] }]).lines).toEqual(['1 passed, 0 failed']);
  });
});
