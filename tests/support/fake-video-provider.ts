/**
 * A provider with a server that outlives the studio: it counts what was created, and can lose an answer, refuse, fail
 * and forget. Passes the same suite as the real ones.
 */
import { writeFile } from 'node:fs/promises';
import type { JobHandle, PollOutcome, SubmitOutcome, VideoProvider } from '#main/providers/video-provider.ts';
import { animaticModel } from '#main/providers/animatic/animatic-provider.ts';
import type { AttemptId } from '#shared/domain/ids.ts';
import type { Model } from '#shared/domain/model.ts';
import { microsFromDollars } from '#shared/domain/money.ts';
import { AppError } from '#shared/errors/app-error.ts';

/** What happens to the next request. */
export type FakePlan =
  | 'succeed'
  | 'fail'
  | 'refuse'
  | 'refuse-later'
  | 'lose-answer'
  | 'lose-request'
  | 'reject'
  | 'busy';

type ServerJob = { attemptId: AttemptId; plan: FakePlan; polls: number; state: 'running' | 'done' | 'cancelled' };

export interface FakeServer {
  /** Create requests that arrived, by attempt. */
  readonly creates: Map<AttemptId, number>;
  readonly jobs: Map<string, ServerJob>;
  /** Plans for the requests to come; `succeed` when it is empty. */
  readonly plans: FakePlan[];
  /** Polls until a job is ready. */
  pollsNeeded: number;
  /** Set: no answer to any poll. */
  isUnreachable: boolean;
  /** What a call waits for, half-way through. */
  readonly gates: { submit?: Promise<void>; download?: Promise<void>; thumbnail?: Promise<void> };
  /** Loses every job, as a server does that is started anew. */
  forget(): void;
}

export function createFakeServer(): FakeServer {
  const jobs = new Map<string, ServerJob>();
  return {
    creates: new Map(),
    jobs,
    plans: [],
    pollsNeeded: 2,
    isUnreachable: false,
    gates: {},
    forget: () => jobs.clear(),
  };
}

export type FakeProviderOptions = {
  server: FakeServer;
  /** @default 'at-most-once' */
  guarantee?: VideoProvider['guarantee'];
  /** Whether work whose answer was lost can be looked for. @default true */
  canReconcile?: boolean;
  /** @default the beginning of time */
  nowMs?: () => number;
  /** Called before and after each thing that happens at the server. */
  crashPoint?: () => void;
  /** Where a download goes; a real file by default. */
  write?: (path: string, bytes: Uint8Array) => Promise<void>;
};

const error = { code: 'FFMPEG_FAILED', params: {}, retry: 'later' } as const;
const lost = { code: 'PROVIDER_JOB_LOST', params: {}, retry: 'after-user-action' } as const;

export function createFakeProvider({
  server,
  guarantee = 'at-most-once',
  canReconcile = true,
  crashPoint = () => {},
  nowMs = () => 0,
  write = (path, bytes) => writeFile(path, bytes),
}: FakeProviderOptions): VideoProvider {
  let isClosed = false;

  function create(attemptId: AttemptId, plan: FakePlan): JobHandle {
    server.creates.set(attemptId, (server.creates.get(attemptId) ?? 0) + 1);
    const id = `remote-${attemptId}-${server.creates.get(attemptId)}`;
    server.jobs.set(id, { attemptId, plan, polls: 0, state: 'running' });
    return { version: 1, id, attemptId, modelId: 'fake', submittedAtMs: nowMs() };
  }

  function answer(attemptId: AttemptId, plan: FakePlan): SubmitOutcome {
    if (plan === 'reject') return { kind: 'rejected', error, retryAfterMs: null };
    if (plan === 'busy') return { kind: 'rejected', error, retryAfterMs: 30_000 };
    if (plan === 'refuse') return { kind: 'refused', error };
    if (plan === 'lose-request') return { kind: 'unknown', error };
    const handle = create(attemptId, plan);
    return plan === 'lose-answer' ? { kind: 'unknown', error } : { kind: 'accepted', handle };
  }

  function look(job: ServerJob): PollOutcome {
    if (job.state === 'cancelled') return { kind: 'cancelled' };
    job.polls += 1;
    if (job.polls < server.pollsNeeded)
      return { kind: 'pending', progress: job.polls / server.pollsNeeded, pollAfterMs: 1000 };
    if (job.plan === 'fail') return { kind: 'failed', error };
    if (job.plan === 'refuse-later') return { kind: 'refused', error };
    job.state = 'done';
    return { kind: 'succeeded', outputs: [{ index: 0, extension: 'mp4', hasBurntInSubtitles: false }] };
  }

  return {
    kind: 'fake',
    guarantee,
    models: async () => [fakeModel],
    validate: (request) =>
      request.durationFrames >= 1 ? [] : [{ field: 'duration', problem: 'must be one frame or more' }],
    async preview({ promptAsSent }) {
      if (guarantee === 'repeatable') return [];
      const body = { kind: 'json' as const, value: { prompt: promptAsSent } };
      return [{ purpose: 'create', method: 'POST', url: '/jobs', body, auth: 'key' }];
    },
    async submit(_request, { attemptId, signal }) {
      signal?.throwIfAborted();
      if (isClosed) throw new AppError('CANCELLED', 'closed');
      crashPoint();
      const outcome = answer(attemptId, server.plans.shift() ?? 'succeed');
      await server.gates.submit;
      crashPoint();
      return outcome;
    },
    async poll(handle, signal) {
      signal?.throwIfAborted();
      crashPoint();
      if (server.isUnreachable) throw new AppError('FFMPEG_STALLED', 'no answer', { retry: 'later' });
      const job = server.jobs.get(handle.id);
      if (job) return look(job);
      return { kind: 'lost', retry: guarantee === 'repeatable' ? 'same-request' : 'never', error: lost };
    },
    async download(handle, _output, { path, signal }) {
      signal?.throwIfAborted();
      crashPoint();
      await server.gates.download;
      signal?.throwIfAborted();
      const bytes = new TextEncoder().encode(`clip of ${handle.attemptId}`);
      await write(path, bytes);
      crashPoint();
      return { sizeBytes: bytes.byteLength };
    },
    async cancel(handle) {
      crashPoint();
      const job = server.jobs.get(handle.id);
      if (!job) return 'unknown';
      if (job.state === 'done') return 'too-late';
      job.state = 'cancelled';
      return 'cancelled';
    },
    async remove(handle) {
      crashPoint();
      return server.jobs.delete(handle.id) ? 'removed' : 'already-gone';
    },
    ...(canReconcile && {
      async reconcile({ attemptId }: { attemptId: AttemptId }): Promise<JobHandle | 'none'> {
        crashPoint();
        const found = [...server.jobs].find(([, job]) => job.attemptId === attemptId);
        return found ? { version: 1, id: found[0], attemptId, modelId: 'fake', submittedAtMs: nowMs() } : 'none';
      },
    }),
    async close() {
      isClosed = true;
    },
  };
}

/** The one model of the fake. */
export const fakeModel: Model = {
  ...animaticModel,
  modelId: 'fake',
  label: 'Fake',
  isFree: false,
  prices: [{ unit: 'clip', amount: microsFromDollars(0.1) }],
};
