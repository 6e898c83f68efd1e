/**
 * What the window says when the queue has come to its end or something went wrong: few notices, never one per job.
 *
 * Only what happened while the window looked counts: a job must have been seen before it ended.
 */
import type { JobId } from '#shared/domain/ids.ts';
import { isEnded, type JobState } from '#shared/domain/job-state.ts';
import type { Job } from '#shared/domain/records.ts';

type Outcome = 'readyTakes' | 'readyFilms' | 'failedTakes' | 'failedFilms' | 'needYou';

/** What has been seen and said since the queue was last at its end. */
export type QueueWatch = {
  states: ReadonlyMap<JobId, JobState>;
  outcomes: ReadonlyMap<JobId, Outcome>;
  /** Troubles that the person knows of. */
  toldIds: ReadonlySet<JobId>;
};

/** How many there are of each; `ready` and `trouble` are never all zero. */
export type QueueNotice =
  | { kind: 'ready'; readyTakes: number; readyFilms: number }
  | { kind: 'trouble'; failedTakes: number; failedFilms: number; needYou: number };

export const emptyQueueWatch: QueueWatch = { states: new Map(), outcomes: new Map(), toldIds: new Set() };

export type QueueSeen = {
  jobs: readonly Job[];
  /** The person sees it all there. */
  isPanelOpen: boolean;
  /** Whether a dialog about this job says what becomes of it. */
  isFollowed: (jobId: JobId) => boolean;
};

/**
 * Takes in the jobs as they are now. The first trouble is said at once, because the rest may run into it too; all
 * troubles together, and what is ready, when nothing waits or works any more.
 */
export function watchQueue(watch: QueueWatch, seen: QueueSeen): { watch: QueueWatch; notices: QueueNotice[] } {
  const states = new Map(seen.jobs.map(({ id, state }) => [id, state]));
  const outcomes = new Map<JobId, Outcome>();
  const toldIds = new Set<JobId>();
  for (const { id, kind, state } of seen.jobs) {
    const before = watch.states.get(id);
    if (before === undefined) continue;
    const outcome = before === state ? watch.outcomes.get(id) : outcomeOf(kind, state);
    if (!outcome || (before !== state && seen.isFollowed(id))) continue;
    outcomes.set(id, outcome);
    if (seen.isPanelOpen || (before === state && watch.toldIds.has(id))) toldIds.add(id);
  }

  const troubleIds = [...outcomes].filter(([, outcome]) => !outcome.startsWith('ready')).map(([id]) => id);
  const isAtEnd = seen.jobs.every(({ state }) => isEnded(state));
  const isUntold = troubleIds.some((id) => !toldIds.has(id));
  const isFirst = !troubleIds.some((id) => toldIds.has(id));
  const countOf = (wanted: Outcome) => [...outcomes.values()].filter((outcome) => outcome === wanted).length;
  const notices: QueueNotice[] = [];
  const [readyTakes, readyFilms] = [countOf('readyTakes'), countOf('readyFilms')];
  if (isAtEnd && !seen.isPanelOpen && readyTakes + readyFilms > 0) {
    notices.push({ kind: 'ready', readyTakes, readyFilms });
  }
  if (isUntold && (isAtEnd || isFirst)) {
    const [failedTakes, failedFilms, needYou] = [countOf('failedTakes'), countOf('failedFilms'), countOf('needYou')];
    notices.push({ kind: 'trouble', failedTakes, failedFilms, needYou });
    for (const id of troubleIds) toldIds.add(id);
  }
  return { watch: isAtEnd ? { ...emptyQueueWatch, states } : { states, outcomes, toldIds }, notices };
}

function outcomeOf(kind: Job['kind'], state: JobState): Outcome | undefined {
  const isFilm = kind === 'film.export';
  if (state === 'done') return isFilm ? 'readyFilms' : 'readyTakes';
  if (state === 'needs-you') return 'needYou';
  if (state === 'failed' || state === 'refused') return isFilm ? 'failedFilms' : 'failedTakes';
  return undefined;
}
