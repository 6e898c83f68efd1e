import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Studio } from '#main/compose.ts';
import type { StoryboardFile } from '#main/command-line/storyboard-file.ts';
import { findFilmProblems, hasFfmpeg, hasFfprobe, listFiles } from '../support/film-check.ts';
import { hasSharedFixtures, sharedFixture } from '../support/fixtures.ts';
import { runCommandLine } from '../support/run-command-line.ts';
import { importScript, makeFilm, makeTakes, openTestStudio, quickFormat } from '../support/test-studio.ts';

/** Every script is imported whole; so many of its shots are filmed, which keeps this in minutes. 0 films all. */
const filmedShots = Number(process.env['SHOTWRIGHT_FILMED_SHOTS'] ?? 4);

const scriptsDir = sharedFixture('scripts');
const names = hasSharedFixtures
  ? (readdirSync(scriptsDir, { recursive: true }) as string[])
      .filter((name) => /\.(fountain|txt|fdx)$/.test(name))
      .sort()
  : [];

let root = '';
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'shotwright-scripts-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe.skipIf(!hasSharedFixtures || !hasFfmpeg || !hasFfprobe)('every script that is at hand', () => {
  let studio: Studio & { errors: string[] };
  beforeAll(async () => {
    studio = await openTestStudio({ libraryDir: path.join(root, 'library') });
  });
  afterAll(() => studio.close());

  it.each(names)('becomes a film: %s', async (name) => {
    const bytes = readFileSync(path.join(scriptsDir, name));
    const { projectId, shotIds } = importScript(studio, { fileName: path.basename(name), text: bytes });
    expect(shotIds.length).toBeGreaterThan(0);
    if (filmedShots > 0 && shotIds.length > filmedShots) studio.services.shots.delete(shotIds.slice(filmedShots));

    const takes = await makeTakes(studio, projectId);
    expect(takes.filter(({ state }) => state !== 'done')).toEqual([]);
    const { shots } = studio.services.projects.storyboard(projectId);
    const frameCount = shots.reduce((sum, { durationFrames }) => sum + durationFrames, 0);
    expect(shots.map(({ selectedTake }) => selectedTake?.durationFrames)).toEqual(
      shots.map(({ durationFrames }) => durationFrames),
    );

    const plan = await studio.services.exports.plan(projectId, 'track');
    expect(plan).toMatchObject({
      clipCount: shots.length,
      missingShotIds: [],
      mode: 'copied',
      durationFrames: frameCount,
    });
    const filmPath = path.join(root, 'film.mp4');
    const film = await makeFilm(studio, projectId, filmPath);
    expect(film).toMatchObject({ state: 'done', result: { kind: 'film', frameCount } });
    const hasDialogue = shots.some(({ dialogue }) => dialogue !== '');
    expect(await findFilmProblems(filmPath, { frameCount, rate: quickFormat.frameRate, hasDialogue })).toEqual([]);
    expect(studio.errors).toEqual([]);
  });

  it.each(['fountain/afterwriting/sc.fountain', 'fountain/screenplain/dialogue.fountain'])(
    'becomes a film by the command line, at its own pace: %s',
    async (name) => {
      const outDir = path.join(root, path.basename(name));
      const words = ['animatic', path.join(scriptsDir, name), '--out', outDir, '--size', '320x180', '--quiet'];
      expect(await runCommandLine({ words })).toMatchObject({ exitCode: 0, error: '' });
      const storyboard = JSON.parse(readFileSync(path.join(outDir, 'storyboard.json'), 'utf8')) as StoryboardFile;
      const shots = storyboard.scenes.flatMap((scene) => scene.shots);
      const frameCount = shots.reduce((sum, { durationFrames }) => sum + durationFrames, 0);
      const hasDialogue = shots.some(({ dialogue }) => dialogue !== '');
      const expected = { frameCount, rate: storyboard.frameRate, hasDialogue };
      expect(await findFilmProblems(path.join(outDir, 'film.mp4'), expected)).toEqual([]);
      expect(listFiles(outDir)).toHaveLength(2 + 2 * shots.length);
    },
  );
});
