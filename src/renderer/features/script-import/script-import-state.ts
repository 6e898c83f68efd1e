/** Which import is open, if any: opened from anywhere, shown once. */
import { createObservable } from '#renderer/rpc/observable.ts';
import type { ProjectId } from '#shared/domain/ids.ts';

export type ScriptImportRequest = {
  /** Null asks for a file first. */
  file: File | null;
  /** The project that is open; the person still chooses between it and a new one. */
  projectId: ProjectId | null;
};

export const scriptImportRequest = createObservable<ScriptImportRequest | null>(null);

/** Opens the import. With a file, its preview; without one, the choice of a file. */
export function openScriptImport({
  file = null,
  projectId,
}: {
  file?: File | null;
  projectId: ProjectId | null;
}): void {
  scriptImportRequest.set({ file, projectId });
}
