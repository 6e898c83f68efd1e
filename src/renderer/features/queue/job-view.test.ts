import { describe, expect, it } from 'vitest';
import type { JobId, ProjectId, ShotId } from '#shared/domain/ids.ts';
import { jobStates } from '#shared/domain/job-state.ts';
import type { Job } from '#shared/domain/records.ts';
import { commandsOfJob, elapsedMs, elapsedText, inListOrder, sizeText, speakingJob, toneOfJob } from './job-view.ts';

const shot = 'shot_0000000000000001' as ShotId;

function aJob(patch: Partial<Job>): Job {
  return {
    id: 'job_0000000000000001' as JobId,
    kind: 'take.generate',
    state: 'waiting',
    projectId: 'proj_0000000000000001' as ProjectId,
    shotId: shot,
    connectionId: null,
    label: '1A',
    progress: null,
    attemptCount: 0,
    error: null,
    result: null,
    modelId: null,
    priority: 0,
    notBeforeMs: null,
    batchId: null,
    estimate: null,
    cost: null,
    hold: null,
    createdAtMs: 0,
    startedAtMs: null,
    finishedAtMs: null,
    ...patch,
  };
}

describe('speakingJob', () => {
  it('prefers what has not ended, then the newer one', () => {
    const running = aJob({ state: 'running', createdAtMs: 1 });
    const failed = aJob({ state: 'failed', createdAtMs: 9 });
    const older = aJob({ state: 'done', createdAtMs: 3 });
    expect(speakingJob([failed, running, older])).toBe(running);
    expect(speakingJob([older, failed])).toBe(failed);
    expect(speakingJob([])).toBeNull();
  });
});

describe('inListOrder', () => {
  it('lists what needs a person first, then what works, what waits in its order, and what ended, latest first', () => {
    const states = ['waiting', 'done', 'running', 'waiting', 'failed', 'needs-you'] as const;
    const jobs = states.map((state, index) => aJob({ state, label: `${index}`, finishedAtMs: index }));
    expect(inListOrder(jobs).map(({ label }) => label)).toEqual(['5', '2', '0', '3', '4', '1']);
  });

  it('lists what waits with a higher priority first', () => {
    const jobs = [0, 2, 0, 2].map((priority, index) => aJob({ priority, label: `${index}` }));
    expect(inListOrder(jobs).map(({ label }) => label)).toEqual(['1', '3', '0', '2']);
  });
});

describe('toneOfJob', () => {
  it('gives every state a tone', () => {
    expect(jobStates.map((state) => `${state} ${toneOfJob(state)}`)).toEqual([
      'waiting idle',
      'sending run',
      'running run',
      'fetching run',
      'processing run',
      'done ok',
      'failed bad',
      'refused bad',
      'cancelled idle',
      'needs-you ask',
    ]);
  });
});

describe('commandsOfJob', () => {
  it('offers nothing for a job that is done', () => {
    expect(commandsOfJob(aJob({ state: 'done' }))).toEqual({ canCancel: false, canRetry: false });
  });

  it('leaves a job that needs a person to its own choices', () => {
    expect(commandsOfJob(aJob({ state: 'needs-you' }))).toEqual({ canCancel: false, canRetry: false });
  });

  it('offers a way on from every other end', () => {
    for (const state of ['failed', 'refused', 'cancelled'] as const) {
      expect(commandsOfJob(aJob({ state }))).toEqual({ canCancel: false, canRetry: true });
    }
  });
});

describe('elapsedText', () => {
  it('shows minutes and seconds, and hours where there are some', () => {
    expect([0, 7_900, 750_000, 3_723_000].map(elapsedText)).toEqual(['0:00', '0:07', '12:30', '1:02:03']);
  });

  it('counts until now while a job works', () => {
    expect(elapsedMs(aJob({ startedAtMs: 1000 }), 4000)).toBe(3000);
    expect(elapsedMs(aJob({ startedAtMs: 1000, finishedAtMs: 2000 }), 4000)).toBe(1000);
    expect(elapsedMs(aJob({}), 4000)).toBeNull();
  });
});

describe('sizeText', () => {
  it('uses decimal units', () => {
    expect([12, 1500, 12_400_000, 3e9].map(sizeText)).toEqual(['12 B', '1.5 kB', '12.4 MB', '3.0 GB']);
  });
});
