import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Outline, OutlineElement } from '#shared/domain/outline.ts';
import { outlineOf, screenplay } from './__fixtures__/script-samples.ts';
import { maxElements } from './element-list.ts';
import { detectScriptFormat } from './parse-script.ts';

const fileNames = ['a.fountain', 'a.md', 'a.txt'] as const;

// Pieces from which scripts are made that touch every rule, in orders that nobody would write.
const pieces = [
  ...[
    '\n',
    '\r\n',
    '\r',
    '\n\n',
    '  \n',
    ' ',
    '\t',
    'INT. HOUSE - DAY',
    '.ROOM',
    ' #1A#',
    'MARA',
    ' (V.O.)',
    ' ^',
    '@McCoy',
  ],
  ...[
    '(beat)',
    'Rain falls.',
    'a',
    'Ж',
    '约翰',
    '你好。',
    '~',
    '!',
    '>',
    '<',
    '=',
    '===',
    '#',
    '##',
    '[[',
    ']]',
    '/*',
    '*/',
    '*',
  ],
  ...[
    '**',
    '_',
    '\\*',
    'CUT TO:',
    'FADE IN:',
    'Title: ',
    'Author：',
    ': ',
    'NOTE: ',
    'Scene 2: ',
    'Shot 3: ',
    '1. ',
    '- ',
    '|',
  ],
  ...['---', '```', '<!--', '-->', '> ', '---\n', '[x] ', '![a](b)', '“', '😀', '\ud83d', '\u0000'],
];
const scripts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join('')),
);

function expectLossless({ elements, scenes }: Outline, text: string): void {
  expect(elements.map(({ source }) => source).join('')).toBe(text);
  let offset = 0;
  for (const { source, startLine } of elements) {
    expect(startLine).toBe(text.slice(0, offset).split(/\r\n|\r|\n/).length);
    offset += source.length;
  }
  for (const scene of scenes) {
    expect(scene.shots.length).toBeGreaterThan(0);
    for (const shot of scene.shots) {
      expect(shot.startLine).toBeGreaterThanOrEqual(scene.startLine);
      expect(shot.endLine).toBeGreaterThanOrEqual(shot.startLine);
      expect(shot.endLine).toBeLessThanOrEqual(scene.endLine);
      expect(shot.title.length).toBeLessThanOrEqual(48);
      expect(shot.durationFrames).toBeGreaterThanOrEqual(48);
      expect(shot.durationFrames).toBeLessThanOrEqual(720);
    }
  }
}

/** Words without white space and without marks, however they are written: what must not get lost. */
function essence(text: string): string {
  return text.toUpperCase().replace(/[\s*_\\:|.#>-]/g, '');
}

function isCreated({ kind }: OutlineElement): boolean {
  return kind !== 'boneyard' && kind !== 'blank' && kind !== 'title-page';
}

/** How often each character stands in a text. */
function countCharacters(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const character of essence(text)) counts.set(character, (counts.get(character) ?? 0) + 1);
  return counts;
}

function expectNothingMissing({ elements, scenes }: Outline): void {
  const created = countCharacters(
    scenes
      .flatMap(({ heading, sceneNumber, synopsis, notes, shots }) => [
        ...[heading, sceneNumber ?? '', synopsis, notes],
        ...shots.flatMap((shot) => [shot.prompt, shot.dialogue, shot.notes]),
      ])
      .join(' '),
  );
  const written = countCharacters(
    elements
      .filter(isCreated)
      .map(({ text, kind, number }) => `${text} ${kind === 'scene-heading' ? (number ?? '') : ''}`)
      .join(' '),
  );
  for (const [character, count] of written) {
    expect(created.get(character) ?? 0, `${JSON.stringify(character)}`).toBeGreaterThanOrEqual(count);
  }
}

describe.each(fileNames)('any text as %s', (fileName) => {
  test('comes back from the sources of its elements, with right lines and no empty scene', () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(scripts, (text) => {
        expectLossless(outlineOf(text, fileName), text);
      }),
      { numRuns: 600 },
    );
  });

  test('loses no word that it has between elements and what is created', () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(scripts, (text) => {
        expectNothingMissing(outlineOf(text, fileName));
      }),
      { numRuns: 600 },
    );
  });
});

describe('large and hostile scripts', () => {
  test('a script of hundreds of thousands of notes is read, with a bounded number of elements', () => {
    const text = '[[a]]b'.repeat(200_000);
    const { elements } = outlineOf(text);
    expect(elements).toHaveLength(maxElements + 1);
    expect(elements.reduce((sum, { source }) => sum + source.length, 0)).toBe(text.length);
  });

  test.each(['*', '_a ', '[[', '/*', '(', '> ', '#', '~', '\t', '- ', '```', '='])(
    'a megabyte of %j is read',
    (mark) => {
      const text = mark.repeat(1_000_000 / mark.length);
      for (const fileName of fileNames) {
        const { elements } = outlineOf(text, fileName);
        expect(elements.reduce((sum, { source }) => sum + source.length, 0)).toBe(text.length);
      }
    },
  );
});

describe('the format of a script', () => {
  test.each([
    ['a.fountain', 'x', 'fountain'],
    ['a.SPMD', 'x', 'fountain'],
    ['a.md', 'x', 'markdown'],
    ['a.markdown', 'x', 'markdown'],
    ['a.txt', screenplay, 'fountain'],
    ['a', screenplay, 'fountain'],
    ['a.txt', 'INT. KITCHEN\n\nMARA: Hello.\n\nShe goes.', 'text'],
    ['a.txt', 'INT. KITCHEN\n\nKITCHEN TABLE\n1. Wide.\n2. Close.', 'text'],
    ['a.txt', 'Rain.\nMore rain.', 'text'],
  ])('of %s is chosen by its name, then by its text (%#)', (fileName, text, format) => {
    expect(detectScriptFormat(fileName, text)).toBe(format);
  });

  test('leaves the name of the file as the title where there is none', () => {
    expect(outlineOf('Rain.', 'my film.v2.fountain').title).toBe('my film.v2');
  });
});
