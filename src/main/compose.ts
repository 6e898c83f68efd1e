/**
 * Builds every part of the studio once, hands each what it needs, and ends them in the right order.
 *
 * The one file that sees everything, and the one that reads the clock, the random numbers and the environment of this
 * process. It runs under plain Node and never imports Electron.
 */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { createAssetStore, type LibraryAssetStore } from '#main/assets/create-asset-store.ts';
import { createMediaRoute } from '#main/assets/media-route.ts';
import { createMediaTools } from '#main/assets/media-tools.ts';
import { createRecordings } from '#main/assets/recordings.ts';
import { createUploads } from '#main/assets/uploads.ts';
import { createProviderParts } from '#main/compose-providers.ts';
import { ensureAnimaticConnection } from '#main/db/connection-repository.ts';
import { findStoredJob, listUnendedJobIds, listUnendedPayloads } from '#main/db/job-repository.ts';
import { findProject } from '#main/db/project-repository.ts';
import { findSetting, setSetting } from '#main/db/settings-repository.ts';
import type { Host } from '#main/host/host.ts';
import { createExportFilmRunner, filmLane, parseExportFilmPayload } from '#main/jobs/export-film-job.ts';
import { createGenerateTakeRunner } from '#main/jobs/generate-take-job.ts';
import { type OpenLibrary, openLibrary } from '#main/library/open-library.ts';
import type { Logger } from '#main/logger.ts';
import { exportFilm, planFilm } from '#main/media/export-film.ts';
import { flattenLayers } from '#main/media/flatten-layers.ts';
import { createFfmpegLocator, type FfmpegSource } from '#main/media/ffmpeg-locator.ts';
import { probeMedia } from '#main/media/probe.ts';
import { remuxRecording } from '#main/media/remux-recording.ts';
import { renderAnimatic } from '#main/media/render-animatic.ts';
import { createFfmpegRunner, type FfmpegRunner } from '#main/media/run-ffmpeg.ts';
import { createAnimaticProvider } from '#main/providers/animatic/animatic-provider.ts';
import { createJobQueue, type JobQueue } from '#main/queue/job-queue.ts';
import { scheduleByTimer } from '#main/queue/schedule.ts';
import { createRouter } from '#main/rpc/router.ts';
import type { StudioServices } from '#main/rpc/studio-services.ts';
import { createAssistService } from '#main/services/assist/assist-service.ts';
import { createBoardFilesService } from '#main/services/board-files-service.ts';
import { createBoardService } from '#main/services/board-service.ts';
import { createChangeBus } from '#main/services/change-bus.ts';
import { checkedPreferences } from '#main/services/checked-preferences.ts';
import { createEgressService } from '#main/services/egress-service.ts';
import { createElementService } from '#main/services/element-service.ts';
import { createExportService, type ExportService } from '#main/services/export-service.ts';
import { createFrameService } from '#main/services/frame-service.ts';
import { createGenerationService } from '#main/services/generation-service.ts';
import { createHistoryService } from '#main/services/history-service.ts';
import { createJobService } from '#main/services/job-service.ts';
import { createPreviewRule } from '#main/services/preview-rule.ts';
import { watchMonth } from '#main/services/month-watch.ts';
import { createQuickCreateService } from '#main/services/quick-create-service.ts';
import { createRecordingService } from '#main/services/recording-service.ts';
import { createRetargetService } from '#main/services/retarget-service.ts';
import { createOutsideBoardService } from '#main/services/outside-board-service.ts';
import { createTakeService } from '#main/services/take-service.ts';
import { createProjectService } from '#main/services/project-service.ts';
import { createSampleService } from '#main/services/sample-service.ts';
import { createSceneService } from '#main/services/scene-service.ts';
import { createImportService } from '#main/services/imports/import-service.ts';
import { createScriptDifferenceService } from '#main/services/script-difference-service.ts';
import { createScriptService } from '#main/services/script-service.ts';
import { createScriptShotService } from '#main/services/script-shot-service.ts';
import { createSearchService } from '#main/services/search-service.ts';
import type { ServiceContext } from '#main/services/service-context.ts';
import { createProjectStructureService } from '#main/services/project-structure-service.ts';
import { createSketchService } from '#main/services/sketch-service.ts';
import { createShotService } from '#main/services/shot-service.ts';
import { createSoundService } from '#main/services/sound-service.ts';
import { createShotStructureService } from '#main/services/shot-structure-service.ts';
import { createStudioService } from '#main/services/studio-service.ts';
import { createTemplateService } from '#main/services/template-service.ts';
import { createTrashService } from '#main/services/trash-service.ts';
import { type ConnectionId, createIdFactory, type JobId } from '#shared/domain/ids.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { createTranslator } from '#shared/messages/translate.ts';

export type StudioOptions = {
  /** Folder of the library; made when it is missing. */
  libraryDir: string;
  host: Host;
  appVersion: string;
  /** Folder with `fonts/` and `sample/`. */
  resourcesDir: string;
  logger: Logger;
  /** @default the environment of this process */
  environment?: NodeJS.ProcessEnv;
  /** Whether a new library gets the sample project. @default true */
  withSample?: boolean;
  /** Milliseconds without progress after which an ffmpeg counts as hung. @default 60_000 */
  ffmpegStallMs?: number;
};

/** An open studio. */
export type Studio = {
  router: ReturnType<typeof createRouter>;
  /** Answers every request under `/media/`; never rejects. */
  handleMedia: (request: Request) => Promise<Response>;
  /** For callers in this process, such as the command line. */
  services: StudioServices;
  films: ExportService;
  assets: Pick<LibraryAssetStore, 'derived'>;
  /** Tells where the ffmpeg that runs comes from. @throws {AppError} FFMPEG_MISSING */
  requireFfmpeg(): Promise<FfmpegSource>;
  /** Commits what is open, stops what runs (jobs go on at the next start), releases the library. */
  close(): Promise<void>;
};

/** @throws {AppError} LIBRARY_… when the library cannot be opened; nothing stays open then. */
export async function openStudio(options: StudioOptions): Promise<Studio> {
  const clock = { nowMs: () => Date.now() };
  const environment = options.environment ?? process.env;
  const library = await openLibrary({ folder: options.libraryDir, clock, env: environment });
  try {
    return await assembleStudio(options, { clock, environment, library });
  } catch (error) {
    await library.close();
    throw error;
  }
}

type Foundations = {
  clock: ServiceContext['clock'];
  environment: NodeJS.ProcessEnv;
  library: OpenLibrary;
};

async function assembleStudio(options: StudioOptions, { clock, environment, library }: Foundations): Promise<Studio> {
  const { host, logger, resourcesDir } = options;
  const { db, folders } = library;
  const ids = createIdFactory((count) => randomBytes(count));
  const context: ServiceContext = { db, clock, ids, changes: createChangeBus() };
  ensureAnimaticConnection(db, clock.nowMs());

  const locator = createFfmpegLocator({
    configuredPath: () => host.preferences.get().ffmpegPath,
    env: environment,
    platform: process.platform,
  });
  const ffmpeg = createFfmpegRunner({
    locator,
    ...(options.ffmpegStallMs !== undefined && { stallMs: options.ffmpegStallMs }),
  });
  const assets = createAssetStore({ db, folders, clock, ids, tools: createMediaTools(ffmpeg) });
  const uploads = createUploads({ folders, clock, ids });
  const recordings = createRecordings({ folders, clock, ids });
  const { queue, parts } = await createQueue(options, { context, assets, ffmpeg, folders });
  const { registry, connections, models, money } = parts;
  let recoveredJobCount = 0;

  const projects = createProjectService(context);
  const shots = createShotService(context, assets);
  const assertApproved = createPreviewRule(() => host.preferences.get().alwaysPreviews);
  const films = createExportService(context, {
    projects,
    assets,
    queue,
    planFilm: ({ clips, project, subtitles }) => planFilm({ clips, ...project, subtitles }),
  });
  const generation = createGenerationService(context, {
    projects,
    queue,
    connections,
    models,
    checkBudgets: money.check,
    assertApproved,
    lastFrameOf: parts.lastFrameOf,
    requestOf: parts.requestOf,
    providerOf: (connectionId) => registry.getVideo(connectionId),
    toRequestPreview: parts.toRequestPreview,
  });
  const sample = createSampleService(context, { assets, sampleDir: path.join(resourcesDir, 'sample'), logger });
  const studioFacts = createStudioService(context, {
    version: options.appVersion,
    hostKind: host.kind,
    libraryDir: folders.root,
    locator,
    syncedBy: library.syncedBy,
    recoveredJobCount: () => recoveredJobCount,
    findLatestBackup: () => library.findLatestBackup(),
  });
  const assist = createAssistService({
    context,
    connections,
    models,
    providerOf: (connectionId) => registry.get(connectionId),
    shots,
    assets,
    checkBudgets: money.check,
    precheck: parts.precheck,
    requireFfmpeg: () => locator.locate(),
    toRequestPreview: parts.toRequestPreview,
  });
  const outsideBoards = createOutsideBoardService(context, {
    shots,
    assets,
    folder: folders.boardsOpen,
    openFile: (file) => host.openFile(file),
  });
  const search = createSearchService(context, {
    later: (work) => setImmediate(work),
    onError: (error) => logger.error('search.indexFailed', error),
  });
  const services: StudioServices = {
    search,
    projects,
    shots,
    shotStructure: createShotStructureService(context, shots),
    structure: createProjectStructureService(context),
    sample,
    templates: createTemplateService(context, projects),
    uploads,
    scenes: createSceneService(context),
    history: createHistoryService(context),
    scripts: createScriptService(context, uploads),
    scriptShots: createScriptShotService(context, shots),
    scriptDifferences: createScriptDifferenceService(context, uploads),
    imports: createImportService(context, {
      assets,
      uploads,
      flatten: (layers, outputPath, signal) => flattenLayers({ runner: ffmpeg, layers, outputPath, signal }),
      findChosenFile: (id) => host.chosenFile(id),
    }),
    generation,
    retarget: createRetargetService(context, { projects, connections, models }),
    quick: createQuickCreateService(context, {
      projects,
      shots,
      assets,
      uploads,
      generation,
      connections,
      models,
      checkBudgets: money.check,
      assertApproved,
    }),
    boards: createBoardService(shots, assets, uploads),
    boardFiles: createBoardFilesService(context, { shots, assets, uploads }),
    sketches: createSketchService(context, { shots, assets, uploads }),
    outsideBoards,
    frames: createFrameService({ shots, assets, uploads, ffmpeg }),
    elements: createElementService(context, { assets, uploads }),
    sound: createSoundService(context, { assets, uploads }),
    recordings: createRecordingService({
      shots,
      assets,
      recordings,
      remux: (file) => remuxRecording({ ...file, runner: ffmpeg }),
      measureMs: async (file) => (await probeMedia({ path: file, runner: ffmpeg })).durationMs,
      fileName: createTranslator().t('recorder.fileName'),
    }),
    trash: createTrashService(context, {
      async cancelJobsOf({ projectIds, shotIds }) {
        await queue.cancel(listUnendedJobIds(db, { projectIds, shotIds }));
      },
      eraseUnusedAssets: async () => (await assets.eraseUnused()).freedBytes,
    }),
    changes: context.changes,
    takes: createTakeService(context),
    connections,
    models: { ...models, retiring: () => models.retiring(localDate(clock.nowMs())) },
    ledger: money,
    egress: createEgressService({ db, writeLog: () => parts.gate.writeLog() }),
    assist,
    keys: toKeyProcedures(host, { queue, connections }),
    jobs: createJobService(context, { queue, assertApproved }),
    exports: toExportProcedures({ context, films, host, exportsDir: folders.exports }),
    studio: {
      info: () => studioFacts.info(),
      preferences: () => host.preferences.get(),
      setPreferences(patch) {
        const preferences = host.preferences.set(checkedPreferences(patch));
        // Online again: what waited for that goes on.
        queue.wake();
        return preferences;
      },
      openLibrary: () => chooseLibrary(host),
      revealLibrary: () => host.reveal(folders.root),
      backUp: () => library.backUp(),
    },
  };

  outsideBoards.resume().catch((error: unknown) => logger.error('outsideBoards.resumeFailed', error));
  uploads.expire().catch((error: unknown) => logger.error('uploads.expireFailed', error));
  assist.openInterrupted();
  search.keepInStep();
  recoveredJobCount = queue.start().recoveredJobCount;
  notifyWhenDone(queue, host);
  const unwatchMonth = watchMonth({
    clock,
    logger,
    schedule: scheduleByTimer,
    onNewMonth() {
      queue.releaseHeld();
      context.changes.announce([{ kind: 'ledger', projectId: null, ids: [] }]);
    },
  });
  const closing = new AbortController();
  const sampleMade =
    options.withSample === false ? null : makeSampleOnce(context, { services, logger, signal: closing.signal });

  return {
    services,
    films,
    assets,
    router: createRouter(services),
    handleMedia: createMediaRoute({
      assets,
      uploads,
      recordings,
      films(jobId) {
        const film = findFilm(context, jobId);
        return film?.isInLibrary ? film : null;
      },
      onError: (error) => logger.error('media.failed', error),
    }),
    async requireFfmpeg() {
      return (await locator.locate()).source;
    },
    async close() {
      unwatchMonth();
      closing.abort(new AppError('CANCELLED', 'the studio is closing'));
      search.close();
      await sampleMade;
      await outsideBoards.closeAll();
      await queue.stop();
      await registry.close();
      await parts.gate.close();
      await assist.settled();
      ffmpeg.close();
      await library.close();
    },
  };
}

type QueueParts = {
  context: ServiceContext;
  assets: LibraryAssetStore;
  ffmpeg: FfmpegRunner;
  folders: OpenLibrary['folders'];
};

async function createQueue(options: StudioOptions, { context, assets, ffmpeg, folders }: QueueParts) {
  const { resourcesDir, logger, host } = options;
  const { db, clock, ids, changes } = context;
  const fontsDir = path.join(resourcesDir, 'fonts');
  const animatic = await createAnimaticProvider({
    workDir: path.join(folders.staging, 'animatic'),
    renderAnimatic: (render) => renderAnimatic({ ...render, runner: ffmpeg, fontsDir }),
    clock,
  });
  const parts = createProviderParts({ context, host, assets, ffmpeg, animatic, logger });
  const { registry, money, models, connections } = parts;
  const takes = createGenerateTakeRunner({
    providerOf: (connectionId) => registry.getVideo(connectionId),
    modelOf: (ref) => models.find(ref),
    removesRemoteCopies: (connectionId) => connections.get(connectionId).removesRemoteCopies,
    precheck: parts.precheck,
    noteCost: money.noteCost,
    costOf: money.costOf,
    assets,
    probe: (file, signal) => probeMedia({ path: file, runner: ffmpeg, signal }),
    ids,
    clock,
    logger,
    onTakeCreated({ projectId, shotId, id }) {
      changes.announce([
        { kind: 'take', projectId, ids: [id] },
        { kind: 'shot', projectId, ids: [shotId] },
      ]);
    },
  });
  const films = createExportFilmRunner({
    assets,
    exportFilm: (film) => exportFilm({ ...film, runner: ffmpeg, fontsDir, workDir: folders.staging }),
  });
  const queue = createJobQueue({
    db,
    clock,
    ids,
    logger,
    runners: { 'take.generate': takes, 'film.export': films },
    lanes: (lane) => (lane === filmLane ? 1 : parts.concurrencyOf(lane as ConnectionId)),
    attemptHooks: money.hooks,
    random: Math.random,
    schedule: scheduleByTimer,
  });
  // A raised budget or an opened switch may let held jobs go on; those whose reason stands are held again.
  parts.onConnectionChanged(() => queue.releaseHeld());
  changes.subscribe((announced) => {
    if (announced.some(({ kind }) => kind === 'project')) queue.releaseHeld();
  });
  return { queue, parts };
}

/** Keys that are open let their connections work. */
function toKeyProcedures(
  { secrets }: Host,
  { queue, connections }: Pick<StudioServices, 'connections'> & { queue: JobQueue },
): StudioServices['keys'] {
  return {
    state: () => secrets.state(),
    setPassphrase: (passphrase) => secrets.setPassphrase(passphrase),
    async unlock(passphrase) {
      await secrets.unlock(passphrase);
      queue.wake();
    },
    reset() {
      secrets.reset();
      connections.keysForgotten();
    },
  };
}

type ExportParts = { context: ServiceContext; films: ExportService; host: Host; exportsDir: string };

function toExportProcedures({ context, films, host, exportsDir }: ExportParts): StudioServices['exports'] {
  return {
    plan: (projectId, subtitles) => films.plan(projectId, subtitles),
    async start(projectId, subtitles) {
      const { t } = createTranslator();
      films.requireTakes(projectId);
      const destination = await host.saveFile({
        title: t('host.saveFilmTitle'),
        suggestedName: `${findProject(context.db, projectId)?.title.trim() || t('app.untitled')}.mp4`,
        fallbackFolder: exportsDir,
        isPromised: (file) => promisedFilms(context).has(file),
      });
      return destination && films.start(projectId, { subtitles, destination });
    },
    async reveal(jobId) {
      const film = findFilm(context, jobId);
      return film !== null && host.reveal(film.path);
    },
  };
}

type FinishedFilm = { path: string; fileName: string; isInLibrary: boolean };

/** Where a finished film lies; null for anything else. */
function findFilm({ db }: ServiceContext, jobId: JobId): FinishedFilm | null {
  const job = findStoredJob(db, jobId);
  if (job?.kind !== 'film.export' || job.state !== 'done') return null;
  const { destinationPath, isInLibrary } = parseExportFilmPayload(job.payload);
  return { path: destinationPath, fileName: path.basename(destinationPath), isInLibrary };
}

/** Paths of films that are still to be made: two films of one title must not become one file. */
function promisedFilms({ db }: ServiceContext): Set<string> {
  return new Set(
    listUnendedPayloads(db, 'film.export').map((payload) => parseExportFilmPayload(payload).destinationPath),
  );
}

async function chooseLibrary(host: Host): Promise<boolean> {
  const { t } = createTranslator();
  const folder = await host.openFolder({ title: t('host.openLibraryTitle') });
  if (folder === null) return false;
  await host.switchLibrary(folder);
  return true;
}

/** Tells the person, outside the window, when the queue has come to its end or something needs them. */
function notifyWhenDone(queue: JobQueue, host: Host): void {
  const { t } = createTranslator();
  let madeCount = 0;
  queue.onUpdate((jobs) => {
    madeCount += jobs.filter(({ kind, state }) => kind === 'take.generate' && state === 'done').length;
    if (jobs.some(({ state }) => state === 'needs-you')) {
      host.notify({ title: t('host.needsYouTitle'), body: t('host.needsYouBody') });
    }
    const { activeCount, waitingCount } = queue.queueState();
    if (madeCount === 0 || activeCount + waitingCount > 0) return;
    host.notify({ title: t('host.takesDoneTitle'), body: t('host.takesDoneBody', { count: madeCount }) });
    madeCount = 0;
  });
}

const sampleMadeKey = 'sample.isMade';

type SampleParts = { services: StudioServices; logger: Logger; signal: AbortSignal };

/**
 * A new library gets the sample project once; a person who deletes it does not get it back. Project and mark are one
 * transaction, so that a studio that ends in the middle makes it at the next start. Never rejects.
 */
async function makeSampleOnce({ db }: ServiceContext, { services, logger, signal }: SampleParts): Promise<void> {
  if (findSetting<boolean>(db, sampleMadeKey)) return;
  try {
    await services.sample.create({ alongside: () => setSetting(db, sampleMadeKey, true), signal });
  } catch (error) {
    if (!signal.aborted) logger.error('sample.failed', error);
  }
}

/** A moment's date in local time, such as `2026-11-22`. */
function localDate(atMs: number): string {
  const date = new Date(atMs);
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'));
  return `${date.getFullYear()}-${month}-${day}`;
}
