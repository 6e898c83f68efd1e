/** What the studio answers about files that are to be imported. */
import type { AppErrorData } from '#shared/errors/app-error.ts';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import type { ImportProblems, PlannedScene, PlannedShot, RowSpan } from '#shared/domain/import-plan.ts';
import type { ColumnTarget, DurationUnit } from '#shared/domain/table-fields.ts';
import type { FrameRate } from '#shared/domain/time.ts';

/** A shot as the preview shows it. */
export type PreviewedShot = PlannedShot & {
  /** Whether a picture, and a sound, come with it. */
  hasPicture: boolean;
  hasSound: boolean;
};

/** A cue, and the shot that gets its words. */
export type PreviewedCue = {
  startMs: number;
  endMs: number;
  text: string;
  /** Such as `3A`; null when no shot gets them. */
  shotNumber: string | null;
};

/** A column of a table. */
export type PreviewedColumn = {
  /** What stands in the first row; empty in a table without a head. */
  head: string;
  /** What it becomes; null leaves it out. */
  field: ColumnTarget | null;
  /** First cells below the head. */
  samples: string[];
};

/** What only one kind of file has. */
export type ImportDetails =
  | {
      kind: 'subtitles';
      format: 'srt' | 'webvtt' | 'ttml';
      cueCount: number;
      /** First cues with the shots that get them; null where cues become new shots. */
      cues: PreviewedCue[] | null;
      /** Whether some lines look like `Mara: words`. */
      hasNames: boolean;
    }
  | {
      kind: 'table';
      rowCount: number;
      hasHead: boolean;
      columns: PreviewedColumn[];
      durationUnit: DurationUnit;
      /** Rows for which there is no room in one import; null when all are in it. */
      rest: RowSpan | null;
    }
  | {
      kind: 'storyboarder';
      pictureCount: number;
      soundCount: number;
      /** Files that the import needs, as they were listed. */
      neededPaths: string[];
    };

/** A file read but not yet imported. */
export type ImportPreview = {
  fileName: string;
  /** For a new project. */
  title: string;
  /** As for scripts; a guess where the bytes are no Unicode. */
  encoding: string;
  /** What the file itself says of the film; null where it says nothing. */
  format: { frameSize: FrameSize; frameRate: FrameRate } | null;
  sceneCount: number;
  shotCount: number;
  /** Shots of the project whose words change. */
  changedCount: number;
  durationFrames: number;
  /** The first scenes and shots. */
  scenes: Array<PlannedScene<PreviewedShot>>;
  problems: ImportProblems;
  details: ImportDetails;
};

/** How an import goes on. `done` or `failed` is always the last. */
export type ImportEvent =
  | { kind: 'progress'; done: number; total: number }
  | {
      kind: 'done';
      projectId: ProjectId;
      savedAtMs: number;
      sceneCount: number;
      shotCount: number;
      changedCount: number;
      /** Rows of a table that a further import can take; null when none are left. */
      rest: RowSpan | null;
      problems: ImportProblems;
    }
  | { kind: 'failed'; error: AppErrorData };
