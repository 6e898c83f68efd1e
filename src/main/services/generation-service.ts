/** Generation: which shots get a take, and from what exactly. */
import { findConnection } from '#main/db/connection-repository.ts';
import { listShotIdsWithJobs } from '#main/db/job-repository.ts';
import { newTakeJob } from '#main/jobs/generate-take-job.ts';
import type { JobQueue } from '#main/queue/job-queue.ts';
import type { ConnectionId, ProjectId, ShotId } from '#shared/domain/ids.ts';
import { shotNumbers } from '#shared/domain/numbering.ts';
import type { Job, Project, StoryboardShot, TakeRecipe } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { ProjectService } from './project-service.ts';
import type { ServiceContext } from './service-context.ts';

/** `missing`: every shot that has neither an up-to-date take nor a job; `all`: every shot. */
export type GenerationScope = 'missing' | 'all' | ShotId[];

export interface GenerationService {
  /**
   * Queues one take for each shot of the scope, in storyboard order, all or none.
   *
   * @param connectionId null means each shot's own, else the project's.
   * @throws {AppError} PROJECT_NOT_FOUND, CONNECTION_NOT_FOUND
   */
  generate(options: { projectId: ProjectId; scope: GenerationScope; connectionId: ConnectionId | null }): Job[];
}

export function createGenerationService(
  { db }: ServiceContext,
  { projects, queue }: { projects: ProjectService; queue: Pick<JobQueue, 'enqueue'> },
): GenerationService {
  return {
    generate({ projectId, scope, connectionId }) {
      const { project, scenes, shots } = projects.storyboard(projectId);
      const numbers = shotNumbers(scenes, shots);
      const chosen = chooseShots(shots, scope, new Set(listShotIdsWithJobs(db, projectId)));
      const jobs = chosen.map((shot) => {
        const recipe = toRecipe(project, shot, numbers.get(shot.id) ?? '', connectionId);
        if (!findConnection(db, recipe.connectionId)) {
          throw new AppError('CONNECTION_NOT_FOUND', `no connection ${recipe.connectionId}`);
        }
        return newTakeJob({ projectId, shotId: shot.id, recipe });
      });
      return db.transaction(() => jobs.map((job) => queue.enqueue(job)));
    },
  };
}

function chooseShots(
  shots: StoryboardShot[],
  scope: GenerationScope,
  shotsWithJobs: ReadonlySet<ShotId>,
): StoryboardShot[] {
  if (scope === 'all') return shots;
  if (scope === 'missing') {
    return shots.filter(({ id, selectedTake }) => !shotsWithJobs.has(id) && (!selectedTake || selectedTake.isOutdated));
  }
  const wanted = new Set(scope);
  return shots.filter(({ id }) => wanted.has(id));
}

/** Everything the take is made from, as it is now: later edits do not change a job that is queued. */
function toRecipe(
  project: Project,
  shot: StoryboardShot,
  shotNumber: string,
  connectionId: ConnectionId | null,
): TakeRecipe {
  return {
    connectionId: connectionId ?? shot.connectionId ?? project.defaultConnectionId,
    modelId: 'animatic',
    shotNumber,
    title: shot.title,
    prompt: shot.prompt,
    styleNotes: project.styleNotes,
    dialogue: shot.dialogue,
    durationFrames: shot.durationFrames,
    cameraMove: shot.cameraMove,
    boardAssetId: shot.boardAssetId,
    voiceAssetId: shot.voiceAssetId,
    frameSize: project.frameSize,
    frameRate: project.frameRate,
    recipeDigest: shot.recipeDigest,
  };
}
