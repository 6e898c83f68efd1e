/** Which cell has the focus, which are chosen, and whether one is edited. */
import { useState } from 'react';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { writeCells, writeScenes } from './cell-writes.ts';
import type { CellWrite, SceneWrite } from './group-writes.ts';
import type { RowFacts, ShotColumn } from './table-columns.ts';
import { boxOf, type Cell, type CellRange, fromTsv, type GridSize, pasteTargets, toTsv } from './table-grid.ts';

export type CellsOptions = {
  shots: readonly StoryboardShot[];
  columns: readonly ShotColumn[];
  /** Of the focused row, from 0; -1 while none is. */
  focusRow: number;
  factsOf: (shot: StoryboardShot) => RowFacts;
};

/** `focusRow` is the row with the focus when the anchor was set: the rows are the selection's, which others change too. */
type Columns = { anchor: number; focus: number; anchorRow: number; focusRow: number };

export function useCells({ shots, columns, focusRow, factsOf }: CellsOptions) {
  // The row is the selection's: only columns are the table's own.
  const [at, setAt] = useState<Columns>({ anchor: 0, focus: 0, anchorRow: 0, focusRow: 0 });
  const [editing, setEditing] = useState<{ initialText: string } | null>(null);
  const column = (index: number) => Math.max(0, Math.min(columns.length - 1, index));
  const focus: Cell = { row: Math.max(0, focusRow), column: column(at.focus) };
  const isOwn = at.focusRow === focus.row && at.anchorRow < shots.length;
  const anchor = isOwn ? { row: at.anchorRow, column: column(at.anchor) } : focus;
  const range: CellRange = { anchor, focus };

  const write = (cells: ReadonlyArray<{ shot: StoryboardShot; target: ShotColumn; text: string }>) => {
    const changed = cells.filter(({ shot, target, text }) => target.read(shot, factsOf(shot)) !== text);
    const ofShots = changed.flatMap(({ shot, target, text }): CellWrite[] => {
      const patch = target.toPatch(text, shot);
      return patch ? [{ shot, patch }] : [];
    });
    const ofScenes = changed.flatMap(({ shot, target, text }): SceneWrite[] => {
      const patch = target.toScenePatch?.(text);
      return patch ? [{ sceneId: shot.sceneId, patch }] : [];
    });
    const projectId = shots[0]?.projectId;
    if (projectId) void writeCells(ofShots).then(() => writeScenes(projectId, ofScenes));
  };
  const writeAt = (targets: ReadonlyArray<Cell & { text: string }>) =>
    write(
      targets.flatMap(({ row, column: index, text }) => {
        const shot = shots[row];
        const target = columns[index];
        return shot && target ? [{ shot, target, text }] : [];
      }),
    );

  return {
    focus,
    range,
    editing,
    go(cell: Cell, isRange: boolean) {
      setEditing(null);
      const from = isRange ? anchor : cell;
      setAt({ focus: cell.column, focusRow: cell.row, anchor: from.column, anchorRow: from.row });
    },
    /** @param typed what begins the edit; null takes what stands there. */
    begin(typed: string | null) {
      const shot = shots[focus.row];
      const target = columns[focus.column];
      if (!shot || !target || target.editor === 'none') return false;
      if (target.editor === 'framing' && typed !== null) return false;
      const isTyped = typed !== null && target.editor !== 'choice';
      setEditing({ initialText: isTyped ? typed : target.read(shot, factsOf(shot)) });
      return true;
    },
    end: () => setEditing(null),
    /** @param shotsToo those that get the same value. */
    keep(text: string, shotsToo: readonly StoryboardShot[]) {
      const target = columns[focus.column];
      const shot = shots[focus.row];
      setEditing(null);
      if (!target || !shot) return;
      const all = shotsToo.includes(shot) ? shotsToo : [shot];
      write(all.map((one) => ({ shot: one, target, text })));
    },
    clear() {
      const box = boxOf(range);
      const targets: Array<Cell & { text: string }> = [];
      for (let row = box.fromRow; row <= box.toRow; row += 1) {
        for (let index = box.fromColumn; index <= box.toColumn; index += 1) {
          targets.push({ row, column: index, text: '' });
        }
      }
      writeAt(targets);
    },
    copied(): string {
      const box = boxOf(range);
      const rows = shots.slice(box.fromRow, box.toRow + 1);
      const shown = columns.slice(box.fromColumn, box.toColumn + 1);
      return toTsv(rows.map((shot) => shown.map((one) => one.read(shot, factsOf(shot)))));
    },
    paste(tsv: string, size: Pick<GridSize, 'rows' | 'columns'>) {
      writeAt(pasteTargets(fromTsv(tsv), range, size));
    },
  };
}
