import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AssetId, ProjectId, ShotId, UploadId } from '#shared/domain/ids.ts';
import { defaultDurationRule } from '#shared/domain/outline.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { type DifferenceChoices, usualChoices } from '#shared/domain/script-difference.ts';
import { hasSharedFixtures, sharedFixture } from '../../../tests/support/fixtures.ts';
import { putSound } from '../../../tests/support/put-sound.ts';
import { createTestContext } from '../../../tests/support/test-context.ts';
import { importScript, openTestStudio, upload } from '../../../tests/support/test-studio.ts';
import { createElementService } from './element-service.ts';
import { createHistoryService } from './history-service.ts';
import { createProjectService } from './project-service.ts';
import { createProjectStructureService } from './project-structure-service.ts';
import { createScriptDifferenceService } from './script-difference-service.ts';
import { createScriptService } from './script-service.ts';
import { createShotService } from './shot-service.ts';
import { createSoundService } from './sound-service.ts';
import { createTrashService } from './trash-service.ts';

const format = { frameSize: { widthPx: 1280, heightPx: 720 }, frameRate: { numerator: 24, denominator: 1 } };
const noFiles = {
  get: () => ({ kind: 'image', mime: 'image/png', originalName: 'a.png' }) as never,
  derived: () => Promise.reject(new Error('no files here')),
  commit: () => Promise.reject(new Error('no files here')),
};

function openStudio() {
  const context = createTestContext();
  const files = new Map<UploadId, { fileName: string; bytes: Buffer }>();
  const uploads = {
    readBytes: (uploadId: UploadId) => {
      const file = files.get(uploadId);
      return file ? Promise.resolve(file) : Promise.reject(new Error('not uploaded'));
    },
    takeFile: () => Promise.reject(new Error('no files here')),
  };
  const scripts = createScriptService(context, uploads);
  const projects = createProjectService(context);
  const differences = createScriptDifferenceService(context, uploads);
  const send = (text: string | Buffer, fileName = 'second.fountain') => {
    const uploadId = `upload_${files.size}` as UploadId;
    files.set(uploadId, { fileName, bytes: Buffer.from(text) });
    return uploadId;
  };
  const importText = (text: string, projectId: ProjectId | null = null) =>
    scripts.importBytes(
      { fileName: 'first.fountain', bytes: Buffer.from(text) },
      { ...format, projectId, title: '', durationRule: defaultDurationRule },
    );
  const update = async (projectId: ProjectId, text: string, choices: DifferenceChoices = usualChoices) => {
    context.advance(1_000);
    const uploadId = send(text);
    const { basis } = await differences.compare(projectId, uploadId);
    return differences.update(projectId, uploadId, { basis, choices });
  };
  return {
    ...{ context, scripts, projects, differences, send, importText, update },
    history: createHistoryService(context),
    shots: createShotService(context, noFiles),
    sound: createSoundService(context, { assets: noFiles, uploads } as never),
    structure: createProjectStructureService(context),
    elements: createElementService(context, noFiles as never),
    trash: createTrashService(context, { cancelJobsOf: async () => {}, eraseUnusedAssets: async () => 0 }),
    read: (projectId: ProjectId) => projects.storyboard(projectId),
  };
}

type Studio = ReturnType<typeof openStudio>;

function addTake({ context }: Studio, { id: shotId }: StoryboardShot, takeId: string): void {
  const { db } = context;
  db.prepare(
    `INSERT OR IGNORE INTO media_assets (id, sha256, kind, mime, extension, size_bytes, original_name, created_at_ms)
     VALUES ('asset_board0000000000', ?, 'image', 'image/png', 'png', 1, '', 1)`,
  ).run('c'.repeat(64));
  db.prepare(
    `INSERT INTO takes (id, project_id, shot_id, take_number, asset_id, job_id, connection_id, model_id,
       duration_frames, width_px, height_px, frame_rate_numerator, frame_rate_denominator, has_burnt_in_subtitles,
       recipe, recipe_digest, created_at_ms, asked_width_px, asked_height_px)
     SELECT ?, project_id, id, 1, 'asset_board0000000000', ?, 'k', 'm', 72, 1280, 720, 24, 1, 0, '{}', recipe_digest, 1,
       1280, 720 FROM shots WHERE id = ?`,
  ).run(takeId, takeId, shotId);
}

const harbour = `INT. HARBOUR OFFICE - DAWN

Mara counts the boats on the wall and writes each of them into a book.

MARA
Nine. There should be ten of them.

EXT. PIER - DAY

Rain falls on the planks, and nobody is out but a dog that waits for somebody.

The tenth boat comes in without a light, its sail torn from top to bottom.
`;

/** A new draft: the pier first and with another light, a new end, the dog gone. */
const rewritten = `EXT. PIER - NIGHT

The tenth boat comes in with a single light, its sail torn from top to bottom.

Mara runs towards it along the whole length of the pier and shouts a name.

INT. HARBOUR OFFICE - DAWN

Mara counts the boats on the wall and writes each of them into a book.

MARA
Nine. There should be ten of them.
`;

const prompts = (shots: readonly StoryboardShot[]) =>
  shots.map(({ prompt }) => prompt.split(' ').slice(0, 3).join(' '));

describe('a changed script', () => {
  it('is taken over in one step that undo and redo take back and do again, with all that is bound to shots', async () => {
    const studio = openStudio();
    const { projectId, shotIds } = studio.importText(harbour);
    const [counts, dog, boat] = studio.read(projectId).shots;
    if (!counts || !dog || !boat) throw new Error('three shots');
    for (const [index, shot] of [counts, dog, boat].entries()) addTake(studio, shot, `take_${index}`);
    studio.shots.setMedia([boat.id], 'board', 'asset_board0000000000' as AssetId);
    studio.shots.selectTake(counts.id, 'take_0' as never);
    const { lane } = studio.sound.createLane({ projectId, kind: 'music', name: 'Rain' } as never);
    putSound(studio.context, { projectId, laneId: lane.id, anchor: { anchorShotId: boat.id, offsetFrames: 4 } });
    const before = studio.context.snapshot();

    await studio.update(projectId, rewritten);
    const after = studio.read(projectId);
    expect(after.scenes.map(({ heading }) => heading)).toEqual(['EXT. PIER - NIGHT', 'INT. HARBOUR OFFICE - DAWN']);
    expect(prompts(after.shots)).toEqual(['Rain falls on', 'The tenth boat', 'Mara runs towards', 'Mara counts the']);
    expect(after.shots[1]).toMatchObject({ id: boat.id, boardAssetId: 'asset_board0000000000', takeCount: 1 });
    expect(after.shots[3]).toMatchObject({ id: counts.id, selectedTake: { isOutdated: false } });
    const scriptId = studio.scripts.get(projectId)?.id;
    expect(after.shots.map(({ scriptLines }) => scriptLines?.scriptId === scriptId)).toEqual([false, true, true, true]);
    expect(studio.sound.get(projectId).clips[0]?.anchorShotId).toBe(boat.id);
    expect(studio.history.state(projectId).undo?.key).toBe('updateFromScript');
    const updated = studio.context.snapshot();

    studio.history.undo(projectId);
    expect(studio.context.snapshot()).toEqual(before);
    studio.history.redo(projectId);
    expect(studio.context.snapshot()).toEqual(updated);
    expect(shotIds.every((id) => after.shots.some((shot) => shot.id === id))).toBe(true);
  });

  it('can be undone after a restart', async () => {
    const libraryDir = await mkdtemp(path.join(tmpdir(), 'shotwright-difference-'));
    try {
      const first = await openTestStudio({ libraryDir });
      const { projectId } = importScript(first, { fileName: 'first.fountain', text: harbour }, defaultDurationRule);
      const before = first.services.projects.storyboard(projectId);
      const uploadId = await upload(first, 'second.fountain', Buffer.from(rewritten));
      const { basis } = await first.services.scriptDifferences.compare(projectId, uploadId);
      await first.services.scriptDifferences.update(projectId, uploadId, { basis, choices: usualChoices });
      const updated = first.services.projects.storyboard(projectId);
      await first.close();
      const second = await openTestStudio({ libraryDir });
      expect(second.services.projects.storyboard(projectId).shots).toEqual(updated.shots);
      second.services.history.undo(projectId);
      const { scenes, shots, scriptId } = second.services.projects.storyboard(projectId);
      expect({ scenes, shots, scriptId }).toEqual({
        ...{ scenes: before.scenes, shots: before.shots, scriptId: before.scriptId },
      });
      await second.close();
    } finally {
      rmSync(libraryDir, { recursive: true, force: true });
    }
  });

  it('outdates the take of a shot whose words it changes, as any edit of them does', async () => {
    const studio = openStudio();
    const { projectId } = studio.importText(harbour);
    const boat = studio.read(projectId).shots[2];
    if (!boat) throw new Error('three shots');
    addTake(studio, boat, 'take_0');
    studio.shots.selectTake(boat.id, 'take_0' as never);
    await studio.update(projectId, rewritten);
    expect(studio.shots.get(boat.id).selectedTake?.isOutdated).toBe(true);
    studio.history.undo(projectId);
    expect(studio.shots.get(boat.id).selectedTake?.isOutdated).toBe(false);
  });

  it('puts what is gone into the trash where that is chosen, from where it comes back', async () => {
    const studio = openStudio();
    const { projectId } = studio.importText(harbour);
    const dog = studio.read(projectId).shots[1];
    if (!dog) throw new Error('three shots');
    await studio.update(projectId, rewritten, { keepsOrder: false, decisions: { [dog.id]: 'trash' } });
    expect(studio.read(projectId).shots.map(({ id }) => id)).not.toContain(dog.id);
    studio.trash.restore([{ kind: 'shot', id: dog.id }]);
    expect(studio.shots.get(dog.id).prompt).toBe(dog.prompt);
  });

  it('leaves locked numbers alone and gives what is new numbers that nobody had', async () => {
    const studio = openStudio();
    const { projectId } = studio.importText(harbour);
    studio.structure.setNumbersLocked(projectId, true);
    const numbers = new Map(studio.read(projectId).shots.map(({ id, lockedNumber }) => [id, lockedNumber]));
    await studio.update(projectId, rewritten);
    const { shots } = studio.read(projectId);
    for (const { id, lockedNumber } of shots) if (numbers.has(id)) expect(lockedNumber).toBe(numbers.get(id));
    const fresh = shots.find(({ id }) => !numbers.has(id));
    expect(fresh?.lockedNumber).not.toBeNull();
    expect([...numbers.values()]).not.toContain(fresh?.lockedNumber);
  });

  it('is refused when the project changed since it was compared, and not for a take that came in', async () => {
    const studio = openStudio();
    const { projectId } = studio.importText(harbour);
    const uploadId = studio.send(rewritten);
    const { basis } = await studio.differences.compare(projectId, uploadId);
    const [shot] = studio.read(projectId).shots;
    if (!shot) throw new Error('a shot');
    addTake(studio, shot, 'take_0');
    studio.shots.update([shot.id], { prompt: 'Changed meanwhile' });
    const before = studio.context.snapshot();
    const update = () => studio.differences.update(projectId, uploadId, { basis, choices: usualChoices });
    await expect(update()).rejects.toMatchObject({ code: 'PROJECT_CHANGED' });
    expect(studio.context.snapshot()).toEqual(before);
    studio.history.undo(projectId);
    await update();
    expect(studio.read(projectId).shots).toHaveLength(4);
  });

  it('is compared by words where the project was imported before lines were kept', async () => {
    const studio = openStudio();
    const { projectId, shotIds } = studio.importText(harbour);
    for (const table of ['shots', 'scenes']) {
      studio.context.db
        .prepare(`UPDATE ${table} SET script_id = NULL, script_start_line = NULL, script_end_line = NULL`)
        .run();
    }
    await studio.update(projectId, rewritten);
    const { shots } = studio.read(projectId);
    expect(shots).toHaveLength(4);
    expect(shots.map(({ id }) => id)).toEqual(expect.arrayContaining(shotIds));
    expect(shots.filter(({ scriptLines }) => scriptLines !== null)).toHaveLength(3);
  });

  it('is compared with the script that it is a draft of, where a project has several', async () => {
    const studio = openStudio();
    const { projectId } = studio.importText(harbour);
    studio.importText(
      'INT. MILL - DAY\n\nThe great wheel turns slowly in the dark water below the floor.\n',
      projectId,
    );
    await studio.update(projectId, rewritten);
    const { shots } = studio.read(projectId);
    expect(prompts(shots)).toContain('The great wheel');
    expect(shots).toHaveLength(5);
    const comparison = await studio.differences.compare(projectId, studio.send(rewritten));
    expect(comparison.scenes.every(({ kind }) => kind === 'matched')).toBe(true);
  });

  it('can be undone and forgotten after a take was made of a shot that it added', async () => {
    const studio = openStudio();
    const { projectId } = studio.importText(harbour);
    await studio.update(projectId, rewritten);
    const added = studio.read(projectId).shots[2];
    if (!added) throw new Error('the new shot');
    addTake(studio, added, 'take_0');
    studio.history.undo(projectId);
    const [first] = studio.read(projectId).shots;
    studio.shots.update([first?.id as ShotId], { title: 'Another way' });
    expect(studio.trash.list().map(({ id }) => id)).toEqual([added.id]);
  });

  it('that has nothing in common says so', async () => {
    const studio = openStudio();
    const { projectId } = studio.importText(harbour);
    const other = 'INT. OFFICE - DAY\n\nPrinters hum. Nobody speaks.\n';
    expect(await studio.differences.compare(projectId, studio.send(other))).toMatchObject({ isOtherScript: true });
    expect(await studio.differences.compare(projectId, studio.send(rewritten))).toMatchObject({ isOtherScript: false });
  });

  it.each([
    ['SCRIPT_EMPTY', Buffer.from('')],
    ['SCRIPT_BINARY', Buffer.from('89504e470d0a1a0a0000', 'hex')],
  ])('that cannot be read is refused: %s', async (code, bytes) => {
    const studio = openStudio();
    const { projectId } = studio.importText(harbour);
    await expect(studio.differences.compare(projectId, studio.send(bytes))).rejects.toMatchObject({
      ...{ code, params: { fileName: 'second.fountain' } },
    });
  });

  it('needs a project that was made from a script', async () => {
    const studio = openStudio();
    const { project } = studio.projects.create({ title: 'By hand', ...format });
    const uploadId = studio.send(harbour);
    await expect(studio.differences.compare(project.id, uploadId)).rejects.toMatchObject({
      code: 'PROJECT_HAS_NO_SCRIPT',
    });
  });

  it
    .skipIf(!hasSharedFixtures)
    .each([
      'scripts/fountain/ebscreenplays/THE_LIBRARY_FREAK-OUT.fountain',
      'scripts/fountain/fountain/brick-and-steel.fountain',
    ])('of a real screenplay keeps every shot: %s', async (file) => {
    const studio = openStudio();
    const text = readFileSync(sharedFixture(file), 'utf8');
    const { projectId, shotIds } = studio.importText(text);
    const before = studio.context.snapshot();
    const paragraphs = text.split(/(?:\r?\n){2,}/);
    const changed = paragraphs.flatMap((paragraph, index) => {
      if (index % 17 === 9) return [];
      if (index % 23 === 5) return [paragraph, 'A door that was not there before opens without a sound.'];
      return index % 11 === 7 ? [`${paragraph} And then some more.`] : [paragraph];
    });
    await studio.update(projectId, changed.join('\n\n'));
    const fresh = openStudio();
    const imported = fresh.importText(changed.join('\n\n')).projectId;
    const scriptId = studio.scripts.get(projectId)?.id;
    const wordsOf = ({ title, prompt, dialogue, notes, durationFrames }: StoryboardShot) =>
      [title, prompt, dialogue, notes, durationFrames].join('|');
    const inScript = studio.read(projectId).shots.filter(({ scriptLines }) => scriptLines?.scriptId === scriptId);
    expect(inScript.map(wordsOf)).toEqual(fresh.read(imported).shots.map(wordsOf));
    expect(studio.read(projectId).shots.map(({ id }) => id)).toEqual(expect.arrayContaining(shotIds));
    const kept = inScript.filter(({ id }) => shotIds.includes(id));
    expect(kept.length).toBeGreaterThan(shotIds.length * 0.85);
    studio.history.undo(projectId);
    expect(studio.context.snapshot()).toEqual(before);
  });
});
