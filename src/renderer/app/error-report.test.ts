import { describe, expect, it } from 'vitest';
import { errorReport } from './error-report.ts';

describe('errorReport', () => {
  it('names the kind and the places of an error, never its message', () => {
    const error = new TypeError('cannot read "My secret title"');
    error.stack = 'TypeError: cannot read "My secret title"\n    at render (app://app/assets/index-1f2e.js:12:345)';
    const report = errorReport(error, '\n    at ShotCard (app://app/assets/storyboard.js:1:2)');
    expect(report).toContain('TypeError\n');
    expect(report).toContain('at render (assets/index-1f2e.js:12:345)');
    expect(report).toContain('at ShotCard (assets/storyboard.js:1:2)');
    expect(report).not.toContain('secret');
  });

  it('says nothing of what was thrown when it is no error', () => {
    expect(errorReport('My secret title')).not.toContain('secret');
  });
});
