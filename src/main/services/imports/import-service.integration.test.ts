import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Studio } from '#main/compose.ts';
import { readImageHeader } from '#main/media/image-header.ts';
import type { ImportEvent } from '#shared/contract/import-answers.ts';
import type { ImportSource, StoryboarderSource } from '#shared/contract/import-schemas.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import { mostImportedShots } from '#shared/domain/import-plan.ts';
import { mostCustomFields } from '#shared/domain/shot-fields.ts';
import type { ColumnTarget } from '#shared/domain/table-fields.ts';
import { parseDialogue } from '#shared/domain/dialogue.ts';
import { hasFfmpeg } from '../../../../tests/support/film-check.ts';
import { createPng } from '../../../../tests/support/png.ts';
import { hasSharedFixtures, sharedFixture } from '../../../../tests/support/fixtures.ts';
import {
  aStoryboarderFolder,
  aStoryboarderScriptFolder,
  type FolderFile,
  writeFolder,
} from '../../../../tests/support/storyboarder-folder.ts';
import {
  createTestHost,
  fetchAsset,
  importScript,
  openTestStudio,
  quickFormat,
  scriptOf,
  upload,
} from '../../../../tests/support/test-studio.ts';

let root = '';
/** What a window was given ids for. */
const chosenFiles = new Map<string, string>();
let studio: Studio & { errors: string[] };
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'shotwright-imports-'));
  const host = { ...createTestHost(), chosenFile: (id: string) => chosenFiles.get(id) ?? null };
  studio = await openTestStudio({ libraryDir: path.join(root, 'library'), host });
});
afterAll(async () => {
  await studio.close();
  rmSync(root, { recursive: true, force: true });
});

const sendText = (fileName: string, text: string | Uint8Array) => upload(studio, fileName, Buffer.from(text));
const target = (projectId: ProjectId | null = null) => ({ projectId, title: '', ...quickFormat });
const toPreview = (source: ImportSource, projectId: ProjectId | null = null) =>
  studio.services.imports.preview(source, { projectId, frameRate: quickFormat.frameRate });

/** Runs an import to its end; answers the last event. */
async function run(source: ImportSource, projectId: ProjectId | null = null): Promise<ImportEvent> {
  let last: ImportEvent | null = null;
  for await (const event of studio.services.imports.run(source, target(projectId))) last = event;
  if (!last) throw new Error('an import without an end');
  return last;
}

async function runDone(source: ImportSource, projectId: ProjectId | null = null) {
  const last = await run(source, projectId);
  if (last.kind !== 'done') throw new Error(`ended with ${JSON.stringify(last)}`);
  return last;
}

const storyboard = (projectId: ProjectId) => studio.services.projects.storyboard(projectId);
const dialogueOf = (projectId: ProjectId) => storyboard(projectId).shots.map(({ dialogue }) => dialogue);

describe('subtitles', () => {
  const cues =
    '1\n00:00:00,000 --> 00:00:00,100\nOne.\n\n2\n00:00:00,150 --> 00:00:00,200\nTwo.\n\n3\n01:00:00,000 --> 01:00:01,000\nLate.\n';
  const source = async (
    options: Partial<Extract<ImportSource, { kind: 'subtitles' }>> = {},
  ): Promise<ImportSource> => ({
    ...{ kind: 'subtitles', uploadId: await sendText('a.srt', cues), placement: 'onto-shots', filled: 'append' },
    ...{ hasSpeakers: false, ...options },
  });
  /** Four shots of five or six frames; every second one speaks. */
  const withShots = () => importScript(studio, { text: scriptOf(2) }).projectId;

  it('go behind the words of the shots that play at their time, and back with one undo', async () => {
    const projectId = withShots();
    const before = dialogueOf(projectId);
    const preview = await toPreview(await source(), projectId);
    expect(preview).toMatchObject({ changedCount: 1, shotCount: 0, problems: { count: 1 } });
    expect(preview.details).toMatchObject({ cues: [{ shotNumber: '1A' }, { shotNumber: '1A' }, { shotNumber: null }] });
    const done = await runDone(await source(), projectId);
    expect(done).toMatchObject({ changedCount: 1, problems: { first: [{ reason: 'cue-after-end', name: 'Late.' }] } });
    expect(dialogueOf(projectId)).toEqual(['One.\nTwo.', ...before.slice(1)]);
    studio.services.history.undo(projectId);
    expect(dialogueOf(projectId)).toEqual(before);
    studio.services.history.redo(projectId);
    expect(dialogueOf(projectId)[0]).toBe('One.\nTwo.');
  });

  it('never write over words: they go behind them, or stay out where that was chosen', async () => {
    const projectId = withShots();
    const [shotId] = storyboard(projectId).shots.map(({ id }) => id);
    if (!shotId) throw new Error('no shot');
    studio.services.shots.update([shotId], { dialogue: 'ANNA: Mine.' });
    const kept = await run(await source({ filled: 'keep' }), projectId);
    expect(kept).toMatchObject({ kind: 'failed', error: { code: 'IMPORT_EMPTY' } });
    expect(dialogueOf(projectId)[0]).toBe('ANNA: Mine.');
    await runDone(await source(), projectId);
    expect(dialogueOf(projectId)[0]).toBe('ANNA: Mine.\nOne.\nTwo.');
  });

  it('become a project of their own, as long as they are', async () => {
    const { projectId, shotCount } = await runDone(await source({ placement: 'new-shots' }));
    const { project, shots } = storyboard(projectId);
    expect(project.title).toBe('a');
    expect(shotCount).toBe(4);
    expect(shots.map(({ dialogue }) => dialogue)).toEqual(['One.', 'Two.', '', 'Late.']);
    expect(shots.reduce((sum, { durationFrames }) => sum + durationFrames, 0)).toBe(3601 * 24);
    studio.services.history.undo(null);
    expect(studio.services.projects.list().some(({ id }) => id === projectId)).toBe(false);
  });

  it.each([
    ['a.srt', '', 'IMPORT_EMPTY'],
    ['a.vtt', 'WEBVTT\n\nnothing', 'SUBTITLES_UNREADABLE'],
    ['a.srt', Buffer.from('89504e470d0a1a0a00', 'hex'), 'SUBTITLES_UNREADABLE'],
  ])('that are none are refused in words: %s', async (fileName, bytes, code) => {
    const uploadId = await sendText(fileName, bytes);
    await expect(toPreview({ ...(await source()), uploadId } as ImportSource)).rejects.toMatchObject({
      ...{ code, params: { fileName } },
    });
  });

  it.skipIf(!hasSharedFixtures)('of other people all become projects that undo takes back whole', async () => {
    const folder = sharedFixture('subtitles');
    const names = (readdirSync(folder, { recursive: true }) as string[]).filter((name) => /\.\w+$/.test(name));
    expect(names).toHaveLength(14);
    for (const name of names) {
      const uploadId = await sendText(path.basename(name), readFileSync(path.join(folder, name)));
      const last = await run({ ...(await source({ placement: 'new-shots' })), uploadId } as ImportSource);
      if (name.endsWith('invalid_format3.srt')) {
        expect(last).toMatchObject({ kind: 'failed', error: { code: 'SUBTITLES_UNREADABLE' } });
        continue;
      }
      if (last.kind !== 'done') throw new Error(`${name}: ${JSON.stringify(last)}`);
      const words = dialogueOf(last.projectId).filter((dialogue) => dialogue !== '');
      expect(words.length, name).toBeGreaterThan(0);
      expect(words.every((dialogue) => parseDialogue(dialogue).every(({ text }) => text !== ''))).toBe(true);
      studio.services.history.undo(null);
      expect(studio.services.projects.list().some(({ id }) => id === last.projectId)).toBe(false);
    }
  });
});

describe('tables', () => {
  const source = async (text: string | Uint8Array, more: Partial<Extract<ImportSource, { kind: 'table' }>> = {}) =>
    ({
      ...{ kind: 'table', uploadId: await sendText('Shot list.csv', text), hasHead: null, fields: null },
      ...{ firstRow: null, durationUnit: null, ...more },
    }) as ImportSource;

  const list =
    'Scene,Location,Shot,Description,Dialogue,Duration,Lens\r\n' +
    '1,EXT. PIER,Wide,"Rain, far off",MARA: Nine.,4,35\r\n' +
    '1,,Close,=HYPERLINK("http://x"),,01:12,50\r\n2,INT. SHED,Lamp,@SUM(A1),,soon,85\r\n';

  it('become scenes and shots by their heads, formulas as text, with a list of what was not read', async () => {
    const preview = await toPreview(await source(list));
    expect(preview.details).toMatchObject({ kind: 'table', hasHead: true, rowCount: 3 });
    const { projectId, problems } = await runDone(await source(list));
    const { scenes, shots } = storyboard(projectId);
    expect(scenes.map(({ sceneNumber, heading }) => [sceneNumber, heading])).toEqual([
      ['1', 'EXT. PIER'],
      ['2', 'INT. SHED'],
    ]);
    expect(shots.map(({ title, prompt, durationFrames }) => [title, prompt, durationFrames])).toEqual([
      ['Wide', 'Rain, far off', 96],
      ['Close', '=HYPERLINK("http://x")', 36],
      ['Lamp', '@SUM(A1)', 72],
    ]);
    expect(problems).toEqual({ first: [{ reason: 'duration-unreadable', at: 4, name: 'soon' }], count: 1 });
  });

  it('follow the fields that a person chose, at the end of a project, as one step', async () => {
    const { projectId } = importScript(studio, { text: scriptOf(1) });
    const before = storyboard(projectId).shots.length;
    const fields: Array<ColumnTarget | null> = [null, null, null, 'title', 'notes', 'duration', null];
    await runDone(await source(list, { fields, hasHead: false, durationUnit: 'frames' }), projectId);
    const shots = storyboard(projectId).shots.slice(before);
    expect(shots.map(({ title, durationFrames }) => [title, durationFrames])).toEqual([
      ['Description', 72],
      ['Rain, far off', 4],
      ['=HYPERLINK("http://x")', 36],
      ['@SUM(A1)', 72],
    ]);
    studio.services.history.undo(projectId);
    expect(storyboard(projectId).shots).toHaveLength(before);
  });

  it('fill fields of the project, and make those that are asked for, as one step', async () => {
    const { projectId } = importScript(studio, { text: scriptOf(1) });
    const { structure, projects, history } = studio.services;
    structure.createField(projectId, { name: 'Unit', kind: 'choice', choices: ['A', 'B'] });
    const before = projects.get(projectId).customFieldDefinitions;
    const text = 'Title,unit,Permit,Cost,Unit\nWide,b,yes,"4,5",late\nClose,C,no,12,\n,,x,,\n';
    const fields = ['title', `own:${before[0]?.id}`, 'new-field', 'new-field', 'new-field'] as ColumnTarget[];
    const preview = await toPreview(await source(text), projectId);
    expect(preview.details).toMatchObject({ columns: [{ field: 'title' }, { field: fields[1] }, {}, {}, {}] });
    const { problems } = await runDone(await source(text, { fields }), projectId);
    const { project, shots } = storyboard(projectId);
    expect(project.customFieldDefinitions.map(({ name, kind }) => [name, kind])).toEqual([
      ['Unit', 'choice'],
      ['Permit', 'checkbox'],
      ['Cost', 'number'],
      ['Unit 2', 'text'],
    ]);
    const values = shots
      .slice(-3)
      .map(({ customFields }) => project.customFieldDefinitions.map(({ id }) => customFields[id] ?? null));
    expect(values).toEqual([
      ['B', true, 4.5, 'late'],
      [null, false, 12, null],
      [null, true, null, null],
    ]);
    expect(problems.first).toEqual([{ reason: 'value-unknown', at: 3, name: 'C' }]);
    history.undo(projectId);
    expect(projects.get(projectId).customFieldDefinitions).toEqual(before);
    history.redo(projectId);
    expect(projects.get(projectId).customFieldDefinitions).toHaveLength(4);
  });

  it('give a new project the fields that are asked for, as many as it can have', async () => {
    const heads = Array.from({ length: 60 }, (_, index) => `F${index}`);
    const text = `${heads.join()}\n${heads.map(() => 'x').join()}\n`;
    const fields = heads.map((): ColumnTarget => 'new-field');
    const { projectId, problems } = await runDone(await source(text, { fields, hasHead: true }));
    expect(storyboard(projectId).project.customFieldDefinitions).toHaveLength(mostCustomFields);
    expect(problems.count).toBe(10);
    expect(problems.first[0]).toEqual({ reason: 'fields-full', at: null, name: 'F50' });
  });

  it('are read in the encoding that they are in, and told when it is a guess', async () => {
    const latin = Buffer.from('Title\nCafé', 'latin1');
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Title\nCafé', 'utf16le')]);
    for (const [bytes, encoding] of [
      [latin, 'windows-1252'],
      [utf16, 'utf-16le'],
      [Buffer.from('\ufeffTitle\nCafé'), 'utf-8'],
    ] as const) {
      const preview = await toPreview(await source(bytes));
      expect(preview.encoding).toBe(encoding);
      expect(preview.scenes[0]?.shots.map(({ title }) => title)).toEqual(['Café']);
    }
  });

  it('of as many rows as one import makes shots are imported whole, as one step', async () => {
    const { projectId, shotCount, rest } = await runDone(await source(`Title\n${'row\n'.repeat(mostImportedShots)}`));
    expect([shotCount, rest]).toEqual([mostImportedShots, null]);
    studio.services.history.undo(null);
    expect(studio.services.projects.list().some(({ id }) => id === projectId)).toBe(false);
  });

  it('of 100,000 rows give whole scenes, tell the rows that are left over, and go on with them', async () => {
    // 30 shots a scene do not divide what one import makes.
    const row = (index: number) => `${Math.floor(index / 30) + 1},Shot ${index + 1},=1+${index},soon,dusk\n`;
    const text = `Scene,Title,Description,Duration,Light\n${Array.from({ length: 100_000 }, (_, index) => row(index)).join('')}`;
    const fields: ColumnTarget[] = ['sceneNumber', 'title', 'prompt', 'duration', 'new-field'];
    const first = await source(text, { fields });
    const rest = { fromRow: 9992, toRow: 100_001, rowCount: 90_010 };
    const preview = await toPreview(first);
    expect(preview.details).toMatchObject({ rowCount: 100_000, rest });
    expect(preview.problems.first[0]).toEqual({ reason: 'rows-left-over', at: 9992, name: '9992–100001' });
    const done = await runDone(first);
    expect(done).toMatchObject({ sceneCount: 333, shotCount: 9990, rest, problems: { count: 9991 } });

    const { id } = storyboard(done.projectId).project.customFieldDefinitions[0] ?? { id: '' };
    const own: ColumnTarget[] = [...fields.slice(0, 4), `own:${id}` as ColumnTarget];
    const next = { ...first, fields: own, hasHead: true, firstRow: rest.fromRow } as ImportSource;
    const more = await runDone(next, done.projectId);
    expect(more).toMatchObject({ shotCount: 9990, rest: { fromRow: 19_982, toRow: 100_001 } });
    const { scenes, shots } = storyboard(done.projectId);
    expect(scenes.map(({ sceneNumber }) => sceneNumber)).toEqual(Array.from({ length: 666 }, (_, at) => `${at + 1}`));
    expect(shots.map(({ title }) => title)).toEqual(Array.from({ length: 19_980 }, (_, at) => `Shot ${at + 1}`));
    expect(shots.at(-1)).toMatchObject({ prompt: '=1+19979', customFields: { [id]: 'dusk' } });
    studio.services.history.undo(done.projectId);
    expect(storyboard(done.projectId).shots).toHaveLength(9990);

    const last = await runDone({ ...next, firstRow: 99_992 } as ImportSource, done.projectId);
    expect(last).toMatchObject({ shotCount: 10, rest: null });
  });

  it('of one scene or without a head are cut where they are full, and a row behind the end leaves nothing', async () => {
    const many = `${'Wide\n'.repeat(mostImportedShots + 5)}`;
    const { details, shotCount } = await toPreview(await source(many, { fields: ['title'], hasHead: false }));
    const rest = { fromRow: mostImportedShots + 1, toRow: mostImportedShots + 5, rowCount: 5 };
    expect([details, shotCount]).toMatchObject([{ rest }, mostImportedShots]);
    const options = { fields: ['title'] as ColumnTarget[], hasHead: false, firstRow: rest.fromRow };
    expect(await toPreview(await source(many, options))).toMatchObject({ shotCount: 5, problems: { count: 0 } });
    const behind = await source(many, { ...options, firstRow: 20_000 });
    expect(await run(behind)).toMatchObject({ kind: 'failed', error: { code: 'IMPORT_EMPTY' } });
  });

  it('let other work in between and stop when they are told to', async () => {
    const many = await source(`Title\n${'row\n'.repeat(100_000)}`);
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 0);
    await toPreview(many);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(10);
    const stop = new AbortController();
    const projectCount = studio.services.projects.list().length;
    const events = studio.services.imports.run(many, target(), stop.signal);
    const first = events.next();
    stop.abort();
    expect(await first).toMatchObject({ done: true });
    expect(studio.services.projects.list()).toHaveLength(projectCount);
  });

  it('that are a workbook, or hold nothing, are refused in words', async () => {
    await expect(toPreview(await source(Buffer.from('504b0304', 'hex')))).rejects.toMatchObject({
      code: 'TABLE_UNREADABLE',
    });
    expect(await run(await source('Title\n'))).toMatchObject({ kind: 'failed', error: { code: 'IMPORT_EMPTY' } });
  });
});

describe.skipIf(!hasFfmpeg)('Storyboarder projects', () => {
  async function sourceOf(files: readonly FolderFile[], send = true): Promise<StoryboarderSource> {
    const uploaded = [];
    for (const { path: name, bytes } of files) {
      if (send || /\.(?:storyboarder|fountain)$/.test(name)) {
        uploaded.push({ path: name, uploadId: await sendText(path.basename(name), bytes) });
      }
    }
    const isProject = ({ path: name }: { path: string }) => name.endsWith('.storyboarder');
    const isScript = ({ path: name }: { path: string }) => name.endsWith('.fountain');
    return {
      kind: 'storyboarder',
      projects: uploaded.filter(isProject),
      script: uploaded.find(isScript) ?? null,
      paths: files.filter((file) => !isProject(file)).map((file) => file.path),
      files: uploaded.filter((file) => !isProject(file) && !isScript(file)),
      chosenId: null,
    };
  }

  it('come with pictures, layers, sounds, words and times; what cannot is listed, and undo takes all back', async () => {
    const files = aStoryboarderFolder();
    const source = await sourceOf(files);
    const preview = await studio.services.imports.preview(source, { projectId: null, frameRate: null });
    expect(preview.format).toEqual({
      frameSize: { widthPx: 1920, heightPx: 1080 },
      frameRate: { numerator: 25, denominator: 1 },
    });
    expect(preview.details).toMatchObject({ kind: 'storyboarder', pictureCount: 3, soundCount: 2 });

    const done = await runDone(source);
    const { shots } = storyboard(done.projectId);
    expect(shots.map(({ title, action, dialogue, notes }) => [title, action, dialogue, notes])).toEqual([
      ['', 'Rain on the pier.', 'MARA: Nine.', 'Wide.'],
      ['', '', '', ''],
      ['', '', '', ''],
      ['', '', 'IVO: Ten.', ''],
      ['', '', '', ''],
    ]);
    expect(shots.map(({ durationFrames }) => durationFrames)).toEqual([48, 24, 36, 36, 36]);
    expect(shots.map(({ boardAssetId }) => boardAssetId !== null)).toEqual([true, true, false, false, false]);
    expect(shots.map(({ voiceAssetId }) => voiceAssetId !== null)).toEqual([true, false, false, false, false]);
    const layered = shots[1]?.boardAssetId;
    const bytes = layered ? await fetchAsset(studio, layered) : null;
    expect(readImageHeader(bytes ?? new Uint8Array())).toMatchObject({
      ...{ extension: 'png', storedSize: { widthPx: 64, heightPx: 36 } },
    });
    expect(done.problems.first.map(({ reason, at, name }) => [at, reason, name])).toEqual([
      [3, 'file-missing', 'board-3.png'],
      [4, 'file-name-unsafe', '/etc/hosts'],
      [4, 'file-name-unsafe', '../../outside.png'],
      [5, 'duration-unreadable', 'long'],
      [5, 'picture-refused', 'images/broken.png'],
      [5, 'audio-refused', 'images/words.wav'],
    ]);
    studio.services.history.undo(null);
    expect(studio.services.projects.list().some(({ id }) => id === done.projectId)).toBe(false);
  });

  it('that came alone find what lies beside them, and nothing outside of that', async () => {
    const folder = path.join(root, 'Pier');
    const outside = path.join(root, 'outside.png');
    writeFolder(folder, aStoryboarderFolder());
    writeFileSync(outside, createPng({ widthPx: 64, heightPx: 36, seed: 9 }));
    // Links under the name of the picture that is missing, and in a folder of the pictures.
    symlinkSync(outside, path.join(folder, 'images/board-3.png'));
    symlinkSync(root, path.join(folder, 'images/up'));
    chosenFiles.set('chosen', path.join(folder, 'Pier.storyboarder'));
    const [project] = aStoryboarderFolder();
    const lone: StoryboarderSource = { ...(await sourceOf(project ? [project] : [])), chosenId: 'chosen' };
    const preview = await toPreview(lone);
    expect(preview.details).toMatchObject({ pictureCount: 3, soundCount: 2 });
    expect(JSON.stringify(preview.details)).not.toMatch(/board-3|up|Pier/);
    const { projectId, problems } = await runDone(lone);
    const shots = storyboard(projectId).shots;
    expect(shots.map(({ boardAssetId }) => boardAssetId !== null)).toEqual([true, true, false, false, false]);
    expect(shots[0]?.voiceAssetId).not.toBeNull();
    expect(problems.first.map(({ reason }) => reason)).toContain('file-name-unsafe');

    // An id that nobody was given, a folder that is a link, and no folder: as if the file had come from elsewhere.
    expect((await toPreview({ ...lone, chosenId: 'other' })).details).toMatchObject({ pictureCount: 0 });
    const linked = path.join(root, 'Linked');
    mkdirSync(linked);
    symlinkSync(path.join(folder, 'images'), path.join(linked, 'images'));
    chosenFiles.set('linked', path.join(linked, 'Pier.storyboarder'));
    expect((await toPreview({ ...lone, chosenId: 'linked' })).details).toMatchObject({ pictureCount: 0 });
    chosenFiles.set('bare', path.join(root, 'nowhere', 'Pier.storyboarder'));
    expect((await toPreview({ ...lone, chosenId: 'bare' })).details).toMatchObject({ pictureCount: 0, soundCount: 0 });
  });

  it('with a script take its order, headings and numbers', async () => {
    const done = await runDone(await sourceOf(aStoryboarderScriptFolder()));
    const { project, scenes, shots } = storyboard(done.projectId);
    expect(project.title).toBe('Harbour');
    expect(scenes.map(({ sceneNumber, heading }) => [sceneNumber, heading])).toEqual([
      ['1', 'EXT. PIER - DUSK'],
      ['2', 'INT. SHED - NIGHT'],
    ]);
    expect(shots.map(({ dialogue }) => dialogue)).toEqual(['first', 'second']);
    expect(shots.map(({ boardAssetId }) => boardAssetId !== null)).toEqual([true, false]);
    expect(done.problems.first).toEqual([
      { reason: 'file-missing', at: 1, name: 'board-1-B0001.png', scene: 'INT. SHED - NIGHT' },
    ]);
  });

  it('are imported without the files that were not sent', async () => {
    const done = await runDone(await sourceOf(aStoryboarderFolder(), false));
    expect(done.shotCount).toBe(5);
    expect(done.problems.first.filter(({ reason }) => reason === 'picture-refused')).toHaveLength(3);
  });

  it('are imported without a project file that cannot be read, which is named; refused when none can', async () => {
    const files = aStoryboarderScriptFolder().map((file) =>
      file.path.endsWith('2-AAAA2.storyboarder') ? { ...file, bytes: Buffer.from('{"boards": [') } : file,
    );
    const done = await runDone(await sourceOf(files));
    expect(storyboard(done.projectId).scenes.map(({ heading }) => heading)).toEqual(['EXT. PIER - DUSK']);
    expect(done.problems.first).toEqual([
      {
        reason: 'project-file-unreadable',
        at: null,
        name: 'storyboards/Scene-2-INT-SHED-NIGHT-2-AAAA2/Scene-2-INT-SHED-NIGHT-2-AAAA2.storyboarder',
      },
    ]);
    const broken = files.filter(({ path }) => path.includes('Scene-2'));
    const refused = await run(await sourceOf(broken));
    expect(refused).toMatchObject({ kind: 'failed', error: { code: 'STORYBOARDER_UNREADABLE' } });
  });

  it('leave every project as it was when the import is stopped', async () => {
    const before = studio.services.projects.list();
    const stop = new AbortController();
    const source = await sourceOf(aStoryboarderFolder());
    const events: string[] = [];
    for await (const event of studio.services.imports.run(source, target(), stop.signal)) {
      events.push(event.kind);
      stop.abort();
    }
    expect(events).toEqual(['progress']);
    expect(studio.services.projects.list()).toEqual(before);
  });
});

it('logs nothing as an error', () => {
  expect(studio.errors).toEqual([]);
});
