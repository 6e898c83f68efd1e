/** Projects: list, create, change, to the trash. */
import { listProjectSummaries, findProject, projectToRow } from '#main/db/project-repository.ts';
import { listScenes, sceneToRow } from '#main/db/scene-repository.ts';
import { findLatestScriptId } from '#main/db/script-repository.ts';
import { listStoryboardShots, shotToRow } from '#main/db/shot-repository.ts';
import type { Saved } from '#shared/contract/answers.ts';
import type { NewProject, ProjectPatch } from '#shared/contract/schemas.ts';
import { animaticConnectionId, type ProjectId } from '#shared/domain/ids.ts';
import { defaultDurationRule } from '#shared/domain/outline.ts';
import type { Project, ProjectSummary, Storyboard } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { edit } from './edit.ts';
import { aScene, aShot } from './new-records.ts';
import type { ServiceContext } from './service-context.ts';

export interface ProjectService {
  /** Latest edited first. */
  list(): ProjectSummary[];
  /** @throws {AppError} PROJECT_NOT_FOUND */
  get(projectId: ProjectId): Project;
  /** @throws {AppError} PROJECT_NOT_FOUND */
  storyboard(projectId: ProjectId): Storyboard;
  /** With one scene and one shot, so that there is something to write on. */
  create(project: NewProject): Saved & { project: Project };
  /** @throws {AppError} PROJECT_NOT_FOUND */
  update(projectId: ProjectId, patch: ProjectPatch): Saved & { project: Project };
  /** To the trash, with all that is in it. @throws {AppError} PROJECT_NOT_FOUND */
  delete(projectId: ProjectId): Saved;
}

export function createProjectService(context: ServiceContext): ProjectService {
  const { db, ids } = context;

  const get = (projectId: ProjectId) => {
    const project = findProject(db, projectId);
    if (!project) throw new AppError('PROJECT_NOT_FOUND', `no project ${projectId}`);
    return project;
  };

  return {
    list: () => listProjectSummaries(db),
    get,

    storyboard(projectId) {
      return {
        project: get(projectId),
        scenes: listScenes(db, projectId),
        shots: listStoryboardShots(db, projectId),
        scriptId: findLatestScriptId(db, projectId),
      };
    },

    create(newProject) {
      const { result, savedAtMs } = edit(context, { projectId: null, labelKey: 'createProject' }, (recorder) => {
        const project = toProject(ids.create('project'), newProject, recorder.nowMs);
        recorder.insert('projects', projectToRow(project));
        const scene = aScene({ id: ids.create('scene'), projectId: project.id, nowMs: recorder.nowMs });
        recorder.insert('scenes', sceneToRow(scene));
        const shot = aShot({ id: ids.create('shot'), scene, frameRate: project.frameRate, nowMs: recorder.nowMs });
        recorder.insert('shots', shotToRow(shot));
        return project;
      });
      return { project: result, savedAtMs };
    },

    update(projectId, patch) {
      const before = get(projectId);
      const { savedAtMs } = edit(context, { projectId, labelKey: 'updateProject' }, (recorder) => {
        const { id, updated_at_ms: _, ...row } = projectToRow({ ...before, ...withoutUndefined(patch) });
        recorder.update('projects', id, row);
      });
      // Takes are outdated by another size: every card may look different.
      if (patch.frameSize) context.changes.announce([{ kind: 'shot', projectId, ids: [] }]);
      return { project: get(projectId), savedAtMs };
    },

    delete(projectId) {
      get(projectId);
      const { savedAtMs } = edit(context, { projectId: null, labelKey: 'deleteProject' }, (recorder) => {
        recorder.update('projects', projectId, { deleted_at_ms: recorder.nowMs });
      });
      return { savedAtMs };
    },
  };
}

/** A whole project from what a person chose. */
export function toProject(id: ProjectId, { title, frameSize, frameRate }: NewProject, nowMs: number): Project {
  return {
    id,
    title,
    frameSize,
    frameRate,
    styleNotes: '',
    durationRule: defaultDurationRule,
    defaultConnectionId: animaticConnectionId,
    defaultModelId: null,
    budget: { perJob: null, perMonth: null },
    customFieldDefinitions: [],
    areNumbersLocked: false,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
}

/** A patch without the fields that were not given. */
export function withoutUndefined<Patch extends object>(
  patch: Patch,
): { [Key in keyof Patch]: Exclude<Patch[Key], undefined> } {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as never;
}
