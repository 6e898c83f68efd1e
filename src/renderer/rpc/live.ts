/**
 * Keeps what the window shows in step with the studio: two streams, taken up again whenever they break.
 *
 * Changed shots are fetched by id and put into the storyboard in the cache; all else that changed is fetched again
 * where it is on the screen.
 */
import type { QueryClient } from '@tanstack/react-query';
import type { Change, JobsUpdate } from '#shared/contract/answers.ts';
import type { ProjectId, ShotId } from '#shared/domain/ids.ts';
import type { Storyboard, StoryboardShot } from '#shared/domain/records.ts';
import { studio, studioQuery } from './client.ts';
import { connectionState } from './connection-state.ts';
import { createDebounced } from './debounced.ts';
import type { JobsStore } from './jobs-store.ts';
import { patchShots } from './storyboard-patch.ts';

/** From so many changed shots on, the whole storyboard is the cheaper answer. */
const mostShotsById = 1_000;
const shortestWaitMs = 200;
const longestWaitMs = 5_000;

/** What a plan for generation is made from, apart from the shots. */
const changesPlans: ReadonlySet<Change['kind']> = new Set([
  'project',
  'scene',
  'take',
  'element',
  'connection',
  'model',
  'ledger',
]);

/** A plan is asked for again every so often while takes keep arriving. */
const planPatience = { quietMs: 400, longestMs: 2_000 };

/** What is worked out from all shots of a film waits until typing pauses: while it goes on, it is saved twice a second. */
const wordsPatience = { quietMs: 1_000, longestMs: 10_000 };

export type LiveOptions = {
  queryClient: QueryClient;
  jobsStore: JobsStore;
  /** Ends both streams. */
  signal: AbortSignal;
};

/** Starts following the studio, until the signal. */
export function followStudio({ queryClient, jobsStore, signal }: LiveOptions): void {
  const refresh = createShotRefresher(queryClient);
  const reloadJobs = createReloader(async () => {
    jobsStore.replace(await studio.jobs.list({ projectId: null }));
  });
  const refreshPlans = createDebounced(() => askPlans(queryClient), planPatience);
  const refreshAfterWords = createDebounced(() => askPlans(queryClient), wordsPatience);
  let isFirst = true;
  void keepOpen({
    signal,
    open: async () => {
      const stream = await studio.studio.watch({}, { signal });
      // What happened while nobody listened is unknown.
      if (!isFirst) void queryClient.invalidateQueries();
      isFirst = false;
      connectionState.set('connected');
      return stream;
    },
    onValue(changes: Change[]) {
      applyChanges(queryClient, changes, refresh);
      if (changes.some(({ kind }) => changesPlans.has(kind))) refreshPlans();
      if (changes.some(({ kind }) => kind === 'shot')) refreshAfterWords();
      if (changes.some(({ kind }) => kind === 'queue')) reloadJobs();
    },
    onBroken() {
      if (connectionState.get() === 'connected') connectionState.set('lost');
    },
  });
  void keepOpen({
    signal,
    open: async () => {
      const stream = await studio.jobs.watch({}, { signal });
      reloadJobs();
      return stream;
    },
    onValue: (update: JobsUpdate) => jobsStore.apply(update),
    onBroken() {},
  });
}

/** What would be generated, and for which price, is asked for anew where it is on the screen. */
export function askPlans(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: studioQuery.generation.key() });
  void queryClient.invalidateQueries({ queryKey: studioQuery.models.retiring.key() });
}

/** Puts the answer of an edit into the storyboard on the screen at once; `asked` names ids that may be gone. */
export function putShots(
  queryClient: QueryClient,
  projectId: ProjectId,
  shots: readonly StoryboardShot[],
  asked: readonly ShotId[] = [],
): void {
  const queryKey = storyboardKey(projectId);
  const storyboard = queryClient.getQueryData<Storyboard>(queryKey);
  if (!storyboard) return;
  const patched = patchShots(storyboard, asked, shots);
  if (patched) queryClient.setQueryData(queryKey, patched);
  else void queryClient.invalidateQueries({ queryKey });
}

function storyboardKey(projectId: ProjectId) {
  return studioQuery.storyboard.get.queryKey({ input: { projectId } });
}

/** What each kind of change makes stale. */
export function applyChanges(
  queryClient: QueryClient,
  changes: readonly Change[],
  refreshShots: (projectId: ProjectId, shotIds: readonly ShotId[]) => void,
): void {
  const stale = new Map<string, readonly unknown[]>();
  const mark = (queryKey: readonly unknown[]) => stale.set(JSON.stringify(queryKey), queryKey);
  for (const { kind, projectId, ids } of changes) {
    const storyboard = projectId ? storyboardKey(projectId) : studioQuery.storyboard.get.key();
    switch (kind) {
      case 'shot':
        if (projectId && ids.length > 0 && ids.length <= mostShotsById) refreshShots(projectId, ids as ShotId[]);
        else mark(storyboard);
        mark(studioQuery.projects.list.key());
        // An edited shot makes its takes outdated, and so does the project's format.
        mark(studioQuery.takes.list.key());
        mark(studioQuery.elements.mentions.key());
        mark(studioQuery.exports.plan.key());
        break;
      case 'scene':
        mark(storyboard);
        mark(studioQuery.projects.list.key());
        mark(studioQuery.scripts.get.key());
        break;
      case 'project':
        mark(storyboard);
        mark(studioQuery.projects.list.key());
        mark(studioQuery.scripts.get.key());
        mark(studioQuery.takes.list.key());
        mark(studioQuery.exports.plan.key());
        mark(studioQuery.studio.info.key());
        break;
      case 'take':
        mark(studioQuery.takes.list.key());
        mark(studioQuery.exports.plan.key());
        break;
      case 'element':
        mark(studioQuery.elements.key());
        mark(studioQuery.generation.plan.key());
        mark(studioQuery.generation.price.key());
        break;
      case 'sound':
        mark(studioQuery.sound.get.key());
        mark(studioQuery.exports.plan.key());
        break;
      case 'outside-board':
        mark(studioQuery.boards.outside.key());
        break;
      case 'trash':
        mark(studioQuery.trash.list.key());
        break;
      case 'history':
        mark(studioQuery.history.state.key());
        break;
      case 'queue':
        mark(studioQuery.jobs.queue.key());
        mark(studioQuery.jobs.list.key());
        break;
      case 'library':
        mark(studioQuery.studio.key());
        break;
      case 'connection':
        mark(studioQuery.connections.key());
        mark(studioQuery.models.key());
        mark(studioQuery.keys.key());
        mark(studioQuery.ledger.budgets.key());
        break;
      case 'model':
        mark(studioQuery.models.key());
        break;
      case 'ledger':
        mark(studioQuery.ledger.key());
        mark(studioQuery.jobs.metrics.key());
        break;
      case 'egress':
        mark(studioQuery.egress.key());
        break;
    }
  }
  for (const queryKey of stale.values()) void queryClient.invalidateQueries({ queryKey });
}

/** Fetches changed shots, one call at a time for each project; what changes meanwhile goes into the next call. */
function createShotRefresher(queryClient: QueryClient) {
  const waiting = new Map<ProjectId, Set<ShotId>>();
  const running = new Set<ProjectId>();

  async function run(projectId: ProjectId): Promise<void> {
    running.add(projectId);
    try {
      for (let ids = waiting.get(projectId); ids && ids.size > 0; ids = waiting.get(projectId)) {
        waiting.delete(projectId);
        const shotIds = [...ids];
        putShots(queryClient, projectId, await studio.storyboard.shots({ shotIds }), shotIds);
      }
    } catch {
      // Lost with the connection: when it is back, everything is fetched again.
      waiting.delete(projectId);
      void queryClient.invalidateQueries({ queryKey: storyboardKey(projectId) });
    } finally {
      running.delete(projectId);
    }
  }

  return (projectId: ProjectId, shotIds: readonly ShotId[]) => {
    if (!queryClient.getQueryData(storyboardKey(projectId))) return;
    const ids = waiting.get(projectId) ?? new Set<ShotId>();
    for (const id of shotIds) ids.add(id);
    waiting.set(projectId, ids);
    if (!running.has(projectId)) void run(projectId);
  };
}

/** Runs a load again when asked during a run, once; a failed load is left to the next connection. */
function createReloader(load: () => Promise<void>): () => void {
  let isRunning = false;
  let isAskedAgain = false;
  return () => {
    isAskedAgain = true;
    if (isRunning) return;
    isRunning = true;
    void (async () => {
      try {
        while (isAskedAgain) {
          isAskedAgain = false;
          await load();
        }
      } catch {
        isAskedAgain = false;
      } finally {
        isRunning = false;
      }
    })();
  };
}

type KeptStream<Value> = {
  signal: AbortSignal;
  open: () => Promise<AsyncIterable<Value>>;
  onValue: (value: Value) => void;
  onBroken: () => void;
};

async function keepOpen<Value>({ signal, open, onValue, onBroken }: KeptStream<Value>): Promise<void> {
  let waitMs = shortestWaitMs;
  while (!signal.aborted) {
    try {
      const stream = await open();
      waitMs = shortestWaitMs;
      for await (const value of stream) onValue(value);
    } catch {
      // Broken or refused: both are answered by trying again.
    }
    if (signal.aborted) return;
    onBroken();
    await wait(waitMs, signal);
    waitMs = Math.min(longestWaitMs, waitMs * 2);
  }
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
