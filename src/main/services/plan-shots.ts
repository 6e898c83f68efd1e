/** Plans of many shots at once, over what connections and models there are at this moment. */
import type { GenerationPlan } from '#shared/contract/generation-answers.ts';
import type { ConnectionId, ShotId } from '#shared/domain/ids.ts';
import type { TakePlan } from '#shared/domain/generation.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import { shotNumbers } from '#shared/domain/numbering.ts';
import type { Storyboard, StoryboardShot } from '#shared/domain/records.ts';
import type { ConnectionService } from './connection-service.ts';
import type { ModelService } from './model-service.ts';
import { type PlanSources, planTake, type PlanTakeOptions, type PreviousShot } from './take-plan.ts';

/** Services that know connections and models. */
export type PlanServices = {
  connections: Pick<ConnectionService, 'list' | 'kinds'>;
  models: Pick<ModelService, 'list'>;
};

/** Reads each connection once, however many shots are planned: for one plan, and not to be kept. */
export function readPlanSources({ connections, models }: PlanServices): PlanSources {
  const byId = new Map(connections.list().map((connection) => [connection.id, connection]));
  const keyless = new Set(connections.kinds().flatMap(({ kind, isKeyOptional }) => (isKeyOptional ? [kind] : [])));
  const videoModels = new Map<ConnectionId, ListedModel[]>();
  return {
    findConnection: (connectionId) => byId.get(connectionId) ?? null,
    listVideoModels(connectionId) {
      const known = videoModels.get(connectionId);
      if (known) return known;
      const listed = models.list(connectionId).filter(({ kind }) => kind === 'video');
      videoModels.set(connectionId, listed);
      return listed;
    },
    isKeyOptional: (kind) => kind === 'animatic' || keyless.has(kind),
  };
}

/** A shot with its number and with the one before it. */
export type PlacedShot = { shot: StoryboardShot; shotNumber: string; previous: PreviousShot | null };

/** Every shot of a storyboard, in its order. */
export function placeShots({ scenes, shots }: Pick<Storyboard, 'scenes' | 'shots'>): PlacedShot[] {
  const numbers = shotNumbers(scenes, shots);
  let previous: PreviousShot | null = null;
  return shots.map((shot) => {
    const shotNumber = numbers.get(shot.id) ?? '';
    const placed = { shot, shotNumber, previous };
    previous = { shotNumber, take: shot.selectedTake };
    return placed;
  });
}

export type PlannedShot = { shot: StoryboardShot; shotNumber: string; plan: TakePlan; model: ListedModel };

/** In the order of the shots given. */
export function planShots(
  placed: readonly PlacedShot[],
  options: Pick<PlanTakeOptions, 'project' | 'elements' | 'request' | 'sources'>,
): { planned: PlannedShot[]; problems: GenerationPlan['problems'] } {
  const planned: PlannedShot[] = [];
  const problems: GenerationPlan['problems'] = [];
  for (const { shot, shotNumber, previous } of placed) {
    const result = planTake({ ...options, shot, previous });
    if (result.kind === 'planned') planned.push({ shot, shotNumber, plan: result.plan, model: result.model });
    else problems.push({ shotId: shot.id, shotNumber, title: shot.title, error: result.error });
  }
  return { planned, problems };
}

/** Those of some shots that are there. */
export function pickShots(placed: readonly PlacedShot[], shotIds: readonly ShotId[]): PlacedShot[] {
  const wanted = new Set(shotIds);
  return placed.filter(({ shot }) => wanted.has(shot.id));
}
