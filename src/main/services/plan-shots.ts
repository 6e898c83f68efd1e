/** Plans of many shots at once, over what connections and models there are at this moment. */
import { setImmediate } from 'node:timers/promises';
import type { ReadDb } from '#main/db/database.ts';
import { listScenes } from '#main/db/scene-repository.ts';
import { listShotPlaces, listShotsById } from '#main/db/shot-repository.ts';
import type { GenerationPlan } from '#shared/contract/generation-answers.ts';
import type { ConnectionId, ProjectId, ShotId } from '#shared/domain/ids.ts';
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

/** Those of some shots that are there, in the order of the storyboard; the same as picked from all of them. */
export function placeFew(
  db: ReadDb,
  { projectId, shotIds }: { projectId: ProjectId; shotIds: readonly ShotId[] },
): PlacedShot[] {
  const places = listShotPlaces(db, projectId);
  const numbers = shotNumbers(listScenes(db, projectId), places);
  const wanted = new Set(shotIds);
  const found = places.flatMap(({ id }, index) => (wanted.has(id) ? { id, previousId: places[index - 1]?.id } : []));
  const shots = new Map(
    listShotsById(
      db,
      found.flatMap(({ id, previousId }) => (previousId ? [previousId, id] : [id])),
    ).map((shot) => [shot.id, shot]),
  );
  return found.flatMap(({ id, previousId }) => {
    const shot = shots.get(id);
    const before = previousId && shots.get(previousId);
    const previous = before ? { shotNumber: numbers.get(before.id) ?? '', take: before.selectedTake } : null;
    return shot ? { shot, shotNumber: numbers.get(id) ?? '', previous } : [];
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

const sliceShots = 200;

/** The same, with room for other work between slices of it. Rejects with the reason of the signal. */
export async function planShotsInSlices(
  placed: readonly PlacedShot[],
  options: Parameters<typeof planShots>[1] & { signal?: AbortSignal | undefined },
): Promise<ReturnType<typeof planShots>> {
  const slices: Array<ReturnType<typeof planShots>> = [];
  for (let from = 0; from < placed.length; from += sliceShots) {
    if (from > 0) await setImmediate();
    options.signal?.throwIfAborted();
    slices.push(planShots(placed.slice(from, from + sliceShots), options));
  }
  return {
    planned: slices.flatMap(({ planned }) => planned),
    problems: slices.flatMap(({ problems }) => problems),
  };
}

/** Those of some shots that are there. */
export function pickShots(placed: readonly PlacedShot[], shotIds: readonly ShotId[]): PlacedShot[] {
  const wanted = new Set(shotIds);
  return placed.filter(({ shot }) => wanted.has(shot.id));
}
