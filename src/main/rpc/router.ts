/** Implements the contract over the services. No decisions are made here. */
import type { Change, JobsUpdate } from '#shared/contract/answers.ts';
import type { Job } from '#shared/domain/records.ts';
import { withoutUndefined } from '#main/services/project-service.ts';
import { assistRoutes } from './assist-router.ts';
import { os } from './base.ts';
import { boardRoutes } from './board-router.ts';
import { streamEvents } from './event-stream.ts';
import { importRoutes } from './import-router.ts';
import { soundRoutes } from './sound-router.ts';
import type { StudioServices } from './studio-services.ts';

export function createRouter(services: StudioServices) {
  return os.router({
    ...editingRoutes(services),
    ...workingRoutes(services),
    ...providerRoutes(services),
    ...assistRoutes(services),
    ...importRoutes(services),
    ...soundRoutes(services),
    ...boardRoutes(services),
    ...studioRoutes(services),
  });
}

/** Everything a person writes. */
function editingRoutes({
  projects,
  structure,
  scenes,
  shots,
  shotStructure,
  elements,
  history,
  uploads,
  boards,
  scripts,
  scriptShots,
  scriptDifferences,
  trash,
  sample,
  templates,
}: StudioServices) {
  return {
    projects: {
      list: os.projects.list.handler(() => projects.list()),
      create: os.projects.create.handler(({ input }) => projects.create(input)),
      update: os.projects.update.handler(({ input }) => projects.update(input.projectId, input.patch)),
      delete: os.projects.delete.handler(({ input }) => projects.delete(input.projectId)),
      templates: os.projects.templates.handler(() => templates.list()),
      createFromTemplate: os.projects.createFromTemplate.handler(({ input }) =>
        templates.createProject(input.project, input.template),
      ),
      setNumbersLocked: os.projects.setNumbersLocked.handler(({ input }) =>
        structure.setNumbersLocked(input.projectId, input.areLocked),
      ),
      createField: os.projects.createField.handler(({ input }) => structure.createField(input.projectId, input.field)),
      updateField: os.projects.updateField.handler(({ input }) =>
        structure.updateField(input.projectId, input.fieldId, input.patch),
      ),
      deleteField: os.projects.deleteField.handler(({ input }) =>
        structure.deleteField(input.projectId, input.fieldId),
      ),
      createSample: os.projects.createSample.handler(() => sample.create()),
    },
    storyboard: {
      get: os.storyboard.get.handler(({ input }) => projects.storyboard(input.projectId)),
      shots: os.storyboard.shots.handler(({ input }) => shots.list(input.shotIds)),
    },
    scenes: {
      create: os.scenes.create.handler(({ input }) => scenes.create(input)),
      update: os.scenes.update.handler(({ input }) => scenes.update(input.sceneId, input.patch, input.typingKey)),
      move: os.scenes.move.handler(({ input }) => scenes.move(input.sceneId, input.afterSceneId)),
      delete: os.scenes.delete.handler(({ input }) => scenes.delete(input.sceneIds)),
    },
    shots: {
      create: os.shots.create.handler(({ input }) => shots.create(input)),
      update: os.shots.update.handler(({ input }) => shots.update(input.shotIds, input.patch, input.typingKey)),
      updateEach: os.shots.updateEach.handler(({ input }) => shots.updateEach(input.changes)),
      move: os.shots.move.handler(({ input: { shotIds, ...target } }) => shots.move(shotIds, target)),
      split: os.shots.split.handler(({ input: { shotId, ...place } }) => shotStructure.split(shotId, place)),
      merge: os.shots.merge.handler(({ input }) => shotStructure.merge(input.shotIds)),
      pastePlan: os.shots.pastePlan.handler(({ input }) => shotStructure.pastePlan(input.shotIds, input.projectId)),
      paste: os.shots.paste.handler(({ input }) => shotStructure.paste(input)),
      duplicate: os.shots.duplicate.handler(({ input }) => shots.duplicate(input.shotIds)),
      delete: os.shots.delete.handler(({ input }) => shots.delete(input.shotIds)),
      setBoard: os.shots.setBoard.handler(({ input, signal }) =>
        boards.set(input.shotId, 'board', input.uploadId, signal),
      ),
      setVoice: os.shots.setVoice.handler(({ input, signal }) =>
        boards.set(input.shotId, 'voice', input.uploadId, signal),
      ),
      addMedia: os.shots.addMedia.handler(({ input, signal }) =>
        boards.add(input.shotId, input.role, input.uploadId, signal),
      ),
      clearMedia: os.shots.clearMedia.handler(({ input }) => shots.setMedia(input.shotIds, input.what, null)),
    },
    elements: elementRoutes(elements),
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
      compare: os.scripts.compare.handler(({ input: { projectId, uploadId } }) =>
        scriptDifferences.compare(projectId, uploadId),
      ),
      update: os.scripts.update.handler(({ input: { projectId, uploadId, ...rest } }) =>
        scriptDifferences.update(projectId, uploadId, rest),
      ),
      get: os.scripts.get.handler(({ input }) => scripts.get(input.projectId)),
      createShot: os.scripts.createShot.handler(({ input }) => scriptShots.create(input)),
    },
    trash: {
      list: os.trash.list.handler(() => trash.list()),
      restore: os.trash.restore.handler(({ input }) => trash.restore(input.entries)),
      empty: os.trash.empty.handler(() => trash.empty()),
    },
  };
}

function elementRoutes(elements: StudioServices['elements']) {
  return {
    list: os.elements.list.handler(({ input }) => elements.list(input.projectId)),
    create: os.elements.create.handler(({ input }) => elements.create(input)),
    update: os.elements.update.handler(({ input }) => elements.update(input.elementId, input.patch, input.typingKey)),
    delete: os.elements.delete.handler(({ input }) => elements.delete(input.elementIds)),
    addReference: os.elements.addReference.handler(({ input, signal }) =>
      elements.addReference(input.elementId, input.uploadId, signal),
    ),
    removeReference: os.elements.removeReference.handler(({ input }) =>
      elements.removeReference(input.elementId, input.assetId),
    ),
    moveReference: os.elements.moveReference.handler(({ input }) =>
      elements.moveReference(input.elementId, input.assetId, input.beforeAssetId),
    ),
    mentions: os.elements.mentions.handler(({ input }) => elements.mentions(input.elementId)),
  };
}

/** Takes, jobs and films. */
function workingRoutes({ takes, shots, generation, retarget, quick, jobs, exports }: StudioServices) {
  return {
    takes: {
      list: os.takes.list.handler(({ input }) => takes.list(input.shotId)),
      get: os.takes.get.handler(({ input }) => takes.get(input.takeId)),
      select: os.takes.select.handler(({ input }) => shots.selectTake(input.shotId, input.takeId)),
      update: os.takes.update.handler(({ input: { takeId, typingKey, ...patch } }) =>
        takes.update(takeId, patch, typingKey),
      ),
      runAgain: os.takes.runAgain.handler(({ input: { takeId, changes, ...approval } }) => ({
        jobs: generation.runAgain(takeId, changes, approval),
      })),
      previewAgain: os.takes.previewAgain.handler(async ({ input, signal }) => ({
        requests: await generation.previewAgain(input.takeId, input.changes, signal),
      })),
    },
    generation: {
      plan: os.generation.plan.handler(({ input }) => generation.plan(input)),
      price: os.generation.price.handler(({ input, signal }) => generation.price(input, signal)),
      generate: os.generation.generate.handler(async ({ input }) => ({ jobs: await generation.generate(input) })),
      preview: os.generation.preview.handler(async ({ input }) => ({ requests: await generation.preview(input) })),
      retargetPlan: os.generation.retargetPlan.handler(({ input }) => retarget.plan(input)),
      retarget: os.generation.retarget.handler(({ input }) => retarget.apply(input)),
      quickCreate: os.generation.quickCreate.handler(({ input, signal }) => quick.create(input, signal)),
      quickPlan: os.generation.quickPlan.handler(({ input }) => quick.plan(input)),
    },
    jobs: {
      list: os.jobs.list.handler(({ input }) => jobs.list(input.projectId)),
      history: os.jobs.history.handler(({ input }) => jobs.history(input)),
      forecast: os.jobs.forecast.handler(() => jobs.forecast()),
      metrics: os.jobs.metrics.handler(({ input }) => jobs.metrics(input)),
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
      cancelWaiting: os.jobs.cancelWaiting.handler(() => ({ cancelledCount: jobs.cancelWaiting() })),
      retry: os.jobs.retry.handler(({ input: { jobIds, ...approval } }) => ({ jobs: jobs.retry(jobIds, approval) })),
      preview: os.jobs.preview.handler(async ({ input, signal }) => ({
        requests: await generation.previewJob(input.jobId, signal),
      })),
      move: os.jobs.move.handler(({ input }) => ({ jobs: jobs.move(input.jobIds, input.beforeJobId) })),
      schedule: os.jobs.schedule.handler(({ input: { jobIds, ...change } }) => ({
        jobs: jobs.schedule(jobIds, change),
      })),
      decide: os.jobs.decide.handler(async ({ input: { jobId, choice, ...approval } }) => ({
        job: await jobs.decide(jobId, choice, approval),
      })),
      releaseHeld: os.jobs.releaseHeld.handler(() => jobs.releaseHeld()),
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
  };
}

/** Providers, their models and keys, what they cost and what went to them. */
function providerRoutes({ connections, keys, models, ledger, egress }: StudioServices) {
  return {
    connections: {
      list: os.connections.list.handler(() => connections.list()),
      kinds: os.connections.kinds.handler(() => connections.kinds()),
      create: os.connections.create.handler(({ input }) => ({ connection: connections.create(input) })),
      update: os.connections.update.handler(({ input }) => ({
        connection: connections.update(input.connectionId, withoutUndefined(input.patch)),
      })),
      delete: os.connections.delete.handler(({ input }) => {
        connections.delete(input.connectionId);
        return { isDeleted: true };
      }),
      test: os.connections.test.handler(({ input, signal }) => connections.test(input.connectionId, signal)),
      setKey: os.connections.setKey.handler(({ input }) => ({
        connection: connections.setKey(input.connectionId, input.key),
      })),
      setHeader: os.connections.setHeader.handler(({ input }) => ({
        connection: connections.setHeader(input.connectionId, input.name, input.value),
      })),
    },
    keys: {
      state: os.keys.state.handler(() => keys.state()),
      setPassphrase: os.keys.setPassphrase.handler(async ({ input }) => {
        await keys.setPassphrase(input.passphrase);
        return keys.state();
      }),
      unlock: os.keys.unlock.handler(async ({ input }) => {
        await keys.unlock(input.passphrase);
        return keys.state();
      }),
      reset: os.keys.reset.handler(() => {
        keys.reset();
        return keys.state();
      }),
    },
    models: {
      list: os.models.list.handler(({ input }) => models.list(input.connectionId)),
      refresh: os.models.refresh.handler(({ input, signal }) => models.refresh(input.connectionId, signal)),
      edit: os.models.edit.handler(({ input }) => ({ model: models.edit(input.connectionId, input.model) })),
      resetEdit: os.models.resetEdit.handler(({ input }) => ({
        isReset: models.resetEdit(input.connectionId, input.modelId),
      })),
      retiring: os.models.retiring.handler(() => models.retiring()),
    },
    ledger: {
      summary: os.ledger.summary.handler(({ input }) => ledger.summary(input)),
      list: os.ledger.list.handler(({ input: { filter, ...page } }) => ledger.list(filter, page)),
      budgets: os.ledger.budgets.handler(({ input }) => ledger.budgets(input.projectId)),
      csv: os.ledger.csv.handler(({ input }) => ledger.csv(input)),
    },
    egress: {
      list: os.egress.list.handler(({ input: { filter, ...page } }) => egress.list(filter, page)),
      totals: os.egress.totals.handler(({ input }) => egress.totals(input)),
      remoteCopies: os.egress.remoteCopies.handler(({ input }) => egress.remoteCopies(input)),
      csv: os.egress.csv.handler(({ input }) => egress.csv(input)),
    },
  };
}

/** The studio itself. */
function studioRoutes({ studio, search, changes }: StudioServices) {
  return {
    search: {
      query: os.search.query.handler(({ input, signal }) => search.query(input, signal)),
    },
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
