import { describe, expect, it } from 'vitest';
import type { Storyboard } from '#shared/domain/records.ts';
import { findByNumber, findCommands, type ListedCommand, piecesOf } from './palette-items.ts';

const commands: ListedCommand[] = [
  { id: 'storyboard.newShot', title: 'New shot', group: 'Storyboard' },
  { id: 'window.newProject', title: 'New project', group: 'Everywhere' },
  { id: 'storyboard.openTakes', title: 'Play shot', group: 'Storyboard' },
];

describe('commands', () => {
  it('are found by words of title and group, beginnings first', () => {
    const ids = (text: string) => findCommands(commands, text)?.items.map(({ key }) => key);
    expect(ids('')).toHaveLength(3);
    expect(ids('shot')).toEqual(['storyboard.newShot', 'storyboard.openTakes']);
    expect(ids('play')).toEqual(['storyboard.openTakes']);
    expect(ids('story new')).toEqual(['storyboard.newShot']);
    expect(ids('"')).toBeUndefined();
    expect(ids('zebra')).toBeUndefined();
  });
});

describe('a shot', () => {
  const storyboard = {
    project: { id: 'proj_a', title: 'Film' },
    scenes: [{ id: 'scene_a', sceneNumber: '7' }],
    shots: [
      { id: 'shot_a', sceneId: 'scene_a', title: 'Boats' },
      { id: 'shot_b', sceneId: 'scene_a', title: 'Rail' },
    ],
  } as unknown as Storyboard;

  it('is found by its number', () => {
    expect(findByNumber(storyboard, ' 7b ')).toMatchObject({
      number: '7B',
      title: 'Rail',
      record: { shotId: 'shot_b' },
    });
    expect(findByNumber(storyboard, '7')).toBeNull();
    expect(findByNumber(storyboard, 'boats')).toBeNull();
    expect(findByNumber(undefined, '7b')).toBeNull();
  });
});

describe('a marked text', () => {
  it('is shown in pieces', () => {
    const text = { text: 'the lamp', ranges: [{ start: 4, end: 6 }], isCutBefore: false, isCutAfter: false };
    expect(piecesOf(text)).toEqual([
      { text: 'the ', isHit: false },
      { text: 'la', isHit: true },
      { text: 'mp', isHit: false },
    ]);
  });
});
