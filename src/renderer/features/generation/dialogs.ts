/** Which of the dialogs about generation is open: opened from anywhere, shown once in the window. */
import type { GenerationRequest } from '#shared/contract/generation-schemas.ts';
import type { ProjectId, ShotId } from '#shared/domain/ids.ts';
import type { ModelRef } from '#shared/domain/model.ts';
import { createObservable } from '#renderer/rpc/observable.ts';

export type GenerationDialog =
  | { kind: 'plan'; request: GenerationRequest }
  /** Exactly what would be sent for one take of each shot. */
  | { kind: 'preview'; request: GenerationRequest }
  /** `shotIds` null means the whole project. */
  | { kind: 'retarget'; projectId: ProjectId; shotIds: ShotId[] | null; to: ModelRef | null }
  | { kind: 'quick' }
  | { kind: 'project-settings'; projectId: ProjectId };

/** The last one is shown; closing it leads back to the one that it was opened from. */
export const generationDialogs = createObservable<readonly GenerationDialog[]>([]);

/**
 * A menu takes the focus with it when it closes. Its button gets it back first, so that a dialog which the menu opened
 * returns it to there.
 */
export function leaveMenu(): void {
  const menu = document.activeElement?.closest('[role="menu"]');
  if (menu?.id) document.querySelector<HTMLElement>(`[aria-controls="${CSS.escape(menu.id)}"]`)?.focus();
}

function open(dialog: GenerationDialog): void {
  leaveMenu();
  generationDialogs.set([...generationDialogs.get(), dialog]);
}

export function closeGenerationDialog(): void {
  generationDialogs.set(generationDialogs.get().slice(0, -1));
}

/** What a person changed in the plan that is open. */
export function changePlan(request: GenerationRequest): void {
  generationDialogs.set([...generationDialogs.get().slice(0, -1), { kind: 'plan', request }]);
}

/** Which shots of which project. */
export type GenerationTarget = Pick<GenerationRequest, 'projectId' | 'scope'>;

/** One take each, by each shot's own model. */
export function toRequest({ projectId, scope }: GenerationTarget): GenerationRequest {
  return { projectId, scope, connectionId: null, modelId: null, takesPerShot: 1 };
}

/** Shows the plan of a request. */
export function openPlanOf(request: GenerationRequest): void {
  open({ kind: 'plan', request });
}

/** Shows the plan, whatever it costs. */
export function openPlan(target: GenerationTarget): void {
  openPlanOf(toRequest(target));
}

/** Shows exactly what would be sent. */
export function openPreview(target: GenerationTarget): void {
  open({ kind: 'preview', request: toRequest(target) });
}

/** @param to the model to begin with, such as what a provider names as the replacement. */
export function openRetarget(projectId: ProjectId, shotIds: ShotId[] | null, to: ModelRef | null = null): void {
  open({ kind: 'retarget', projectId, shotIds, to });
}

export function openQuickTake(): void {
  open({ kind: 'quick' });
}

export function openProjectSettings(projectId: ProjectId): void {
  open({ kind: 'project-settings', projectId });
}
