import { describe, expect, it } from 'vitest';
import { egressPurposes } from '#main/net/provider-http.ts';
import type { RemoteCopyEntry } from '#shared/contract/generation-answers.ts';
import { en } from '#shared/messages/en.ts';
import { copyEnd, isPurpose, purposes, sentParts, sumHosts, toneOf, toneOfCopy } from './sent-facts.ts';

function aCopy(fields: Partial<RemoteCopyEntry>): RemoteCopyEntry {
  return {
    id: 1,
    connectionLabel: 'Runway',
    kind: 'upload',
    createdAtMs: 0,
    expiresAtMs: null,
    endedAtMs: null,
    endedHow: null,
    ...fields,
  };
}

describe('purposes', () => {
  it('are those of the studio, each with words', () => {
    expect([...purposes].sort()).toEqual([...egressPurposes].sort());
    expect(Object.keys(en.sent.purpose).sort()).toEqual([...egressPurposes].sort());
    expect(isPurpose('teleport')).toBe(false);
  });
});

describe('sentParts', () => {
  it('lists what was sent, media first', () => {
    expect(sentParts({ text: 812, image: 120_934, voice: 0 })).toEqual([
      { kind: 'image', bytes: 120_934 },
      { kind: 'text', bytes: 812 },
    ]);
    expect(sentParts({})).toEqual([]);
  });
});

describe('toneOf', () => {
  it.each([
    ['sending', null, 'run'],
    ['answered', 200, 'ok'],
    ['answered', 302, 'ok'],
    ['answered', 429, 'bad'],
    ['answered', null, 'bad'],
    ['no-answer', null, 'bad'],
    ['not-sent', null, 'idle'],
  ] as const)('marks %s with status %s as %s', (outcome, status, tone) => {
    expect(toneOf({ outcome, status })).toBe(tone);
  });
});

describe('sumHosts', () => {
  it('adds up all hosts', () => {
    const host = { host: 'a', requestCount: 2, sentBytes: 10, receivedBytes: 100, lastAtMs: 1 };
    expect(sumHosts([host, { ...host, host: 'b' }])).toEqual({ requestCount: 4, sentBytes: 20, receivedBytes: 200 });
    expect(sumHosts([])).toEqual({ requestCount: 0, sentBytes: 0, receivedBytes: 0 });
  });
});

describe('copyEnd', () => {
  it('tells what was deleted from what lies there', () => {
    expect(copyEnd(aCopy({ endedHow: 'removed', endedAtMs: 5 }), 10)).toEqual({
      kind: 'ended',
      how: 'removed',
      atMs: 5,
    });
    expect(copyEnd(aCopy({}), 10)).toEqual({ kind: 'there' });
    expect(copyEnd(aCopy({ expiresAtMs: 20 }), 10)).toEqual({ kind: 'expires', atMs: 20 });
    expect(copyEnd(aCopy({ expiresAtMs: 5 }), 10)).toEqual({ kind: 'expired', atMs: 5 });
  });

  it('takes what could not be deleted for gone once the provider has done it', () => {
    const copy = aCopy({ endedHow: 'failed', endedAtMs: 5, expiresAtMs: 20 });
    expect(toneOfCopy(copyEnd(copy, 10))).toBe('bad');
    expect(copyEnd(copy, 30)).toEqual({ kind: 'expired', atMs: 20 });
  });
});
