/** Implements the contract over the services. No decisions are made here. */
import type { Change, JobsUpdate } from '#shared/contract/answers.ts';
import type { Job } from '#shared/domain/records.ts';
import { os } from './base.ts';
import { streamEvents } from './event-stream.ts';
import type { StudioServices } from './studio-services.ts';

export function createRouter(services: StudioServices) {
  return os.router({
    ...editingRoutes(services),
    ...workingRoutes(services),
    ...studioRoutes(services),
  });
}

/** Everything a person writes. */
function editingRoutes({ projects, scenes, shots, history, uploads, boards, scripts, trash, sample }: StudioServices) {
  return {
    projects: {
      list: os.projects.list.handler(() => projects.list()),
      create: os.projects.create.handler(({ input }) => projects.create(input)),
      update: os.projects.update.handler(({ input }) => projects.update(input.projectId, input.patch)),
      delete: os.projects.delete.handler(({ input }) => projects.delete(input.projectId)),
      createSample: os.projects.createSample.handler(() => sample.create()),
    },
    storyboard: {
      get: os.storyboard.get.handler(({ input }) => projects.storyboard(input.projectId)),
      shots: os.storyboard.shots.handler(({ input }) => shots.list(input.shotIds)),
    },
    scenes: {
      create: os.scenes.create.handler(({ input }) => scenes.create(input)),
      update: os.scenes.update.handler(({ input }) => scenes.update(input.sceneId, input.patch)),
      move: os.scenes.move.handler(({ input }) => scenes.move(input.sceneId, input.afterSceneId)),
      delete: os.scenes.delete.handler(({ input }) => scenes.delete(input.sceneIds)),
    },
    shots: {
      create: os.shots.create.handler(({ input }) => shots.create(input)),
      update: os.shots.update.handler(({ input }) => shots.update(input.shotIds, input.patch, input.typingKey)),
      move: os.shots.move.handler(({ input: { shotIds, ...target } }) => shots.move(shotIds, target)),
      duplicate: os.shots.duplicate.handler(({ input }) => shots.duplicate(input.shotIds)),
      delete: os.shots.delete.handler(({ input }) => shots.delete(input.shotIds)),
      setBoard: os.shots.setBoard.handler(({ input, signal }) =>
        boards.set(input.shotId, 'board', input.uploadId, signal),
      ),
      setVoice: os.shots.setVoice.handler(({ input, signal }) =>
        boards.set(input.shotId, 'voice', input.uploadId, signal),
      ),
      clearMedia: os.shots.clearMedia.handler(({ input }) => shots.setMedia(input.shotIds, input.what, null)),
    },
    history: {
      state: os.history.state.handler(({ input }) => history.state(input.projectId)),
      undo: os.history.undo.handler(({ input }) => history.undo(input.projectId)),
      redo: os.history.redo.handler(({ input }) => history.redo(input.projectId)),
    },
    uploads: {
      begin: os.uploads.begin.handler(async ({ input }) => ({ uploadId: await uploads.begin(input) })),
    },
    scripts: {
      preview: os.scripts.preview.handler(({ input: { uploadId, ...options } }) => scripts.preview(uploadId, options)),
      import: os.scripts.import.handler(({ input: { uploadId, ...options } }) =>
        scripts.importUpload(uploadId, options),
      ),
      get: os.scripts.get.handler(({ input }) => scripts.get(input.projectId)),
    },
    trash: {
      list: os.trash.list.handler(() => trash.list()),
      restore: os.trash.restore.handler(({ input }) => trash.restore(input.entries)),
      empty: os.trash.empty.handler(() => trash.empty()),
    },
  };
}

/** Takes, jobs and films. */
function workingRoutes({ takes, shots, generation, jobs, exports, connections }: StudioServices) {
  return {
    takes: {
      list: os.takes.list.handler(({ input }) => takes.list(input.shotId)),
      select: os.takes.select.handler(({ input }) => shots.selectTake(input.shotId, input.takeId)),
    },
    generation: {
      generate: os.generation.generate.handler(({ input }) => ({ jobs: generation.generate(input) })),
    },
    jobs: {
      list: os.jobs.list.handler(({ input }) => jobs.list(input.projectId)),
      watch: os.jobs.watch.handler(({ signal }) =>
        streamEvents<JobsUpdate>({
          subscribe: (push) => jobs.subscribe(push),
          join: joinUpdates,
          signal,
          first: { jobs: [], queue: jobs.queue() },
        }),
      ),
      queue: os.jobs.queue.handler(() => jobs.queue()),
      cancel: os.jobs.cancel.handler(async ({ input }) => ({ jobs: await jobs.cancel(input.jobIds) })),
      retry: os.jobs.retry.handler(({ input }) => ({ jobs: jobs.retry(input.jobIds) })),
      setPaused: os.jobs.setPaused.handler(({ input }) => jobs.setPaused(input.isPaused)),
      clearEnded: os.jobs.clearEnded.handler(() => ({ clearedCount: jobs.clearEnded() })),
    },
    exports: {
      plan: os.exports.plan.handler(({ input }) => exports.plan(input.projectId, input.subtitles)),
      start: os.exports.start.handler(async ({ input }) => ({
        job: await exports.start(input.projectId, input.subtitles),
      })),
      reveal: os.exports.reveal.handler(async ({ input }) => ({ isRevealed: await exports.reveal(input.jobId) })),
    },
    connections: {
      list: os.connections.list.handler(() => connections.list()),
    },
  };
}

/** The studio itself. */
function studioRoutes({ studio, changes }: StudioServices) {
  return {
    studio: {
      info: os.studio.info.handler(() => studio.info()),
      watch: os.studio.watch.handler(({ signal }) =>
        streamEvents<Change[]>({
          subscribe: (push) => changes.subscribe(push),
          join: (batches) => batches.flat(),
          signal,
        }),
      ),
      preferences: os.studio.preferences.handler(() => studio.preferences()),
      setPreferences: os.studio.setPreferences.handler(({ input }) => studio.setPreferences(input)),
      openLibrary: os.studio.openLibrary.handler(async () => ({ isOpened: await studio.openLibrary() })),
      revealLibrary: os.studio.revealLibrary.handler(async () => ({ isRevealed: await studio.revealLibrary() })),
      backUp: os.studio.backUp.handler(() => studio.backUp()),
    },
  };
}

/** The latest of each job, and the queue as it was last. */
function joinUpdates(updates: JobsUpdate[]): JobsUpdate {
  const latest = new Map<string, Job>();
  for (const { jobs } of updates) for (const job of jobs) latest.set(job.id, job);
  const queue = updates.at(-1)?.queue;
  if (!queue) throw new Error('a stream joins at least one update');
  return { jobs: [...latest.values()], queue };
}
