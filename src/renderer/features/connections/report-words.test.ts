import { describe, expect, it } from 'vitest';
import { reportKeys } from '#shared/domain/connection.ts';
import { en } from '#shared/messages/en.ts';
import { creditOf, findingKey, missingParts } from './report-words.ts';

describe('findingKey', () => {
  it('has words for everything that a test can find', () => {
    const keys = Object.keys(en.connections.report).map((key) => key.replace(/_(one|other)$/, ''));
    expect([...new Set(keys)].sort()).toEqual([...reportKeys].sort());
    expect(findingKey({ key: 'answered', params: {} }, 'runway')).toBe('report.answered');
  });

  it('asks for a workflow where there is none, and names one that is broken', () => {
    expect(findingKey({ key: 'videoNotOffered', params: {} }, 'comfyui')).toBe('workflowMissing');
    expect(findingKey({ key: 'videoNotOffered', params: {} }, 'openai')).toBe('report.videoNotOffered');
    const broken = { key: 'workflowInvalid' as const, params: { workflow: 'clip', missing: '' } };
    expect(findingKey(broken, 'comfyui')).toBe('workflowUnreadable');
  });
});

describe('creditOf', () => {
  it('tells dollars from credits', () => {
    expect(creditOf({ amount: 4.2 }, 'en')).toEqual({ money: '$4.20' });
    expect(creditOf({ credits: 900 }, 'en')).toEqual({ credits: 900 });
    expect(creditOf({}, 'en')).toBeNull();
  });
});

describe('missingParts', () => {
  it('takes the list apart', () => {
    expect(missingParts({ missing: 'WanVideo, file-prefix' })).toEqual(['WanVideo', 'file-prefix']);
    expect(missingParts({})).toEqual([]);
  });
});
