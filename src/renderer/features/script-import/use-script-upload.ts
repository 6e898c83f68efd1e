import { useEffect, useState } from 'react';
import { uploadFile } from '#renderer/rpc/upload.ts';
import type { UploadId } from '#shared/domain/ids.ts';

export type ScriptUpload =
  | { kind: 'none' }
  | { kind: 'sending'; fileName: string; progress: number }
  | { kind: 'ready'; fileName: string; uploadId: UploadId }
  | { kind: 'failed'; fileName: string; thrown: unknown };

/** Sends a chosen script to the studio. A later choice, and the end of the component, stop an earlier one. */
export function useScriptUpload(initial: File | null): { upload: ScriptUpload; choose: (file: File) => void } {
  const [upload, setUpload] = useState<ScriptUpload>({ kind: 'none' });
  const [file, setFile] = useState(initial);
  const [lastInitial, setLastInitial] = useState(initial);
  if (lastInitial !== initial) {
    // Another file was dropped while the dialog was open.
    setLastInitial(initial);
    if (initial) setFile(initial);
  }
  useEffect(() => {
    if (!file) return;
    const stop = new AbortController();
    const fileName = file.name;
    // oxlint-disable-next-line react/set-state-in-effect -- the state of the upload that this effect starts
    setUpload({ kind: 'sending', fileName, progress: 0 });
    uploadFile(file, {
      signal: stop.signal,
      onProgress: (progress) => setUpload({ kind: 'sending', fileName, progress }),
    }).then(
      (uploadId) => !stop.signal.aborted && setUpload({ kind: 'ready', fileName, uploadId }),
      (thrown: unknown) => !stop.signal.aborted && setUpload({ kind: 'failed', fileName, thrown }),
    );
    return () => stop.abort();
  }, [file]);
  return { upload, choose: setFile };
}
