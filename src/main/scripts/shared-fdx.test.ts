import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Outline } from '#shared/domain/outline.ts';
import { hasSharedFixtures, sharedFixture } from '../../../tests/support/fixtures.ts';
import { outlineOf } from './__fixtures__/script-samples.ts';
import { decodeScript } from './decode-script.ts';

const root = sharedFixture('scripts');

function findFiles(): string[] {
  return hasSharedFixtures ? readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(isFile).sort() : [];
}

function isFile(file: string): boolean {
  return path.extname(file) !== '';
}

function readScript(file: string): Outline {
  const { text } = decodeScript(readFileSync(path.join(root, file)));
  return outlineOf(text, path.basename(file));
}

/** `kind text` of what is seen and said, each paragraph on one line. */
function describeFilm({ elements }: Outline): string[] {
  const filmed = new Set(['scene-heading', 'action', 'character', 'parenthetical', 'dialogue', 'transition', 'note']);
  return elements
    .filter(({ kind, text }) => filmed.has(kind) && text !== '')
    .map(({ kind, text, number }) => `${kind} ${text.trim().replace(/\s+/g, ' ')}${number ? ` #${number}` : ''}`);
}

describe.skipIf(!hasSharedFixtures)('Final Draft scripts that others wrote beside the same in Fountain', () => {
  test.each(['screenplay-tools/TestFDX-FI', 'screenplain/dialogue', 'screenplain/parenthetical', 'afterwriting/note'])(
    '%s reads as its Fountain does',
    (name) => {
      expect(describeFilm(readScript(`fdx/${name}.fdx`))).toEqual(
        describeFilm(readScript(`fountain/${name}.fountain`)),
      );
    },
  );

  test('screenplain/extended-characters has the same words; there they are one paragraph', () => {
    const fountain = readScript('fountain/screenplain/extended-characters.fountain');
    const finalDraft = readScript('fdx/screenplain/extended-characters.fdx');
    expect(describeFilm(finalDraft)).toEqual(describeFilm(fountain));
  });

  test('screenplay-tools/TestFDX-FD-Write-js has the film of TestFDX-FI without scene numbers', () => {
    const film = describeFilm(readScript('fdx/screenplay-tools/TestFDX-FI.fdx'));
    const unnumbered = film.map((line) => line.replace(/ #\d$/, ''));
    expect(describeFilm(readScript('fdx/screenplay-tools/TestFDX-FD-Write-js.fdx'))).toEqual(unnumbered);
  });

  test('screenplay-tools/TestFDX-FI has its title page, of which Final Draft keeps no keys', () => {
    const { title, titlePage } = readScript('fdx/screenplay-tools/TestFDX-FI.fdx');
    expect(title).toBe('FDX Test Script');
    expect(titlePage.map(({ key, value }) => `${key}: ${value}`)).toEqual([
      'Title: FDX Test Script',
      'Credit: Written by',
      'Author: Ian',
      'Copyright: Copyright (c) 2026',
      'Notes: Draft\ninformation',
      'Notes: Contact\ninformation',
    ]);
  });
});

describe.skipIf(!hasSharedFixtures)('any shared script', () => {
  test.each(findFiles())('%s has at least one scene with a shot that says something', (file) => {
    const { scenes } = readScript(file);
    expect(scenes.length).toBeGreaterThan(0);
    for (const { shots } of scenes) expect(shots.length).toBeGreaterThan(0);
    expect(scenes.some(({ shots }) => shots.some(({ prompt, dialogue }) => `${prompt}${dialogue}` !== ''))).toBe(true);
  });
});
