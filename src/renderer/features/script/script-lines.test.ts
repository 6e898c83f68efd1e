import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SceneId, ScriptId, ShotId } from '#shared/domain/ids.ts';
import type { OutlineScene, OutlineShot } from '#shared/domain/outline.ts';
import type { Frames } from '#shared/domain/time.ts';
import {
  canLackShot,
  coverOf,
  editedShots,
  importedWords,
  linesOfScenes,
  linesOfShots,
  wordsOf,
} from './script-lines.ts';

const id = 'script_a' as ScriptId;
const sceneId = 'scene_a' as SceneId;

function imported(startLine: number, endLine: number, prompt: string, dialogue = ''): OutlineShot {
  return { title: '', prompt, dialogue, notes: '', durationFrames: 48 as Frames, startLine, endLine };
}

function script(shots: OutlineShot[], heading = 'INT. MILL - DAY') {
  const scene: OutlineScene = { heading, sceneNumber: null, synopsis: '', notes: '', startLine: 1, endLine: 99, shots };
  return { id, outline: { scenes: [scene] } };
}

function shot(name: string, prompt: string, own: [number, number] | null = null, scriptId = id) {
  const scriptLines = own && { scriptId, startLine: own[0], endLine: own[1] };
  return { id: name as ShotId, sceneId, prompt, dialogue: '', scriptLines };
}

describe('lines of shots', () => {
  const known = script([imported(3, 3, 'The wheel turns.'), imported(5, 6, 'A boat.'), imported(8, 8, 'A boat.')]);

  it('are those they know, else those of their words, each once and in order', () => {
    const shots = [
      shot('wheel', 'the WHEEL, turns'),
      shot('new', 'Nothing of it'),
      shot('empty', ''),
      shot('boat', 'A boat'),
      shot('again', 'A boat.'),
      shot('third', 'A boat.'),
    ];
    const lines = linesOfShots(known, shots);
    expect([...lines]).toEqual([
      ['wheel', { startLine: 3, endLine: 3 }],
      ['boat', { startLine: 5, endLine: 6 }],
      ['again', { startLine: 8, endLine: 8 }],
    ]);
  });

  it('are not taken from the shot that knows them, nor from another script', () => {
    const other = 'script_b' as ScriptId;
    const shots = [shot('old', 'The wheel turns.'), shot('own', 'x', [3, 3]), shot('other', 'A boat.', [5, 6], other)];
    expect([...linesOfShots(known, shots).keys()]).toEqual(['own']);
  });
});

describe('lines of scenes', () => {
  it('are those they know, else those of the same heading, in order', () => {
    const scenes = [1, 10, 20].map((startLine) => ({ ...script([]).outline.scenes[0], startLine }) as OutlineScene);
    const asked = ['Int. Mill – Day', 'EXT. SEA', '', 'INT. MILL - DAY'].map((heading, index) => {
      return { id: `scene_${index}` as SceneId, heading, scriptLines: null };
    });
    const found = linesOfScenes({ id, outline: { scenes } }, asked);
    expect([...found].map(([scene, { startLine }]) => [scene, startLine])).toEqual([
      ['scene_0', 1],
      ['scene_3', 10],
    ]);
  });
});

describe('what no shot covers', () => {
  it('can only be what is seen or heard', () => {
    expect(canLackShot({ kind: 'action', text: 'A boat.' })).toBe(true);
    expect(canLackShot({ kind: 'dialogue', text: ' ' })).toBe(false);
    expect(canLackShot({ kind: 'scene-heading', text: 'INT. MILL' })).toBe(false);
    expect(canLackShot({ kind: 'note', text: 'Hold.' })).toBe(false);
  });

  it('is what lies in none of the stretches', () => {
    const stretch = fc
      .tuple(fc.integer({ min: 1, max: 40 }), fc.nat(8))
      .map(([startLine, more]) => ({ startLine, endLine: startLine + more }));
    fc.assert(
      fc.property(fc.array(stretch), (stretches) => {
        const isCovered = coverOf(stretches);
        for (let line = 1; line < 50; line += 1) {
          const holds = stretches.some(({ startLine, endLine }) => startLine <= line && line <= endLine);
          expect(isCovered(line)).toBe(holds);
        }
      }),
    );
  });
});

describe('shots whose words were changed', () => {
  const texts = ['', 'INT. MILL - DAY', '', 'The wheel turns, slowly.', '', 'ANNA', 'It works.'];
  const textOf = ({ startLine, endLine }: { startLine: number; endLine: number }) =>
    texts.slice(startLine, endLine + 1).join('\n');
  const known = script([
    imported(3, 3, 'The wheel turns, slowly.'),
    imported(5, 6, 'INT. MILL - DAY. ANNA', 'ANNA: It works.'),
  ]);
  const edited = (...shots: Array<ReturnType<typeof shot>>) => [
    ...editedShots(importedWords(known.outline), shots, {
      lines: linesOfShots(known, shots),
      textOf,
      headings: new Map([[sceneId, 'INT. MILL - DAY']]),
    }),
  ];

  it('are those that say something else than their lines, or less', () => {
    expect(edited(shot('same', 'The wheel *turns*, slowly', [3, 3]))).toEqual([]);
    expect(edited(shot('less', 'The wheel turns', [3, 3]))).toEqual(['less']);
    expect(edited(shot('other', 'A red wheel turns, slowly', [3, 3]))).toEqual(['other']);
  });

  it('are not the parts of a shot that was cut, nor a shot of other lines with their words', () => {
    expect(edited(shot('first', 'The wheel turns,', [3, 3]), shot('second', 'slowly.', [3, 3]))).toEqual([]);
    expect(edited(shot('first', 'The wheel turns,', [3, 3]), shot('second', 'quickly.', [3, 3]))).toEqual(['second']);
    expect(edited(shot('wide', 'The wheel turns, slowly. INT. MILL - DAY. ANNA', [3, 6]))).toEqual([]);
  });
});

it('reads words of every script and no marks', () => {
  expect(wordsOf('**Nine…** ten — elf! ÜBER, 3½')).toEqual(['nine', 'ten', 'elf', 'über', '3½']);
  expect(wordsOf('玛拉：九')).toEqual(['玛拉', '九']);
});
