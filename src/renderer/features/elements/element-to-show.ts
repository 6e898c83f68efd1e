import { createObservable } from '#renderer/rpc/observable.ts';
import type { ElementId, ProjectId } from '#shared/domain/ids.ts';

/** An element that some other view asks to see; shown by the elements of its project until another is opened. */
export const elementToShow = createObservable<{ projectId: ProjectId; elementId: ElementId } | null>(null);

/** Opens an element in the editor, now or when the elements of its project are shown. */
export function showElement(projectId: ProjectId, elementId: ElementId): void {
  elementToShow.set({ projectId, elementId });
}

/** For when the elements of a project are left. */
export function forgetElementOf(projectId: ProjectId): void {
  if (elementToShow.get()?.projectId === projectId) elementToShow.set(null);
}
