import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { parseDialogue } from '#shared/domain/dialogue.ts';
import type { ProjectId, SceneId, ShotId } from '#shared/domain/ids.ts';
import type { SearchHit } from '#shared/domain/search.ts';
import { holdsWords, wordsToFind } from '#shared/domain/search-text.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { createTestContext } from '../../../tests/support/test-context.ts';
import { createElementService } from './element-service.ts';
import { createHistoryService } from './history-service.ts';
import { createProjectService } from './project-service.ts';
import { createSceneService } from './scene-service.ts';
import { markText } from './search-ranking.ts';
import { createSearchService } from './search-service.ts';
import { createShotService } from './shot-service.ts';
import { createTakeService } from './take-service.ts';
import { createTrashService } from './trash-service.ts';

const format = { frameSize: { widthPx: 1280, heightPx: 720 }, frameRate: { numerator: 24, denominator: 1 } };
const refuse = (): never => {
  throw new AppError('ASSET_NOT_FOUND', 'none here');
};

const opened: Array<{ close(): void }> = [];
afterEach(() => {
  for (const search of opened.splice(0)) search.close();
});

function openStudio() {
  const context = createTestContext();
  const errors: unknown[] = [];
  const search = createSearchService(context, {
    later: (work) => setImmediate(work),
    onError: (error) => errors.push(error),
  });
  opened.push(search);
  const projects = createProjectService(context);
  let takeCount = 0;
  return {
    context,
    errors,
    search,
    projects,
    scenes: createSceneService(context),
    shots: createShotService(context, { get: refuse }),
    elements: createElementService(context, { assets: { commit: refuse }, uploads: { takeFile: refuse } }),
    takes: createTakeService(context),
    history: createHistoryService(context),
    trash: createTrashService(context, { cancelJobsOf: async () => {}, eraseUnusedAssets: async () => 0 }),
    addProject(title: string) {
      const { project } = projects.create({ title, ...format });
      const { scenes, shots } = projects.storyboard(project.id);
      return { id: project.id, sceneId: scenes[0]?.id as SceneId, shotId: shots[0]?.id as ShotId };
    },
    addTake(shotId: ShotId, note: string) {
      takeCount += 1;
      const id = context.ids.create('take');
      const assetId = context.ids.create('asset');
      context.db
        .prepare(
          `INSERT INTO media_assets (id, sha256, kind, mime, extension, size_bytes, original_name, created_at_ms)
           VALUES (?, ?, 'video', 'video/mp4', 'mp4', 1, '', 1)`,
        )
        .run(assetId, String(takeCount).padStart(64, '0'));
      context.db
        .prepare(
          `INSERT INTO takes (id, project_id, shot_id, take_number, asset_id, job_id, connection_id, model_id,
             duration_frames, width_px, height_px, frame_rate_numerator, frame_rate_denominator,
             has_burnt_in_subtitles, recipe, recipe_digest, created_at_ms, note)
           SELECT ?, project_id, id, (SELECT count(*) + 1 FROM takes WHERE shot_id = shots.id), ?, ?, 'conn',
             'veo-3.1-fast', 24, 16, 16, 24, 1, 0, '{}', '', 1, ? FROM shots WHERE id = ?`,
        )
        .run(id, assetId, `job ${takeCount}`, note, shotId);
      return id;
    },
    async find(text: string, projectId?: ProjectId) {
      const { groups } = await search.query({ text, projectId, limit: 100 });
      return groups.flatMap(({ hits }) => hits);
    },
  };
}

type Studio = ReturnType<typeof openStudio>;

function nameOf(hit: SearchHit): string {
  switch (hit.kind) {
    case 'project':
      return `project ${hit.projectId}`;
    case 'scene':
      return `scene ${hit.sceneId}`;
    case 'shot':
      return `shot ${hit.shotId}`;
    case 'element':
      return `element ${hit.elementId}`;
    case 'take':
      return `take ${hit.takeId}`;
    case 'line':
      return `line ${hit.shotId} ${hit.lineIndex}`;
  }
}

describe('a search', () => {
  it('finds every kind of record, with what is needed to go there', async () => {
    const studio = openStudio();
    const { scenes, shots, elements, projects } = studio;
    const { id, sceneId, shotId } = studio.addProject('The Last Ferry');
    projects.update(id, { styleNotes: 'overcast, grainy' });
    scenes.update(sceneId, { heading: 'EXT. FERRY DECK - NIGHT', synopsis: 'Nobody speaks.' });
    shots.update([shotId], {
      title: 'Mara waits',
      prompt: 'She looks at the ferry while rain drums on the roof',
      dialogue: 'MARA: The ferry is late.\nJONAS: It always is.',
    });
    const { element } = elements.create({ projectId: id, kind: 'place', name: 'ferry_deck' });
    const takeId = studio.addTake(shotId, 'the ferry drifts');
    const found = await studio.find('ferr');
    const place = { projectId: id, projectTitle: 'The Last Ferry' };
    expect(found).toMatchObject([
      { kind: 'element', elementId: element.id, elementKind: 'place', ...place },
      { kind: 'project', title: { text: 'The Last Ferry', ranges: [{ start: 9, end: 13 }] }, ...place },
      { kind: 'scene', sceneId, snippet: null, ...place },
      { kind: 'shot', sceneId, shotId, snippet: { ranges: [{ start: 17, end: 21 }] }, ...place },
      { kind: 'take', takeId, shotId, takeNumber: 1, modelId: 'veo-3.1-fast', title: { text: 'Mara waits' }, ...place },
      { kind: 'line', shotId, lineIndex: 0, speaker: 'MARA', title: { text: 'The ferry is late.' }, ...place },
    ]);
    expect((await studio.find('jonas always')).map(nameOf)).toEqual([`line ${shotId} 1`]);
    expect((await studio.find('take 1 veo')).map(nameOf)).toEqual([`take ${takeId}`]);
    expect((await studio.find('overcast')).map(nameOf)).toEqual([`project ${id}`]);
  });

  it('puts what begins as typed first, titles before texts, and the current project before others', async () => {
    const studio = openStudio();
    const add = (projectTitle: string, title: string, prompt = '') => {
      const project = studio.addProject(projectTitle);
      studio.shots.update([project.shotId], { title, prompt });
      return project;
    };
    const body = add('One', 'A door', 'the lamp burns');
    const inside = add('Two', 'One lamp');
    const start = add('Three', 'Lamp, close');
    const other = add('Four', 'Another lamp');
    const shotsOf = async (projectId?: ProjectId) =>
      (await studio.find('lamp', projectId)).map(({ projectId: id }) => id);
    expect(await shotsOf()).toEqual([start.id, inside.id, other.id, body.id]);
    expect(await shotsOf(other.id)).toEqual([other.id, start.id, inside.id, body.id]);
    expect(await shotsOf(body.id)).toEqual([start.id, inside.id, other.id, body.id]);
  });

  it('answers anything that is typed', async () => {
    const studio = openStudio();
    const { shotId } = studio.addProject('Quote');
    studio.shots.update([shotId], { title: `say "hi" (now) OR never* 🚂 NEAR` });
    for (const text of [
      '"',
      '""',
      `'`,
      '(',
      'a OR',
      'NOT',
      '*',
      '^a',
      'a:b',
      '{x}:',
      '\u0000',
      '\ud800',
      '%',
      '😀',
      ' ',
    ]) {
      expect(Array.isArray(await studio.find(text)), text).toBe(true);
    }
    expect(await studio.find('x'.repeat(10_240))).toEqual([]);
    expect(await studio.find('word '.repeat(2_048))).toEqual([]);
    for (const text of ['"hi"', 'never*', 'OR', '🚂', 'say near']) {
      expect((await studio.find(text)).map(nameOf), text).toEqual([`shot ${shotId}`]);
    }
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 80 }), async (text) => {
        await studio.find(text);
      }),
      { numRuns: 100 },
    );
    expect(studio.errors).toEqual([]);
  });

  it('finds Chinese and Japanese by any part', async () => {
    const studio = openStudio();
    const { shotId } = studio.addProject('玛拉的最后一班船');
    studio.shots.update([shotId], { dialogue: '玛拉：我们等到天亮。\nナナ: 灯台のともしび' });
    expect((await studio.find('最后一班')).map(({ kind }) => kind)).toEqual(['project']);
    expect((await studio.find('船')).map(({ kind }) => kind)).toEqual(['project']);
    expect(await studio.find('天亮')).toMatchObject([
      { kind: 'line', speaker: '玛拉', title: { ranges: [{ start: 4, end: 6 }] } },
    ]);
    expect(await studio.find('ともし')).toMatchObject([{ kind: 'line', lineIndex: 1 }]);
    expect(await studio.find('后最')).toEqual([]);
  });

  it('is ended by its caller before it asks', async () => {
    const studio = openStudio();
    const ending = new AbortController();
    const answer = studio.search.query({ text: 'a', limit: 5 }, ending.signal);
    ending.abort();
    await expect(answer).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('says so while the index is still being made, and makes it in the background', async () => {
    const studio = openStudio();
    const { sceneId } = studio.addProject('Film');
    const { shots, search } = studio;
    for (let index = 0; index < 200; index += 1) shots.create({ sceneId, afterShotId: null, title: `lamp ${index}` });
    expect((await search.query({ text: 'lamp', limit: 100 })).isComplete).toBe(false);
    search.keepInStep();
    await expect.poll(async () => (await search.query({ text: 'lamp', limit: 100 })).isComplete).toBe(true);
    const { groups } = await search.query({ text: 'lamp', limit: 100 });
    expect(groups).toMatchObject([{ kind: 'shot', hasMore: true }]);
    expect(groups[0]?.hits).toHaveLength(100);
    // Without anybody asking.
    const stale = () => studio.context.db.prepare(`SELECT count(*) AS count FROM search_stale`).get();
    shots.create({ sceneId, afterShotId: null, title: 'one more' });
    await expect.poll(stale).toEqual({ count: 0 });
  });

  it('indexes again what could not be written, and goes on with what it has', async () => {
    const studio = openStudio();
    const { shotId } = studio.addProject('Lamp');
    expect(await studio.find('lamp')).toHaveLength(1);
    studio.context.db
      .prepare(`CREATE TRIGGER full BEFORE INSERT ON search_entries BEGIN SELECT RAISE(ABORT, 'full'); END`)
      .run();
    studio.shots.update([shotId], { title: 'Lamp, close' });
    expect(await studio.find('lamp')).toHaveLength(1);
    expect(studio.errors).toHaveLength(1);
    studio.context.db.prepare(`DROP TRIGGER full`).run();
    expect(await studio.find('lamp')).toHaveLength(2);
  });
});

describe('the marks of a long text', () => {
  it('stand in a stretch around the first place, on whole characters', () => {
    const text = `${'before '.repeat(40)}the lamp ${'🚂'.repeat(100)}`;
    const shown = markText(text, wordsToFind('lamp'));
    expect(shown).toMatchObject({ isCutBefore: true, isCutAfter: true });
    expect(shown.ranges.map(({ start, end }) => shown.text.slice(start, end))).toEqual(['lamp']);
    expect(shown.text.length).toBeLessThanOrEqual(142);
    expect(new TextDecoder().decode(new TextEncoder().encode(shown.text))).toBe(shown.text);
  });
});

const words = ['lamp', 'Lampe', 'ferry', 'café', '夜晚', '夜', '晚的港口', 'MARA', '3', 'take'];
const aText = fc.array(fc.constantFrom(...words), { maxLength: 4 }).map((parts) => parts.join(' '));
const aDialogue = fc
  .array(
    aText.map((text) => `MARA: ${text}`),
    { maxLength: 3 },
  )
  .map((lines) => lines.join('\n'));

type Step = (studio: Studio) => unknown;

function pick<Item>(items: readonly Item[], seed: number): Item | undefined {
  return items[seed % Math.max(1, items.length)];
}

const idsOf = <Id>({ context }: Studio, table: string) =>
  context.db
    .prepare<[], { id: Id }>(`SELECT id FROM ${table} WHERE deleted_at_ms IS NULL ORDER BY id`)
    .all()
    .map(({ id }) => id);

/** What a person can see now. */
function livePlaces(studio: Studio) {
  const projectIds = idsOf<ProjectId>(studio, 'projects');
  const boards = projectIds.map((id) => studio.projects.storyboard(id));
  return {
    projectIds,
    scenes: boards.flatMap(({ scenes }) => scenes),
    shots: boards.flatMap(({ shots }) => shots),
    elements: projectIds.flatMap((id) => studio.elements.list(id)),
  };
}

const steps: Array<(seed: number, text: string, dialogue: string) => Step> = [
  (seed, text) => (studio) => {
    const id = pick(livePlaces(studio).shots, seed)?.id;
    if (id)
      studio.shots.update([id], seed % 2 ? { title: text, tags: text.split(' ') } : { prompt: text, action: text });
  },
  (seed, _, dialogue) => (studio) => {
    const id = pick(livePlaces(studio).shots, seed)?.id;
    if (id) studio.shots.update([id], { dialogue });
  },
  (seed, title) => (studio) => {
    const sceneId = pick(livePlaces(studio).scenes, seed)?.id;
    if (sceneId) studio.shots.create({ sceneId, afterShotId: null, title });
  },
  (seed, heading) => (studio) => {
    const id = pick(livePlaces(studio).scenes, seed)?.id;
    if (id) studio.scenes.update(id, seed % 2 ? { heading } : { synopsis: heading });
  },
  (seed, text) => (studio) => {
    const projectId = pick(livePlaces(studio).projectIds, seed);
    const name = `lamp_${seed}`;
    const isTaken = livePlaces(studio).elements.some((element) => element.name === name);
    if (!projectId || isTaken) return;
    const { element } = studio.elements.create({ projectId, kind: 'prop', name });
    studio.elements.update(element.id, { description: text });
  },
  (seed, text) => (studio) => {
    const id = pick(livePlaces(studio).elements, seed)?.id;
    if (id) studio.elements.update(id, { description: text });
  },
  (seed, note) => (studio) => {
    const shotId = pick(livePlaces(studio).shots, seed)?.id;
    if (shotId) studio.addTake(shotId, note);
  },
  (seed, note) => (studio) => {
    const shotId = pick(livePlaces(studio).shots, seed)?.id;
    const takeId = shotId && studio.takes.list(shotId)[0]?.id;
    if (takeId) studio.takes.update(takeId, { note });
  },
  (seed, title) => (studio) => {
    const id = pick(livePlaces(studio).projectIds, seed);
    if (id) studio.projects.update(id, { title });
  },
  (_, title) => (studio) => studio.addProject(title),
  (seed) => (studio) => {
    const { scenes, shots, elements, projectIds } = livePlaces(studio);
    const [scene, shot, element] = [pick(scenes, seed), pick(shots, seed), pick(elements, seed)];
    if (seed % 4 === 0 && scene) studio.scenes.delete([scene.id]);
    else if (seed % 4 === 1 && shot) studio.shots.delete([shot.id]);
    else if (seed % 4 === 2 && element) studio.elements.delete([element.id]);
    else if (projectIds.length > 1) studio.projects.delete(projectIds[seed % projectIds.length] as ProjectId);
  },
  (seed) => (studio) => {
    const entry = pick(studio.trash.list(), seed);
    if (entry) studio.trash.restore([entry]);
  },
  (seed) => (studio) => (seed % 3 === 0 ? studio.trash.empty() : undefined),
  (seed) => (studio) => studio.history.undo(pick([null, ...idsOf<ProjectId>(studio, 'projects')], seed) ?? null),
  (seed) => (studio) => studio.history.undo(pick([null, ...idsOf<ProjectId>(studio, 'projects')], seed) ?? null),
  (seed) => (studio) => studio.history.redo(pick([null, ...idsOf<ProjectId>(studio, 'projects')], seed) ?? null),
  () => (studio) => studio.find('lamp'),
];

const aStep = fc
  .tuple(fc.nat(steps.length - 1), fc.nat(40), aText, aDialogue)
  .map(([index, seed, text, dialogue]): Step => steps[index]?.(seed, text, dialogue) ?? (() => undefined));

/** Reads everything that a person can see, one by one. */
function plainScan(studio: Studio, query: string): string[] {
  const wanted = wordsToFind(query);
  const { projectIds, scenes, shots, elements } = livePlaces(studio);
  const all: Array<[name: string, texts: string[]]> = [
    ...projectIds.map((id): [string, string[]] => {
      const { title, styleNotes } = studio.projects.storyboard(id).project;
      return [`project ${id}`, [title, styleNotes]];
    }),
    ...scenes.map((scene): [string, string[]] => [`scene ${scene.id}`, [scene.heading, scene.synopsis, scene.notes]]),
    ...elements.map((element): [string, string[]] => [`element ${element.id}`, [element.name, element.description]]),
    ...shots.map((shot): [string, string[]] => [
      `shot ${shot.id}`,
      [shot.title, shot.prompt, shot.action, shot.notes, ...shot.tags],
    ]),
    ...shots.flatMap((shot) =>
      parseDialogue(shot.dialogue).map(({ speaker, text }, index): [string, string[]] => [
        `line ${shot.id} ${index}`,
        [speaker ?? '', text],
      ]),
    ),
    ...shots.flatMap((shot) =>
      studio.context.db
        .prepare<[string], { id: string; take_number: number; model_id: string; note: string }>(
          `SELECT id, take_number, model_id, note FROM takes WHERE shot_id = ?`,
        )
        .all(shot.id)
        .map(({ id, take_number, model_id, note }): [string, string[]] => [
          `take ${id}`,
          [`take ${take_number}`, model_id, note],
        ]),
    ),
  ];
  return all.filter(([, texts]) => holdsWords(texts, wanted)).map(([name]) => name);
}

describe('the index', () => {
  it('holds what a plain scan finds after any edits, undo, redo, trash, restore and erase', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aStep, { maxLength: 30 }), aText, async (taken, query) => {
        const studio = openStudio();
        studio.addProject('Lamp');
        for (const step of taken) {
          await step(studio);
          studio.context.advance(60_000);
        }
        for (const text of [query, 'la', '夜', '夜晚', 'mara', 'take 1'].filter((text) => text !== '')) {
          expect((await studio.find(text)).map(nameOf).sort(), text).toEqual(plainScan(studio, text).sort());
        }
        expect(studio.errors).toEqual([]);
      }),
      { numRuns: 120 },
    );
  });

  it('holds what was there before the index was', async () => {
    const studio = openStudio();
    const { shotId } = studio.addProject('Lamp');
    studio.addTake(shotId, 'a lamp');
    const { db } = studio.context;
    expect(await studio.find('lamp')).toHaveLength(2);
    // As the migration leaves a library: everything is marked, nothing is indexed.
    db.prepare(`DELETE FROM search_words`).run();
    db.prepare(`DELETE FROM search_entries`).run();
    db.prepare(
      `INSERT INTO search_stale SELECT id FROM projects UNION ALL SELECT id FROM scenes UNION ALL SELECT id FROM shots`,
    ).run();
    expect((await studio.find('lamp')).map(({ kind }) => kind)).toEqual(['project', 'take']);
  });
});
