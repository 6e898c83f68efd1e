/** What is wrong with a request, as far as the workflow itself tells. */
import { missingSources } from '#shared/domain/comfy-workflow/comfy-workflow.ts';
import { problemsOf, type RequestProblem } from '../request-problems.ts';
import type { VideoRequest } from '../video-provider.ts';
import type { ReadyWorkflow } from './comfyui-model.ts';

/** Smallest side that the nodes of video models take. */
const minSidePx = 16;

/** @param workflow null when there is no such workflow, or it is damaged */
export function validateRequest(workflow: ReadyWorkflow | null, request: VideoRequest): RequestProblem[] {
  if (!workflow) return [{ field: 'modelId', problem: 'no workflow of this name can be used' }];
  return [
    ...missingSources(workflow.bindings).map((source) => ({
      field: 'workflow',
      problem: `it has no place for: ${source}`,
    })),
    ...problemsOf(request),
    ...sizeProblems(request),
  ];
}

function sizeProblems({ settings: { frameSize } }: VideoRequest): RequestProblem[] {
  if (frameSize === null) return [];
  const isGood = [frameSize.widthPx, frameSize.heightPx].every((side) => Number.isInteger(side) && side >= minSidePx);
  return isGood ? [] : [{ field: 'frameSize', problem: `sides must be whole numbers of ${minSidePx} and more` }];
}
