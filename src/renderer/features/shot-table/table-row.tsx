/** One shot as a row. Memoised: it renders again only when its shot, its place or what is chosen in it changes. */
import { memo, type ReactNode } from 'react';
import type { StoryboardShot } from '#shared/domain/records.ts';
import styles from './shot-table.module.css';
import type { RowFacts, ShotColumn } from './table-columns.ts';

export type TableRowProps = {
  shot: StoryboardShot;
  /** Among the shots, from 0. */
  index: number;
  /** Among all rows, from 1, that of the headings included. */
  ariaIndex: number;
  topPx: number;
  number: string;
  sceneNumber: string;
  scene: string;
  columns: readonly ShotColumn[];
  isSelected: boolean;
  /** Cut, and not yet pasted. */
  isLeaving: boolean;
  /** Column with the focus; -1 for none. */
  focusColumn: number;
  /** Columns that are chosen in this row, both included; null for none. */
  chosenFrom: number | null;
  chosenTo: number | null;
  /** Stands in the cell with the focus while it is edited. */
  editor: ReactNode;
};

export const TableRow = memo(function TableRow({
  shot,
  index,
  ariaIndex,
  topPx,
  number,
  sceneNumber,
  scene,
  columns,
  isSelected,
  isLeaving,
  focusColumn,
  chosenFrom,
  chosenTo,
  editor,
}: TableRowProps) {
  const facts: RowFacts = { number, sceneNumber, scene };
  const classes = [
    styles.row,
    isSelected && styles.selected,
    isLeaving && styles.leaving,
    shot.status === 'omitted' && styles.omitted,
    editor && styles.edited,
  ];
  return (
    <div
      role="row"
      aria-rowindex={ariaIndex}
      aria-selected={isSelected}
      data-row={index}
      className={classes.filter(Boolean).join(' ')}
      style={{ top: topPx }}
    >
      {columns.map((column, at) => {
        const isFocus = at === focusColumn;
        const isChosen = chosenFrom !== null && chosenTo !== null && at >= chosenFrom && at <= chosenTo;
        const text = column.read(shot, facts);
        return (
          <div
            key={column.key}
            role={column.key === 'number' ? 'rowheader' : 'gridcell'}
            aria-colindex={at + 1}
            aria-readonly={column.editor === 'none' || undefined}
            tabIndex={isFocus ? 0 : -1}
            data-cell={at}
            dir="auto"
            className={`${styles.cell} ${isChosen ? styles.chosen : ''} ${isFocus ? styles.focus : ''}`}
          >
            {isFocus && editor ? editor : <CellText column={column} shot={shot} text={text} />}
          </div>
        );
      })}
    </div>
  );
});

function CellText({ column, shot, text }: { column: ShotColumn; shot: StoryboardShot; text: string }) {
  const mark = column.key === 'colour' || column.key === 'number' ? shot.colour : null;
  return (
    <>
      {mark && <span className={styles.swatch} data-colour={mark} aria-hidden />}
      <span className={styles.text}>{text}</span>
    </>
  );
}
