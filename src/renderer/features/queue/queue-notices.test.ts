import { describe, expect, it } from 'vitest';
import type { JobId } from '#shared/domain/ids.ts';
import type { JobState } from '#shared/domain/job-state.ts';
import type { Job } from '#shared/domain/records.ts';
import { emptyQueueWatch, type QueueNotice, watchQueue } from './queue-notices.ts';

type Step = { states: JobState[]; isPanelOpen?: boolean; followed?: number; kind?: Job['kind'] };

/** Runs the steps one after another; job 0 is the first of each list. */
function said(...steps: Step[]): QueueNotice[][] {
  let watch = emptyQueueWatch;
  return steps.map(({ states, isPanelOpen = false, followed, kind = 'take.generate' }) => {
    const jobs = states.map((state, index) => ({ id: `job_${index}` as JobId, kind, state }) as Job);
    const answer = watchQueue(watch, { jobs, isPanelOpen, isFollowed: (id) => id === `job_${followed}` });
    ({ watch } = answer);
    return answer.notices;
  });
}

const ready = (readyTakes: number, readyFilms = 0) => ({ kind: 'ready', readyTakes, readyFilms });
const trouble = (counts: Partial<Record<'failedTakes' | 'failedFilms' | 'needYou', number>>) => ({
  kind: 'trouble',
  failedTakes: 0,
  failedFilms: 0,
  needYou: 0,
  ...counts,
});

describe('watchQueue', () => {
  it('says once how many takes are ready, when the last one is', () => {
    expect(
      said(
        { states: ['running', 'waiting'] },
        { states: ['done', 'running'] },
        { states: ['done', 'done'] },
        { states: ['done', 'done'] },
      ),
    ).toEqual([[], [], [ready(2)], []]);
  });

  it('counts anew after each end', () => {
    const steps: Step[] = [
      { states: ['running'] },
      { states: ['done'] },
      { states: ['done', 'waiting'] },
      { states: ['done', 'done'] },
    ];
    expect(said(...steps)).toEqual([[], [ready(1)], [], [ready(1)]]);
  });

  it('says nothing of jobs that ended before the window looked, nor of cancelled ones', () => {
    expect(
      said({ states: [] }, { states: ['done', 'failed', 'running'] }, { states: ['done', 'failed', 'cancelled'] }),
    ).toEqual([[], [], []]);
  });

  it('says the first trouble at once and all of it at the end', () => {
    expect(
      said(
        { states: ['running', 'running', 'running', 'running'] },
        { states: ['failed', 'running', 'running', 'running'] },
        { states: ['failed', 'refused', 'running', 'running'] },
        { states: ['failed', 'refused', 'needs-you', 'done'] },
        { states: ['failed', 'refused', 'needs-you', 'done'] },
      ),
    ).toEqual([[], [trouble({ failedTakes: 1 })], [], [ready(1), trouble({ failedTakes: 2, needYou: 1 })], []]);
  });

  it('does not repeat a trouble at the end when nothing was added', () => {
    expect(
      said({ states: ['running', 'running'] }, { states: ['needs-you', 'running'] }, { states: ['needs-you', 'done'] }),
    ).toEqual([[], [trouble({ needYou: 1 })], [ready(1)]]);
  });

  it('says it again when a job that was tried again fails again', () => {
    expect(
      said({ states: ['running'] }, { states: ['failed'] }, { states: ['waiting'] }, { states: ['failed'] }),
    ).toEqual([[], [trouble({ failedTakes: 1 })], [], [trouble({ failedTakes: 1 })]]);
  });

  it('says nothing to a person who watches the queue', () => {
    expect(
      said(
        { states: ['running', 'running', 'running'] },
        { states: ['failed', 'done', 'running'], isPanelOpen: true },
        { states: ['failed', 'done', 'done'], isPanelOpen: true },
      ),
    ).toEqual([[], [], []]);
    expect(
      said(
        { states: ['running', 'running', 'running'] },
        { states: ['failed', 'done', 'running'], isPanelOpen: true },
        { states: ['failed', 'done', 'done'] },
      ),
    ).toEqual([[], [], [ready(2)]]);
  });

  it('leaves a film to the dialog that follows it', () => {
    const film = { kind: 'film.export' } as const;
    expect(said({ ...film, states: ['running'] }, { ...film, states: ['done'] })).toEqual([[], [ready(0, 1)]]);
    expect(said({ ...film, states: ['running'] }, { ...film, states: ['done'], followed: 0 })).toEqual([[], []]);
    expect(said({ ...film, states: ['running'] }, { ...film, states: ['failed'] })).toEqual([
      [],
      [trouble({ failedFilms: 1 })],
    ]);
  });
});
