/** Imports whatever file was named on the line into a project of its own. */
import { constants } from 'node:fs';
import { access, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Studio } from '#main/compose.ts';
import type { ScriptEncoding } from '#main/scripts/decode-script.ts';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import { importKindOf, type RowSpan } from '#shared/domain/import-plan.ts';
import { defaultDurationRule } from '#shared/domain/outline.ts';
import type { FrameRate } from '#shared/domain/time.ts';
import { AppError, hasCode } from '#shared/errors/app-error.ts';

/** How the script was read, how many things of another file were not, or which rows of a table are too many. */
export type InputProgress =
  | { step: 'script'; fileName: string; encoding: ScriptEncoding }
  | { step: 'left-out'; count: number }
  | { step: 'rows-left'; rest: RowSpan };

export type Input = {
  scriptPath: string;
  /** Null means the file's own. */
  title: string | null;
  frameSize: FrameSize;
  frameRate: FrameRate;
};

/** @throws {AppError} SCRIPT_…, IMPORT_…, SUBTITLES_…, TABLE_…, STORYBOARDER_…, CANCELLED */
export async function importInput(
  studio: Studio,
  { scriptPath, title, frameSize, frameRate }: Input,
  { onProgress, signal }: { onProgress: (progress: InputProgress) => void; signal: AbortSignal },
): Promise<{ projectId: ProjectId; sceneCount: number; shotCount: number }> {
  const target = { projectId: null, title: title ?? '', frameSize, frameRate };
  const isFolder = (await stat(scriptPath)).isDirectory();
  if (!isFolder && importKindOf(scriptPath) === null) {
    const script = await readScriptFile(scriptPath);
    const imported = studio.services.scripts.importBytes(script, { ...target, durationRule: defaultDurationRule });
    onProgress({ step: 'script', fileName: script.fileName, encoding: imported.encoding });
    const { projectId, sceneIds, shotIds } = imported;
    return { projectId, sceneCount: sceneIds.length, shotCount: shotIds.length };
  }
  for await (const event of studio.services.imports.runLocal(path.resolve(scriptPath), target, signal)) {
    if (event.kind === 'failed') throw new AppError(event.error.code, 'the import failed', event.error);
    if (event.kind !== 'done') continue;
    const { projectId, sceneCount, shotCount, rest, problems } = event;
    if (rest) onProgress({ step: 'rows-left', rest });
    const count = problems.count - (rest ? 1 : 0);
    if (count > 0) onProgress({ step: 'left-out', count });
    return { projectId, sceneCount, shotCount };
  }
  throw new AppError('CANCELLED', 'interrupted');
}

/** The bytes of a script with its name. @throws {AppError} SCRIPT_NOT_READABLE, as for a folder */
export async function readScriptFile(scriptPath: string): Promise<{ fileName: string; bytes: Uint8Array }> {
  try {
    return { fileName: path.basename(scriptPath), bytes: await readFile(scriptPath) };
  } catch (cause) {
    throw new AppError('SCRIPT_NOT_READABLE', `cannot read ${scriptPath}`, { cause, params: { path: scriptPath } });
  }
}

/** Says so before a library is opened. @throws {AppError} SCRIPT_NOT_FOUND, SCRIPT_NOT_READABLE */
export async function requireReadable(scriptPath: string): Promise<void> {
  try {
    const isFolder = (await stat(scriptPath)).isDirectory();
    const hasProject =
      isFolder &&
      (await readdir(scriptPath, { recursive: true })).some((name) => importKindOf(name) === 'storyboarder');
    if (isFolder && !hasProject) throw new AppError('SCRIPT_NOT_READABLE', 'a folder without a project');
    await access(scriptPath, constants.R_OK);
  } catch (cause) {
    const code = hasCode(cause, 'ENOENT') || hasCode(cause, 'ENOTDIR') ? 'SCRIPT_NOT_FOUND' : 'SCRIPT_NOT_READABLE';
    throw new AppError(code, `cannot read ${scriptPath}`, { cause, params: { path: scriptPath } });
  }
}
