import type { KeyboardEvent, PointerEvent } from 'react';
import styles from './storyboard.module.css';
import type { Pane } from './use-pane.ts';

export type PaneDividerProps = {
  pane: Pane;
  label: string;
  /** Which side of the divider the pane is on. */
  side: 'left' | 'right';
};

/** Drag or arrow keys change the width of a pane; a double click folds it away. */
export function PaneDivider({ pane, label, side }: PaneDividerProps) {
  const sign = side === 'left' ? 1 : -1;
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    const element = event.currentTarget;
    const { clientX } = event;
    const { widthPx } = pane;
    element.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent) => pane.setWidth(widthPx + (moved.clientX - clientX) * sign);
    const end = () => {
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', end);
      element.removeEventListener('pointercancel', end);
    };
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerup', end);
    element.addEventListener('pointercancel', end);
  };
  const handleKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    pane.setWidth(pane.widthPx + (event.key === 'ArrowRight' ? 16 : -16) * sign);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="separator"
      // A separator that can be moved is a control.
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuemin={pane.leastPx}
      aria-valuemax={pane.mostPx}
      aria-valuenow={pane.widthPx}
      className={styles.divider}
      onPointerDown={drag}
      onKeyDown={handleKey}
      onDoubleClick={pane.toggle}
    />
  );
}
