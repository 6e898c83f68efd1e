/** The life of a job: which states there are, and which may follow which. */

/** In the order in which a job that goes well passes through them, then the other ends. */
export const jobStates = [
  /** Queued here; nothing has left. May be paused, reordered, cancelled. */
  'waiting',
  /** Journalled before the request leaves; after a crash it may or may not have arrived. */
  'sending',
  /** Accepted: the handle that finds it again is stored. */
  'running',
  /** The result is being brought here under a temporary name. */
  'fetching',
  /** The file is in the library; thumbnails and the cover frame are being made. */
  'processing',
  'done',
  'failed',
  /** The provider declined the request; never retried by itself. */
  'refused',
  'cancelled',
  /** It cannot be known whether the request arrived: a person must choose. */
  'needs-you',
] as const;

/** One state of a job. */
export type JobState = (typeof jobStates)[number];

const following: Record<JobState, readonly JobState[]> = {
  waiting: ['sending', 'cancelled', 'failed'],
  sending: ['running', 'waiting', 'failed', 'refused', 'cancelled', 'needs-you'],
  running: ['fetching', 'waiting', 'failed', 'refused', 'cancelled', 'needs-you'],
  fetching: ['processing', 'done', 'running', 'waiting', 'failed', 'cancelled'],
  processing: ['done', 'failed'],
  done: [],
  failed: ['waiting'],
  refused: ['waiting'],
  cancelled: ['waiting'],
  'needs-you': ['waiting', 'sending', 'running', 'cancelled', 'failed'],
};

/** States that may follow this one. */
export function statesAfter(state: JobState): readonly JobState[] {
  return following[state];
}

/** Whether the studio is working on it now, so that a restart must take it up again. */
export function isActive(state: JobState): boolean {
  return state === 'sending' || state === 'running' || state === 'fetching' || state === 'processing';
}

/** Whether nothing more happens to it unless a person asks. */
export function isEnded(state: JobState): boolean {
  return !isActive(state) && state !== 'waiting';
}
