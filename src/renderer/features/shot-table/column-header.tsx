import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './shot-table.module.css';
import type { ShotColumn } from './table-columns.ts';
import { columnWidthPx } from './table-settings.ts';

export type ColumnHeaderProps = {
  column: ShotColumn;
  index: number;
  onResize: (key: string, widthPx: number) => void;
};

/** A press of an arrow on the edge of a column. */
const stepPx = 10;

/** The name of a column, and its edge that makes it wider. */
export function ColumnHeader({ column: { key, label, widthPx }, index, onResize }: ColumnHeaderProps) {
  const { t } = useTranslation();
  const [from, setFrom] = useState<{ x: number; widthPx: number } | null>(null);
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    event.stopPropagation();
    onResize(key, widthPx + (event.key === 'ArrowRight' ? stepPx : -stepPx));
  };
  const begin = (event: PointerEvent<HTMLElement>) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    setFrom({ x: event.clientX, widthPx });
  };
  return (
    <div role="columnheader" aria-colindex={index + 1} data-column={key} className={styles.heading}>
      <span className={styles.text}>{label}</span>
      <div
        role="separator"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={t('shotTable.resize', { column: label })}
        aria-valuenow={widthPx}
        aria-valuemin={columnWidthPx.least}
        aria-valuemax={columnWidthPx.most}
        className={styles.edge}
        onKeyDown={press}
        onPointerDown={begin}
        onPointerMove={(event) => from && onResize(key, from.widthPx + event.clientX - from.x)}
        onPointerUp={() => setFrom(null)}
        onPointerCancel={() => setFrom(null)}
      />
    </div>
  );
}
