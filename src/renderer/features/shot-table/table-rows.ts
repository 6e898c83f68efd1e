/** The rows of the table: above the shots of each scene its name, of a folded scene that alone. Pure. */
import type { SceneId } from '#shared/domain/ids.ts';
import type { Scene } from '#shared/domain/records.ts';

export type TableRowPlan = { kind: 'scene'; sceneIndex: number } | { kind: 'shot'; shotIndex: number };

export type TablePlan = {
  rows: TableRowPlan[];
  /** Indexes of the rows of the shots. */
  rowOfShot: number[];
};

/**
 * @param shots of unfolded scenes, ordered by scene
 * @param folded those whose shots are left out; a scene that has no shots and is not among them has no row
 */
export function toTableRows(
  scenes: ReadonlyArray<Pick<Scene, 'id'>>,
  shots: ReadonlyArray<{ sceneId: SceneId }>,
  folded: ReadonlySet<SceneId>,
): TablePlan {
  const rows: TableRowPlan[] = [];
  const rowOfShot: number[] = [];
  for (const [sceneIndex, { id }] of scenes.entries()) {
    if (folded.has(id) || shots[rowOfShot.length]?.sceneId === id) rows.push({ kind: 'scene', sceneIndex });
    while (shots[rowOfShot.length]?.sceneId === id) {
      rows.push({ kind: 'shot', shotIndex: rowOfShot.length });
      rowOfShot.push(rows.length - 1);
    }
  }
  return { rows, rowOfShot };
}
