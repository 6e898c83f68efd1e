/**
 * Every procedure and stream between window and studio, once. The client and the router take their types from here.
 *
 * Each procedure may fail with the one declared error `APP_ERROR`, whose data is `{ code, params, retry }`; anything
 * else reaches the window as an internal error without details.
 */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import type { Connection, ConnectionReport } from '#shared/domain/connection.ts';
import type { ElementMention, StoryElement } from '#shared/domain/element.ts';
import type { Adjustment } from '#shared/domain/generation.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import type { Micros } from '#shared/domain/money.ts';
import type {
  Cost,
  Job,
  Project,
  ProjectSummary,
  Scene,
  Storyboard,
  StoryboardShot,
  Take,
  TrashEntry,
} from '#shared/domain/records.ts';
import type { TemplateSummary } from '#shared/domain/template.ts';
import { type SearchAnswer, searchKinds } from '#shared/domain/search.ts';
import type { HistoryLabel } from '#shared/domain/history.ts';
import type { ListedSoundClip, SoundLane, Soundtrack } from '#shared/domain/sound.ts';
import type { FieldId, ProjectId, RecordingId, SceneId, ShotId, UploadId } from '#shared/domain/ids.ts';
import type {
  Change,
  CutOffRecording,
  ExportPlan,
  HistoryState,
  JobsUpdate,
  PastePlan,
  Preferences,
  QueueState,
  Saved,
  ShotsOfStep,
  ProjectScript,
  ScriptComparison,
  ScriptPreview,
  StudioInfo,
} from './answers.ts';
import type {
  BudgetState,
  ConnectionKindInfo,
  EgressEntry,
  EgressTotals,
  GenerationPlan,
  GenerationPrice,
  JobForecast,
  JobPage,
  KeyStoreState,
  LedgerEntry,
  LedgerSummary,
  Page,
  RemoteCopyEntry,
  RequestPreview,
  RetargetPlan,
  UsageMetrics,
} from './generation-answers.ts';
import {
  connectionPatchSchema,
  generationRequestSchema,
  logFilterSchema,
  newConnectionSchema,
  pageSchema,
} from './generation-schemas.ts';
import { boards, sketches } from './board-procedures.ts';
import { procedure } from './procedure.ts';
import type { AppErrorData } from '#shared/errors/app-error.ts';
import type { AssistPlan, DraftEvent, ImprovedPrompt, Transcript } from './assist-answers.ts';
import {
  assistTaskSchema,
  boardTaskSchema,
  draftedShotsSchema,
  draftTaskSchema,
  promptTaskSchema,
  speechTaskSchema,
  transcriptionTaskSchema,
} from './assist-schemas.ts';
import type { ImportEvent, ImportPreview } from './import-answers.ts';
import { importSourceSchema, importTargetSchema, previewTargetSchema } from './import-schemas.ts';
import { elementIdSchema, elementIdsSchema, elementPatchSchema, newElementSchema } from './element-schemas.ts';
import {
  assetIdSchema,
  cameraMoveSchema,
  connectionIdSchema,
  customFieldPatchSchema,
  differenceChoicesSchema,
  durationRuleSchema,
  fieldIdSchema,
  frameRateSchema,
  frameSizeSchema,
  idSchema,
  framesSchema,
  jobIdSchema,
  jobIdsSchema,
  keyPreferencesSchema,
  modelIdSchema,
  newCustomFieldSchema,
  newProjectSchema,
  projectIdSchema,
  projectPatchSchema,
  sceneIdSchema,
  sceneIdsSchema,
  scenePatchSchema,
  scriptLinesSchema,
  shotChangesSchema,
  shotIdSchema,
  shotIdsSchema,
  shotPatchSchema,
  takeIdSchema,
  templateChoiceSchema,
  textSchema,
  titleSchema,
  typed,
  uploadIdSchema,
} from './schemas.ts';
import {
  newSoundLaneSchema,
  soundAnchorSchema,
  soundClipIdSchema,
  soundClipIdsSchema,
  soundClipPatchSchema,
  soundLaneIdSchema,
  soundLanePatchSchema,
  soundSplitSchema,
} from './sound-schemas.ts';

const nothing = z.strictObject({});
/**
 * Whether a person has seen exactly what will be sent, and approved it. Where they want to see each request first,
 * PREVIEW_NEEDED refuses everything else that leaves this machine.
 */
const isApproved = z.boolean().default(false);
const typingKeySchema = z.string().max(100).optional();
const recordingIdSchema = idSchema('recording');
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
        isOffline: z.boolean().optional(),
        alwaysPreviews: z.boolean().optional(),
        keys: keyPreferencesSchema.optional(),
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
  /** What a project can begin with, as it comes with the studio. */
  templates: procedure.input(nothing).output(typed<TemplateSummary[]>()),
  /** Makes a project with the scenes and shots of a template. */
  createFromTemplate: procedure
    .input(z.strictObject({ project: newProjectSchema, template: templateChoiceSchema }))
    .output(typed<Saved & { project: Project }>()),
  /** Scenes and shots keep their numbers, or numbers follow from the order again. */
  setNumbersLocked: procedure
    .input(z.strictObject({ projectId: projectIdSchema, areLocked: z.boolean() }))
    .output(typed<Saved & { project: Project }>()),
  /** A field that its shots have besides the usual ones. */
  createField: procedure
    .input(z.strictObject({ projectId: projectIdSchema, field: newCustomFieldSchema }))
    .output(typed<Saved & { project: Project; fieldId: FieldId }>()),
  updateField: procedure
    .input(z.strictObject({ projectId: projectIdSchema, fieldId: fieldIdSchema, patch: customFieldPatchSchema }))
    .output(typed<Saved & { project: Project }>()),
  /** Undo shows the values again. */
  deleteField: procedure
    .input(z.strictObject({ projectId: projectIdSchema, fieldId: fieldIdSchema }))
    .output(typed<Saved & { project: Project }>()),
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
  /** NUMBERS_LOCKED for another number while the project's numbers are locked. `typingKey` as for shots. */
  update: procedure
    .input(z.strictObject({ sceneId: sceneIdSchema, patch: scenePatchSchema, typingKey: typingKeySchema }))
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
        action: textSchema.optional(),
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
  /** Other changes for each of some shots of one project, such as pasted cells, in one step. Answers all of them. */
  updateEach: procedure
    .input(z.strictObject({ changes: shotChangesSchema }))
    .output(typed<Saved & { shots: StoryboardShot[] }>()),
  /** Moves shots, kept in their order, into a scene behind `afterShotId`; null means first. */
  move: procedure
    .input(z.strictObject({ shotIds: shotIdsSchema, sceneId: sceneIdSchema, afterShotId: shotIdSchema.nullable() }))
    .output(typed<Saved & { shots: StoryboardShot[] }>()),
  /** Cuts a shot in two; the first part keeps takes and voice. Answers both. */
  split: procedure
    .input(z.strictObject({ shotId: shotIdSchema, atFrame: framesSchema, dialogueAt: z.int().min(0).max(200_000) }))
    .output(typed<Saved & { shots: StoryboardShot[] }>()),
  /** Makes neighbours of one scene one shot, which gets all their takes. */
  merge: procedure.input(z.strictObject({ shotIds: shotIdsSchema })).output(typed<Saved & { shot: StoryboardShot }>()),
  /** What shots would miss if they were pasted into a project. */
  pastePlan: procedure
    .input(z.strictObject({ shotIds: shotIdsSchema, projectId: projectIdSchema }))
    .output(typed<PastePlan>()),
  /** Puts copied or cut shots behind another, from this or another project. Those that are gone are left out. */
  paste: procedure
    .input(
      z.strictObject({
        shotIds: shotIdsSchema,
        mode: z.enum(['copy', 'cut']),
        sceneId: sceneIdSchema,
        afterShotId: shotIdSchema.nullable(),
        /** Elements that the shots name and the project does not have come along. */
        withElements: z.boolean(),
      }),
    )
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
  /** Makes an uploaded picture the one that a shot ends with, or the last of those of what is to appear. */
  addMedia: procedure
    .input(
      z.strictObject({ shotId: shotIdSchema, uploadId: uploadIdSchema, role: z.enum(['last-frame', 'reference']) }),
    )
    .output(typed<Saved & { shot: StoryboardShot }>()),
  /** Takes the board, the voice, or both away from some shots; the files stay in the library. */
  clearMedia: procedure
    .input(z.strictObject({ shotIds: shotIdsSchema, what: z.enum(['board', 'voice']) }))
    .output(typed<Saved & { shots: StoryboardShot[] }>()),
};

const history = {
  /** For a project, or with null for the list of projects. */
  state: procedure.input(z.strictObject({ projectId: projectIdSchema.nullable() })).output(typed<HistoryState>()),
  /** Takes back the latest edit; answers null when there is none, and the shots that it was about. */
  undo: procedure
    .input(z.strictObject({ projectId: projectIdSchema.nullable() }))
    .output(typed<Saved & ShotsOfStep & { undone: HistoryLabel | null }>()),
  redo: procedure
    .input(z.strictObject({ projectId: projectIdSchema.nullable() }))
    .output(typed<Saved & ShotsOfStep & { redone: HistoryLabel | null }>()),
};

const inElement = z.strictObject({ elementId: elementIdSchema });

const elements = {
  /** In the order in which they were made. */
  list: procedure.input(inProject).output(typed<StoryElement[]>()),
  create: procedure.input(newElementSchema).output(typed<Saved & { element: StoryElement }>()),
  /** Another name is written into every prompt that named it. `typingKey` as for shots. */
  update: procedure
    .input(
      z.strictObject({
        elementId: elementIdSchema,
        patch: elementPatchSchema,
        typingKey: z.string().max(100).optional(),
      }),
    )
    .output(typed<Saved & { element: StoryElement }>()),
  /** To the trash; prompts keep the names. */
  delete: procedure.input(z.strictObject({ elementIds: elementIdsSchema })).output(typed<Saved>()),
  /** Makes an uploaded picture the last of its stills. */
  addReference: procedure
    .input(z.strictObject({ elementId: elementIdSchema, uploadId: uploadIdSchema }))
    .output(typed<Saved & { element: StoryElement }>()),
  /** The file stays in the library. */
  removeReference: procedure
    .input(z.strictObject({ elementId: elementIdSchema, assetId: assetIdSchema }))
    .output(typed<Saved & { element: StoryElement }>()),
  /** To before another of its stills; null means last. */
  moveReference: procedure
    .input(
      z.strictObject({ elementId: elementIdSchema, assetId: assetIdSchema, beforeAssetId: assetIdSchema.nullable() }),
    )
    .output(typed<Saved & { element: StoryElement }>()),
  /** Shots whose prompts name it, in storyboard order. */
  mentions: procedure.input(inElement).output(typed<ElementMention[]>()),
};

const sound = {
  /** Lanes and their clips. */
  get: procedure.input(inProject).output(typed<Soundtrack>()),
  /** Below the others. */
  createLane: procedure.input(newSoundLaneSchema).output(typed<Saved & { lane: SoundLane }>()),
  /** `typingKey` as for shots. */
  updateLane: procedure
    .input(z.strictObject({ laneId: soundLaneIdSchema, patch: soundLanePatchSchema, typingKey: typingKeySchema }))
    .output(typed<Saved & { lane: SoundLane }>()),
  /** To below another lane; null means to the top. */
  moveLane: procedure
    .input(z.strictObject({ laneId: soundLaneIdSchema, afterLaneId: soundLaneIdSchema.nullable() }))
    .output(typed<Saved>()),
  /** With its clips; undo brings both back. */
  deleteLane: procedure.input(z.strictObject({ laneId: soundLaneIdSchema })).output(typed<Saved>()),
  /** Puts all of an uploaded recording on a lane, or on a new one below the others. */
  addClip: procedure
    .input(
      z.union([
        z.strictObject({ laneId: soundLaneIdSchema, uploadId: uploadIdSchema, anchor: soundAnchorSchema }),
        z.strictObject({ newLane: newSoundLaneSchema, uploadId: uploadIdSchema, anchor: soundAnchorSchema }),
      ]),
    )
    .output(typed<Saved & { clip: ListedSoundClip }>()),
  /** What lies outside of the file or a range is brought into it. `typingKey` as for shots. */
  updateClip: procedure
    .input(z.strictObject({ clipId: soundClipIdSchema, patch: soundClipPatchSchema, typingKey: typingKeySchema }))
    .output(typed<Saved & { clip: ListedSoundClip }>()),
  /** Answers the second part. */
  splitClip: procedure.input(soundSplitSchema).output(typed<Saved & { clip: ListedSoundClip }>()),
  /** How far the waveform of a recording is, 0 to 1; ends when it can be fetched. Who leaves early cancels it. */
  waveform: procedure
    .input(z.strictObject({ assetId: assetIdSchema }))
    .output(eventIterator(typed<{ progress: number }>())),
  /** Undo brings them back. */
  deleteClips: procedure.input(z.strictObject({ clipIds: soundClipIdsSchema })).output(typed<Saved>()),
};

const recordings = {
  /** Begins a recording for a shot; its bytes then go to `recordingUrl(recordingId)` as they come. */
  begin: procedure.input(z.strictObject({ shotId: shotIdSchema })).output(typed<{ recordingId: RecordingId }>()),
  /** Of a shot, neither kept nor let go, oldest first. */
  list: procedure.input(z.strictObject({ shotId: shotIdSchema })).output(typed<CutOffRecording[]>()),
  /** Makes it the voice of its shot; one undo step. */
  keep: procedure
    .input(z.strictObject({ recordingId: recordingIdSchema }))
    .output(typed<Saved & { shot: StoryboardShot }>()),
  /** Lets it go for good. */
  discard: procedure
    .input(z.strictObject({ recordingId: recordingIdSchema }))
    .output(typed<{ isDiscarded: boolean }>()),
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
  /** Compares an uploaded draft with the project that an earlier one became. Creates nothing. */
  compare: procedure
    .input(z.strictObject({ projectId: projectIdSchema, uploadId: uploadIdSchema }))
    .output(typed<ScriptComparison>()),
  /** Takes the draft over as it was compared; one undo step. PROJECT_CHANGED when it is no longer what was compared. */
  update: procedure
    .input(
      z.strictObject({
        projectId: projectIdSchema,
        uploadId: uploadIdSchema,
        basis: z.string().max(100),
        choices: differenceChoicesSchema,
      }),
    )
    .output(typed<Saved>()),
  /** The latest script imported into a project; null without one. */
  get: procedure.input(inProject).output(typed<ProjectScript | null>()),
  /** A shot of some of its lines, worded as an import words it, after `afterShotId`; null means first of the scene. */
  createShot: procedure
    .input(
      z.strictObject({ sceneId: sceneIdSchema, afterShotId: shotIdSchema.nullable(), scriptLines: scriptLinesSchema }),
    )
    .output(typed<Saved & { shot: StoryboardShot }>()),
};

const requestChangesSchema = z.strictObject({
  promptAsSent: textSchema.optional(),
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .nullable()
    .optional(),
});

const imports = {
  /** Reads uploaded subtitles, a table or Storyboarder projects and shows what they would become. Creates nothing. */
  preview: procedure
    .input(z.strictObject({ source: importSourceSchema, target: previewTargetSchema }))
    .output(typed<ImportPreview>()),
  /** Imports them as one undo step; the caller's end is the import's, and then nothing is created. */
  run: procedure
    .input(z.strictObject({ source: importSourceSchema, target: importTargetSchema }))
    .output(eventIterator(typed<ImportEvent>())),
};

const takes = {
  /** Of one shot, lowest number first. */
  list: procedure.input(z.strictObject({ shotId: shotIdSchema })).output(typed<Take[]>()),
  /** One take, of whatever shot. TAKE_NOT_FOUND when it was erased. */
  get: procedure.input(z.strictObject({ takeId: takeIdSchema })).output(typed<Take>()),
  /** Chooses the take that the cut uses. */
  select: procedure
    .input(z.strictObject({ shotId: shotIdSchema, takeId: takeIdSchema.nullable() }))
    .output(typed<Saved & { shot: StoryboardShot }>()),
  /** Rates or notes a take; undoable. */
  update: procedure
    .input(
      z.strictObject({
        takeId: takeIdSchema,
        rating: z.int().min(1).max(5).nullable().optional(),
        note: textSchema.optional(),
        typingKey: z.string().max(100).optional(),
      }),
    )
    .output(typed<Saved & { take: Take }>()),
  /** Queues the same request once more, exactly or with changes; never what the shot is now. */
  runAgain: procedure
    .input(z.strictObject({ takeId: takeIdSchema, changes: requestChangesSchema, isApproved }))
    .output(typed<{ jobs: Job[] }>()),
  /** Exactly what `runAgain` would send; keys and files left out. */
  previewAgain: procedure
    .input(z.strictObject({ takeId: takeIdSchema, changes: requestChangesSchema }))
    .output(typed<{ requests: RequestPreview[] }>()),
};

const generation = {
  /** What `generate` would do and cost. Queues nothing. */
  plan: procedure.input(generationRequestSchema).output(typed<GenerationPlan>()),
  /** The sum of that plan alone: of thousands of shots the plan is large, and this is asked for after every edit. */
  price: procedure.input(generationRequestSchema).output(typed<GenerationPrice>()),
  /** Queues takes and answers the jobs, none where nothing was missing. All or none. */
  generate: procedure
    .input(
      z.strictObject({
        ...generationRequestSchema.shape,
        /** Not started before this time; null means at once. */
        notBeforeMs: z.int().nullable(),
        isApproved,
      }),
    )
    .output(typed<{ jobs: Job[] }>()),
  /** Exactly what would be sent for one shot; keys and files left out. */
  preview: procedure
    .input(
      z.strictObject({
        shotId: shotIdSchema,
        connectionId: connectionIdSchema.nullable(),
        modelId: modelIdSchema.nullable(),
      }),
    )
    .output(typed<{ requests: RequestPreview[] }>()),
  /** What another model would change. Changes nothing. */
  retargetPlan: procedure
    .input(
      z.strictObject({
        projectId: projectIdSchema,
        shotIds: shotIdsSchema.nullable(),
        connectionId: connectionIdSchema,
        modelId: modelIdSchema,
      }),
    )
    .output(typed<RetargetPlan>()),
  /** Gives shots, or with null the whole project, another model; one undo step. */
  retarget: procedure
    .input(
      z.strictObject({
        projectId: projectIdSchema,
        shotIds: shotIdsSchema.nullable(),
        connectionId: connectionIdSchema,
        modelId: modelIdSchema,
      }),
    )
    .output(typed<Saved>()),
  /** Makes a shot in the project "Quick takes" from a prompt and a picture, and unless told otherwise queues one take of it. */
  quickCreate: procedure
    .input(
      z.strictObject({
        prompt: textSchema,
        uploadId: uploadIdSchema.nullable(),
        frameSize: frameSizeSchema,
        durationSeconds: z.number().min(0.5).max(120),
        connectionId: connectionIdSchema,
        modelId: modelIdSchema,
        /** False only makes the shot, such as for a look at the request before it is sent. */
        isQueued: z.boolean().default(true),
      }),
    )
    .output(typed<Saved & { projectId: ProjectId; shotId: ShotId; jobs: Job[] }>()),
  /** What one clip of the given facts would be and cost. */
  quickPlan: procedure
    .input(
      z.strictObject({
        prompt: textSchema,
        hasPicture: z.boolean(),
        frameSize: frameSizeSchema,
        durationSeconds: z.number().min(0.5).max(120),
        connectionId: connectionIdSchema,
        modelId: modelIdSchema,
      }),
    )
    .output(typed<{ adjustments: Adjustment[]; estimate: Micros | null; overBudget: AppErrorData[] }>()),
};

const jobs = {
  /** Of one project or all: those not ended in the order they will run, then the latest ended; at most 500. */
  list: procedure.input(z.strictObject({ projectId: projectIdSchema.nullable() })).output(typed<Job[]>()),
  /** Ended jobs, latest first. `after` is what the page before answered as `next`. */
  history: procedure
    .input(z.strictObject({ projectId: projectIdSchema.nullable(), ...pageSchema.shape }))
    .output(typed<JobPage>()),
  /** Place in line and expected end of those that have not ended. */
  forecast: procedure.input(nothing).output(typed<JobForecast[]>()),
  /** What generation took and cost, by model. */
  metrics: procedure.input(logFilterSchema).output(typed<UsageMetrics>()),
  /** Jobs whose state or progress changed, at most ten times a second. Begins with the queue as it is. */
  watch: procedure.input(nothing).output(eventIterator(typed<JobsUpdate>())),
  queue: procedure.input(nothing).output(typed<QueueState>()),
  cancel: procedure.input(z.strictObject({ jobIds: jobIdsSchema })).output(typed<{ jobs: Job[] }>()),
  /** All that wait, also those that the list leaves out. `watch` tells of the first of them, `studio.watch` of the rest. */
  cancelWaiting: procedure.input(nothing).output(typed<{ cancelledCount: number }>()),
  /** Queues jobs that failed, were refused or cancelled once more. */
  retry: procedure.input(z.strictObject({ jobIds: jobIdsSchema, isApproved })).output(typed<{ jobs: Job[] }>()),
  /** Exactly what a job sends when it is queued once more, nothing for a film; keys and files left out. */
  preview: procedure.input(z.strictObject({ jobId: jobIdSchema })).output(typed<{ requests: RequestPreview[] }>()),
  /** Waiting jobs, kept in their order, to before another waiting one of their lane; null means the end. */
  move: procedure
    .input(z.strictObject({ jobIds: jobIdsSchema, beforeJobId: jobIdSchema.nullable() }))
    .output(typed<{ jobs: Job[] }>()),
  /** Priority and start of waiting jobs. */
  schedule: procedure
    .input(
      z.strictObject({
        jobIds: jobIdsSchema,
        priority: z.int().min(-100).max(100).optional(),
        notBeforeMs: z.int().nullable().optional(),
      }),
    )
    .output(typed<{ jobs: Job[] }>()),
  /** Decides about a job that needs a person: look for it once more, send it again (it may be paid twice), or give up. */
  decide: procedure
    .input(z.strictObject({ jobId: jobIdSchema, choice: z.enum(['look-again', 'send-again', 'give-up']), isApproved }))
    .output(typed<{ job: Job }>()),
  /** Looks again at what is held back, such as after a budget was raised. */
  releaseHeld: procedure.input(nothing).output(typed<QueueState>()),
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
              kind: z.enum(['project', 'scene', 'shot', 'element']),
              id: z.union([projectIdSchema, sceneIdSchema, shotIdSchema, elementIdSchema]),
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

const inConnection = z.strictObject({ connectionId: connectionIdSchema });

const connections = {
  /** Oldest first; removed ones are left out. */
  list: procedure.input(nothing).output(typed<Connection[]>()),
  /** What can be added. */
  kinds: procedure.input(nothing).output(typed<ConnectionKindInfo[]>()),
  create: procedure.input(newConnectionSchema).output(typed<{ connection: Connection }>()),
  update: procedure
    .input(z.strictObject({ connectionId: connectionIdSchema, patch: connectionPatchSchema }))
    .output(typed<{ connection: Connection }>()),
  /** Removes it with its key; takes, ledger and log stay. CONNECTION_IN_USE while a job of it has not ended. */
  delete: procedure.input(inConnection).output(typed<{ isDeleted: boolean }>()),
  /** Makes the cheapest harmless call and says what it found. */
  test: procedure.input(inConnection).output(typed<ConnectionReport>()),
  /** Keeps a key, or with null forgets it. There is no way to read one. */
  setKey: procedure
    .input(z.strictObject({ connectionId: connectionIdSchema, key: z.string().max(10_000).nullable() }))
    .output(typed<{ connection: Connection }>()),
  /** Sets an additional header, whose value is kept like a key; null removes it. */
  setHeader: procedure
    .input(
      z.strictObject({
        connectionId: connectionIdSchema,
        name: z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/),
        value: z.string().max(10_000).nullable(),
      }),
    )
    .output(typed<{ connection: Connection }>()),
};

const keys = {
  /** Where keys are kept. */
  state: procedure.input(nothing).output(typed<KeyStoreState>()),
  /** Chooses a passphrase where the system keeps no keys, or changes it: keys that are there stay. */
  setPassphrase: procedure
    .input(z.strictObject({ passphrase: z.string().min(8).max(1000) }))
    .output(typed<KeyStoreState>()),
  /** PASSPHRASE_WRONG when it is not the right one. */
  unlock: procedure.input(z.strictObject({ passphrase: z.string().max(1000) })).output(typed<KeyStoreState>()),
  /** Forgets every key and the passphrase, such as when it is forgotten. */
  reset: procedure.input(nothing).output(typed<KeyStoreState>()),
};

const models = {
  /** Of one connection or all. */
  list: procedure.input(z.strictObject({ connectionId: connectionIdSchema.nullable() })).output(typed<ListedModel[]>()),
  /** Asks the connection what it offers now. */
  refresh: procedure.input(inConnection).output(typed<ListedModel[]>()),
  /** Changes or adds a model by hand: a whole definition. INVALID_INPUT names the field that is wrong. */
  edit: procedure
    .input(z.strictObject({ connectionId: connectionIdSchema, model: z.unknown() }))
    .output(typed<{ model: ListedModel }>()),
  /** Takes a change by hand back. */
  resetEdit: procedure
    .input(z.strictObject({ connectionId: connectionIdSchema, modelId: modelIdSchema }))
    .output(typed<{ isReset: boolean }>()),
  /** Models whose end is announced, with the shots that would use them. */
  retiring: procedure
    .input(nothing)
    .output(typed<Array<{ model: ListedModel; shots: Array<{ shotId: ShotId; projectId: ProjectId }> }>>()),
};

const ledger = {
  summary: procedure.input(logFilterSchema).output(typed<LedgerSummary>()),
  /** Latest first. */
  list: procedure
    .input(z.strictObject({ filter: logFilterSchema, ...pageSchema.shape }))
    .output(typed<Page<LedgerEntry>>()),
  budgets: procedure.input(z.strictObject({ projectId: projectIdSchema.nullable() })).output(typed<BudgetState>()),
  /** The entries as comma-separated text with a head line. */
  csv: procedure.input(logFilterSchema).output(typed<{ fileName: string; text: string }>()),
};

const egress = {
  /** Latest first. */
  list: procedure
    .input(z.strictObject({ filter: logFilterSchema, ...pageSchema.shape }))
    .output(typed<Page<EgressEntry>>()),
  totals: procedure.input(logFilterSchema).output(typed<EgressTotals>()),
  /** What of ours lay or lies at providers, latest first. */
  remoteCopies: procedure.input(pageSchema).output(typed<Page<RemoteCopyEntry>>()),
  csv: procedure.input(logFilterSchema).output(typed<{ fileName: string; text: string }>()),
};

const assist = {
  /** What a task would cost, and why it cannot be sent. Sends nothing. */
  plan: procedure.input(assistTaskSchema).output(typed<AssistPlan>()),
  /** Exactly what its first request would send; keys and files left out. */
  preview: procedure.input(assistTaskSchema).output(typed<{ requests: RequestPreview[] }>()),
  /** Has an image model make the board of a shot; one undo step. One request, which is never repeated. */
  makeBoard: procedure.input(boardTaskSchema).output(typed<Saved & { shot: StoryboardShot; cost: Cost | null }>()),
  /** Proposes shots for a text, part by part; the caller's end is the draft's. Creates nothing. */
  draftShots: procedure.input(draftTaskSchema).output(eventIterator(typed<DraftEvent>())),
  /** Makes accepted shots, in a scene or in a new one; one undo step. */
  createShots: procedure
    .input(draftedShotsSchema)
    .output(typed<Saved & { sceneId: SceneId; shots: StoryboardShot[] }>()),
  /** Writes a prompt anew for the shot's video model. Changes nothing. */
  improvePrompt: procedure.input(promptTaskSchema).output(typed<ImprovedPrompt>()),
  /** Has the dialogue of a shot spoken and makes it the shot's voice; one undo step. */
  speak: procedure.input(speechTaskSchema).output(typed<Saved & { shot: StoryboardShot; cost: Cost | null }>()),
  /** Writes down what is said in a recording. Changes nothing. */
  transcribe: procedure.input(transcriptionTaskSchema).output(typed<Transcript>()),
};

const search = {
  /**
   * Finds records over all projects, best first. Changes nothing that a person made; a newer question may end an older.
   * `limit` is the most of each kind; longer texts are cut. What is found in `projectId` comes first.
   */
  query: procedure
    .input(
      z.strictObject({
        text: textSchema,
        projectId: projectIdSchema.optional(),
        kinds: z.array(z.enum(searchKinds)).max(searchKinds.length).optional(),
        limit: z.int().min(1).max(100),
      }),
    )
    .output(typed<SearchAnswer>()),
};

/** The whole contract. Procedures are named `plural.verb`. */
export const contract = {
  studio,
  projects,
  storyboard,
  scenes,
  shots,
  elements,
  sound,
  recordings,
  history,
  uploads,
  scripts,
  imports,
  takes,
  generation,
  jobs,
  exports: exports_,
  trash,
  connections,
  keys,
  models,
  ledger,
  egress,
  assist,
  sketches,
  boards,
  search,
};

/** The type of the contract, from which client and router take theirs. */
export type Contract = typeof contract;
