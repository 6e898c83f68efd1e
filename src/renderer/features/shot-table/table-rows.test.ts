import { describe, expect, it } from 'vitest';
import type { SceneId } from '#shared/domain/ids.ts';
import { toTableRows } from './table-rows.ts';

const scenes = ['a', 'b', 'c', 'd'].map((id) => ({ id: id as SceneId }));

function shotsOf(text: string) {
  return [...text].map((id) => ({ sceneId: id as SceneId }));
}

function words(plan: ReturnType<typeof toTableRows>): string {
  return plan.rows.map((row) => (row.kind === 'scene' ? scenes[row.sceneIndex]?.id : row.shotIndex)).join(' ');
}

describe('toTableRows', () => {
  it('puts a scene above its shots and leaves out scenes without any', () => {
    const plan = toTableRows(scenes, shotsOf('aacd'), new Set());
    expect(words(plan)).toBe('a 0 1 c 2 d 3');
    expect(plan.rowOfShot).toEqual([1, 2, 4, 6]);
  });

  it('keeps the row of a folded scene, whose shots are not given', () => {
    const plan = toTableRows(scenes, shotsOf('ad'), new Set(['b', 'c'] as SceneId[]));
    expect(words(plan)).toBe('a 0 b c d 1');
    expect(plan.rowOfShot).toEqual([1, 5]);
  });
});
