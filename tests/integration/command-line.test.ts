import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoryboardFile } from '#main/command-line/storyboard-file.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import { mostImportedShots } from '#shared/domain/import-plan.ts';
import manifest from '../../package.json' with { type: 'json' };
import { findFilmProblems, hasFfmpeg, hasFfprobe, listFiles, probePicture } from '../support/film-check.ts';
import { createPng } from '../support/png.ts';
import { runCommandLine, runCommandLineHere } from '../support/run-command-line.ts';
import { aStoryboarderFolder, aStoryboarderScriptFolder, writeFolder } from '../support/storyboarder-folder.ts';
import { openTestStudio } from '../support/test-studio.ts';

const script = `Title: Small hours

INT. KITCHEN - NIGHT

A kettle begins to sing.

ANNA
Tea?

EXT. GARDEN - NIGHT

Rain falls on the chairs.
`;

/** Nothing on PATH, and nothing from the package that brings an ffmpeg along. */
const withoutFfmpeg = { PATH: '/nowhere', FFMPEG_BIN: '/nowhere/ffmpeg' };

let root = '';
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'shotwright-line-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const inRoot = (name: string) => path.join(root, name);
function write(name: string, content: string | Uint8Array): string {
  writeFileSync(inRoot(name), content);
  return inRoot(name);
}

const animatic = (scriptPath: string, outDir: string, ...words: string[]) => [
  ...['animatic', scriptPath, '--out', outDir, '--size', '320x180'],
  ...words,
];

describe('the command line, when it cannot do what it was asked', () => {
  it.each<[string, string[], number, RegExp]>([
    ['no script', ['animatic', '--out', 'x'], 2, /no script/],
    ['no folder', ['animatic', 'x.fountain'], 2, /--out DIR/],
    ['an unknown option', ['animatic', 'x.fountain', '--out', 'x', '--frames', '3'], 2, /--frames/],
    ['an unknown command', ['render', 'x.fountain'], 2, /render/],
    ['no library', ['import', 'x.fountain', '--update'], 2, /--library DIR/],
    ['an option of another command', ['animatic', 'x.fountain', '--out', 'x', '--apply'], 2, /unexpected “--apply”/],
    ['an option of an update', ['import', 'x.fountain', '--library', 'x', '--trash-gone'], 2, /“--trash-gone”/],
    ['a bad size', ['animatic', 'x.fountain', '--out', 'x', '--size', '321x180'], 2, /321x180/],
    ['a bad rate', ['animatic', 'x.fountain', '--out', 'x', '--rate', '26'], 2, /23\.976/],
    ['a script that is not there', ['animatic', '/nowhere/x.fountain', '--out', 'x'], 1, /x\.fountain was not found/],
  ])('ends with one line for %s', async (_name, words, exitCode, problem) => {
    const end = await runCommandLineHere(words);
    expect(end).toMatchObject({ exitCode, out: '' });
    expect(end.error).toMatch(/^shotwright: [^\n]+\n$/);
    expect(end.error).toMatch(problem);
  });

  it('gives the exit code to whoever started it', async () => {
    expect(await runCommandLine({ words: ['animatic'] })).toMatchObject({ exitCode: 2, out: '' });
    const end = await runCommandLine({ words: animatic(inRoot('nowhere.fountain'), inRoot('o')) });
    expect(end).toMatchObject({
      exitCode: 1,
      out: '',
      error: expect.stringMatching(/nowhere\.fountain was not found\. Nothing was created\.\n$/),
    });
  });

  it('tells what it can do, and its version', async () => {
    const help = await runCommandLine({ words: ['--help'] });
    expect(help).toMatchObject({ exitCode: 0, error: '' });
    expect(help.out).toContain('Usage:');
    const version = await runCommandLine({ words: ['--version'] });
    expect(version).toMatchObject({ exitCode: 0, out: `${manifest.version}\n`, error: '' });
  });

  it.each<[string, () => string, RegExp]>([
    ['a folder', () => root, /is a folder, or cannot be read/],
    [
      'a picture',
      () => write('picture.fountain', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')),
      /is no plain-text/,
    ],
    ['an empty file', () => write('empty.fountain', ''), /“empty\.fountain” holds no text/],
    ['only white space', () => write('blank.fountain', ' \r\n\t\n'), /holds no text/],
    [
      '50 MB',
      () => write('large.fountain', Buffer.alloc(50_000_000, 'a line of it\n')),
      /50 MB; scripts can have 10 MB/,
    ],
  ])('refuses %s as a script', async (_name, makeScript, problem) => {
    const outDir = inRoot('refused');
    const end = await runCommandLineHere(animatic(makeScript(), outDir));
    expect(end).toMatchObject({ exitCode: 1, out: '' });
    expect(end.error).toMatch(/^shotwright: [^\n]+\n$/);
    expect(end.error).toMatch(problem);
    expect(existsSync(path.join(outDir, 'film.mp4'))).toBe(false);
  });

  it('refuses a folder that cannot be made', async () => {
    const file = write('file', 'no folder');
    const end = await runCommandLineHere(animatic(write('s.fountain', script), path.join(file, 'out')));
    expect(end).toMatchObject({ exitCode: 1, out: '' });
    expect(end.error).toMatch(/^shotwright: No film can be written to this place\.[^\n]+\n$/);
  });

  it('says how to install ffmpeg where there is none', async () => {
    const words = animatic(write('s.fountain', script), inRoot('no-ffmpeg'));
    const environment = { ...withoutFfmpeg, SHOTWRIGHT_FFMPEG: '' };
    const end = await runCommandLine({ words, environment });
    expect(end).toMatchObject({ exitCode: 1, out: '' });
    expect(end.error).toMatch(/^shotwright: ffmpeg was not found[^\n]+install[^\n]+\n$/);
    expect(listFiles(inRoot('no-ffmpeg'))).toEqual([]);
  });

  it('refuses an ffmpeg that was named and does not run, instead of taking another', async () => {
    const words = animatic(write('s.fountain', script), inRoot('named-ffmpeg'));
    const end = await runCommandLine({ words, environment: { SHOTWRIGHT_FFMPEG: '/nowhere/ffmpeg' } });
    expect(end).toMatchObject({ exitCode: 1, out: '' });
    expect(end.error).toMatch(
      /^shotwright: SHOTWRIGHT_FFMPEG names \/nowhere\/ffmpeg, which is no ffmpeg that runs[^\n]+\n$/,
    );
    expect(listFiles(inRoot('named-ffmpeg'))).toEqual([]);
  });

  it('says why a library cannot be opened', async () => {
    const scriptPath = write('s.fountain', script);
    const run = (libraryDir: string) => runCommandLineHere(animatic(scriptPath, inRoot('o'), '--library', libraryDir));

    const locked = inRoot('locked');
    const studio = await openTestStudio({ libraryDir: locked });
    const lockedEnd = await runCommandLine({ words: animatic(scriptPath, inRoot('o'), '--library', locked) });
    await studio.close();
    expect(lockedEnd).toMatchObject({
      exitCode: 1,
      error: expect.stringMatching(/^shotwright: [^\n]+locked is open in another[^\n]+\n$/),
    });

    const database = new Database(path.join(locked, 'library.db'));
    database.pragma('user_version = 9999');
    database.close();
    const newerEnd = await run(locked);
    expect(newerEnd).toMatchObject({
      exitCode: 1,
      error: expect.stringMatching(/^shotwright: [^\n]+made by a newer Shotwright[^\n]+\n$/),
    });

    const bytes = readFileSync(path.join(locked, 'library.db'));
    writeFileSync(path.join(locked, 'library.db'), bytes.fill(0x5a, 100, 6000));
    const damagedEnd = await run(locked);
    expect(damagedEnd).toMatchObject({
      exitCode: 1,
      error: expect.stringMatching(/^shotwright: [^\n]+does not read back[^\n]+\n$/),
    });

    mkdirSync(inRoot('strange'));
    writeFileSync(path.join(inRoot('strange'), 'letter.txt'), 'Dear reader');
    const strangeEnd = await run(inRoot('strange'));
    expect(strangeEnd).toMatchObject({
      exitCode: 1,
      error: expect.stringMatching(/^shotwright: [^\n]+already holds other files[^\n]+\n$/),
    });
    expect(readdirSync(inRoot('strange'))).toEqual(['letter.txt']);
  });
});

describe('the command line, with a changed script', () => {
  const draft = `${script}\nINT. SHED - NIGHT\n\nA moth circles the lamp.\n`;
  // A word of the first shot is another, the garden is gone, the shed comes first, and a shot is new.
  const changed =
    'Title: Small hours\n\nINT. SHED - NIGHT\n\nA moth circles the lamp.\n\n' +
    'INT. KITCHEN - NIGHT\n\nA kettle begins to sing softly.\n\nANNA\nTea?\n\n' +
    'Outside the whole street goes dark at once, house by house, up to the church on the hill.\n';

  /** A library with the first draft, and what the line says to it. */
  async function importDraft(name: string) {
    const libraryDir = inRoot(`${name}-library`);
    const first = await runCommandLineHere(['import', write(`${name}.fountain`, draft), '--library', libraryDir]);
    expect(first).toMatchObject({ exitCode: 0, error: '', out: '“Small hours”: 3 scenes, 3 shots\n' });
    const next = write(`${name}-2.fountain`, changed);
    const update = (...words: string[]) =>
      runCommandLineHere(['import', next, '--library', libraryDir, '--update', ...words]);
    const look = async <Seen>(see: (studio: Awaited<ReturnType<typeof openTestStudio>>, id: ProjectId) => Seen) => {
      const studio = await openTestStudio({ libraryDir });
      try {
        const [project] = studio.services.projects.list();
        if (!project) throw new Error('no project');
        return see(studio, project.id);
      } finally {
        await studio.close();
      }
    };
    const story = () => look(({ services }, id) => services.projects.storyboard(id));
    return { libraryDir, next, update, look, story };
  }

  it('tells what differs and writes nothing', async () => {
    const { update, story } = await importDraft('dry');
    const before = await story();
    const end = await update();
    expect(end).toMatchObject({ exitCode: 0, error: '' });
    expect(end.out.split('\n')).toEqual([
      '“Small hours”: dry-2.fountain, compared with dry.fountain',
      '',
      '3 [Moved] INT. SHED - NIGHT',
      '1 INT. KITCHEN - NIGHT',
      '  1A [Changed: Title, Prompt, Length] A kettle begins to sing',
      '  new [New] Outside the whole street goes dark at once…',
      '2 [No longer in the script] EXT. GARDEN - NIGHT',
      '  2A [No longer in the script] Rain falls on the chairs',
      'Changed 1 · New 1 · Gone 1 · Moved 1 · Unchanged 1',
      '',
      expect.stringMatching(/^Nothing was written\./),
      '',
    ]);
    expect(await story()).toEqual(before);
  });

  it('takes it over as one step when asked, and deletes nothing', async () => {
    const { update, story, look } = await importDraft('apply');
    const before = await story();
    expect(await update('--apply')).toMatchObject({ exitCode: 0, out: expect.stringContaining('taken over') });
    const after = await story();
    expect(after.scenes.map(({ heading }) => heading)).toEqual([
      'INT. SHED - NIGHT',
      'INT. KITCHEN - NIGHT',
      'EXT. GARDEN - NIGHT',
    ]);
    expect(after.shots.map(({ prompt }) => prompt)).toEqual(
      expect.arrayContaining(['A kettle begins to sing softly.', 'Rain falls on the chairs.']),
    );
    expect(await update()).toMatchObject({ out: expect.stringContaining('\n\nUnchanged 3\n') });
    await look(({ services }, id) => services.history.undo(id));
    expect((await story()).shots).toEqual(before.shots);
  });

  it('puts what is gone into the trash, and leaves the order alone, only where that was asked for', async () => {
    const { update, story, look } = await importDraft('trash');
    expect(await update('--apply', '--trash-gone', '--keep-order')).toMatchObject({ exitCode: 0 });
    expect((await story()).scenes.map(({ heading }) => heading)).toEqual(['INT. KITCHEN - NIGHT', 'INT. SHED - NIGHT']);
    const trashed = await look(({ services }) => services.trash.list());
    expect(JSON.stringify(trashed)).toContain('EXT. GARDEN - NIGHT');
  });

  it('makes a project of as much of a long table as fits, and says which rows are left', async () => {
    const table = write('long.csv', `Title\n${'row\n'.repeat(mostImportedShots + 5)}`);
    const end = await runCommandLineHere(['import', table, '--library', inRoot('long-library')]);
    expect(end).toMatchObject({ exitCode: 0, out: '“long”: 1 scene, 10000 shots\n' });
    expect(end.error).toMatch(/^shotwright: [^\n]*rows 10002 to 10006[^\n]*left out[^\n]*\n$/);
  });

  it('finds the project, and says what it cannot do', async () => {
    const { libraryDir, next, update, look } = await importDraft('which');
    expect(await update('--project', 'small HOURS')).toMatchObject({ exitCode: 0 });
    expect(await update('--project', 'Large hours')).toMatchObject({
      exitCode: 1,
      out: '',
      error: expect.stringMatching(
        /^shotwright: No such project in this library\. It has: “Small hours” \(proj_\w+\)\n$/,
      ),
    });
    const other = write('other.fountain', 'INT. MARS - DAY\n\nRed dust.\n');
    const foreign = await runCommandLineHere(['import', other, '--library', libraryDir, '--update', '--apply']);
    expect(foreign).toMatchObject({
      exitCode: 1,
      out: '',
      error: expect.stringContaining('looks like another script'),
    });
    const nowhere = await runCommandLineHere(['import', next, '--library', inRoot('nowhere'), '--update']);
    expect(nowhere).toMatchObject({
      exitCode: 1,
      error: expect.stringContaining('is no library. Nothing was created.'),
    });
    expect(existsSync(inRoot('nowhere'))).toBe(false);
    const board = inRoot('Board');
    writeFolder(board, aStoryboarderFolder());
    const folder = await runCommandLineHere(['import', board, '--library', libraryDir, '--update']);
    expect(folder).toMatchObject({ exitCode: 1, error: expect.stringContaining('is a folder, or cannot be read') });

    await runCommandLineHere(['import', next, '--library', libraryDir]);
    expect(await update()).toMatchObject({ exitCode: 1, error: expect.stringContaining('More than one project fits') });
    const id = await look((_studio, first) => first);
    expect(await update('--project', id)).toMatchObject({ exitCode: 0 });
  });
});

describe.skipIf(!hasFfmpeg || !hasFfprobe)('the command line, making a film', () => {
  it('takes a Storyboarder project by its path with the pictures beside it, and nothing from outside', async () => {
    const [folder, outDir, libraryDir] = [inRoot('Pier'), inRoot('pier-film'), inRoot('pier-library')];
    writeFolder(folder, aStoryboarderFolder());
    // A link out of the folder under the name of the picture that is missing.
    writeFileSync(inRoot('outside.png'), createPng({ widthPx: 64, heightPx: 36, seed: 9 }));
    symlinkSync(inRoot('outside.png'), path.join(folder, 'images/board-3.png'));
    const words = animatic(path.join(folder, 'Pier.storyboarder'), outDir, '--library', libraryDir, '--quiet');
    const end = await runCommandLine({ words });
    expect(end).toMatchObject({ exitCode: 0, out: expect.stringMatching(/film\.mp4: 5 shots, \d+ frames\n$/) });
    expect(end.error).toMatch(/^shotwright: 6 things were not imported as they stand there/);
    const studio = await openTestStudio({ libraryDir });
    const [project] = studio.services.projects.list();
    const shots = project ? studio.services.projects.storyboard(project.id).shots : [];
    expect(shots.map(({ boardAssetId }) => boardAssetId !== null)).toEqual([true, true, false, false, false]);
    await studio.close();
  });

  it('takes subtitles, and a folder with a script and its boards', async () => {
    const srt = write('pier.srt', '1\n00:00:00,000 --> 00:00:00,500\nNine.\n');
    const film = await runCommandLine({ words: animatic(srt, inRoot('srt-film'), '--quiet') });
    expect(film).toMatchObject({ exitCode: 0, error: '', out: expect.stringMatching(/1 shot, 12 frames\n$/) });
    const folder = inRoot('Harbour');
    writeFolder(folder, aStoryboarderScriptFolder());
    const words = animatic(folder, inRoot('harbour-film'), '--quiet');
    expect(await runCommandLine({ words })).toMatchObject({ exitCode: 0, out: expect.stringMatching(/2 shots/) });
  });

  it('writes film, covers, thumbnails and storyboard, and keeps the project in a library', async () => {
    const [outDir, libraryDir] = [inRoot('whole'), inRoot('library')];
    const words = animatic(write('whole.fountain', script), outDir, '--library', libraryDir, '--rate', '25');
    const end = await runCommandLine({ words });
    expect(end).toMatchObject({ exitCode: 0, out: expect.stringMatching(/film\.mp4: 2 shots, \d+ frames\n$/) });
    expect(end.error).toBe('takes 0 of 2\ntakes 1 of 2\ntakes 2 of 2\n');

    const storyboard = JSON.parse(readFileSync(path.join(outDir, 'storyboard.json'), 'utf8')) as StoryboardFile;
    const shots = storyboard.scenes.flatMap((scene) => scene.shots);
    expect(storyboard.title).toBe('Small hours');
    expect(storyboard.durationFrames).toBe(shots.reduce((sum, shot) => sum + shot.durationFrames, 0));
    const rate = { numerator: 25, denominator: 1 };
    const film = path.join(outDir, 'film.mp4');
    expect(await findFilmProblems(film, { frameCount: storyboard.durationFrames, rate, hasDialogue: true })).toEqual(
      [],
    );

    const pictures = shots.flatMap(({ cover, thumbnail }) => [cover, thumbnail]);
    expect(listFiles(outDir)).toEqual([...pictures, 'film.mp4', 'storyboard.json'].sort());
    for (const picture of pictures) expect(await probePicture(path.join(outDir, picture))).toBe('320x180');

    const studio = await openTestStudio({ libraryDir });
    expect(studio.services.projects.list()).toMatchObject([{ title: 'Small hours', shotCount: 2, takeCount: 2 }]);
    await studio.close();
  });

  it.each<[string, () => string, string]>([
    [
      'windows-1252, saying so',
      () => write('latin.fountain', Buffer.from('INT. CAF\u00c9 - DAY\n\nNo\u00ebl.\n', 'latin1')),
      'INT. CAFÉ - DAY',
    ],
    ['a byte order mark', () => write('bom.fountain', '\ufeffINT. CAFÉ - DAY\n\nNoël.\n'), 'INT. CAFÉ - DAY'],
    ['CRLF', () => write('crlf.fountain', 'INT. CAFÉ - DAY\r\n\r\nNoël.\r\n'), 'INT. CAFÉ - DAY'],
    [
      'UTF-16',
      () => write('utf16.fountain', Buffer.from('\ufeffINT. CAFÉ - DAY\n\nNoël.\n', 'utf16le')),
      'INT. CAFÉ - DAY',
    ],
  ])('reads %s', async (name, makeScript, heading) => {
    const outDir = inRoot(`encoding-${name.length}`);
    const end = await runCommandLineHere(animatic(makeScript(), outDir));
    expect(end).toMatchObject({ exitCode: 0 });
    expect(end.error.includes('latin.fountain is not Unicode; read as windows-1252')).toBe(name.startsWith('windows'));
    const storyboard = JSON.parse(readFileSync(path.join(outDir, 'storyboard.json'), 'utf8')) as StoryboardFile;
    expect(storyboard.scenes).toMatchObject([{ heading, shots: [{ prompt: 'Noël.' }] }]);
    const rate = { numerator: 24, denominator: 1 };
    const film = path.join(outDir, 'film.mp4');
    expect(await findFilmProblems(film, { frameCount: storyboard.durationFrames, rate, hasDialogue: false })).toEqual(
      [],
    );
  });

  it('leaves an older film as it was when it is interrupted, and nothing running', async () => {
    const [outDir, libraryDir] = [inRoot('interrupted'), inRoot('interrupted-library')];
    mkdirSync(outDir);
    writeFileSync(path.join(outDir, 'film.mp4'), 'an older film');
    const words = animatic(write('s.fountain', script), outDir, '--library', libraryDir);
    const end = await runCommandLine({
      words,
      onError: (text, interrupt) => text.includes('takes 1 of 2') && interrupt(),
    });
    expect(end).toMatchObject({ exitCode: 130, out: '' });
    expect(end.error).toMatch(/shotwright: interrupted; nothing half-done was kept\n$/);
    expect(listFiles(outDir)).toEqual(['film.mp4']);
    expect(readFileSync(path.join(outDir, 'film.mp4'), 'utf8')).toBe('an older film');

    const studio = await openTestStudio({ libraryDir });
    expect(studio.services.jobs.queue()).toMatchObject({ waitingCount: 0, activeCount: 0 });
    await studio.close();

    const again = await runCommandLine({ words: [...words, '--quiet'] });
    expect(again).toMatchObject({ exitCode: 0, error: '' });
    expect(
      await findFilmProblems(path.join(outDir, 'film.mp4'), {
        frameCount: 96,
        rate: { numerator: 24, denominator: 1 },
        hasDialogue: true,
      }),
    ).toEqual([]);
  });

  it('leaves nothing behind when it is interrupted while the film is joined', async () => {
    const outDir = inRoot('interrupted-film');
    // Hangs at the join, which alone reads a list of clips.
    const stub = write(
      'hanging-ffmpeg',
      `#!/bin/sh\ncase "$*" in *concat*) echo joining >&2; exec sleep 600;; esac\nexec ffmpeg "$@"\n`,
    );
    chmodSync(stub, 0o755);
    const end = await runCommandLine({
      words: animatic(write('s.fountain', script), outDir),
      environment: { SHOTWRIGHT_FFMPEG: stub },
      onError: (text, interrupt) => text.includes('takes 2 of 2') && interrupt(),
    });
    expect(end).toMatchObject({ exitCode: 130, out: '' });
    expect(listFiles(outDir)).toEqual([]);
  });

  it('says in one line that a take could not be made', async () => {
    const stub = write('failing-ffmpeg', '#!/bin/sh\n[ "$1" = -version ] && exec ffmpeg -version\nexit 3\n');
    chmodSync(stub, 0o755);
    const outDir = inRoot('failing');
    const words = animatic(write('s.fountain', script), outDir, '--quiet');
    const end = await runCommandLine({ words, environment: { SHOTWRIGHT_FFMPEG: stub } });
    expect(end).toMatchObject({ exitCode: 1, out: '' });
    expect(end.error).toMatch(/^shotwright: ffmpeg stopped with an error\.[^\n]+\n$/);
    expect(listFiles(outDir)).toEqual([]);
  });
});
