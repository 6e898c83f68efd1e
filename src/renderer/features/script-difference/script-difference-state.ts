/** Which comparison is open, if any: opened from anywhere, shown once. */
import { createObservable } from '#renderer/rpc/observable.ts';
import type { ProjectId } from '#shared/domain/ids.ts';

export type ScriptDifferenceRequest = {
  projectId: ProjectId;
  /** Null asks for it first. */
  file: File | null;
};

export const scriptDifferenceRequest = createObservable<ScriptDifferenceRequest | null>(null);

/** Compares a changed script with a project that has one. Without a file, one is chosen first. */
export function openScriptDifference(projectId: ProjectId, file: File | null = null): void {
  scriptDifferenceRequest.set({ projectId, file });
}

/** Gives a dropped file to the comparison that is open; false when none is. */
export function compareDropped(files: ReadonlyArray<{ file: File }>): boolean {
  const [dropped] = files;
  const request = scriptDifferenceRequest.get();
  if (!request || !dropped) return false;
  scriptDifferenceRequest.set({ ...request, file: dropped.file });
  return true;
}
