/**
 * The shots as a table: every field is edited where it stands, by keys as in a spreadsheet. Only the rows on the screen
 * are mounted. Rows are selected as cards are; an edit of a selected row goes to all selected rows.
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, type Ref, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { Storyboard, StoryboardShot } from '#shared/domain/records.ts';
import { type Frames, toTimecode } from '#shared/domain/time.ts';
import { CameraDialog } from '#renderer/features/shot-inspector/index.ts';
import { useStable } from '#renderer/ui/use-latest.ts';
import { CellEditor, type CellEditorProps } from './cell-editor.tsx';
import { ColumnHeader } from './column-header.tsx';
import { ColumnMenu } from './column-menu.tsx';
import styles from './shot-table.module.css';
import { isUsable, type RowFacts, shotColumns } from './table-columns.ts';
import { boxOf, type Cell, cellByKey, cellByTab } from './table-grid.ts';
import { SceneRow } from './scene-row.tsx';
import { TableRow } from './table-row.tsx';
import { toTableRows } from './table-rows.ts';
import { useTableSettings } from './table-settings.ts';
import { useCells } from './use-cells.ts';
import { useTableClipboard } from './use-table-clipboard.ts';

/** Brings a row into view, and optionally the focus to its cell in the column that had it last. */
export type ShotTableHandle = { reveal: (shotIndex: number, options: { isFocused: boolean }) => void };

export type ShotTableProps = {
  /** With the shots that are to be seen, without those of folded scenes. */
  storyboard: Storyboard;
  folded: ReadonlySet<SceneId>;
  /** Undefined while scenes cannot be folded. */
  onFold: ((sceneId: SceneId) => void) | undefined;
  /** How much is in each scene. */
  sums: ReadonlyMap<SceneId, { shotCount: number; durationFrames: number }>;
  numbers: ReadonlyMap<ShotId, string>;
  sceneNumbers: readonly string[];
  selectedIds: ReadonlySet<ShotId>;
  /** Those that wait to be moved by a paste. */
  cutIds: ReadonlySet<ShotId>;
  /** The row with the focus. */
  focusId: ShotId | null;
  /** With Shift and Ctrl or Cmd as of a card. */
  onSelect: (shotId: ShotId, keys: { isRange: boolean; isToggle: boolean }) => void;
  onMenu: (shotId: ShotId, event: MouseEvent) => void;
  ref?: Ref<ShotTableHandle>;
};

const noScene = { sceneNumber: '', scene: '' };
const rowHeightPx = 34;
const headHeightPx = 34;

export function ShotTable(props: ShotTableProps) {
  const { storyboard, folded, sums, numbers, sceneNumbers, selectedIds, focusId, onSelect } = props;
  const { project, scenes, shots } = storyboard;
  const { t } = useTranslation();
  const { settings, toggle, setWidth } = useTableSettings(project.id);
  const allColumns = useMemo(() => shotColumns(t, project), [t, project]);
  const columns = useMemo(
    () =>
      allColumns
        .filter(({ key }) => !settings.hidden.includes(key))
        .map((column) => ({ ...column, widthPx: settings.widths[column.key] ?? column.widthPx })),
    [allColumns, settings],
  );
  const sceneFacts = useMemo(
    () =>
      new Map(scenes.map(({ id, heading }, index) => [id, { sceneNumber: sceneNumbers[index] ?? '', scene: heading }])),
    [scenes, sceneNumbers],
  );
  const factsOf = ({ id, sceneId }: StoryboardShot): RowFacts => ({
    number: numbers.get(id) ?? '',
    ...(sceneFacts.get(sceneId) ?? noScene),
  });
  const focusRow = useMemo(() => shots.findIndex(({ id }) => id === focusId), [shots, focusId]);
  const cells = useCells({ shots, columns, focusRow, factsOf });
  const { focus, range, editing } = cells;

  const { rows, rowOfShot } = useMemo(() => toTableRows(scenes, shots, folded), [scenes, shots, folded]);
  const scroller = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef(false);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 10,
    scrollPaddingStart: headHeightPx,
    paddingStart: headHeightPx,
  });
  const scrollToShot = useStable((shotIndex: number) => {
    const row = rowOfShot[shotIndex];
    if (row !== undefined) virtualizer.scrollToIndex(row, { align: 'auto' });
  });
  const focusCell = useStable(({ row, column }: Cell) => {
    const cell = scroller.current?.querySelector<HTMLElement>(`[data-row="${row}"] [data-cell="${column}"]`);
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
  useImperativeHandle(props.ref, () => ({
    reveal(row, { isFocused }) {
      scrollToShot(row);
      if (isFocused) requestAnimationFrame(() => focusCell({ row, column: focus.column }));
    },
  }));

  const size = { rows: shots.length, columns: columns.length, pageRows: 12 };
  useEffect(() => {
    if (!wantsFocus.current || editing) return;
    scrollToShot(focus.row);
    const request = requestAnimationFrame(() => {
      focusCell({ row: focus.row, column: focus.column });
      wantsFocus.current = false;
    });
    return () => cancelAnimationFrame(request);
  }, [focus.row, focus.column, editing, scrollToShot, focusCell]);

  const go = (cell: Cell, isRange = false) => {
    const shot = shots[cell.row];
    if (!shot) return;
    wantsFocus.current = true;
    cells.go(cell, isRange);
    // Along a row the selection stays, so that an edit goes to all that are selected.
    if (shot.id !== focusId || (!isRange && !selectedIds.has(shot.id))) onSelect(shot.id, { isRange, isToggle: false });
  };
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    if (!(event.target instanceof Element) || !event.target.closest('[data-cell]')) return;
    const isMod = event.ctrlKey || event.metaKey;
    const { key } = event;
    // Copy and paste are the cells' own here; the browser then sends its events for them.
    if (isMod && ['c', 'v', 'x'].includes(key.toLowerCase()) && !event.shiftKey) return event.stopPropagation();
    if (event.altKey) return;
    const next = cellByKey(focus, { key, isFar: isMod }, size);
    if (next) go(next, event.shiftKey);
    else if (isMod) return;
    else if (key === 'Enter' || key === 'F2') cells.begin(null);
    else if (key === 'Delete' || key === 'Backspace') cells.clear();
    else if ([...key].length === 1 && cells.begin(key)) wantsFocus.current = true;
    else if ([...key].length !== 1) return;
    event.preventDefault();
  };
  const keep: CellEditorProps['onKeep'] = (text, step) => {
    cells.keep(
      text,
      shots.filter(({ id }) => selectedIds.has(id)),
    );
    if (step === 'gone') return;
    wantsFocus.current = true;
    if (step === 'down' && selectedIds.size < 2)
      go({ row: Math.min(shots.length - 1, focus.row + 1), column: focus.column });
    if (step === 'next' || step === 'previous') {
      const next = cellByTab(focus, step === 'next' ? 1 : -1, size);
      if (next) go(next);
    }
  };
  const clickCell = (event: MouseEvent) => {
    const cell = cellAt(event.target);
    const shot = cell && shots[cell.row];
    if (!cell || !shot || (editing && isSame(cell, focus))) return;
    wantsFocus.current = true;
    cells.go(cell, event.shiftKey);
    onSelect(shot.id, { isRange: event.shiftKey, isToggle: event.ctrlKey || event.metaKey });
  };
  useTableClipboard({
    isHere: () => !editing && cellAt(document.activeElement) !== null,
    copy: cells.copied,
    paste: (text) => cells.paste(text, size),
  });
  const box = boxOf(range);
  const isRange = box.fromRow !== box.toRow || box.fromColumn !== box.toColumn;
  // What is scrolled to is not to stand below the numbers, which stay at the edge.
  const stickyPx = columns[0]?.key === 'number' ? columns[0].widthPx : 0;
  const widthPx = columns.reduce((sum, column) => sum + column.widthPx, 0);
  const focused = shots[focus.row];
  const isFraming = editing !== null && columns[focus.column]?.editor === 'framing';
  const endEditing = () => {
    wantsFocus.current = true;
    cells.end();
  };
  const editorOf = (shot: StoryboardShot) => {
    const column = columns[focus.column];
    return (
      editing &&
      column &&
      !isFraming && (
        <CellEditor
          key={`${shot.id} ${column.key}`}
          projectId={project.id}
          column={column}
          initialText={editing.initialText}
          isUsable={(text) => isUsable(column, text, shot)}
          onKeep={keep}
          onCancel={endEditing}
        />
      )
    );
  };
  const renderScene = (sceneIndex: number, at: number, topPx: number) => {
    const scene = scenes[sceneIndex];
    const sum = scene && sums.get(scene.id);
    return (
      scene && (
        <SceneRow
          key={scene.id}
          scene={scene}
          number={sceneNumbers[sceneIndex] ?? ''}
          shotCount={sum?.shotCount ?? 0}
          timecode={toTimecode((sum?.durationFrames ?? 0) as Frames, project.frameRate)}
          isFolded={folded.has(scene.id)}
          onFold={props.onFold}
          // The first row is that of the headings.
          ariaIndex={at + 2}
          columnCount={columns.length}
          topPx={topPx}
        />
      )
    );
  };

  return (
    <div className={styles.table}>
      <div className={styles.tools}>
        <span className={styles.hint}>{t('shotTable.hint')}</span>
        <ColumnMenu columns={allColumns} hidden={settings.hidden} onToggle={toggle} />
      </div>
      {focused && (
        <CameraDialog
          isOpen={isFraming}
          shots={selectedIds.has(focused.id) ? shots.filter(({ id }) => selectedIds.has(id)) : [focused]}
          frameSize={project.frameSize}
          frameRate={project.frameRate}
          onClose={endEditing}
        />
      )}
      <div
        ref={scroller}
        role="grid"
        tabIndex={-1}
        aria-label={t('shotTable.label')}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length}
        aria-multiselectable
        className={styles.scroller}
        style={
          {
            '--columns': columns.map((column) => `${column.widthPx}px`).join(' '),
            scrollPaddingInlineStart: stickyPx,
          } as React.CSSProperties
        }
        onKeyDown={press}
        onClick={clickCell}
        onDoubleClick={(event) => cellAt(event.target) && !editing && cells.begin(null)}
        onContextMenu={(event) => {
          const shot = shots[cellAt(event.target)?.row ?? -1];
          if (shot) props.onMenu(shot.id, event);
        }}
      >
        <div role="rowgroup" style={{ width: widthPx, height: virtualizer.getTotalSize(), position: 'relative' }}>
          <div role="row" aria-rowindex={1} className={styles.head}>
            {columns.map((column, index) => (
              <ColumnHeader key={column.key} column={column} index={index} onResize={setWidth} />
            ))}
          </div>
          {virtualizer.getVirtualItems().map(({ index: at, start }) => {
            const row = rows[at];
            if (row?.kind === 'scene') return renderScene(row.sceneIndex, at, start);
            const index = row?.shotIndex ?? -1;
            const shot = shots[index];
            if (!shot) return null;
            const isFocusRow = index === focus.row;
            const isChosenRow = isRange && index >= box.fromRow && index <= box.toRow;
            const { number, sceneNumber, scene } = factsOf(shot);
            return (
              <TableRow
                key={shot.id}
                shot={shot}
                index={index}
                ariaIndex={at + 2}
                topPx={start}
                number={number}
                sceneNumber={sceneNumber}
                scene={scene}
                columns={columns}
                isSelected={selectedIds.has(shot.id)}
                isLeaving={props.cutIds.has(shot.id)}
                focusColumn={isFocusRow ? focus.column : -1}
                chosenFrom={isChosenRow ? box.fromColumn : null}
                chosenTo={isChosenRow ? box.toColumn : null}
                editor={isFocusRow ? editorOf(shot) : null}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function isSame(a: Cell, b: Cell): boolean {
  return a.row === b.row && a.column === b.column;
}

function cellAt(target: EventTarget | null): Cell | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-cell]') : null;
  const row = cell?.closest<HTMLElement>('[data-row]');
  if (!cell || !row) return null;
  return { row: Number(row.dataset['row']), column: Number(cell.dataset['cell']) };
}
