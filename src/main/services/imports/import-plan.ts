/** What the planners of the kinds of files have in common. */
import { decodeText, type ScriptEncoding } from '#main/scripts/decode-script.ts';
import type { ImportDetails, ImportPreview } from '#shared/contract/import-answers.ts';
import type { ShotId } from '#shared/domain/ids.ts';
import type { ImportProblem, PlannedScene, PlannedShot } from '#shared/domain/import-plan.ts';
import type { BoardPicture } from '#main/imports/storyboarder-files.ts';
import type { CustomFieldDefinition } from '#shared/domain/shot-fields.ts';
import type { FrameRate } from '#shared/domain/time.ts';
import { type ErrorCode, AppError, toAppError } from '#shared/errors/app-error.ts';

/** A shot with the files that come with it; the board's number names them in problems. */
export type ShotToImport = PlannedShot & { media?: ShotMedia };
export type ShotMedia = { boardNumber: number; picture: BoardPicture | null; sound: string | null };

/** Everything that an import would do. */
export type ImportPlan = {
  fileName: string;
  title: string;
  encoding: ScriptEncoding;
  format: ImportPreview['format'];
  frameRate: FrameRate;
  scenes: Array<PlannedScene<ShotToImport>>;
  /** Fields that the project gets. @default none */
  newFields?: readonly CustomFieldDefinition[];
  /** New dialogue of shots that are there. */
  dialogue: ReadonlyMap<ShotId, string>;
  problems: ImportProblem[];
  details: ImportDetails;
};

/** Name of a file without its folder and ending. */
export function plainTitle(fileName: string): string {
  return fileName.replace(/^.*[\\/]/s, '').replace(/(?<=.)\.[^.]*$/, '');
}

/** Text of a file; what is no text is refused with the code of its kind. */
export function decodeNamed(
  { fileName, bytes }: { fileName: string; bytes: Uint8Array },
  code: ErrorCode,
): { text: string; encoding: ScriptEncoding } {
  try {
    return decodeText(bytes);
  } catch (thrown) {
    const cause = toAppError(thrown);
    const isEmpty = cause.code === 'SCRIPT_EMPTY';
    throw new AppError(isEmpty ? 'IMPORT_EMPTY' : code, cause.message, { params: { fileName }, cause });
  }
}
