/** What the studio answers, where that is more than one record. */
import type { AppErrorData } from '#shared/errors/app-error.ts';
import type { HistoryLabel } from '#shared/domain/history.ts';
import type { RecordingId, ScriptId, ShotId } from '#shared/domain/ids.ts';
import type { Outline } from '#shared/domain/outline.ts';
import type { Job, Project, StoryboardShot } from '#shared/domain/records.ts';
import type { SceneDifference } from '#shared/domain/script-difference.ts';
import type { Frames } from '#shared/domain/time.ts';

/** Which program shows the studio: the desktop app, or a browser on this machine. */
export type HostKind = 'electron' | 'local-host';

/** State of the ffmpeg that makes pictures and films. */
export type FfmpegStatus =
  | { kind: 'ready'; version: string; source: 'setting' | 'bundled' | 'path' }
  /** `command` installs it on this system. */
  | { kind: 'missing'; command: string };

/** What the window shows about the studio itself. */
export type StudioInfo = {
  version: string;
  hostKind: HostKind;
  library: {
    name: string;
    /** Where it lies, for people: shown and copied, never sent back. */
    location: string;
    projectCount: number;
    sizeBytes: number;
    /** Name of the service when the folder is kept in step by one, such as `Dropbox`; a live database is at risk there. */
    syncedBy: string | null;
    lastBackupAtMs: number | null;
  };
  ffmpeg: FfmpegStatus;
  /** Jobs that the last start took up again. */
  recoveredJobCount: number;
};

/** What a person sets; kept by the host for this machine. */
export type Preferences = {
  theme: 'system' | 'light' | 'dark';
  /** Path of the ffmpeg to use; null means find one. */
  ffmpegPath: string | null;
  /** Nothing leaves this machine while it is on. */
  isOffline: boolean;
  /** Whether exactly what will be sent is shown before each request. */
  alwaysPreviews: boolean;
  keys: KeyPreferences;
};

/** The keys of commands that a person chose. */
export type KeyPreferences = {
  /** Name of a preset; one that this version does not know counts as the default. */
  preset: string;
  /** Chords by the command's id, such as `Mod+Shift+Z`; no chord means that the command has no keys. */
  overrides: Record<string, string[]>;
};

/** The studio has committed an edit. */
export type Saved = { savedAtMs: number };

/** What undo and redo would do next; the label is a key of the catalogue under `history`. */
export type HistoryState = { undo: HistoryLabel | null; redo: HistoryLabel | null };

/** The shots that an undone or redone edit was about; none where they are very many. */
export type ShotsOfStep = {
  /** Of all of them. */
  shotIds: ShotId[];
  /** Those that are there now. */
  shots: StoryboardShot[];
  /** Whether it made shots come, go or move. */
  isPlacement: boolean;
};

/** A script read but not yet imported. */
export type ScriptPreview = {
  fileName: string;
  /** `utf-8`, `utf-16le`, `utf-16be`, or `windows-1252` where the bytes are no Unicode. */
  encoding: string;
  outline: Outline;
  shotCount: number;
  durationFrames: Frames;
};

/** The script behind a project; scenes and shots name its id and lines. */
export type ProjectScript = { id: ScriptId; fileName: string; outline: Outline };

/** What a changed script means for a project. */
export type ScriptComparison = {
  /** Names what was compared: `scripts.update` refuses another project or file than this. */
  basis: string;
  fileName: string;
  /** As for a preview. */
  encoding: string;
  /** The draft that it is compared with. */
  baseFileName: string;
  /** Next to nothing is in both drafts. */
  isOtherScript: boolean;
  areNumbersLocked: boolean;
  /** In the order of the new draft; what is gone stands behind what it stood behind. */
  scenes: SceneDifference[];
};

/** What pasted shots would miss in another project. */
export type PastePlan = {
  /** Shots that are still there. */
  shotCount: number;
  /** Names of elements that they name and the project does not have. */
  missingElements: string[];
  /** Names of fields that hold something and that the project does not have. */
  missingFields: string[];
};

/** The queue as a whole. */
export type QueueState = {
  /** Waiting jobs that are held back, such as by a budget: some are, for these reasons. */
  heldCount: number;
  holds: AppErrorData[];
  isPaused: boolean;
  waitingCount: number;
  /** How many wait in each lane in which any do: by connection id, or `film`. */
  waitingByLane: Record<string, number>;
  activeCount: number;
  needsYouCount: number;
};

/** What an export would do. */
export type ExportPlan = {
  clipCount: number;
  durationFrames: Frames;
  /** Shots without a selected take: they would be missing from the film. */
  missingShotIds: ShotId[];
  /** Sounds of the lanes that are heard, and those that are not because the shot they begin in is missing. */
  soundCount: number;
  leftOutSoundCount: number;
  /** Clips whose dialogue is part of the picture: it is seen in every film, whatever is chosen for subtitles. */
  burntInCount: number;
  /** Whether every clip is taken over as it is, or why not. */
  mode: 'copied' | 're-encoded';
  reasons: ExportReason[];
};

/** Why clips must be encoded anew. */
export type ExportReason = 'unlike-clips' | 'burnt-in-subtitles' | 'trimmed-clips';

/** A recording that was begun for a shot, and neither kept nor let go. */
export type CutOffRecording = {
  recordingId: RecordingId;
  startedAtMs: number;
  /** Of what can be heard; null where that cannot be told. */
  durationMs: number | null;
};

/** Something changed in the library: the window fetches again what it shows of it. */
export type Change = {
  kind:
    | 'project'
    | 'scene'
    | 'shot'
    | 'take'
    | 'element'
    | 'sound'
    | 'outside-board'
    | 'trash'
    | 'history'
    | 'queue'
    | 'library'
    | 'connection'
    | 'model'
    | 'ledger'
    | 'egress';
  /** Null means no single project. */
  projectId: Project['id'] | null;
  /** The records; empty means any of this kind. */
  ids: string[];
};

/** What `jobs.watch` sends: the jobs whose state or progress changed, and the queue as it is now. */
export type JobsUpdate = { jobs: Job[]; queue: QueueState };

/** The data of the one declared error. */
export type AppErrorAnswer = AppErrorData;

/** Pictures that became boards of shots. */
export type BoardsPlaced = {
  /** With their new boards. */
  shots: StoryboardShot[];
  /** Those of them that are new. */
  newShotIds: ShotId[];
  /** Names of files that are no pictures, or damaged ones. */
  refusedNames: string[];
};
