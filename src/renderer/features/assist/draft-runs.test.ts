import { describe, expect, it } from 'vitest';
import type { DraftEvent } from '#shared/contract/assist-answers.ts';
import type { DraftShot } from '#shared/domain/assist-draft.ts';
import { createDraftRuns } from './draft-runs.ts';

const shot: DraftShot = { title: 'a', prompt: 'A lamp.', dialogue: [], seconds: 3, cameraMove: 'static' };
const toErrorData = (thrown: unknown) => ({
  code: 'INTERNAL' as const,
  params: { what: String(thrown) },
  retry: 'later' as const,
});

async function* events(...all: DraftEvent[]) {
  yield* all;
}

const part: DraftEvent = { kind: 'shots', batchNumber: 1, shots: [shot] };
const end: DraftEvent = { kind: 'ended', error: null, cost: null };

describe('a draft', () => {
  it('keeps what came, whoever looks', async () => {
    const drafts = createDraftRuns(toErrorData);
    await drafts.start('p', async () => events(part, part, end));
    expect(drafts.of('p').get().rows).toHaveLength(2);
    expect(drafts.of('p').get().progress.kind).toBe('ended');
    expect(drafts.of('other').get().rows).toEqual([]);
    await drafts.start('p', async () => events(part, end));
    expect(drafts.of('p').get().rows).toHaveLength(1);
    drafts.clear('p');
    expect(drafts.of('p').get().progress.kind).toBe('idle');
  });

  it('keeps what came before it was stopped, and takes nothing afterwards', async () => {
    const drafts = createDraftRuns(toErrorData);
    let signal: AbortSignal | null = null;
    const drafting = drafts.start('p', async (given) => {
      signal = given;
      return (async function* () {
        yield part;
        drafts.stop('p');
        yield part;
        yield end;
      })();
    });
    await drafting;
    expect((signal as AbortSignal | null)?.aborted).toBe(true);
    expect(drafts.of('p').get()).toMatchObject({ rows: [{ isWanted: true }], progress: { kind: 'stopped' } });
  });

  it('says what was thrown, and stops where the stream just ends', async () => {
    const drafts = createDraftRuns(toErrorData);
    await drafts.start('p', () => Promise.reject(new Error('no')));
    expect(drafts.of('p').get().progress).toMatchObject({ kind: 'ended', error: { params: { what: 'Error: no' } } });
    await drafts.start('p', async () => events(part));
    expect(drafts.of('p').get().progress).toEqual({ kind: 'stopped' });
  });

  it('is not begun twice at once', async () => {
    const drafts = createDraftRuns(toErrorData);
    let openCount = 0;
    const open = async () => {
      openCount += 1;
      return events(end);
    };
    await Promise.all([drafts.start('p', open), drafts.start('p', open)]);
    expect(openCount).toBe(1);
  });
});
