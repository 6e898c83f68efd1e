import { describe, expect, it } from 'vitest';
import type { Outline, OutlineElement } from '#shared/domain/outline.ts';
import { resultRows, rowOfLine, scriptRows } from './preview-rows.ts';

function anElement(kind: OutlineElement['kind'], source: string, startLine: number): OutlineElement {
  return { kind, text: source.trim(), source, startLine, number: null, dual: null, depth: 0 };
}

describe('scriptRows', () => {
  it('gives each line of the script once, with its number and what it is', () => {
    const elements = [
      anElement('scene-heading', 'INT. LAMP ROOM - DAY\r\n', 1),
      anElement('blank', '\r\n', 2),
      anElement('action', 'Dust turns.\nA long pause.\n', 3),
      anElement('dialogue', 'Eleven.', 5),
    ];
    expect(
      scriptRows({ elements }).map(({ lineNumber, kind, text, isFirst }) => [lineNumber, kind, text, isFirst]),
    ).toEqual([
      [1, 'scene-heading', 'INT. LAMP ROOM - DAY', true],
      [2, 'blank', '', true],
      [3, 'action', 'Dust turns.', true],
      [4, 'action', 'A long pause.', false],
      [5, 'dialogue', 'Eleven.', true],
    ]);
  });

  it('joins elements that share a line', () => {
    const elements = [anElement('action', 'She waits. ', 1), anElement('note', '[[how long?]]\n', 1)];
    expect(scriptRows({ elements }).map(({ text }) => text)).toEqual(['She waits. [[how long?]]']);
  });
});

describe('resultRows', () => {
  const shot = { title: '', prompt: '', dialogue: '', notes: '', durationFrames: 48, startLine: 3, endLine: 4 };
  const scene = { heading: 'INT. A', sceneNumber: null, synopsis: '', notes: '', startLine: 1, endLine: 6 };
  const scenes = [
    { ...scene, shots: [shot, { ...shot, startLine: 5, endLine: 6 }] },
    { ...scene, sceneNumber: '12', startLine: 8, endLine: 9, shots: [{ ...shot, startLine: 9 }] },
  ] as unknown as Outline['scenes'];

  it('numbers scenes and shots and adds up the durations', () => {
    const rows = resultRows({ scenes });
    expect(rows.map(({ number }) => number)).toEqual(['1', '1A', '1B', '12', '12A']);
    expect(rows[0]).toMatchObject({ kind: 'scene', durationFrames: 96 });
  });

  it('finds the row that a line became', () => {
    const rows = resultRows({ scenes });
    expect([1, 2, 4, 6, 7, 9, 99].map((line) => rows[rowOfLine(rows, line)]?.number)).toEqual([
      '1',
      '1',
      '1A',
      '1B',
      '1B',
      '12A',
      '12A',
    ]);
  });
});
