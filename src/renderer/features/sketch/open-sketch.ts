/** Which shot's board is drawn on: opened from anywhere, shown once in the window. */
import type { ProjectId, ShotId } from '#shared/domain/ids.ts';
import { createObservable } from '#renderer/rpc/observable.ts';
import { savedState } from '#renderer/rpc/use-saved-state.ts';

/** A shot of a project. */
export type SketchPlace = { projectId: ProjectId; shotId: ShotId };

export const openedSketch = createObservable<SketchPlace | null>(null);

/** Opens the pad on a shot's board. What is being typed is saved first. */
export async function openSketch({ projectId, shotId }: SketchPlace): Promise<void> {
  await savedState.flush();
  openedSketch.set({ projectId, shotId });
}

export function closeSketch(): void {
  openedSketch.set(null);
}
