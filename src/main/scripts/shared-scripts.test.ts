import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { OutlineElement } from '#shared/domain/outline.ts';
import { hasSharedFixtures, sharedFixture } from '../../../tests/support/fixtures.ts';
import { outlineOf } from './__fixtures__/script-samples.ts';
import { decodeScript } from './decode-script.ts';

const root = sharedFixture('scripts/fountain');

function findFiles(...endings: string[]): string[] {
  if (!hasSharedFixtures) return [];
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => endings.includes(path.extname(file)))
    .sort();
}

function readScript(file: string) {
  const { text } = decodeScript(readFileSync(path.join(root, file)));
  return { text, outline: outlineOf(text, path.basename(file)) };
}

describe.skipIf(!hasSharedFixtures)('scripts that others wrote', () => {
  test.each(findFiles('.fountain', '.txt'))('%s comes back whole, and has scenes with shots', (file) => {
    const { text, outline } = readScript(file);
    expect(outline.elements.map(({ source }) => source).join('')).toBe(text);
    expect(outline.scenes.length).toBeGreaterThan(0);
    expect(outline.scenes.every(({ shots }) => shots.length > 0)).toBe(true);
  });

  test('Brick & Steel has the scenes of its pages', () => {
    const { outline } = readScript('fountain/brick-and-steel.fountain');
    expect(outline.title).toBe('BRICK & STEEL FULL RETIRED');
    expect(outline.scenes.map(({ heading }) => heading)).toEqual([
      "EXT. BRICK'S PATIO - DAY",
      'INT. TRAILER HOME - DAY',
      "EXT. BRICK'S POOL - DAY",
      'SNIPER SCOPE POV',
      'OPENING TITLES',
      'EXT. WOODEN SHACK - DAY',
      'INT. GARAGE - DAY',
      'EXT. PALATIAL MANSION - DAY',
    ]);
  });

  test.each([
    [
      'afterwriting/cyrillic.fountain',
      ['ИНТ. КВАРТИРА МАШИ – СТОЛОВАЯ – ДЕНЬ', 'ИНТ. КВАРТИРА МАШИ – КУХНЯ – ДЕНЬ'],
      'МАШA: ',
    ],
    ['afterwriting/sc.fountain', ['INT。 医院-天'], '约翰: （丢失） 这是什么地方？'],
  ])('%s has its headings and its cue', (file, headings, dialogue) => {
    const { scenes } = readScript(file).outline;
    expect(scenes.map(({ heading }) => heading)).toEqual(headings);
    expect(scenes.flatMap(({ shots }) => shots.map((shot) => shot.dialogue)).join('\n')).toContain(dialogue);
  });
});

const kindNames: Partial<Record<OutlineElement['kind'], string>> = {
  'scene-heading': 'HEADING',
  'page-break': 'PAGEBREAK',
  centered: 'ACTION',
  lyrics: 'LYRIC',
};

/** White space and emphasis aside, `KIND words`, with actions that follow one another put together. */
function normalize(entries: [kind: string, words: string][]): string[] {
  const lines: string[] = [];
  for (const [kind, words] of entries) {
    // Their parser drops "(CONT'D)", and keeps notes apart as [[0]].
    const plain = words.replace(/\(CONT['’]D\)|\[\[\d\]\]/g, '').replace(/[*_()\s]+/g, '');
    const last = lines.at(-1);
    if (kind === 'ACTION' && last?.startsWith('ACTION ')) lines[lines.length - 1] = last + plain;
    else if (kind !== 'ACTION' || plain !== '') lines.push(`${kind} ${plain}`);
  }
  return lines;
}

/** Their dump: `KIND:"words" extras`, words over several lines. */
function readDump(dump: string): string[] {
  const entries: [string, string][] = [];
  for (const [, kind = '', words = '', extension = ''] of dump.matchAll(/^([A-Z]+):"([^"]*)"(?: "([^"]*)")?/gm)) {
    if (kind !== 'TITLEENTRY') entries.push([kind, words + extension]);
  }
  return normalize(entries);
}

function describeOurs(elements: OutlineElement[]): string[] {
  const body = elements.filter(({ kind }) => !['blank', 'note', 'boneyard', 'title-page'].includes(kind));
  return normalize(body.map(({ kind, text }) => [kindNames[kind] ?? kind.toUpperCase(), text]));
}

describe.skipIf(!hasSharedFixtures)('the reading of another parser', () => {
  test.each(['LineBreaks', 'Lyrics', 'TitlePage', 'Transition'])('of %s is ours', (name) => {
    const dump = readFileSync(path.join(root, `screenplay-tools/${name}.txt`), 'utf8');
    expect(describeOurs(readScript(`screenplay-tools/${name}.fountain`).outline.elements)).toEqual(readDump(dump));
  });

  test('of Character is ours, but for a name that starts with a digit, which the syntax allows', () => {
    const dump = readFileSync(path.join(root, 'screenplay-tools/Character.txt'), 'utf8');
    const theirs = readDump(dump).flatMap((line) =>
      line === 'ACTION 3CPONotwork.' ? ['CHARACTER 3CPO', 'DIALOGUE Notwork.'] : [line],
    );
    expect(describeOurs(readScript('screenplay-tools/Character.fountain').outline.elements)).toEqual(theirs);
  });

  test('of Notes is ours, but for action after a blank line and a note over an empty line', () => {
    // Theirs keeps the speech going over an empty line and ends a note there; the syntax has neither.
    const ours = describeOurs(readScript('screenplay-tools/Notes.fountain').outline.elements);
    const theirs = readDump(readFileSync(path.join(root, 'screenplay-tools/Notes.txt'), 'utf8'));
    expect(ours.slice(0, 4)).toEqual(theirs.slice(0, 4));
    expect(ours[4]).toBe('DIALOGUE DidyouknowBrickandSteelareretired?');
    expect(theirs[4]?.startsWith(ours[4] ?? '')).toBe(true);
  });

  test('of Tags has our headings and sections; tags are an addition of theirs, so cues with small tags are action', () => {
    const theirs = readDump(readFileSync(path.join(root, 'screenplay-tools/Tags.txt'), 'utf8'));
    const ours = describeOurs(readScript('screenplay-tools/Tags.fountain').outline.elements);
    const kindsOf = (lines: string[]) =>
      lines.map((line) => line.split(' ')[0]).filter((kind) => kind === 'HEADING' || kind === 'SECTION');
    expect(kindsOf(ours)).toEqual(kindsOf(theirs));
    expect(kindsOf(ours)).toHaveLength(8);
  });
});
