/** What the planners of the kinds of files have in common. */
import { decodeText, type ScriptEncoding } from '#main/scripts/decode-script.ts';
import type { ImportDetails, ImportPreview } from '#shared/contract/import-answers.ts';
import type { ShotId } from '#shared/domain/ids.ts';
import {
  type ImportProblem,
  mostImportedShots,
  type PlannedScene,
  type PlannedShot,
  type RowSpan,
} from '#shared/domain/import-plan.ts';
import type { BoardPicture } from '#main/imports/storyboarder-files.ts';
import type { CustomFieldDefinition } from '#shared/domain/shot-fields.ts';
import type { FrameRate } from '#shared/domain/time.ts';
import { type ErrorCode, AppError, toAppError } from '#shared/errors/app-error.ts';

/** A shot with the files that come with it; its place names them in problems. */
export type ShotToImport = PlannedShot & { media?: ShotMedia };
export type ShotMedia = {
  place: Pick<ImportProblem, 'at' | 'scene'>;
  picture: BoardPicture | null;
  sound: string | null;
};

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
  /** What a further import can take. @default nothing */
  rest?: RowSpan | null;
  details: ImportDetails;
};

/** @throws {AppError} IMPORT_TOO_MANY_SHOTS where nothing says which of them could come later */
export function refuseTooMany(fileName: string, shotCount: number): void {
  if (shotCount <= mostImportedShots) return;
  throw new AppError('IMPORT_TOO_MANY_SHOTS', `${shotCount} shots`, {
    params: { fileName, shotCount, limitShots: mostImportedShots },
  });
}

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
