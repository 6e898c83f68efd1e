/** Which shot's board is drawn on: opened from anywhere, shown once in the window. */
import type { ProjectId, ShotId } from '#shared/domain/ids.ts';
import { createObservable } from '#renderer/rpc/observable.ts';
import { savedState } from '#renderer/rpc/use-saved-state.ts';

/** A shot of a project. */
export type SketchPlace = { projectId: ProjectId; shotId: ShotId };

/** A shot, and what had the focus when the pad was opened: what is over it by then may be gone. */
export const openedSketch = createObservable<(SketchPlace & { origin: Element | null }) | null>(null);

/** Opens the pad on a shot's board. What is being typed is saved first. */
export async function openSketch({ projectId, shotId }: SketchPlace): Promise<void> {
  const origin = openedSketch.get()?.origin ?? document.activeElement;
  await savedState.flush();
  openedSketch.set({ projectId, shotId, origin });
}

export function closeSketch(): void {
  openedSketch.set(null);
}
