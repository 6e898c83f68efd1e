import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import type { ProjectId, SceneId, ShotId } from '#shared/domain/ids.ts';
import { shotNumbers } from '#shared/domain/numbering.ts';
import { middleOf } from '#shared/domain/shot-parts.ts';
import type { Frames } from '#shared/domain/time.ts';
import { putSound } from '../../../tests/support/put-sound.ts';
import type { ShotPatch } from '#shared/contract/schemas.ts';
import { createTestContext } from '../../../tests/support/test-context.ts';
import { createElementService } from './element-service.ts';
import { createHistoryService } from './history-service.ts';
import { createProjectService } from './project-service.ts';
import { createProjectStructureService } from './project-structure-service.ts';
import { createSceneService } from './scene-service.ts';
import { createScriptService } from './script-service.ts';
import { createShotService } from './shot-service.ts';
import { createSoundService } from './sound-service.ts';
import { createShotStructureService } from './shot-structure-service.ts';
import { createTrashService } from './trash-service.ts';

const format = { frameSize: { widthPx: 1280, heightPx: 720 }, frameRate: { numerator: 24, denominator: 1 } };
const noAssets = {
  get(): never {
    throw new AppError('ASSET_NOT_FOUND', 'none here');
  },
};

const noFiles = {
  assets: {
    commit: () => Promise.reject(new Error('no files here')),
    derived: () => Promise.reject(new Error('no files here')),
  },
  uploads: { takeFile: () => Promise.reject(new Error('no files here')) },
};

function openStudio() {
  const context = createTestContext();
  const projects = createProjectService(context);
  const shots = createShotService(context, noAssets);
  return {
    context,
    projects,
    scenes: createSceneService(context),
    shots,
    shotStructure: createShotStructureService(context, shots),
    structure: createProjectStructureService(context),
    elements: createElementService(context, {
      assets: { commit: () => Promise.reject(new Error('no files here')) },
      uploads: { takeFile: () => Promise.reject(new Error('no files here')) },
    }),
    history: createHistoryService(context),
    sound: createSoundService(context, noFiles),
    scripts: createScriptService(context, { readBytes: () => Promise.reject(new Error('no uploads here')) }),
    trash: createTrashService(context, { cancelJobsOf: async () => {}, eraseUnusedAssets: async () => 0 }),
    project: projects.create({ title: 'Film', ...format }).project,
  };
}

function titles({ projects, project }: ReturnType<typeof openStudio>): string[] {
  return projects.storyboard(project.id).shots.map((shot) => shot.title);
}

describe('projects', () => {
  it('begin with one scene and one shot to write on', () => {
    const { projects, project } = openStudio();
    const { scenes, shots } = projects.storyboard(project.id);
    expect(scenes).toHaveLength(1);
    expect(shots.map((shot) => shot.durationFrames)).toEqual([72]);
  });

  it('go to the trash and come back by undo and by restore', () => {
    const { projects, project, history, trash } = openStudio();
    projects.delete(project.id);
    expect(projects.list()).toEqual([]);
    expect(trash.list().map(({ kind, title }) => ({ kind, title }))).toEqual([{ kind: 'project', title: 'Film' }]);
    history.undo(null);
    expect(projects.list()).toHaveLength(1);
    projects.delete(project.id);
    trash.restore(trash.list());
    expect(projects.list()).toHaveLength(1);
  });

  it('are refused with PROJECT_NOT_FOUND when they are not there', () => {
    const { projects } = openStudio();
    expect(() => projects.storyboard('proj_0000000000000000' as never)).toThrowError(
      expect.objectContaining({ code: 'PROJECT_NOT_FOUND' }),
    );
  });
});

describe('shots', () => {
  it('keep their order when several are moved behind another', () => {
    const studio = openStudio();
    const { shots, projects, project } = studio;
    const { scenes, shots: first } = projects.storyboard(project.id);
    const sceneId = scenes[0]?.id as SceneId;
    let afterShotId = first[0]?.id as ShotId;
    for (const title of ['a', 'b', 'c', 'd']) afterShotId = shots.create({ sceneId, afterShotId, title }).shot.id;
    const byTitle = new Map(projects.storyboard(project.id).shots.map(({ title, id }) => [title, id]));
    const [a, b, d] = ['a', 'b', 'd'].map((title) => byTitle.get(title) as ShotId) as [ShotId, ShotId, ShotId];
    shots.move([b, a], { sceneId, afterShotId: d });
    expect(titles(studio)).toEqual(['', 'c', 'd', 'a', 'b']);
    shots.move([d], { sceneId, afterShotId: null });
    expect(titles(studio)).toEqual(['d', '', 'c', 'a', 'b']);
  });

  it('stay ordered after very many inserts at one spot', () => {
    const studio = openStudio();
    const { shots, projects, project } = studio;
    const { scenes, shots: first } = projects.storyboard(project.id);
    const sceneId = scenes[0]?.id as SceneId;
    const afterShotId = first[0]?.id as ShotId;
    const count = 400;
    for (let index = 0; index < count; index += 1) shots.create({ sceneId, afterShotId, title: String(index) });
    expect(titles(studio)).toEqual(['', ...Array.from({ length: count }, (_, index) => String(count - 1 - index))]);
    const longest = Math.max(...projects.storyboard(project.id).shots.map(({ rank }) => rank.length));
    expect(longest).toBeLessThanOrEqual(40);
  });

  it('are duplicated right behind their originals, without takes', () => {
    const studio = openStudio();
    const { shots, projects, project } = studio;
    const [first] = projects.storyboard(project.id).shots;
    shots.update([first?.id as ShotId], { title: 'one', prompt: 'p' });
    shots.duplicate([first?.id as ShotId]);
    expect(
      projects.storyboard(project.id).shots.map(({ title, prompt, takeCount }) => ({ title, prompt, takeCount })),
    ).toEqual([
      { title: 'one', prompt: 'p', takeCount: 0 },
      { title: 'one', prompt: 'p', takeCount: 0 },
    ]);
  });

  it('get another recipe digest exactly when something changes that a take is made from', () => {
    const { shots, projects, project } = openStudio();
    const id = projects.storyboard(project.id).shots[0]?.id as ShotId;
    const digest = () => shots.get(id).recipeDigest;
    const before = digest();
    shots.update([id], { notes: 'only for people' });
    expect(digest()).toBe(before);
    shots.update([id], { prompt: 'a lighthouse' });
    const changed = digest();
    expect(changed).not.toBe(before);
    shots.update([id], { prompt: '' });
    expect(digest()).toBe(before);
  });
});

describe('undo', () => {
  it('takes one stay in one field as one step', () => {
    const { shots, history, projects, project, context } = openStudio();
    const id = projects.storyboard(project.id).shots[0]?.id as ShotId;
    for (const prompt of ['a', 'ab', 'abc']) {
      shots.update([id], { prompt }, 'prompt 1');
      context.advance(400);
    }
    history.undo(project.id);
    expect(shots.get(id).prompt).toBe('');
    history.redo(project.id);
    expect(shots.get(id).prompt).toBe('abc');
  });

  it('takes back other changes for each of many shots as one step, and refuses all where one is gone', () => {
    const { shots, history, projects, project } = openStudio();
    const first = projects.storyboard(project.id).shots[0]?.id as ShotId;
    const copy = shots.duplicate([first]).shots[0]?.id as ShotId;
    shots.updateEach([
      { shotIds: [first], patch: { title: 'One', tags: ['a'] } },
      { shotIds: [copy], patch: { title: 'Two' } },
      { shotIds: [copy, first], patch: { action: 'Rain.' } },
    ]);
    const read = () => projects.storyboard(project.id).shots.map(({ title, action, tags }) => [title, action, ...tags]);
    expect(read()).toEqual([
      ['One', 'Rain.', 'a'],
      ['Two', 'Rain.'],
    ]);
    expect(history.undo(project.id).undone).toEqual({ key: 'updateShot', count: 2 });
    expect(read()).toEqual([
      ['', ''],
      ['', ''],
    ]);
    history.redo(project.id);
    const gone = [{ shotIds: [first, 'shot_0000000000000000' as ShotId], patch: { title: '' } }];
    expect(() => shots.updateEach(gone)).toThrowError(expect.objectContaining({ code: 'SHOT_NOT_FOUND' }));
    expect(read()[0]).toEqual(['One', 'Rain.', 'a']);
  });

  it('answers the shots that it was about, and whether they came back or moved', () => {
    const { shots, history, projects, project } = openStudio();
    const first = projects.storyboard(project.id).shots[0]?.id as ShotId;
    const copy = shots.duplicate([first]).shots[0]?.id as ShotId;
    const idsOf = (answer: { shots: Array<{ id: ShotId }> }) => answer.shots.map(({ id }) => id);
    shots.update([first], { title: 'One' });
    expect(history.undo(project.id)).toMatchObject({
      ...{ undone: { key: 'editTitle', count: 1 }, isPlacement: false },
      ...{ shotIds: [first], shots: [{ id: first, title: '' }] },
    });
    shots.move([copy], { sceneId: shots.get(first).sceneId, afterShotId: null });
    expect(idsOf(history.undo(project.id))).toEqual([copy]);
    shots.delete([first, copy]);
    expect(idsOf(history.undo(project.id)).toSorted()).toEqual([first, copy].toSorted());
    const redone = history.redo(project.id);
    expect(redone).toMatchObject({ shots: [], isPlacement: true });
    expect(redone.shotIds.toSorted()).toEqual([first, copy].toSorted());
  });

  it('does not lose a take that was made for a shot whose creation is undone and then forgotten', () => {
    const { shots, history, projects, project, context, trash } = openStudio();
    const { scenes } = projects.storyboard(project.id);
    const { shot } = shots.create({ sceneId: scenes[0]?.id as SceneId, afterShotId: null, title: 'paid' });
    context.db
      .prepare(
        `INSERT INTO jobs (id, kind, state, project_id, shot_id, lane, label, payload, position, created_at_ms)
         VALUES ('job_1', 'take.generate', 'done', ?, ?, 'x', 'x', '{}', 1, 1)`,
      )
      .run(project.id, shot.id);
    history.undo(project.id);
    expect(titlesOf(projects, project.id)).not.toContain('paid');
    shots.update([projects.storyboard(project.id).shots[0]?.id as ShotId], { title: 'other' });
    expect(trash.list().map(({ title }) => title)).toContain('paid');
  });

  it('keeps the work in a project whose creation is undone and then forgotten: it goes to the trash', async () => {
    const { shots, history, projects, project, trash } = openStudio();
    shots.update([projects.storyboard(project.id).shots[0]?.id as ShotId], { title: 'a year of work' });
    history.undo(null);
    expect(projects.list()).toEqual([]);
    await trash.empty();
    projects.create({ title: 'Other', ...format });
    expect(trash.list().map(({ title }) => title)).toEqual(['Film']);
    trash.restore(trash.list());
    expect(titlesOf(projects, project.id)).toEqual(['a year of work']);
  });

  it('leaves nothing of a project that was made, undone and never worked on', () => {
    const { history, projects, context, trash } = openStudio();
    history.undo(null);
    projects.create({ title: 'Other', ...format });
    expect(trash.list()).toEqual([]);
    expect(context.db.prepare('SELECT count(*) AS count FROM projects').get()).toEqual({ count: 1 });
  });

  it('brings a project back as it was left, not as it was made', () => {
    const { shots, history, projects, project, trash } = openStudio();
    const [first] = projects.storyboard(project.id).shots;
    shots.duplicate([first?.id as ShotId]);
    shots.delete([first?.id as ShotId]);
    history.undo(null);
    history.redo(null);
    expect(projects.storyboard(project.id).shots).toHaveLength(1);
    expect(trash.list()).toHaveLength(1);
  });

  it('gives back the identical library after any edits and as many undos, and redo the edited one', () => {
    fc.assert(
      fc.property(fc.array(anEdit, { minLength: 1, maxLength: 25 }), (edits) => {
        const studio = openStudio();
        const { context, history, project } = studio;
        const before = context.snapshot();
        let steps = 0;
        for (const change of edits) {
          const had = JSON.stringify(context.snapshot());
          change(studio);
          context.advance(60_000);
          if (JSON.stringify(context.snapshot()) !== had) steps += 1;
        }
        const after = context.snapshot();
        let undone = 0;
        while (history.undo(project.id).undone) undone += 1;
        expect(undone).toBeGreaterThanOrEqual(steps);
        expect(context.snapshot()).toEqual(before);
        while (history.redo(project.id).redone);
        expect(context.snapshot()).toEqual(after);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps every locked number through any edits, and gives no number twice', () => {
    const creations = fc.array(anEdit, { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(creations, creations, (before, after) => {
        const studio = openStudio();
        const { projects, project, structure } = studio;
        for (const change of before) change(studio);
        structure.setNumbersLocked(project.id, true);
        const numbers = () => {
          const { scenes, shots } = projects.storyboard(project.id);
          return shotNumbers(scenes, shots);
        };
        const locked = numbers();
        for (const change of after) {
          change(studio);
          if (!projects.get(project.id).areNumbersLocked) return;
          for (const [id, number] of numbers()) if (locked.has(id)) expect(number).toBe(locked.get(id));
        }
        const now = [...numbers()].filter(([id]) => !locked.has(id)).map(([, number]) => number);
        expect(new Set([...now, ...locked.values()]).size).toBe(now.length + new Set(locked.values()).size);
      }),
      { numRuns: 40 },
    );
  });
});

function titlesOf(projects: ReturnType<typeof createProjectService>, projectId: ProjectId): string[] {
  return projects.storyboard(projectId).shots.map(({ title }) => title);
}

type Studio = ReturnType<typeof openStudio>;
type Change = (studio: Studio) => void;

/** Picks a live shot or scene by a number, whatever happened before. */
function pick<Item>(items: Item[], seed: number): Item | undefined {
  return items[seed % Math.max(1, items.length)];
}

const whole = { left: 0, top: 0, size: 1 };
const structurePatches = [
  { shotSize: 'wide', angle: 'low', lensMm: 35, action: 'She turns.' },
  { framing: { start: whole, end: { left: 0.25, top: 0, size: 0.5 }, easing: 'linear' }, lensMm: null },
  { tags: ['night', 'stunt'], colour: 'teal', status: 'review' },
  { customFields: { field_0000000000000001: 'Unit B', field_0000000000000002: null }, status: 'omitted' },
  { framing: null, tags: [], colour: null, dialogue: 'MARA: One.\nMARA: Two.' },
] as ShotPatch[];

const anEdit: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(fc.nat(50), fc.string()).map(
    ([seed, title]): Change =>
      ({ shots, projects, project }) => {
        const shot = pick(projects.storyboard(project.id).shots, seed);
        if (shot) shots.update([shot.id], { title, durationFrames: ((seed % 90) + 1) as Frames });
      },
  ),
  fc.tuple(fc.nat(50), fc.string()).map(
    ([seed, title]): Change =>
      ({ shots, projects, project }) => {
        const board = projects.storyboard(project.id);
        const scene = pick(board.scenes, seed);
        const inScene = board.shots.filter(({ sceneId }) => sceneId === scene?.id);
        if (scene) shots.create({ sceneId: scene.id, afterShotId: pick(inScene, seed)?.id ?? null, title });
      },
  ),
  fc.nat(50).map(
    (seed): Change =>
      ({ shots, projects, project }) => {
        const shot = pick(projects.storyboard(project.id).shots, seed);
        if (shot) shots.delete([shot.id]);
      },
  ),
  fc.nat(50).map(
    (seed): Change =>
      ({ shots, projects, project }) => {
        const shot = pick(projects.storyboard(project.id).shots, seed);
        if (shot) shots.duplicate([shot.id]);
      },
  ),
  fc.tuple(fc.nat(50), fc.nat(50)).map(
    ([from, to]): Change =>
      ({ shots, projects, project }) => {
        const board = projects.storyboard(project.id);
        const [shot, target, scene] = [pick(board.shots, from), pick(board.shots, to), pick(board.scenes, to)];
        if (!shot || !scene) return;
        const afterShotId = target && target.sceneId === scene.id ? target.id : null;
        shots.move([shot.id], { sceneId: scene.id, afterShotId });
      },
  ),
  fc.nat(50).map(
    (seed): Change =>
      ({ scenes, projects, project }) => {
        const scene = pick(projects.storyboard(project.id).scenes, seed);
        if (seed % 3 === 0)
          scenes.create({ projectId: project.id, afterSceneId: scene?.id ?? null, heading: `S${seed}` });
        else if (seed % 3 === 1 && scene) scenes.delete([scene.id]);
        else if (scene) scenes.move(scene.id, null);
      },
  ),
  fc.nat(50).map(
    (seed): Change =>
      ({ scripts, project }) => {
        const text = `INT. ROOM ${seed} - DAY\n\nA door opens.\n\nMARA\nYes.\n`;
        const bytes = new TextEncoder().encode(text);
        const durationRule = project.durationRule;
        scripts.importBytes(
          { fileName: 'a.fountain', bytes },
          { projectId: project.id, title: '', durationRule, ...format },
        );
      },
  ),
  fc.tuple(fc.nat(50), fc.nat(5)).map(
    ([seed, what]): Change =>
      (studio) =>
        editSound(studio, seed, what),
  ),
  fc.nat(50).map(
    (seed): Change =>
      ({ projects, project }) => {
        projects.update(project.id, { title: `T${seed}`, styleNotes: seed % 2 ? 'dark' : '' });
      },
  ),
  fc.tuple(fc.nat(50), fc.constantFrom(...structurePatches)).map(
    ([seed, patch]): Change =>
      ({ shots, projects, project }) => {
        const board = projects.storyboard(project.id);
        const some = board.shots.filter((_, index) => (index + seed) % 3 === 0).map(({ id }) => id);
        if (some.length > 0) shots.update(some, patch);
      },
  ),
  fc.nat(50).map(
    (seed): Change =>
      ({ shotStructure, projects, project }) => {
        const shot = pick(projects.storyboard(project.id).shots, seed);
        if (!shot || shot.durationFrames < 2) return;
        shotStructure.split(shot.id, { ...middleOf(shot), atFrame: (seed % (shot.durationFrames - 1)) + 1 });
      },
  ),
  fc.tuple(fc.nat(50), fc.integer({ min: 2, max: 4 })).map(
    ([seed, count]): Change =>
      ({ shotStructure, projects, project }) => {
        const board = projects.storyboard(project.id);
        const scene = pick(board.scenes, seed);
        const run = board.shots.filter(({ sceneId }) => sceneId === scene?.id).slice(seed % 3, (seed % 3) + count);
        if (run.length > 1) shotStructure.merge(run.map(({ id }) => id));
      },
  ),
  fc.tuple(fc.nat(50), fc.constantFrom('copy', 'cut')).map(
    ([seed, mode]): Change =>
      ({ shotStructure, projects, project }) => {
        const board = projects.storyboard(project.id);
        const scene = pick(board.scenes, seed);
        const some = board.shots.filter((_, index) => (index + seed) % 2 === 0).map(({ id }) => id);
        if (!scene || some.length === 0) return;
        shotStructure.paste({ shotIds: some, mode, sceneId: scene.id, afterShotId: null, withElements: true });
      },
  ),
  fc.boolean().map(
    (areLocked): Change =>
      ({ structure, project }) => {
        structure.setNumbersLocked(project.id, areLocked);
      },
  ),
  fc.nat(50).map(
    (seed): Change =>
      ({ structure, projects, project }) => {
        const fields = projects.get(project.id).customFieldDefinitions;
        const field = pick(fields, seed);
        const isNew = !fields.some(({ name }) => name === `F${seed}`);
        if (field && seed % 3 === 0) structure.deleteField(project.id, field.id);
        else if (field && isNew && seed % 3 === 1) structure.updateField(project.id, field.id, { name: `F${seed}` });
        else if (isNew) structure.createField(project.id, { name: `F${seed}`, kind: 'text', choices: [] });
      },
  ),
);

/** One edit of the lanes, or of the clips on them. */
function editSound({ context, projects, project, sound }: Studio, seed: number, what: number): void {
  const { lanes, clips } = sound.get(project.id);
  const [lane, clip] = [pick(lanes, seed), pick(clips, seed)];
  const shot = pick(projects.storyboard(project.id).shots, seed);
  const anchor = { anchorShotId: seed % 2 === 0 ? (shot?.id ?? null) : null, offsetFrames: seed };
  if (what === 0 || !lane) {
    sound.createLane({ projectId: project.id, kind: seed % 2 === 0 ? 'effects' : 'music', name: `L${seed}` });
  } else if (what === 1 || !clip) {
    putSound(context, { projectId: project.id, laneId: lane.id, anchor });
  } else if (what === 2) {
    sound.updateClip(clip.id, { anchor, gainDb: seed - 60, trimOutMs: 100 * seed, laneId: lane.id });
  } else if (what === 3) {
    const atSourceMs = Math.floor((clip.trimInMs + clip.trimOutMs) / 2);
    if (atSourceMs > clip.trimInMs) sound.splitClip({ clipId: clip.id, atSourceMs, anchor });
  } else if (what === 4) {
    if (seed % 3 === 0) sound.deleteLane(lane.id);
    else sound.deleteClips([clip.id]);
  } else {
    sound.updateLane(lane.id, { gainDb: -seed, isMuted: seed % 2 === 0 });
    sound.moveLane(lane.id, null);
  }
}

describe('scenes', () => {
  it('keep their numbers while those are locked, and get others only before and after', () => {
    const { scenes, structure, projects, project, history } = openStudio();
    const sceneId = projects.storyboard(project.id).scenes[0]?.id as SceneId;
    scenes.update(sceneId, { sceneNumber: '1' }, 'number');
    scenes.update(sceneId, { sceneNumber: '12' }, 'number');
    structure.setNumbersLocked(project.id, true);
    expect(() => scenes.update(sceneId, { sceneNumber: '13' })).toThrowError(
      expect.objectContaining({ code: 'NUMBERS_LOCKED' }),
    );
    expect(scenes.update(sceneId, { sceneNumber: '12', heading: 'PIER' }).scene.lockedNumber).toBe('12');
    structure.setNumbersLocked(project.id, false);
    expect(scenes.update(sceneId, { sceneNumber: null }).scene.sceneNumber).toBeNull();
    for (let step = 0; step < 5; step += 1) history.undo(project.id);
    expect(projects.storyboard(project.id).scenes[0]?.sceneNumber).toBeNull();
  });

  it('are refused with PROJECT_NOT_FOUND where the project is in the trash or never was', () => {
    const { scenes, projects, project } = openStudio();
    projects.delete(project.id);
    for (const projectId of [project.id, 'proj_0000000000000000' as ProjectId]) {
      expect(() => scenes.create({ projectId, afterSceneId: null, heading: '' })).toThrowError(
        expect.objectContaining({ code: 'PROJECT_NOT_FOUND' }),
      );
    }
  });
});

describe('the trash', () => {
  it('restores many records of a project as one step', () => {
    const { shots, projects, project, trash, history } = openStudio();
    const [first] = projects.storyboard(project.id).shots;
    shots.duplicate([first?.id as ShotId]);
    for (const { id } of projects.storyboard(project.id).shots) shots.delete([id]);
    trash.restore(trash.list());
    expect(history.state(project.id).undo).toEqual({ key: 'restore', count: 2 });
    expect(projects.storyboard(project.id).shots).toHaveLength(2);
    history.undo(project.id);
    expect(projects.storyboard(project.id).shots).toHaveLength(0);
  });

  it('gives shots back with digests of the elements as they are by then, and undo the ones of before', () => {
    const { scenes, shots, elements, projects, project, trash, history } = openStudio();
    const { element } = elements.create({ projectId: project.id, kind: 'character', name: 'Mara' });
    const [first] = projects.storyboard(project.id).shots;
    shots.update([first?.id as ShotId], { prompt: '@Mara waits.' });
    const [copy] = shots.duplicate([first?.id as ShotId]).shots;
    const other = scenes.create({ projectId: project.id, afterSceneId: null, heading: '' }).scene;
    shots.move([copy?.id as ShotId], { sceneId: other.id, afterShotId: null });
    shots.delete([first?.id as ShotId]);
    scenes.delete([other.id]);
    elements.update(element.id, { description: 'In a red coat.' });
    trash.restore(trash.list());
    const digests = () => projects.storyboard(project.id).shots.map(({ recipeDigest }) => recipeDigest);
    const restored = digests();
    for (const { id } of projects.storyboard(project.id).shots) shots.update([id], { notes: 'Only for people.' });
    expect(digests()).toEqual(restored);
    for (const _ of restored) history.undo(project.id);
    expect(digests()).toEqual(restored);
  });

  it('keeps what goes into it while the jobs of the rest are being ended', async () => {
    const { context, shots, projects, project } = openStudio();
    const [first] = projects.storyboard(project.id).shots;
    const [copy] = shots.duplicate([first?.id as ShotId]).shots;
    shots.delete([first?.id as ShotId]);
    const trash = createTrashService(context, {
      async cancelJobsOf() {
        context.advance(1);
        shots.delete([copy?.id as ShotId]);
      },
      eraseUnusedAssets: async () => 0,
    });
    expect(await trash.empty()).toMatchObject({ erasedCount: 1 });
    expect(trash.list().map(({ id }) => id)).toEqual([copy?.id]);
  });

  it('takes the ended jobs of erased shots with it, so that nothing names their files any more', async () => {
    const { shots, projects, project, trash, context } = openStudio();
    const [shot] = projects.storyboard(project.id).shots;
    const addJob = context.db.prepare(
      `INSERT INTO jobs (id, kind, state, project_id, shot_id, lane, label, payload, checkpoint, position, created_at_ms)
       VALUES (?, ?, ?, ?, ?, 'x', 'x', '{}', '{"assetId":"asset_0123456789abcdef"}', 1, 1)`,
    );
    addJob.run('ended', 'take.generate', 'done', project.id, shot?.id);
    addJob.run('going on', 'take.generate', 'processing', project.id, shot?.id);
    addJob.run('film', 'film.export', 'done', project.id, null);
    shots.delete([shot?.id as ShotId]);
    await trash.empty();
    expect(context.db.prepare('SELECT id FROM jobs ORDER BY id').all()).toEqual([{ id: 'film' }, { id: 'going on' }]);
  });

  it('leaves no undo step behind for an erased project', async () => {
    const { projects, project, trash, history } = openStudio();
    projects.delete(project.id);
    await trash.empty();
    expect(history.state(null)).toEqual({ undo: null, redo: null });
  });

  it('restores a scene with the shots that went with it, and erases for good when emptied', async () => {
    const { scenes, projects, project, trash, history } = openStudio();
    const [scene] = projects.storyboard(project.id).scenes;
    scenes.delete([scene?.id as SceneId]);
    expect(projects.storyboard(project.id).shots).toEqual([]);
    expect(trash.list().map(({ kind }) => kind)).toEqual(['scene']);
    trash.restore(trash.list());
    expect(projects.storyboard(project.id).shots).toHaveLength(1);
    scenes.delete([scene?.id as SceneId]);
    expect(await trash.empty()).toEqual({ erasedCount: 1, freedBytes: 0 });
    expect(trash.list()).toEqual([]);
    expect(history.undo(project.id).undone).toBeNull();
    expect(projects.storyboard(project.id)).toMatchObject({ scenes: [], shots: [] });
  });
});
