/**
 * The records that the studio keeps, as every part of it sees them. Nothing is `null` by accident: a field that can
 * be `null` says what that means. Times are milliseconds since 1970-01-01 UTC.
 */
import type { AppErrorData } from '#shared/errors/app-error.ts';
import type { CameraMove } from './camera-move.ts';
import type { StoryElement } from './element.ts';
import type { FrameSize } from './frame-size.ts';
import type { FittedSettings, RequestInput, ShotGeneration } from './generation.ts';
import type { AssetId, ConnectionId, ElementId, JobId, ProjectId, SceneId, ScriptId, ShotId, TakeId } from './ids.ts';
import type { JobState } from './job-state.ts';
import type { Micros } from './money.ts';
import type { DurationRule } from './outline.ts';
import type { CustomFieldDefinition, LabelColour, ShotStructure } from './shot-fields.ts';
import type { FrameRate, Frames } from './time.ts';

/** One film or episode. */
export type Project = {
  id: ProjectId;
  title: string;
  frameSize: FrameSize;
  frameRate: FrameRate;
  /** Words about the look, for every shot. */
  styleNotes: string;
  durationRule: DurationRule;
  /** What generates a shot that names no connection of its own. */
  defaultConnectionId: ConnectionId;
  /** Model of that connection for shots that name none; null means its first. */
  defaultModelId: string | null;
  budget: ProjectBudget;
  /** Fields that its shots have besides the usual ones, in their order. */
  customFieldDefinitions: CustomFieldDefinition[];
  /** Scenes and shots keep the numbers that they have. */
  areNumbersLocked: boolean;
  createdAtMs: number;
  updatedAtMs: number;
};

/** Most that may be spent on a project; null means no limit. */
export type ProjectBudget = {
  perJob: Micros | null;
  /** In one calendar month, local time. */
  perMonth: Micros | null;
};

/** A project as the home page shows it. */
export type ProjectSummary = Project & {
  sceneCount: number;
  shotCount: number;
  takeCount: number;
  durationFrames: Frames;
  /** The picture that stands for the project; null while it has neither take nor board. */
  cover: Picture | null;
};

/** A still that can be shown: a board, or the cover frame of a take. */
export type Picture = { assetId: AssetId; kind: 'board' | 'take' };

/** An ordered group of shots: one place, one time. */
export type Scene = {
  id: SceneId;
  projectId: ProjectId;
  /** Fractional rank inside the project; compare by code unit. */
  rank: string;
  heading: string;
  /** The number that the script gives; null means numbered by position. */
  sceneNumber: string | null;
  synopsis: string;
  notes: string;
  colour: LabelColour | null;
  /** The number that it keeps; null while numbers follow from the order. */
  lockedNumber: string | null;
  /** Its heading to its last line; null when it was not made from a script. */
  scriptLines: ScriptLines | null;
  createdAtMs: number;
};

/** A stretch of an imported script: whole lines from 1, both included. */
export type ScriptLines = { scriptId: ScriptId; startLine: number; endLine: number };

/** One planned clip. */
export type Shot = ShotStructure & {
  id: ShotId;
  projectId: ProjectId;
  sceneId: SceneId;
  /** Fractional rank inside the scene; compare by code unit. */
  rank: string;
  title: string;
  prompt: string;
  notes: string;
  /** As `dialogue.ts` reads it. */
  dialogue: string;
  durationFrames: Frames;
  cameraMove: CameraMove;
  /** The still that stands for the shot; null means a plain card. */
  boardAssetId: AssetId | null;
  /** A recording of the dialogue; null means silence. */
  voiceAssetId: AssetId | null;
  /** Null means the project's default. */
  connectionId: ConnectionId | null;
  generation: ShotGeneration;
  /** The take that the cut uses; null while none is chosen. */
  selectedTakeId: TakeId | null;
  /** Of the script that it was made from, also after its words were changed here; null when it was not. */
  scriptLines: ScriptLines | null;
  /** Changes whenever something changes that a take is made from. */
  recipeDigest: string;
  createdAtMs: number;
  updatedAtMs: number;
};

/** A shot as the storyboard shows it. */
export type StoryboardShot = Shot & {
  takeCount: number;
  selectedTake: SelectedTake | null;
};

/** What a card needs of the selected take. */
export type SelectedTake = {
  takeId: TakeId;
  takeNumber: number;
  assetId: AssetId;
  durationFrames: Frames;
  /** The shot or the project's format changed since the take was made. */
  isOutdated: boolean;
  /** Whether the dialogue is part of the picture. */
  hasBurntInSubtitles: boolean;
};

/** Everything that the storyboard shows of one project, in order. */
export type Storyboard = {
  project: Project;
  scenes: Scene[];
  /** Ordered by scene, then by rank. */
  shots: StoryboardShot[];
  /** The script it was imported from, most recent; null without one. */
  scriptId: ScriptId | null;
};

/** One result of a job for a shot, numbered, never overwritten. */
export type Take = {
  id: TakeId;
  projectId: ProjectId;
  shotId: ShotId;
  /** From 1 within its shot, never used again. */
  takeNumber: number;
  assetId: AssetId;
  jobId: JobId;
  connectionId: ConnectionId;
  modelId: string;
  durationFrames: Frames;
  frameSize: FrameSize;
  frameRate: FrameRate;
  /** Whether the dialogue is part of the picture. */
  hasBurntInSubtitles: boolean;
  isOutdated: boolean;
  /** The exact request that made it. */
  recipe: TakeRecipe;
  /** What it cost; null when that is not known. */
  cost: Cost | null;
  /** 1 to 5; null while nobody rated it. */
  rating: number | null;
  note: string;
  /** What the provider's answer said, such as the seed it used: names and values as they came, never a key or address. */
  facts: Record<string, string | number | boolean>;
  createdAtMs: number;
};

/** An amount, and how it is known. */
export type Cost = {
  amount: Micros;
  /** `actual` from the provider's answer; `estimated` from the price that held when it was sent. */
  basis: 'actual' | 'estimated';
};

/** Everything a shot's take is made from, resolved when the job is queued, so that later edits do not change it. */
export type TakeRecipe = {
  connectionId: ConnectionId;
  modelId: string;
  shotNumber: string;
  title: string;
  prompt: string;
  styleNotes: string;
  dialogue: string;
  durationFrames: Frames;
  cameraMove: CameraMove;
  boardAssetId: AssetId | null;
  voiceAssetId: AssetId | null;
  frameSize: FrameSize;
  frameRate: FrameRate;
  recipeDigest: string;
  /** The prompt as it is sent, style notes included. */
  promptAsSent: string;
  settings: FittedSettings;
  /** Everything but the Animatic engine's board and voice, which have fields of their own. */
  inputs: RequestInput[];
  startsFrom: { takeId: TakeId; assetId: AssetId } | null;
  /** At the time of queueing; null when the price was not known. */
  estimate: Micros | null;
  /** What the shot said besides its words; left out where it said nothing. */
  structure?: RecipeStructure | undefined;
  /** What went into the prompt, as it was then; left out when nothing did. */
  elements?: RecipeElement[] | undefined;
};

/** Of what a shot says besides its words, that which goes into a take. */
export type RecipeStructure = Partial<Pick<ShotStructure, 'shotSize' | 'angle' | 'lensMm' | 'action' | 'framing'>>;

/** An element as it was when a take was queued. */
export type RecipeElement = Pick<StoryElement, 'name' | 'digest'> & { elementId: ElementId };

/** A media file in the library, stored once by the hash of its content. */
export type MediaAsset = {
  id: AssetId;
  /** Lower-case hexadecimal SHA-256 of the bytes. */
  sha256: string;
  kind: 'image' | 'video' | 'audio';
  /** Media type found by looking at the bytes, never at the name. */
  mime: string;
  /** File name ending without a dot, from the type. */
  extension: string;
  sizeBytes: number;
  /** Null for sound. Upright: a rotation in the file is already applied. */
  frameSize: FrameSize | null;
  /** Null for stills. */
  durationMs: number | null;
  /** Name under which it came, for people; empty for what the studio made. */
  originalName: string;
  createdAtMs: number;
};

/** What a job does. */
export type JobKind = 'take.generate' | 'film.export';

/** A stored piece of work, from queued to ended. */
export type Job = {
  id: JobId;
  kind: JobKind;
  state: JobState;
  projectId: ProjectId;
  /** The shot that gets the take; null for an export. */
  shotId: ShotId | null;
  connectionId: ConnectionId | null;
  /** What stands in the list: a shot's number and title, or a file's name. */
  label: string;
  /** How far the present state is, 0 to 1; null when that cannot be known. */
  progress: number | null;
  /** How often it was started. */
  attemptCount: number;
  error: AppErrorData | null;
  result: JobResult | null;
  modelId: string | null;
  /** Higher goes first within its lane; 0 unless a person says more. */
  priority: number;
  /** Not started before; null means at once. */
  notBeforeMs: number | null;
  /** Jobs that were queued in one go; null for a single one. */
  batchId: string | null;
  /** What it is expected to cost; null when the price is not known. */
  estimate: Micros | null;
  /** What it has cost so far, over all attempts. */
  cost: Cost | null;
  /** Why a waiting job is held back, such as a budget; null when nothing holds it. */
  hold: AppErrorData | null;
  createdAtMs: number;
  startedAtMs: number | null;
  finishedAtMs: number | null;
};

/** What a job that is done has made. */
export type JobResult =
  | { kind: 'take'; takeId: TakeId; takeNumber: number }
  | { kind: 'film'; fileName: string; sizeBytes: number; frameCount: number; isInLibrary: boolean };

/** How subtitles come with a film. */
export type SubtitleMode = 'track' | 'burnt-in' | 'none';

/** A record in the trash. */
export type TrashEntry = {
  kind: 'project' | 'scene' | 'shot' | 'element';
  id: ProjectId | SceneId | ShotId | ElementId;
  title: string;
  projectTitle: string;
  deletedAtMs: number;
};
