import { useEffect, useState } from 'react';
import { uploadFile } from '#renderer/rpc/upload.ts';
import type { UploadId } from '#shared/domain/ids.ts';

export type ScriptUpload =
  | { kind: 'sending'; fileName: string; progress: number }
  | { kind: 'ready'; fileName: string; uploadId: UploadId }
  | { kind: 'failed'; fileName: string; thrown: unknown };

/** Sends a chosen script to the studio. Another file, and the end of the component, stop it. */
export function useScriptUpload(file: File): ScriptUpload {
  const fileName = file.name;
  const [upload, setUpload] = useState<ScriptUpload>({ kind: 'sending', fileName, progress: 0 });
  useEffect(() => {
    const stop = new AbortController();
    uploadFile(file, {
      signal: stop.signal,
      onProgress: (progress) => setUpload({ kind: 'sending', fileName, progress }),
    }).then(
      (uploadId) => !stop.signal.aborted && setUpload({ kind: 'ready', fileName, uploadId }),
      (thrown: unknown) => !stop.signal.aborted && setUpload({ kind: 'failed', fileName, thrown }),
    );
    return () => stop.abort();
  }, [file, fileName]);
  return upload;
}
