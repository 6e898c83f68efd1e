/** New projects that begin with a plan: one that comes with the studio, or that of a project of one's own. */
import { elementToRow, listElements } from '#main/db/element-repository.ts';
import { projectToRow } from '#main/db/project-repository.ts';
import { sceneToRow } from '#main/db/scene-repository.ts';
import { shotToRow } from '#main/db/shot-repository.ts';
import type { Saved } from '#shared/contract/answers.ts';
import type { NewProject, TemplateChoice } from '#shared/contract/schemas.ts';
import type { ShotId } from '#shared/domain/ids.ts';
import type { Project, Scene, Shot, Storyboard } from '#shared/domain/records.ts';
import { type TemplateId, templateIds, type TemplateSummary } from '#shared/domain/template.ts';
import { framesFromSeconds, secondsFromFrames } from '#shared/domain/time.ts';
import { edit, type TimedRecorder } from './edit.ts';
import { readElementDigests } from './element-digests.ts';
import { copySounds } from './copy-sounds.ts';
import { aScene, aShot } from './new-records.ts';
import { type ProjectService, toProject } from './project-service.ts';
import { firstRanks } from './ranks.ts';
import type { ServiceContext } from './service-context.ts';
import { templateStories } from './template-stories.ts';

export interface TemplateService {
  /** Those that come with the studio. */
  list(): TemplateSummary[];
  /**
   * Makes a project with the scenes and shots of a template. Of a project of one's own it takes over everything that
   * is planned, elements and settings included, sounds too where pictures come along, and nothing that was
   * made: no takes, no costs.
   *
   * @throws {AppError} PROJECT_NOT_FOUND
   */
  createProject(project: NewProject, template: TemplateChoice): Saved & { project: Project };
}

export function createTemplateService(
  context: ServiceContext,
  projects: Pick<ProjectService, 'storyboard'>,
): TemplateService {
  return {
    list: () => templateIds.map(toSummary),

    createProject(newProject, template) {
      const copied = template.kind === 'project' ? projects.storyboard(template.projectId) : null;
      const { result, savedAtMs } = edit(context, { projectId: null, labelKey: 'createProject' }, (recorder) => {
        const fresh = toProject(context.ids.create('project'), newProject, recorder.nowMs);
        if (template.kind === 'built-in') return insertStory(context, recorder, fresh, template.id);
        return copied ? insertCopy(context, recorder, fresh, { ...template, from: copied }) : fresh;
      });
      return { project: result, savedAtMs };
    },
  };
}

function toSummary(id: TemplateId): TemplateSummary {
  const { scenes, frameSize } = templateStories[id];
  const shots = scenes.flatMap((scene) => scene.shots);
  const seconds = shots.reduce((sum, shot) => sum + shot.seconds, 0);
  return { id, sceneCount: scenes.length, shotCount: shots.length, seconds, frameSize };
}

function insertStory(
  { ids }: ServiceContext,
  recorder: TimedRecorder,
  fresh: Project,
  templateId: TemplateId,
): Project {
  const { scenes, styleNotes } = templateStories[templateId];
  const project = { ...fresh, styleNotes };
  const { nowMs } = recorder;
  recorder.insert('projects', projectToRow(project));
  const sceneRanks = firstRanks(scenes.length);
  scenes.forEach(({ heading, synopsis, shots }, sceneIndex) => {
    const rank = sceneRanks[sceneIndex] ?? '';
    const scene = aScene({ id: ids.create('scene'), projectId: project.id, rank, heading, synopsis, nowMs });
    recorder.insert('scenes', sceneToRow(scene));
    const ranks = firstRanks(shots.length);
    shots.forEach(({ seconds, ...fields }, index) => {
      const { frameRate } = project;
      const own = { ...fields, durationFrames: framesFromSeconds(seconds, frameRate), rank: ranks[index] ?? '' };
      recorder.insert('shots', shotToRow(aShot({ ...own, id: ids.create('shot'), scene, frameRate, nowMs })));
    });
  });
  return project;
}

type Copy = { from: Storyboard; withPictures: boolean };

function insertCopy(
  context: ServiceContext,
  recorder: TimedRecorder,
  fresh: Project,
  { from, ...copy }: Copy,
): Project {
  const { styleNotes, durationRule, defaultConnectionId, defaultModelId, budget } = from.project;
  const { customFieldDefinitions, areNumbersLocked } = from.project;
  const settings = { styleNotes, durationRule, defaultConnectionId, defaultModelId, budget };
  const project: Project = { ...fresh, ...settings, customFieldDefinitions, areNumbersLocked };
  recorder.insert('projects', projectToRow(project));
  for (const element of listElements(context.db, from.project.id)) {
    const { nowMs } = recorder;
    const own = { id: context.ids.create('element'), projectId: project.id, createdAtMs: nowMs, updatedAtMs: nowMs };
    recorder.insert('elements', elementToRow({ ...element, ...own }));
  }
  const shotIds = new Map<ShotId, ShotId>();
  const digestsOf = readElementDigests(context.db, project.id);
  for (const scene of from.scenes) {
    const copied: Scene = {
      ...scene,
      id: context.ids.create('scene'),
      projectId: project.id,
      scriptLines: null,
      createdAtMs: recorder.nowMs,
    };
    recorder.insert('scenes', sceneToRow(copied));
    for (const shot of from.shots) {
      if (shot.sceneId !== scene.id) continue;
      const id = context.ids.create('shot');
      shotIds.set(shot.id, id);
      const planned = plannedFields(shot, from.project, project, copy.withPictures);
      const { frameRate } = project;
      recorder.insert(
        'shots',
        shotToRow(aShot({ ...planned, id, scene: copied, frameRate, digestsOf, nowMs: recorder.nowMs })),
      );
    }
  }
  if (copy.withPictures) copySounds(context, recorder, { from: from.project, to: project, shotIds });
  return project;
}

/** What of a shot is its plan, at the new project's rate. */
function plannedFields(
  shot: Storyboard['shots'][number],
  before: Project,
  after: Project,
  withPictures: boolean,
): Partial<Shot> & { id?: ShotId } {
  const { id: _id, projectId: _p, sceneId: _s, selectedTakeId: _t, recipeDigest: _d, createdAtMs: _c, ...rest } = shot;
  const { updatedAtMs: _u, takeCount: _n, selectedTake: _st, scriptLines: _l, ...plan } = rest;
  const seconds = secondsFromFrames(shot.durationFrames, before.frameRate);
  const durationFrames = framesFromSeconds(seconds, after.frameRate);
  if (withPictures) return { ...plan, durationFrames };
  const generation = { ...plan.generation, lastFrameAssetId: null, referenceAssetIds: [] };
  return { ...plan, durationFrames, generation, boardAssetId: null, voiceAssetId: null };
}
