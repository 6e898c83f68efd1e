import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportProblem } from '#shared/domain/import-plan.ts';
import { maxShotFrames } from '#shared/domain/time.ts';
import { findBoardFiles, indexFiles, safeName } from './storyboarder-files.ts';
import { parseStoryboarder } from './storyboarder-project.ts';
import { scenesOfStoryboarder } from './storyboarder-scenes.ts';

const frameRate = { numerator: 24, denominator: 1 };
const parse = (file: unknown) => parseStoryboarder(JSON.stringify(file), 'a.storyboarder');

const pier = {
  version: '1.3.0',
  aspectRatio: '1.7777777777777777',
  fps: 24,
  defaultBoardTiming: 1500,
  boards: [
    {
      ...{ uid: 'RRO6K', url: 'board-1-RRO6K.png', newShot: true, number: 1, shot: '1A', time: 0, duration: 2000 },
      ...{ dialogue: 'MARA: Nine.', action: 'Rain.', notes: 'wide', audio: { filename: 'one.wav' } },
      layers: { ink: { url: 'board-1-RRO6K-ink.png' }, fill: { url: 'board-1-RRO6K-fill.png', opacity: 0.5 } },
    },
    { url: 'board-2-AAAAA.png', layers: { pencil: { url: 'board-2-AAAAA-pencil.png' } }, shot: '1B' },
  ],
};

describe('parseStoryboarder', () => {
  it('reads boards with what they tell, and gives the others the time of the project', () => {
    const { aspectRatio, fps, boards, problems } = parse(pier);
    expect([aspectRatio, fps]).toEqual([16 / 9, 24]);
    expect(boards.map(({ label, durationMs, audio }) => [label, durationMs, audio])).toEqual([
      ['1A', 2000, 'one.wav'],
      ['1B', 1500, null],
    ]);
    expect(boards[0]?.layers).toEqual([
      { url: 'board-1-RRO6K-fill.png', opacity: 0.5 },
      { url: 'board-1-RRO6K-ink.png', opacity: 1 },
    ]);
    expect(problems).toEqual([]);
  });

  it('takes what it can of a file that is wrong in places', () => {
    const { boards, problems, aspectRatio } = parse({
      aspectRatio: -1,
      boards: [null, 'x', { duration: 'long', layers: [], audio: 'x', dialogue: 7, url: 9 }, {}],
    });
    expect(aspectRatio).toBeNull();
    expect(boards.map(({ boardNumber, durationMs, dialogue }) => [boardNumber, durationMs, dialogue])).toEqual([
      [3, 2000, '7'],
      [4, 2000, ''],
    ]);
    expect(problems.map(({ reason, at }) => [reason, at])).toEqual([
      ['project-unreadable', 1],
      ['project-unreadable', 2],
      ['duration-unreadable', 3],
    ]);
  });

  it('keeps boards without uid or with one uid twice, and takes no number that cannot be', () => {
    const { boards, aspectRatio, fps } = parse({
      ...{ aspectRatio: 1e308, fps: 1e9, defaultBoardTiming: -5 },
      boards: [{ shot: '1A' }, { uid: 'AAAAA' }, { uid: 'AAAAA', duration: 1e308 }, { uid: 5, duration: '1e400' }],
    });
    expect([aspectRatio, fps]).toEqual([null, null]);
    const { scenes, problems } = scenesOfStoryboarder(
      [{ path: 'a.storyboarder', project: { aspectRatio, fps, boards, problems: [] } }],
      { paths: [], scriptScenes: [], frameRate },
    );
    const lengths = scenes[0]?.shots.map(({ durationFrames }) => durationFrames);
    expect(lengths).toEqual([48, 48, maxShotFrames, 48]);
    expect(problems).toEqual([{ reason: 'duration-shortened', at: 3, name: '' }]);
  });

  it.each(['', '{', '[]', 'null', '{"boards":{}}', `${'['.repeat(100_000)}`])('refuses what is no project', (text) => {
    expect(() => parseStoryboarder(text, 'a.storyboarder')).toThrow(
      expect.objectContaining({ code: 'STORYBOARDER_UNREADABLE', params: { fileName: 'a.storyboarder' } }),
    );
  });

  it('survives any JSON', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (boards) => {
        const { boards: read, problems } = parse({ boards });
        expect(read.length + problems.filter(({ reason }) => reason === 'project-unreadable').length).toBe(
          boards.length,
        );
      }),
    );
  });
});

describe('the files of boards', () => {
  const boards = parse(pier).boards;
  const find = (paths: string[], board = boards[0]) => {
    const problems: ImportProblem[] = [];
    if (!board) throw new Error('no board');
    return { ...findBoardFiles(board, '', indexFiles(paths), problems), problems };
  };

  it('are the flattened picture where there is one, else the named one, else the layers', () => {
    const layers = ['images/board-1-RRO6K-fill.png', 'images/board-1-RRO6K-ink.png', 'images/one.wav'];
    const named = [...layers, 'images/board-1-RRO6K.png'];
    const poster = [...named, 'images/board-1-RRO6K-posterframe.jpg'];
    const told = [poster, named, layers].map((paths) => find(paths).picture?.layers.map(({ path }) => path));
    expect(told).toEqual([
      ['images/board-1-RRO6K-posterframe.jpg'],
      ['images/board-1-RRO6K.png'],
      ['images/board-1-RRO6K-fill.png', 'images/board-1-RRO6K-ink.png'],
    ]);
    expect(find(layers)).toMatchObject({ sound: 'images/one.wav', problems: [] });
  });

  it('are found in other capitals and with letters composed in another way', () => {
    const board = { ...boards[1], url: 'Jetée.PNG', layers: [] } as (typeof boards)[number];
    expect(find(['images/jete\u0301e.png'], board).picture?.layers[0]?.path).toBe('images/jete\u0301e.png');
  });

  it('are listed when they are missing, and the rest is taken', () => {
    const { picture, problems } = find(['images/board-1-RRO6K-ink.png']);
    expect(picture?.layers).toHaveLength(1);
    expect(problems.map(({ reason, name }) => [reason, name])).toEqual([
      ['file-missing', 'one.wav'],
      ['file-missing', 'board-1-RRO6K-fill.png'],
    ]);
  });

  it.each([
    '/etc/passwd',
    '../x.png',
    'a/../../x.png',
    'C:\\x.png',
    '\\\\server\\x.png',
    'images\\..\\..\\x.png',
    '..',
  ])('are never looked for outside the folder: %s', (name) => {
    const board = { ...boards[1], url: name, layers: [], audio: name } as (typeof boards)[number];
    const { picture, sound, problems } = find([name, 'x.png', 'images/x.png'], board);
    expect([picture, sound]).toEqual([null, null]);
    expect(new Set(problems.map(({ reason }) => reason))).toEqual(new Set(['file-name-unsafe']));
  });

  it('have names that stay inside, whatever they are', () => {
    const part = fc.constantFrom('..', '.', 'a', '', 'C:', '/', '\\', 'images', 'b.png');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), fc.constantFrom('/', '\\'), (parts, separator) => {
        const safe = safeName(parts.join(separator));
        expect(safe ?? '').not.toMatch(/(?:^|\/)\.\.?(?:\/|$)|^\/|\\|^[a-z]:/i);
      }),
    );
  });
});

describe('scenesOfStoryboarder', () => {
  it('makes one scene of one file', () => {
    const { scenes } = scenesOfStoryboarder([{ path: 'Pier at dusk.storyboarder', project: parse(pier) }], {
      ...{ paths: [], scriptScenes: [], frameRate },
    });
    expect(scenes).toHaveLength(1);
    expect(scenes[0]).toMatchObject({
      heading: 'Pier at dusk',
      shots: [
        { title: '', action: 'Rain.', dialogue: 'MARA: Nine.', notes: 'wide', durationFrames: 48, picture: null },
        { title: '', durationFrames: 36 },
      ],
    });
  });

  it('gives shots the labels that say more than a number', () => {
    const boards = ['12B', 'Insert', '3', '', 7].map((shot) => ({ shot }));
    const { scenes } = scenesOfStoryboarder([{ path: 'a.storyboarder', project: parse({ boards }) }], {
      ...{ paths: [], scriptScenes: [], frameRate },
    });
    expect(scenes[0]?.shots.map(({ title }) => title)).toEqual(['', 'Insert', '', '', '']);
  });

  it('follows the script in order, heading and number, and the folders where the script is silent', () => {
    const file = (name: string) => ({
      path: `storyboards/${name}/${name}.storyboarder`,
      project: parse({ boards: [] }),
    });
    const files = ['Scene-10-INT-SHED-10-ZZZZ1', 'Scene-2-EXT-PIER-DUSK-2-T5KRK', 'Scene-1-EXT-SEA-1-AAAA1'].map(file);
    const scriptScenes = [
      { heading: 'EXT. PIER - DUSK', sceneNumber: '2-T5KRK', synopsis: 'Rain.' },
      { heading: 'EXT. SEA', sceneNumber: '1-AAAA1', synopsis: '' },
    ];
    const { scenes } = scenesOfStoryboarder(files, { paths: [], scriptScenes, frameRate });
    expect(scenes.map(({ sceneNumber, heading }) => [sceneNumber, heading])).toEqual([
      ['2', 'EXT. PIER - DUSK'],
      ['1', 'EXT. SEA'],
      ['10', 'INT SHED'],
    ]);
  });
});
