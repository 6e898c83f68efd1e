import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import type { ProjectId, SceneId, ShotId } from '#shared/domain/ids.ts';
import { shotNumbers } from '#shared/domain/numbering.ts';
import type { Frames } from '#shared/domain/time.ts';
import { createTestContext } from '../../../tests/support/test-context.ts';
import { createElementService } from './element-service.ts';
import { createHistoryService } from './history-service.ts';
import { createProjectService } from './project-service.ts';
import { createProjectStructureService } from './project-structure-service.ts';
import { createSceneService } from './scene-service.ts';
import { createShotService } from './shot-service.ts';
import { createShotStructureService } from './shot-structure-service.ts';

const format = { frameSize: { widthPx: 1280, heightPx: 720 }, frameRate: { numerator: 24, denominator: 1 } };
const noFiles = {
  get(): never {
    throw new AppError('ASSET_NOT_FOUND', 'none here');
  },
  commit: () => Promise.reject(new Error('no files here')),
  takeFile: () => Promise.reject(new Error('no files here')),
};

function openStudio() {
  const context = createTestContext();
  const projects = createProjectService(context);
  const shots = createShotService(context, noFiles);
  const project = projects.create({ title: 'Film', ...format }).project;
  const { scenes, shots: created } = projects.storyboard(project.id);
  return {
    context,
    projects,
    shots,
    scenes: createSceneService(context),
    structure: createShotStructureService(context, shots),
    ofProject: createProjectStructureService(context),
    elements: createElementService(context, { assets: noFiles, uploads: noFiles }),
    history: createHistoryService(context),
    project,
    sceneId: scenes[0]?.id as SceneId,
    shotId: created[0]?.id as ShotId,
  };
}

type Studio = ReturnType<typeof openStudio>;

function numbersOf({ projects }: Studio, projectId: ProjectId): string[] {
  const { scenes, shots } = projects.storyboard(projectId);
  const numbers = shotNumbers(scenes, shots);
  return shots.map(({ id }) => numbers.get(id) ?? '');
}

/** As a job does. */
function addTake({ context, project }: Studio, shotId: ShotId, takeNumber: number, id: string): void {
  context.db
    .prepare(
      `INSERT OR IGNORE INTO media_assets (id, sha256, kind, mime, extension, size_bytes, original_name, created_at_ms)
       VALUES ('asset', '${'0'.repeat(64)}', 'video', 'video/mp4', 'mp4', 1, '', 1)`,
    )
    .run();
  context.db
    .prepare(
      `INSERT INTO takes (id, project_id, shot_id, take_number, asset_id, job_id, connection_id, model_id,
         duration_frames, width_px, height_px, frame_rate_numerator, frame_rate_denominator, has_burnt_in_subtitles,
         recipe, recipe_digest, created_at_ms, asked_width_px, asked_height_px)
       VALUES (?, ?, ?, ?, 'asset', ?, 'k', 'm', 72, 1280, 720, 24, 1, 0, '{}', '', 1, 1280, 720)`,
    )
    .run(id, project.id, shotId, takeNumber, id);
}

function takesOf({ context }: Studio, shotId: ShotId): string[] {
  return context.db
    .prepare<[ShotId], { id: string; take_number: number }>(
      `SELECT id, take_number FROM takes WHERE shot_id = ? ORDER BY take_number`,
    )
    .all(shotId)
    .map(({ id, take_number }) => `${take_number} ${id}`);
}

describe('a split', () => {
  it('divides length, dialogue and framing, and leaves the takes with the first part', () => {
    const studio = openStudio();
    const { shots, structure, shotId, history, project } = studio;
    const start = { left: 0, top: 0, size: 1 };
    const end = { left: 0.4, top: 0.2, size: 0.6 };
    const framing = { start, end, easing: 'linear' } as const;
    const dialogue = 'MARA: One.\nMARA: Two.';
    shots.update([shotId], { title: 'Rail', dialogue, durationFrames: 100 as Frames, framing });
    addTake(studio, shotId, 1, 'take_1');
    const before = studio.context.snapshot();
    const [first, second] = structure.split(shotId, { atFrame: 50, dialogueAt: 11 }).shots;
    expect(first).toMatchObject({ durationFrames: 50, dialogue: 'MARA: One.', takeCount: 1 });
    expect(second).toMatchObject({ title: 'Rail', durationFrames: 50, dialogue: 'MARA: Two.', takeCount: 0 });
    expect(first?.framing?.end).toEqual(second?.framing?.start);
    expect(second?.framing?.end).toEqual(end);
    history.undo(project.id);
    expect(studio.context.snapshot()).toEqual(before);
  });

  it('is refused outside the shot', () => {
    const { structure, shotId } = openStudio();
    for (const atFrame of [0, 72, 100]) {
      expect(() => structure.split(shotId, { atFrame, dialogueAt: 0 })).toThrowError(
        expect.objectContaining({ code: 'INVALID_INPUT' }),
      );
    }
  });
});

describe('a merge', () => {
  it('keeps every text, frame and take', () => {
    const studio = openStudio();
    const { shots, structure, sceneId, shotId, history, project } = studio;
    shots.update([shotId], { prompt: 'A boat.', dialogue: 'MARA: One.', tags: ['night'] });
    const { shot: other } = shots.create({ sceneId, afterShotId: shotId, title: 'Rail', prompt: 'A rail.' });
    shots.update([other.id], { dialogue: 'MARA: Two.', tags: ['Night', 'stunt'], shotSize: 'wide' });
    addTake(studio, shotId, 1, 'take_1');
    addTake(studio, other.id, 1, 'take_2');
    const before = studio.context.snapshot();
    const { shot } = structure.merge([other.id, shotId]);
    expect(shot).toMatchObject({
      ...{ id: shotId, title: 'Rail', prompt: 'A boat.\n\nA rail.', dialogue: 'MARA: One.\nMARA: Two.' },
      ...{ durationFrames: 144, tags: ['night', 'stunt'], shotSize: 'wide', takeCount: 2 },
    });
    expect(takesOf(studio, shotId)).toEqual(['1 take_1', '2 take_2']);
    // Work that was under way for the shot that is gone, and, after the undo, for the one that stayed.
    addTake(studio, other.id, 1, 'take_3');
    history.undo(project.id);
    expect(takesOf(studio, other.id)).toEqual(['1 take_3', '2 take_2']);
    addTake(studio, shotId, 2, 'take_4');
    history.redo(project.id);
    expect(takesOf(studio, shotId)).toEqual(['1 take_1', '2 take_4', '3 take_2']);
    history.undo(project.id);
    studio.context.db.prepare(`DELETE FROM takes WHERE id IN ('take_3', 'take_4')`).run();
    studio.context.db.prepare(`UPDATE takes SET take_number = 1 WHERE id = 'take_2'`).run();
    expect(studio.context.snapshot()).toEqual(before);
  });

  it('is refused for shots that do not stand side by side', () => {
    const { shots, structure, sceneId, shotId } = openStudio();
    const { shot: second } = shots.create({ sceneId, afterShotId: shotId });
    const { shot: third } = shots.create({ sceneId, afterShotId: second.id });
    for (const ids of [[shotId], [shotId, third.id]]) {
      expect(() => structure.merge(ids)).toThrowError(expect.objectContaining({ code: 'INVALID_INPUT' }));
    }
  });
});

describe('a paste into another project', () => {
  it('takes along what the shots name, and values of fields with the same name', () => {
    const studio = openStudio();
    const { projects, shots, structure, ofProject, elements, history, project, shotId } = studio;
    const { fieldId } = ofProject.createField(project.id, { name: 'Unit', kind: 'text', choices: [] });
    const { fieldId: lost } = ofProject.createField(project.id, { name: 'Reel', kind: 'text', choices: [] });
    elements.create({ projectId: project.id, kind: 'character', name: 'mara' });
    shots.update([shotId], { prompt: '@mara waits.', customFields: { [fieldId]: 'B', [lost]: '7' } });
    const other = projects.create({ title: 'Other', ...format }).project;
    const { fieldId: same } = ofProject.createField(other.id, { name: 'unit', kind: 'text', choices: [] });
    const sceneId = projects.storyboard(other.id).scenes[0]?.id as SceneId;
    expect(structure.pastePlan([shotId], other.id)).toEqual({
      ...{ shotCount: 1, missingElements: ['mara'], missingFields: ['Reel'] },
    });
    const before = studio.context.snapshot();
    const target = { mode: 'cut', sceneId, afterShotId: null, withElements: true } as const;
    const [pasted] = structure.paste({ ...target, shotIds: [shotId] }).shots;
    expect(pasted).toMatchObject({ prompt: '@mara waits.', customFields: { [same]: 'B' }, projectId: other.id });
    expect(elements.list(other.id).map(({ name }) => name)).toEqual(['mara']);
    expect(projects.storyboard(project.id).shots).toEqual([]);
    history.undo(other.id);
    history.undo(project.id);
    expect(studio.context.snapshot()).toEqual(before);
  });
});

describe('locked numbers', () => {
  it('stay, and what is new gets numbers that nobody had', () => {
    const studio = openStudio();
    const { shots, scenes, ofProject, history, project, sceneId, shotId } = studio;
    const { shot: second } = shots.create({ sceneId, afterShotId: shotId });
    const { scene } = scenes.create({ projectId: project.id, afterSceneId: sceneId, heading: 'Two' });
    shots.create({ sceneId: scene.id, afterShotId: null });
    ofProject.setNumbersLocked(project.id, true);
    expect(numbersOf(studio, project.id)).toEqual(['1A', '1B', '2A']);
    const { shot: between } = shots.create({ sceneId, afterShotId: shotId });
    shots.create({ sceneId, afterShotId: between.id });
    shots.create({ sceneId, afterShotId: second.id });
    expect(numbersOf(studio, project.id)).toEqual(['1A', '1A-1', '1A-2', '1B', '1C', '2A']);
    // The number of a shot that is gone is not given again.
    shots.delete([between.id]);
    shots.create({ sceneId, afterShotId: shotId });
    expect(numbersOf(studio, project.id)).toEqual(['1A', '1A-3', '1A-2', '1B', '1C', '2A']);
    const added = scenes.create({ projectId: project.id, afterSceneId: sceneId, heading: 'New' }).scene;
    shots.create({ sceneId: added.id, afterShotId: null });
    expect(numbersOf(studio, project.id)).toContain('A2A');
    shots.move([second.id], { sceneId: scene.id, afterShotId: null });
    expect(numbersOf(studio, project.id)).toEqual(['1A', '1A-3', '1A-2', '1C', 'A2A', '1B', '2A']);
    ofProject.setNumbersLocked(project.id, false);
    expect(numbersOf(studio, project.id)).toEqual(['1A', '1B', '1C', '1D', '2A', '3A', '3B']);
    history.undo(project.id);
    expect(numbersOf(studio, project.id)).toEqual(['1A', '1A-3', '1A-2', '1C', 'A2A', '1B', '2A']);
  });
});

describe('fields of a project', () => {
  it('are refused under a name that is there, whatever its case', () => {
    const { ofProject, project } = openStudio();
    ofProject.createField(project.id, { name: 'Unit', kind: 'choice', choices: ['A', ' a ', 'B'] });
    expect(ofProject.createField(project.id, { name: 'Reel', kind: 'text', choices: ['x'] }).project).toMatchObject({
      customFieldDefinitions: [{ choices: ['A', 'B'] }, { choices: [] }],
    });
    expect(() => ofProject.createField(project.id, { name: 'unit', kind: 'text', choices: [] })).toThrowError(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
  });
});
