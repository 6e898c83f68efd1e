import { useEffect, useState } from 'react';
import { chosenFileId } from '#renderer/rpc/client.ts';
import { uploadFile } from '#renderer/rpc/upload.ts';
import type { UploadId } from '#shared/domain/ids.ts';
import type { FolderFile } from './chosen-import.ts';
import { type ChosenFile, filesToPreview, loneProject, type SentFiles } from './file-import-settings.ts';

export type ImportFilesState =
  | { kind: 'sending'; fileName: string; progress: number }
  | { kind: 'ready'; sent: SentFiles; chosenId: string | null }
  | { kind: 'failed'; thrown: unknown };

/** Sends what the preview of a chosen import needs. Another choice, and the end of the component, stop it. */
export function useImportFiles(chosen: ChosenFile): ImportFilesState {
  const [state, setState] = useState<ImportFilesState>({ kind: 'sending', fileName: '', progress: 0 });
  useEffect(() => {
    const stop = new AbortController();
    const lone = loneProject(chosen);
    const sending = sendFiles(filesToPreview(chosen), {
      signal: stop.signal,
      onProgress: (progress, fileName) => setState({ kind: 'sending', fileName, progress }),
    });
    Promise.all([sending, lone && chosenFileId(lone)]).then(
      ([sent, chosenId]) => !stop.signal.aborted && setState({ kind: 'ready', sent, chosenId }),
      (thrown: unknown) => !stop.signal.aborted && setState({ kind: 'failed', thrown }),
    );
    return () => stop.abort();
  }, [chosen]);
  return state;
}

export type SendFilesOptions = {
  signal: AbortSignal;
  /** How much of all files has arrived, 0 to 1, and which one is on its way. */
  onProgress: (progress: number, fileName: string) => void;
};

/** Sends files one after another. @throws {AppError} what the first one fails with */
export async function sendFiles(
  files: readonly FolderFile[],
  { signal, onProgress }: SendFilesOptions,
): Promise<Map<string, UploadId>> {
  const sent = new Map<string, UploadId>();
  const totalBytes = Math.max(
    1,
    files.reduce((sum, { file }) => sum + file.size, 0),
  );
  let sentBytes = 0;
  for (const { path, file } of files) {
    signal.throwIfAborted();
    const tell = (part: number) => onProgress((sentBytes + part * file.size) / totalBytes, file.name);
    tell(0);
    sent.set(path, await uploadFile(file, { signal, onProgress: tell }));
    sentBytes += file.size;
  }
  return sent;
}
