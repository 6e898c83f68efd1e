/** From the press of a button to jobs in the queue. None of these rejects: a notice says what went wrong. */
import type { GenerationPlan } from '#shared/contract/generation-answers.ts';
import type { GenerationRequest } from '#shared/contract/generation-schemas.ts';
import { animaticConnectionId } from '#shared/domain/ids.ts';
import { showJobs } from '#renderer/features/queue/index.ts';
import { studio } from '#renderer/rpc/client.ts';
import { showError, showNotice } from '#renderer/rpc/notices.tsx';
import { translator } from '#renderer/rpc/translator.ts';
import { savedState } from '#renderer/rpc/use-saved-state.ts';
import { type GenerationTarget, leaveMenu, openPlanOf, toRequest } from './dialogs.ts';
import { needsLook, takesThatLeave } from './plan-view.ts';

/**
 * Makes one take of each shot. Free takes that are made as they were asked for are queued at once; everything else is
 * shown as a plan first. What is being typed is saved first, so that it is part of them.
 */
export async function startGeneration(target: GenerationTarget): Promise<void> {
  const request = toRequest(target);
  leaveMenu();
  try {
    await savedState.flush();
    const [plan, { alwaysPreviews }] = await Promise.all([
      studio.generation.plan(request),
      studio.studio.preferences({}),
    ]);
    if (plan.takes.length === 0 && plan.problems.length === 0) sayNothingToDo();
    else if (needsLook(plan) || (alwaysPreviews && leaves(plan))) openPlanOf(request);
    else await queueTakes({ ...request, notBeforeMs: null, isApproved: false });
  } catch (thrown) {
    showError(thrown);
  }
}

/** Whether anything of a plan is sent anywhere. */
function leaves(plan: GenerationPlan): boolean {
  return takesThatLeave(plan, animaticConnectionId).length > 0;
}

/** @returns whether the takes are queued. */
export async function queueTakes(
  request: GenerationRequest & { notBeforeMs: number | null; isApproved: boolean },
): Promise<boolean> {
  try {
    const { jobs } = await studio.generation.generate(request);
    showJobs(jobs);
    if (jobs.length === 0) sayNothingToDo();
    else showNotice({ id: 'generate', text: queuedText(jobs.length, request.notBeforeMs) });
    return true;
  } catch (thrown) {
    showError(thrown);
    return false;
  }
}

function sayNothingToDo(): void {
  showNotice({ id: 'generate', text: translator.t('storyboard.generateNothing') });
}

function queuedText(count: number, notBeforeMs: number | null): string {
  if (notBeforeMs === null) return translator.t('storyboard.generateQueued', { count });
  const time = new Date(notBeforeMs).toLocaleString(translator.language, { dateStyle: 'medium', timeStyle: 'short' });
  return translator.t('generation.queuedFor', { count, time });
}
