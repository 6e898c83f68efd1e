import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { fieldOfHead, guessFields, unitOfHead } from '#shared/domain/table-fields.ts';
import { readTable } from './read-table.ts';
import { readDuration, scenesOfTable } from './table-to-scenes.ts';

const rate = { numerator: 24, denominator: 1 };
const read = (text: string, fileName = 'a.csv') => readTable(text, { fileName, mostRows: 20_000 });
const cellsOf = async (text: string, fileName?: string) => (await read(text, fileName)).rows.map(({ cells }) => cells);

describe('readTable', () => {
  it.each([
    [
      'commas',
      'a,b\r\n1,"x, y"\r\n',
      [
        ['a', 'b'],
        ['1', 'x, y'],
      ],
    ],
    [
      'semicolons',
      'a;b\n1;"x, y"\n',
      [
        ['a', 'b'],
        ['1', 'x, y'],
      ],
    ],
    [
      'tabs',
      'a\tb\n1\tx, y',
      [
        ['a', 'b'],
        ['1', 'x, y'],
      ],
    ],
    ['quotes and line breaks in cells', '"a ""b""","c\nd"\n', [['a "b"', 'c\nd']]],
  ])('reads %s', async (_name, text, expected) => {
    expect(await cellsOf(text)).toEqual(expected);
  });

  it('splits a file of tabs only at tabs, also where it has one column', async () => {
    expect(await cellsOf('dusk, rain\nnight, fog\n', 'a.tsv')).toEqual([['dusk, rain'], ['night, fog']]);
  });

  it('is told what parts the cells by a first line that is no row', async () => {
    const { rows, delimiter } = await read('sep=|\r\nScene|Shot\r\n1|Rain, fog; wind\r\n');
    expect(delimiter).toBe('|');
    expect(rows).toEqual([
      { number: 2, cells: ['Scene', 'Shot'] },
      { number: 3, cells: ['1', 'Rain, fog; wind'] },
    ]);
    expect(await cellsOf('sep=\tx\n')).toEqual([['sep=', 'x']]);
  });

  it('keeps formulas as the text that they are', async () => {
    const formulas = ['=HYPERLINK("x")', '+1', '-2', '@SUM(A1)', '=cmd|calc!A0'];
    expect(await cellsOf(Papa.unparse(formulas.map((formula) => [formula, 'x'])))).toEqual(
      formulas.map((formula) => [formula, 'x']),
    );
  });

  it('counts the rows of the file, and skips empty ones', async () => {
    const { rows, rowCount } = await read('a,b\n\n,\n1,2');
    expect(rows.map(({ number }) => number)).toEqual([1, 4]);
    expect(rowCount).toBe(2);
  });

  it('names a quote that is never closed, and loses no text', async () => {
    const { rows, problems } = await read('a,b\n1,"open\n2,x');
    expect(problems.map(({ reason }) => reason)).toEqual(['quote-unclosed']);
    expect(rows.flatMap(({ cells }) => cells).join()).toContain('2,x');
  });

  it('counts what is more than it keeps, and lets other work in between', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 0);
    const { rows, rowCount } = await readTable('a,b,c\n'.repeat(100_000), { fileName: 'a.csv', mostRows: 10 });
    clearInterval(timer);
    expect([rows.length, rowCount]).toEqual([10, 100_000]);
    expect(turns).toBeGreaterThan(0);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const reading = readTable('a,b\n'.repeat(100_000), { fileName: 'a.csv', mostRows: 10, signal: stop.signal });
    stop.abort();
    await expect(reading).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('reads back whatever a spreadsheet writes', async () => {
    const cell = fc.string({ maxLength: 6 }).map((text) => text.replace(/\r/g, '\n'));
    const row = fc.array(cell, { minLength: 2, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async (rows) => {
        const text = Papa.unparse(rows, { delimiter: '\t', newline: '\n' });
        const kept = rows.filter((cells) => cells.some((one) => one.trim() !== ''));
        expect(await cellsOf(text, 'a.tsv')).toEqual(kept);
      }),
    );
  });
});

describe('the fields of columns', () => {
  it('follow the heads of the table', () => {
    expect(
      ['Scene #', 'SCENE_HEADING', 'Shot', 'Description', 'Dialogue', 'Duration (s)', 'Weather'].map(fieldOfHead),
    ).toEqual(['sceneNumber', 'sceneHeading', 'title', 'prompt', 'dialogue', 'duration', null]);
    expect(['Duration', 'Length in frames', 'Time (ms)'].map(unitOfHead)).toEqual(['auto', 'frames', 'milliseconds']);
  });

  it('are each given once, and a scene in words is a heading', () => {
    expect(guessFields(['Scene', 'Notes', 'Note'], [['EXT. PIER', ''], [], []])).toEqual([
      'sceneHeading',
      'notes',
      null,
    ]);
    expect(guessFields(['Scene'], [['12', '', '12A']])).toEqual(['sceneNumber']);
    expect(guessFields(['', ''], [['7'], ['Rain on the pier.']])).toEqual([null, 'prompt']);
    expect(guessFields([], [])).toEqual([]);
  });
});

describe('readDuration', () => {
  it.each([
    ['4', 'auto', 96],
    ['4,5', 'seconds', 108],
    ['01:12', 'auto', 36],
    ['00:00:04;12', 'auto', 108],
    ['0:00:04', 'seconds', 96],
    ['00:00:01.500', 'auto', 36],
    ['96', 'frames', 96],
    ['1500', 'milliseconds', 36],
    ['1500 ms', 'auto', 36],
    ['2 s', 'frames', 48],
    ['0', 'seconds', null],
    ['soon', 'auto', null],
    ['-4', 'auto', null],
    ['=1+1', 'auto', null],
    ['9'.repeat(30), 'frames', null],
  ] as const)('%s in a column of %s', (text, unit, frames) => {
    expect(readDuration(text, unit, rate)).toBe(frames);
  });
});

describe('scenesOfTable', () => {
  const mapping = { durationUnit: 'auto', frameRate: rate, heading: 'board' } as const;

  it('begins a scene where the scene changes, and takes an empty cell for the same scene', async () => {
    const rows = [
      ['1', 'EXT. PIER', 'Wide'],
      ['', '', 'Close'],
      ['2', '', 'Hand'],
      ['2', '', 'Rope'],
    ].map((cells, index) => ({ number: index + 2, cells }));
    const { scenes } = await scenesOfTable(rows, { ...mapping, fields: ['sceneNumber', 'sceneHeading', 'title'] });
    expect(
      scenes.map(({ sceneNumber, heading, shots }) => [sceneNumber, heading, shots.map(({ title }) => title)]),
    ).toEqual([
      ['1', 'EXT. PIER', ['Wide', 'Close']],
      ['2', '', ['Hand', 'Rope']],
    ]);
  });

  it('imports the rest where a row cannot be read whole, and names the row', async () => {
    const rows = [
      { number: 2, cells: ['a\nb', 'later', 'x'] },
      { number: 3, cells: ['', '', 'x'] },
      { number: 4, cells: ['t'.repeat(501)] },
    ];
    const { scenes, problems } = await scenesOfTable(rows, { ...mapping, fields: ['title', 'duration', null] });
    expect(scenes).toHaveLength(1);
    expect(scenes[0]).toMatchObject({ heading: 'board', shots: [{ title: 'a b', durationFrames: 72 }, {}] });
    expect(problems).toEqual([
      { reason: 'duration-unreadable', at: 2, name: 'later' },
      { reason: 'row-empty', at: 3, name: '' },
      { reason: 'text-shortened', at: 4, name: 't'.repeat(40) },
    ]);
  });

  it('reads the terms of the set as people write them', async () => {
    const rows = [
      { number: 2, cells: ['CU', 'Low angle', '35mm', 'rain; Night, rain', 'WIP', 'She waits.'] },
      { number: 3, cells: ['Medium close-up', 'POV', '3', '', 'lost', 'She goes.'] },
    ];
    const fields = ['shotSize', 'angle', 'lens', 'tags', 'status', 'action'] as const;
    const { scenes, problems } = await scenesOfTable(rows, { ...mapping, fields });
    expect(scenes[0]?.shots).toMatchObject([
      { shotSize: 'close-up', angle: 'low', lensMm: 35, tags: ['rain', 'Night'], status: 'in-progress' },
      { shotSize: 'medium-close-up', angle: 'point-of-view', lensMm: null, status: 'planned', action: 'She goes.' },
    ]);
    expect(problems.map(({ reason, at, name }) => [reason, at, name])).toEqual([
      ['value-unknown', 3, '3'],
      ['value-unknown', 3, 'lost'],
    ]);
  });
});
