/** A table of any length: only the rows on the screen are mounted, and further ones are asked for near the end. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, useEffect, useState } from 'react';
import { useRowCommands } from './commands.ts';
import { Skeleton } from './skeleton.tsx';
import { useStable } from './use-latest.ts';
import { VisuallyHidden } from './visually-hidden.tsx';
import styles from './virtual-table.module.css';

/** Of a row, or the least of one that is measured. */
const rowHeightPx = 36;
/** Where the page has no more room it scrolls, rather than the table becoming a slit. */
const leastHeightPx = 220;
/** So many rows before the last loaded one the next are asked for. */
const nearEndRows = 30;
const skeletonRows = [0, 1, 2, 3, 4, 5];

export type TableColumn<Row> = {
  key: string;
  label: string;
  /** A track of a CSS grid, such as `minmax(120px, 1fr)`. */
  width: string;
  /** Numbers stand at the end. @default 'start' */
  align?: 'start' | 'end';
  render: (row: Row) => ReactNode;
};

export type VirtualTableProps<Row> = {
  /** What stands in it, for screen readers. */
  label: string;
  columns: ReadonlyArray<TableColumn<Row>>;
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  /** Below this width the table scrolls sideways. */
  minWidthPx: number;
  /** How many rows there are, when not all of them are here. */
  totalCount?: number;
  /** Runs when the end of `rows` comes near, possibly again and again. */
  onNearEnd?: () => void;
  /** Stands below the last row, such as words while more is loading. */
  footer?: ReactNode;
  /** `measured`: each is as high as its words need. @default 'equal' */
  rowHeights?: 'equal' | 'measured';
};

export function VirtualTable<Row>({
  label,
  columns,
  rows,
  rowKey,
  minWidthPx,
  totalCount,
  onNearEnd,
  footer,
  rowHeights = 'equal',
}: VirtualTableProps<Row>) {
  const isMeasured = rowHeights === 'measured';
  const rowCommands = useRowCommands('[role="row"]');
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeightPx,
    overscan: 10,
  });
  const items = list.getVirtualItems();
  const contentHeightPx = rowHeightPx + list.getTotalSize();
  const isNearEnd = rows.length > 0 && (items.at(-1)?.index ?? 0) >= rows.length - nearEndRows;
  const askForMore = useStable(() => onNearEnd?.());
  useEffect(() => {
    if (isNearEnd) askForMore();
  }, [isNearEnd, rows.length, askForMore]);
  return (
    // A part that scrolls must be reachable by keyboard.
    <div
      ref={setScroller}
      className={styles.scroll}
      style={{
        minHeight: Math.min(leastHeightPx, contentHeightPx),
        // As high as its rows, then it scrolls.
        maxHeight: footer ? undefined : contentHeightPx + frameHeightPx(scroller),
      }}
      tabIndex={0}
      role="group"
      aria-label={label}
      {...rowCommands}
    >
      <div
        role="table"
        aria-label={label}
        aria-rowcount={(totalCount ?? rows.length) + 1}
        className={styles.table}
        style={tracks(columns, minWidthPx)}
      >
        <div role="rowgroup" className={styles.head}>
          <HeadRow columns={columns} />
        </div>
        <div role="rowgroup" className={styles.body} style={{ height: list.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <div
                key={rowKey(row)}
                role="row"
                aria-rowindex={index + 2}
                data-index={index}
                ref={isMeasured ? list.measureElement : null}
                className={isMeasured ? `${styles.row} ${styles.measured}` : styles.row}
                style={{ transform: `translateY(${start}px)` }}
              >
                {columns.map(({ key, align, render }) => (
                  <div key={key} role="cell" className={align === 'end' ? styles.end : styles.cell}>
                    {render(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
      {footer && <div className={styles.footer}>{footer}</div>}
    </div>
  );
}

/** Borders, and the bar at the bottom where the table scrolls sideways. */
function frameHeightPx(scroller: HTMLElement | null): number {
  return scroller ? scroller.offsetHeight - scroller.clientHeight : 2;
}

/** The same table while its rows are on the way. */
export function TableSkeleton<Row>({
  columns,
  minWidthPx,
  loadingLabel,
}: {
  columns: ReadonlyArray<TableColumn<Row>>;
  minWidthPx: number;
  loadingLabel: string;
}) {
  return (
    <div className={styles.scroll} role="status">
      <VisuallyHidden>{loadingLabel}</VisuallyHidden>
      <div className={styles.table} style={tracks(columns, minWidthPx)} aria-hidden>
        {skeletonRows.map((row) => (
          <div key={row} className={styles.waiting}>
            {columns.map(({ key }) => (
              <Skeleton key={key} height="0.75rem" />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

function HeadRow<Row>({ columns }: { columns: ReadonlyArray<TableColumn<Row>> }) {
  return (
    <div role="row" aria-rowindex={1} className={styles.headRow}>
      {columns.map(({ key, label, align }) => (
        <div key={key} role="columnheader" className={align === 'end' ? styles.end : styles.cell}>
          {label}
        </div>
      ))}
    </div>
  );
}

function tracks<Row>(columns: ReadonlyArray<TableColumn<Row>>, minWidthPx: number): CSSProperties {
  return {
    '--tracks': columns.map(({ width }) => width).join(' '),
    '--row-height': `${rowHeightPx}px`,
    minWidth: minWidthPx,
  } as CSSProperties;
}
