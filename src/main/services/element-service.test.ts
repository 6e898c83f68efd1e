import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shotToRow } from '#main/db/shot-repository.ts';
import { elementKinds, mostElementReferences, mostElements, type StoryElement } from '#shared/domain/element.ts';
import type { AssetId, ElementId, ProjectId, SceneId, ShotId, UploadId } from '#shared/domain/ids.ts';
import type { MediaAsset } from '#shared/domain/records.ts';
import { createTestContext } from '../../../tests/support/test-context.ts';
import { createElementService } from './element-service.ts';
import { createHistoryService } from './history-service.ts';
import { aShot } from './new-records.ts';
import { createProjectService } from './project-service.ts';
import { createShotService } from './shot-service.ts';
import { createTrashService } from './trash-service.ts';

const format = { frameSize: { widthPx: 1280, heightPx: 720 }, frameRate: { numerator: 24, denominator: 1 } };

function openStudio() {
  const context = createTestContext();
  const projects = createProjectService(context);
  let kind: MediaAsset['kind'] = 'image';
  const assets = {
    get: (id: AssetId) => ({ id, kind: 'image' }) as MediaAsset,
    // The same upload is the same file.
    commit: async ({ path }: { path: string }) => {
      return { id: `asset_${path.slice(3)}` as AssetId, kind, mime: `${kind}/test` } as MediaAsset;
    },
  };
  const { project } = projects.create({ title: 'Film', ...format });
  const elements = createElementService(context, {
    assets,
    uploads: {
      takeFile: async (uploadId) => ({
        staged: { path: uploadId, discard: async () => {} },
        fileName: 'mara.png',
        sizeBytes: 1,
      }),
    },
  });
  const shots = createShotService(context, assets);
  const [first] = projects.storyboard(project.id).shots;
  const shotId = first?.id as ShotId;
  return {
    context,
    projects,
    elements,
    shots,
    project,
    shotId,
    sceneId: first?.sceneId as SceneId,
    history: createHistoryService(context),
    trash: createTrashService(context, { cancelJobsOf: async () => {}, eraseUnusedAssets: async () => 0 }),
    make: (name: string, elementKind: StoryElement['kind'] = 'character') =>
      elements.create({ projectId: project.id, kind: elementKind, name }).element.id,
    write: (prompt: string, id = shotId) => shots.update([id], { prompt }),
    digest: (id = shotId) => shots.get(id).recipeDigest,
    names: () => elements.list(project.id).map(({ name }) => name),
    takeKind(next: MediaAsset['kind']) {
      kind = next;
    },
  };
}

const anUpload = (number: number) => `up_${String(number).padStart(16, '0')}` as UploadId;

describe('elements', () => {
  it('are made in order, changed, and go to the trash, each a step that can be taken back', () => {
    const { elements, make, names, history, project, trash } = openStudio();
    const mara = make('mara');
    make('old_lamp', 'prop');
    elements.update(mara, { description: 'sixty', consentNote: { who: 'M. Roth' } });
    elements.update(mara, { consentNote: { when: '2026-11-20' } });
    expect(elements.list(project.id)[0]).toMatchObject({
      description: 'sixty',
      consentNote: { who: 'M. Roth', when: '2026-11-20', what: '' },
    });
    elements.delete([mara]);
    expect(names()).toEqual(['old_lamp']);
    expect(trash.list().map(({ kind, title }) => ({ kind, title }))).toEqual([{ kind: 'element', title: '@mara' }]);
    expect(history.state(project.id).undo).toEqual({ key: 'deleteElement', count: 1 });
    history.undo(project.id);
    expect(names()).toEqual(['mara', 'old_lamp']);
    for (let step = 0; step < 4; step += 1) history.undo(project.id);
    expect(names()).toEqual([]);
    history.redo(project.id);
    expect(names()).toEqual(['mara']);
  });

  it('have one name each in a project, whatever the case of its letters', () => {
    const { elements, make, projects, names } = openStudio();
    const mara = make('Mara');
    const jon = make('jon');
    expect(() => make('MARA')).toThrowError(expect.objectContaining({ code: 'ELEMENT_NAME_TAKEN' }));
    expect(() => elements.update(jon, { name: 'mara' })).toThrowError(
      expect.objectContaining({ code: 'ELEMENT_NAME_TAKEN' }),
    );
    elements.update(mara, { name: 'mara' });
    const other = projects.create({ title: 'Other', ...format }).project;
    elements.create({ projectId: other.id, kind: 'place', name: 'mara' });
    expect(names()).toEqual(['mara', 'jon']);
  });

  it('are at most as many as a project keeps', () => {
    const { make, names, context, elements, project, trash } = openStudio();
    make('first');
    const copies = context.db.prepare<[number]>(
      `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)
       INSERT INTO elements SELECT e.id || n, project_id, kind, name || n, name_key || n, description,
         is_in_every_prompt, consent_note, reference_asset_ids, rank, digest, created_at_ms, updated_at_ms, NULL
       FROM elements AS e, numbers`,
    );
    copies.run(mostElements - 1);
    expect(() => make('one_more')).toThrowError(expect.objectContaining({ code: 'ELEMENTS_FULL' }));
    expect(names()).toHaveLength(mostElements);
    const [deleted] = elements.list(project.id);
    elements.delete(deleted ? [deleted.id] : []);
    make('in_its_place');
    expect(() => trash.restore(trash.list())).toThrowError(expect.objectContaining({ code: 'ELEMENTS_FULL' }));
    expect(trash.list()).toHaveLength(1);
    expect(names()).toHaveLength(mostElements);
  });

  it('are in every prompt only while they are styles', () => {
    const { elements, make } = openStudio();
    const noir = make('noir', 'style');
    expect(elements.update(noir, { isInEveryPrompt: true }).element.isInEveryPrompt).toBe(true);
    expect(elements.update(noir, { kind: 'place' }).element.isInEveryPrompt).toBe(false);
    expect(elements.update(noir, { isInEveryPrompt: true }).element.isInEveryPrompt).toBe(false);
  });

  it('that are not there are refused', () => {
    const { elements } = openStudio();
    const gone = 'elem_0000000000000000' as ElementId;
    const notFound = expect.objectContaining({ code: 'ELEMENT_NOT_FOUND' });
    expect(() => elements.update(gone, {})).toThrowError(notFound);
    expect(() => elements.delete([gone])).toThrowError(notFound);
    expect(() => elements.mentions(gone)).toThrowError(notFound);
    expect(() =>
      elements.create({ projectId: 'proj_0000000000000000' as ProjectId, kind: 'prop', name: 'x' }),
    ).toThrowError(expect.objectContaining({ code: 'PROJECT_NOT_FOUND' }));
  });

  it('come back from the trash under another name where theirs is taken, and are erased with it', async () => {
    const { elements, make, trash, names, context, project, history } = openStudio();
    elements.delete([make('mara')]);
    make('MARA');
    trash.restore(trash.list());
    expect(names().toSorted()).toEqual(['MARA', 'mara-2']);
    history.undo(project.id);
    expect(names()).toEqual(['MARA']);
    expect(await trash.empty()).toMatchObject({ erasedCount: 1 });
    expect(context.db.prepare(`SELECT name FROM elements`).all()).toEqual([{ name: 'MARA' }]);
  });
});

describe('a name', () => {
  it('that changes changes where somebody of that name speaks or is spoken of, and undo takes it back', () => {
    const { elements, make, shots, shotId, history, project } = openStudio();
    const mara = make('mara');
    const dialogue = 'MARA (V.O.): Ten.\nTOM: Mara! @mara!\nMARAT: No.';
    shots.update([shotId], { dialogue });
    const { recipeDigest } = shots.get(shotId);
    elements.update(mara, { name: 'old_ida' });
    expect(shots.get(shotId).dialogue).toBe('OLD IDA (V.O.): Ten.\nTOM: Mara! @old_ida!\nMARAT: No.');
    expect(shots.get(shotId).recipeDigest).not.toBe(recipeDigest);
    history.undo(project.id);
    expect(shots.get(shotId)).toMatchObject({ dialogue, recipeDigest });
  });

  it('that changes changes in every prompt in the same step, also in the trash', () => {
    const { elements, make, shots, sceneId, shotId, history, project, write, names } = openStudio();
    const mara = make('mara');
    write('@Mara and @mara_old; @mara.');
    const { shot } = shots.create({ sceneId, afterShotId: shotId, prompt: 'Only @mara' });
    shots.delete([shot.id]);
    elements.update(mara, { name: 'Ida' });
    expect(shots.get(shotId).prompt).toBe('@Ida and @mara_old; @Ida.');
    expect(history.state(project.id).undo).toEqual({ key: 'renameElement', count: 1 });
    history.undo(project.id);
    expect([names(), shots.get(shotId).prompt]).toEqual([['mara'], '@Mara and @mara_old; @mara.']);
    history.redo(project.id);
    history.undo(project.id);
    history.undo(project.id);
    history.redo(project.id);
    elements.update(mara, { name: 'Ida' });
    history.undo(project.id);
    history.undo(project.id);
    expect(shots.get(shot.id).prompt).toBe('Only @mara');
  });

  it('leads to the shots that say it, in their order', () => {
    const { elements, make, shots, sceneId, shotId, write } = openStudio();
    const mara = make('mara');
    write('@MARA waits');
    shots.create({ sceneId, afterShotId: shotId, title: 'Nobody', prompt: 'mara@mara.example' });
    shots.create({ sceneId, afterShotId: null, title: 'First', prompt: 'The lamp and @mara.' });
    expect(elements.mentions(mara).map(({ shotNumber, title }) => `${shotNumber} ${title}`)).toEqual([
      '1A First',
      '1B ',
    ]);
  });
});

describe('stills', () => {
  it('are added, ordered and removed, each a step that can be taken back', async () => {
    const { elements, make, history, project } = openStudio();
    const mara = make('mara');
    const stills = () =>
      elements
        .list(project.id)[0]
        ?.referenceAssetIds.map((id) => id.at(-1))
        .join('');
    for (const number of [1, 2, 3, 2]) await elements.addReference(mara, anUpload(number));
    expect(stills()).toBe('123');
    const assetOf = (number: number) => `asset_${String(number).padStart(16, '0')}` as AssetId;
    elements.moveReference(mara, assetOf(3), assetOf(1));
    expect(stills()).toBe('312');
    elements.moveReference(mara, assetOf(3), null);
    expect(stills()).toBe('123');
    elements.removeReference(mara, assetOf(2));
    elements.removeReference(mara, assetOf(9));
    expect(stills()).toBe('13');
    expect(() => elements.moveReference(mara, assetOf(2), null)).toThrowError(
      expect.objectContaining({ code: 'ASSET_NOT_FOUND' }),
    );
    for (const expected of ['123', '312', '123', '12']) {
      history.undo(project.id);
      expect(stills()).toBe(expected);
    }
  });

  it('are pictures, and at most as many as an element keeps', async () => {
    const { elements, make, takeKind } = openStudio();
    const mara = make('mara');
    takeKind('audio');
    await expect(elements.addReference(mara, anUpload(1))).rejects.toMatchObject({ code: 'MEDIA_TYPE_NOT_SUPPORTED' });
    takeKind('image');
    for (let number = 0; number < mostElementReferences; number += 1) {
      await elements.addReference(mara, anUpload(number));
    }
    await expect(elements.addReference(mara, anUpload(99))).rejects.toMatchObject({ code: 'ELEMENT_PICTURES_FULL' });
  });
});

describe('a digest', () => {
  it('of a shot that names nothing is what it was before there were elements', () => {
    const { make, elements, digest, write } = openStudio();
    write('A lighthouse.');
    const before = digest();
    const noir = make('noir', 'style');
    elements.update(noir, { description: 'hard shadows' });
    expect(digest()).toBe(before);
    write('@nobody');
    const unknown = digest();
    make('somebody');
    expect(digest()).toBe(unknown);
  });

  it('changes exactly when something changes that its prompt takes from an element', async () => {
    const { make, elements, digest, write, history, project } = openStudio();
    write('@mara waits.');
    const seen = [digest()];
    const mara = make('mara');
    const changes = async (work: () => unknown) => {
      await work();
      expect(seen).not.toContain(digest());
      seen.push(digest());
    };
    expect(digest()).not.toBe(seen[0]);
    seen.push(digest());
    await changes(() => elements.update(mara, { description: 'sixty' }));
    await changes(() => elements.addReference(mara, anUpload(1)));
    await changes(() => elements.update(mara, { name: 'ida' }));
    elements.update(mara, { consentNote: { who: 'M. Roth' }, kind: 'prop' });
    expect(digest()).toBe(seen.at(-1));
    elements.delete([mara]);
    expect(seen).not.toContain(digest());
    history.undo(project.id);
    history.undo(project.id);
    for (const earlier of seen.toReversed()) {
      expect(digest()).toBe(earlier);
      history.undo(project.id);
    }
  });

  it('of every shot follows a style that is in every prompt', () => {
    const { make, elements, digest, shots, sceneId, shotId } = openStudio();
    const before = digest();
    const noir = make('noir', 'style');
    elements.update(noir, { isInEveryPrompt: true });
    const during = digest();
    expect(during).not.toBe(before);
    const added = shots.create({ sceneId, afterShotId: shotId }).shot;
    expect(added.recipeDigest).toBe(during);
    elements.update(noir, { description: 'hard shadows' });
    expect(digest()).not.toBe(during);
    elements.update(noir, { isInEveryPrompt: false });
    expect([digest(), digest(added.id)]).toEqual([before, before]);
  });

  it('of a shot in the trash is up to date when it comes back', () => {
    const { make, elements, shots, shotId, sceneId, trash, write, digest } = openStudio();
    const mara = make('mara');
    write('@mara');
    const { shot } = shots.create({ sceneId, afterShotId: shotId, prompt: '@mara' });
    shots.delete([shot.id]);
    elements.update(mara, { description: 'sixty' });
    trash.restore([{ kind: 'shot', id: shot.id }]);
    expect(digest(shot.id)).toBe(digest());
  });

  it('holds nothing any more of an element that was erased, also after undo and redo', async () => {
    const { elements, make, write, history, project, trash, shots, shotId } = openStudio();
    const digest = () => shots.get(shotId).recipeDigest;
    write('@mara waits.');
    const without = digest();
    const elementId = make('mara');
    expect(digest()).not.toBe(without);
    write('@mara waits here.');
    elements.delete([elementId]);
    const alone = digest();
    await trash.empty();
    history.undo(project.id);
    expect(digest()).toBe(alone);
    history.undo(project.id);
    expect([shots.get(shotId).prompt, digest()]).toEqual(['@mara waits.', without]);
    history.redo(project.id);
    expect(digest()).toBe(alone);
  });

  it('is what it would be if the shot were written now, after whatever was done and taken back', async () => {
    const names = ['mara', 'Ida', 'jon'];
    const command = fc.oneof(
      fc.record({
        do: fc.constant('make' as const),
        name: fc.constantFrom(...names),
        kind: fc.constantFrom(...elementKinds),
      }),
      fc.record({ do: fc.constant('rename' as const), at: fc.nat(3), name: fc.constantFrom(...names) }),
      fc.record({ do: fc.constant('describe' as const), at: fc.nat(3), description: fc.constantFrom('a', '@jon') }),
      fc.record({ do: fc.constant('spread' as const), at: fc.nat(3), isInEveryPrompt: fc.boolean() }),
      fc.record({ do: fc.constant('delete' as const), at: fc.nat(3) }),
      fc.record({ do: fc.constant('write' as const), prompt: fc.constantFrom('', '@mara @jon', '@ida', 'x @JON') }),
      fc.record({ do: fc.constant('restore' as const) }),
      fc.record({ do: fc.constant('empty' as const) }),
      fc.record({ do: fc.constant('undo' as const) }),
      fc.record({ do: fc.constant('redo' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 25 }), async (commands) => {
        const { elements, make, write, history, project, trash, shots, shotId, context } = openStudio();
        const at = (index: number) => elements.list(project.id)[index]?.id ?? ('elem_0000000000000000' as ElementId);
        for (const step of commands) {
          try {
            if (step.do === 'make') make(step.name, step.kind);
            if (step.do === 'rename') elements.update(at(step.at), { name: step.name });
            if (step.do === 'describe') elements.update(at(step.at), { description: step.description });
            if (step.do === 'spread') elements.update(at(step.at), { isInEveryPrompt: step.isInEveryPrompt });
            if (step.do === 'delete') elements.delete([at(step.at)]);
            if (step.do === 'write') write(step.prompt);
            if (step.do === 'restore') trash.restore(trash.list());
            if (step.do === 'empty') await trash.empty();
          } catch (error) {
            expect(error).toMatchObject({ code: expect.stringMatching(/^ELEMENT_(NOT_FOUND|NAME_TAKEN)$/) });
          }
          if (step.do === 'undo') history.undo(project.id);
          if (step.do === 'redo') history.redo(project.id);
        }
        const { prompt, recipeDigest } = shots.get(shotId);
        const before = context.snapshot();
        write(`${prompt} `);
        write(prompt);
        expect(shots.get(shotId).recipeDigest).toBe(recipeDigest);
        history.undo(project.id);
        history.undo(project.id);
        expect(context.snapshot()).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });
});

it('edits an element that thousands of shots name in one step that can be taken back', () => {
  const { context, elements, make, project, sceneId, history } = openStudio();
  const mara = make('mara');
  const row = (number: number) =>
    shotToRow(
      aShot({
        id: context.ids.create('shot'),
        scene: { id: sceneId, projectId: project.id },
        rank: `b${String(number).padStart(5, '0')}`,
        frameRate: format.frameRate,
        prompt: `@mara walks past house ${number}. `.repeat(4),
        nowMs: 1,
      }),
    );
  for (let number = 0; number < 2_000; number += 1) {
    const columns = row(number);
    const names = Object.keys(columns);
    context.db
      .prepare(`INSERT INTO shots (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
      .run(...Object.values(columns));
  }
  const digests = () => context.db.prepare(`SELECT id, recipe_digest, prompt FROM shots ORDER BY id`).all();
  elements.update(mara, { description: 'sixty' });
  const before = digests();
  elements.update(mara, { description: 'seventy' });
  elements.update(mara, { name: 'ida' });
  expect(digests()).not.toEqual(before);
  history.undo(project.id);
  history.undo(project.id);
  expect(digests()).toEqual(before);
});
