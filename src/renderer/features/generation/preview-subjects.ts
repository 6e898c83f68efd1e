import type { GenerationPlan } from '#shared/contract/generation-answers.ts';
import type { GenerationRequest } from '#shared/contract/generation-schemas.ts';
import type { PreviewSubject } from '#renderer/features/request-preview/index.ts';

/** Takes of a plan as they can be looked at, each under the id of its shot. */
export function toPreviewSubjects(
  takes: GenerationPlan['takes'],
  { connectionId, modelId, takesPerShot }: Pick<GenerationRequest, 'connectionId' | 'modelId' | 'takesPerShot'>,
): PreviewSubject[] {
  return takes.map(({ shotId, shotNumber, title, inputs }) => ({
    key: shotId,
    name: { number: shotNumber, title },
    source: { kind: 'shot', shotId, connectionId, modelId },
    pictures: inputs,
    count: takesPerShot,
  }));
}
