/** Which import is open, if any: opened from anywhere, shown once. */
import { createObservable } from '#renderer/rpc/observable.ts';
import type { FolderFile } from './chosen-import.ts';
import type { ProjectId } from '#shared/domain/ids.ts';

export type ScriptImportRequest = {
  /** None asks for them first. */
  files: readonly FolderFile[];
  /** The project that is open; the person still chooses between it and a new one. */
  projectId: ProjectId | null;
  /** It is known to be no new draft of the project's script. */
  isOtherScript: boolean;
};

export const scriptImportRequest = createObservable<ScriptImportRequest | null>(null);

/** Opens the import. With files, their preview; without any, the choice of a file. */
export function openScriptImport({
  files = [],
  projectId,
  isOtherScript = false,
}: {
  files?: readonly FolderFile[];
  projectId: ProjectId | null;
  isOtherScript?: boolean;
}): void {
  scriptImportRequest.set({ files, projectId, isOtherScript });
}
