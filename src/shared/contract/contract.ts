/**
 * Every procedure and stream between window and studio, once. The client and the router take their types from here.
 *
 * Each procedure may fail with the one declared error `APP_ERROR`, whose data is `{ code, params, retry }`; anything
 * else reaches the window as an internal error without details.
 */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import type {
  Connection,
  Job,
  Project,
  ProjectSummary,
  Scene,
  Storyboard,
  StoryboardShot,
  Take,
  TrashEntry,
} from '#shared/domain/records.ts';
import type { HistoryLabel } from '#shared/domain/history.ts';
import type { Outline } from '#shared/domain/outline.ts';
import type { ProjectId, SceneId, ShotId, UploadId } from '#shared/domain/ids.ts';
import type {
  AppErrorAnswer,
  Change,
  ExportPlan,
  HistoryState,
  JobsUpdate,
  Preferences,
  QueueState,
  Saved,
  ScriptPreview,
  StudioInfo,
} from './answers.ts';
import {
  cameraMoveSchema,
  connectionIdSchema,
  durationRuleSchema,
  frameRateSchema,
  frameSizeSchema,
  framesSchema,
  jobIdSchema,
  jobIdsSchema,
  newProjectSchema,
  projectIdSchema,
  projectPatchSchema,
  sceneIdSchema,
  sceneIdsSchema,
  scenePatchSchema,
  shotIdSchema,
  shotIdsSchema,
  shotPatchSchema,
  takeIdSchema,
  textSchema,
  titleSchema,
  typed,
  uploadIdSchema,
} from './schemas.ts';

const procedure = oc.errors({ APP_ERROR: { status: 422, data: typed<AppErrorAnswer>() } });

const nothing = z.strictObject({});
const inProject = z.strictObject({ projectId: projectIdSchema });

const studio = {
  /** What the window shows about the studio and its library. */
  info: procedure.input(nothing).output(typed<StudioInfo>()),
  /** Which records changed, as long as the caller listens. */
  watch: procedure.input(nothing).output(eventIterator(typed<Change[]>())),
  /** What a person set on this machine. */
  preferences: procedure.input(nothing).output(typed<Preferences>()),
  setPreferences: procedure
    .input(
      z.strictObject({
        theme: z.enum(['system', 'light', 'dark']).optional(),
        ffmpegPath: z.string().max(4096).nullable().optional(),
      }),
    )
    .output(typed<Preferences>()),
  /** Asks for a folder and opens the library in it, or makes one there. NOT_AVAILABLE_HERE in a browser. */
  openLibrary: procedure.input(nothing).output(typed<{ isOpened: boolean }>()),
  /** Shows the library's folder in the system's file manager. */
  revealLibrary: procedure.input(nothing).output(typed<{ isRevealed: boolean }>()),
  /** Makes a verified snapshot of the database under `backups/`. */
  backUp: procedure.input(nothing).output(typed<{ fileName: string }>()),
};

const projects = {
  /** Latest edited first. */
  list: procedure.input(nothing).output(typed<ProjectSummary[]>()),
  /** Makes a project with one scene and one shot, so that there is something to write on. */
  create: procedure.input(newProjectSchema).output(typed<Saved & { project: Project }>()),
  update: procedure
    .input(z.strictObject({ projectId: projectIdSchema, patch: projectPatchSchema }))
    .output(typed<Saved & { project: Project }>()),
  /** To the trash. */
  delete: procedure.input(inProject).output(typed<Saved>()),
  /** Makes the sample project again. */
  createSample: procedure.input(nothing).output(typed<Saved & { projectId: ProjectId }>()),
};

const storyboard = {
  /** Everything that the storyboard of a project shows, in order. */
  get: procedure.input(inProject).output(typed<Storyboard>()),
  /** Some of its shots, in no promised order; those that are gone are left out. */
  shots: procedure
    .input(z.strictObject({ shotIds: z.array(shotIdSchema).max(20_000) }))
    .output(typed<StoryboardShot[]>()),
};

const scenes = {
  /** After `afterSceneId`; null means first. */
  create: procedure
    .input(z.strictObject({ projectId: projectIdSchema, afterSceneId: sceneIdSchema.nullable(), heading: titleSchema }))
    .output(typed<Saved & { scene: Scene }>()),
  update: procedure
    .input(z.strictObject({ sceneId: sceneIdSchema, patch: scenePatchSchema }))
    .output(typed<Saved & { scene: Scene }>()),
  /** To behind `afterSceneId`; null means first. */
  move: procedure
    .input(z.strictObject({ sceneId: sceneIdSchema, afterSceneId: sceneIdSchema.nullable() }))
    .output(typed<Saved>()),
  /** With their shots, to the trash. */
  delete: procedure.input(z.strictObject({ sceneIds: sceneIdsSchema })).output(typed<Saved>()),
};

const shots = {
  /** After `afterShotId`; null means first of the scene. */
  create: procedure
    .input(
      z.strictObject({
        sceneId: sceneIdSchema,
        afterShotId: shotIdSchema.nullable(),
        title: titleSchema.optional(),
        prompt: textSchema.optional(),
        durationFrames: framesSchema.optional(),
        cameraMove: cameraMoveSchema.optional(),
      }),
    )
    .output(typed<Saved & { shot: StoryboardShot }>()),
  /**
   * Changes the same fields of some shots in one step. Calls with the same `typingKey` within a few seconds are one
   * undo step: a window gives one key for one stay in one field.
   */
  update: procedure
    .input(
      z.strictObject({ shotIds: shotIdsSchema, patch: shotPatchSchema, typingKey: z.string().max(100).optional() }),
    )
    .output(typed<Saved & { shots: StoryboardShot[] }>()),
  /** Moves shots, kept in their order, into a scene behind `afterShotId`; null means first. */
  move: procedure
    .input(z.strictObject({ shotIds: shotIdsSchema, sceneId: sceneIdSchema, afterShotId: shotIdSchema.nullable() }))
    .output(typed<Saved & { shots: StoryboardShot[] }>()),
  /** Each copy stands right behind its original; takes are not copied. Answers the copies. */
  duplicate: procedure
    .input(z.strictObject({ shotIds: shotIdsSchema }))
    .output(typed<Saved & { shots: StoryboardShot[] }>()),
  /** To the trash. */
  delete: procedure.input(z.strictObject({ shotIds: shotIdsSchema })).output(typed<Saved>()),
  /** Makes an uploaded image the board of a shot. */
  setBoard: procedure
    .input(z.strictObject({ shotId: shotIdSchema, uploadId: uploadIdSchema }))
    .output(typed<Saved & { shot: StoryboardShot }>()),
  /** Makes an uploaded recording the voice of a shot. */
  setVoice: procedure
    .input(z.strictObject({ shotId: shotIdSchema, uploadId: uploadIdSchema }))
    .output(typed<Saved & { shot: StoryboardShot }>()),
  /** Takes the board, the voice, or both away from some shots; the files stay in the library. */
  clearMedia: procedure
    .input(z.strictObject({ shotIds: shotIdsSchema, what: z.enum(['board', 'voice']) }))
    .output(typed<Saved & { shots: StoryboardShot[] }>()),
};

const history = {
  /** For a project, or with null for the list of projects. */
  state: procedure.input(z.strictObject({ projectId: projectIdSchema.nullable() })).output(typed<HistoryState>()),
  /** Takes back the latest edit; answers null when there is none. */
  undo: procedure
    .input(z.strictObject({ projectId: projectIdSchema.nullable() }))
    .output(typed<Saved & { undone: HistoryLabel | null }>()),
  redo: procedure
    .input(z.strictObject({ projectId: projectIdSchema.nullable() }))
    .output(typed<Saved & { redone: HistoryLabel | null }>()),
};

const uploads = {
  /** Announces a file; its bytes then go to `uploadUrl(uploadId)`. An upload that is not used is removed after a day. */
  begin: procedure
    .input(
      z.strictObject({
        fileName: z.string().min(1).max(1000),
        sizeBytes: z
          .int()
          .min(0)
          .max(2 ** 40),
      }),
    )
    .output(typed<{ uploadId: UploadId }>()),
};

const scripts = {
  /** Reads an uploaded script and shows what each line would become. Creates nothing. */
  preview: procedure
    .input(z.strictObject({ uploadId: uploadIdSchema, frameRate: frameRateSchema, durationRule: durationRuleSchema }))
    .output(typed<ScriptPreview>()),
  /** Creates scenes and shots, in a new project (`projectId` null) or at the end of one; one undo step. */
  import: procedure
    .input(
      z.strictObject({
        uploadId: uploadIdSchema,
        projectId: projectIdSchema.nullable(),
        title: titleSchema,
        frameSize: frameSizeSchema,
        frameRate: frameRateSchema,
        durationRule: durationRuleSchema,
      }),
    )
    .output(typed<Saved & { projectId: ProjectId; sceneIds: SceneId[]; shotIds: ShotId[] }>()),
  /** The latest script imported into a project; null without one. */
  get: procedure.input(inProject).output(typed<{ fileName: string; outline: Outline } | null>()),
};

const takes = {
  /** Of one shot, lowest number first. */
  list: procedure.input(z.strictObject({ shotId: shotIdSchema })).output(typed<Take[]>()),
  /** Chooses the take that the cut uses. */
  select: procedure
    .input(z.strictObject({ shotId: shotIdSchema, takeId: takeIdSchema.nullable() }))
    .output(typed<Saved & { shot: StoryboardShot }>()),
};

const generation = {
  /**
   * Queues takes. `missing` means every shot that has neither an up-to-date take nor a job; `all` every shot.
   * Answers the jobs, none where nothing was missing.
   */
  generate: procedure
    .input(
      z.strictObject({
        projectId: projectIdSchema,
        scope: z.union([z.enum(['missing', 'all']), shotIdsSchema]),
        connectionId: connectionIdSchema.nullable(),
      }),
    )
    .output(typed<{ jobs: Job[] }>()),
};

const jobs = {
  /** Of one project or all: those not ended in the order they will run, then the latest ended; at most 500. */
  list: procedure.input(z.strictObject({ projectId: projectIdSchema.nullable() })).output(typed<Job[]>()),
  /** Jobs whose state or progress changed, at most ten times a second. Begins with the queue as it is. */
  watch: procedure.input(nothing).output(eventIterator(typed<JobsUpdate>())),
  queue: procedure.input(nothing).output(typed<QueueState>()),
  cancel: procedure.input(z.strictObject({ jobIds: jobIdsSchema })).output(typed<{ jobs: Job[] }>()),
  /** Queues jobs that failed, were refused or cancelled once more. */
  retry: procedure.input(z.strictObject({ jobIds: jobIdsSchema })).output(typed<{ jobs: Job[] }>()),
  /** Nothing new is started while paused; what runs goes on. */
  setPaused: procedure.input(z.strictObject({ isPaused: z.boolean() })).output(typed<QueueState>()),
  /** Takes ended jobs off the list; their takes and films stay. */
  clearEnded: procedure.input(nothing).output(typed<{ clearedCount: number }>()),
};

const subtitles = z.enum(['track', 'burnt-in', 'none']);

const exports_ = {
  plan: procedure.input(z.strictObject({ projectId: projectIdSchema, subtitles })).output(typed<ExportPlan>()),
  /** Asks where to, and queues the export; answers null when the person closed the dialog. */
  start: procedure
    .input(z.strictObject({ projectId: projectIdSchema, subtitles }))
    .output(typed<{ job: Job | null }>()),
  /** Shows a finished film in the system's file manager. */
  reveal: procedure.input(z.strictObject({ jobId: jobIdSchema })).output(typed<{ isRevealed: boolean }>()),
};

const trash = {
  /** Latest deleted first. */
  list: procedure.input(nothing).output(typed<TrashEntry[]>()),
  restore: procedure
    .input(
      z.strictObject({
        entries: z
          .array(
            z.strictObject({
              kind: z.enum(['project', 'scene', 'shot']),
              id: z.union([projectIdSchema, sceneIdSchema, shotIdSchema]),
            }),
          )
          .min(1)
          .max(20_000),
      }),
    )
    .output(typed<Saved>()),
  /** Erases everything in the trash for good, with the files that nothing else uses. */
  empty: procedure.input(nothing).output(typed<{ erasedCount: number; freedBytes: number }>()),
};

const connections = {
  list: procedure.input(nothing).output(typed<Connection[]>()),
};

/** The whole contract. Procedures are named `plural.verb`. */
export const contract = {
  studio,
  projects,
  storyboard,
  scenes,
  shots,
  history,
  uploads,
  scripts,
  takes,
  generation,
  jobs,
  exports: exports_,
  trash,
  connections,
};

/** The type of the contract, from which client and router take theirs. */
export type Contract = typeof contract;
