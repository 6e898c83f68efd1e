/** Runs an import to its end: sends the files of its boards, then lets the studio take them in. */
import { studio } from '#renderer/rpc/client.ts';
import type { ImportEvent } from '#shared/contract/import-answers.ts';
import type { ImportSource, ImportTarget } from '#shared/contract/import-schemas.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { ChosenFile } from './file-import-settings.ts';
import { sendFiles } from './use-import-files.ts';

export type ImportDone = Extract<ImportEvent, { kind: 'done' }>;

/** How far it is: how much has been sent, 0 to 1, or how many boards are in the library. */
export type ImportProgress = { step: 'sending'; progress: number } | { step: 'boards'; done: number; total: number };

export type RunImportOptions = {
  chosen: ChosenFile;
  source: ImportSource;
  /** Files that the preview found a use for. */
  neededPaths: readonly string[];
  target: ImportTarget;
  signal: AbortSignal;
  onProgress: (progress: ImportProgress) => void;
};

/** @throws {AppError} what the studio says; CANCELLED when the signal fires: nothing is created then */
export async function runImport(options: RunImportOptions): Promise<ImportDone> {
  const { target, signal, onProgress } = options;
  const source = await withBoardFiles(options);
  for await (const event of await studio.imports.run({ source, target }, { signal })) {
    if (event.kind === 'done') return event;
    if (event.kind === 'progress') onProgress({ step: 'boards', done: event.done, total: event.total });
    else throw new AppError(event.error.code, 'the import failed', event.error);
  }
  throw new AppError('CANCELLED', 'the import ended early');
}

async function withBoardFiles({
  chosen,
  source,
  neededPaths,
  signal,
  onProgress,
}: RunImportOptions): Promise<ImportSource> {
  if (chosen.kind !== 'storyboarder' || source.kind !== 'storyboarder') return source;
  const needed = new Set(neededPaths);
  const files = chosen.others.filter(({ path }) => needed.has(path));
  const sent = await sendFiles(files, {
    signal,
    onProgress: (progress) => onProgress({ step: 'sending', progress }),
  });
  return { ...source, files: [...sent].map(([path, uploadId]) => ({ path, uploadId })) };
}
