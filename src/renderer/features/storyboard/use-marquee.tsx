/** A frame drawn over cards or blocks with the mouse selects what it touches; near an edge the page scrolls along. */
import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useState } from 'react';
import type { ShotId } from '#shared/domain/ids.ts';
import { useLatest } from '#renderer/ui/use-latest.ts';
import type { Box, GridShots } from './grid-rows.ts';
import styles from './marquee.module.css';

export type MarqueeOptions = {
  /** Scrolls; a box is one of the list in it. */
  scroller: RefObject<HTMLDivElement | null>;
  shots: GridShots;
  /** Indexes of those that a box touches. */
  indexesIn: (box: Box) => number[];
  selectedIds: ReadonlySet<ShotId>;
  /** In the order of the film; none for an empty frame. */
  onSelect: (shotIds: ShotId[]) => void;
};

type Drawing = {
  /** Where it began, in pixels of the content. */
  from: { x: number; y: number };
  before: ReadonlySet<ShotId>;
  /** With Shift, Ctrl or Cmd what was selected stays so. */
  isAdding: boolean;
};

/** A press that moves less is a click. */
const leastMovePx = 5;
/** How near the edge the page scrolls along, and how far at most in a frame. */
const edgePx = 36;
const scrollStepPx = 18;

export function useMarquee(options: MarqueeOptions) {
  const latest = useLatest(options);
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const [box, setBox] = useState<Box | null>(null);

  useEffect(() => {
    if (!drawing) return;
    const { from, before, isAdding } = drawing;
    const pointer = { x: 0, y: 0 };
    let isDrawn = false;
    let frame = 0;
    const update = () => {
      const { scroller, shots, indexesIn, onSelect } = latest.current;
      const content = scroller.current?.querySelector('ul')?.getBoundingClientRect();
      if (!content) return;
      const to = { x: pointer.x - content.left, y: pointer.y - content.top };
      if (!isDrawn && Math.hypot(to.x - from.x, to.y - from.y) < leastMovePx) return;
      isDrawn = true;
      const next = boxBetween(from, to);
      setBox(next);
      const touched = new Set(indexesIn(next).flatMap((index) => shots[index]?.id ?? []));
      onSelect(shots.filter(({ id }) => touched.has(id) || (isAdding && before.has(id))).map(({ id }) => id));
    };
    const scrollAlong = () => {
      const element = latest.current.scroller.current;
      const view = element?.getBoundingClientRect();
      const stepPx = view && isDrawn ? edgeStep(pointer.y, view) : 0;
      if (element && stepPx !== 0) {
        element.scrollTop += stepPx;
        update();
      }
      frame = requestAnimationFrame(scrollAlong);
    };
    const end = () => {
      setDrawing(null);
      setBox(null);
    };
    const handleMove = (event: PointerEvent) => {
      pointer.x = event.clientX;
      pointer.y = event.clientY;
      update();
    };
    const handleKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      const { shots, onSelect } = latest.current;
      onSelect(shots.filter(({ id }) => before.has(id)).map(({ id }) => id));
      end();
    };
    frame = requestAnimationFrame(scrollAlong);
    window.addEventListener('pointermove', handleMove);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
    window.addEventListener('keydown', handleKey, { capture: true });
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('pointermove', handleMove);
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
      window.removeEventListener('keydown', handleKey, { capture: true });
    };
  }, [drawing, latest]);

  const start = (event: ReactPointerEvent<HTMLElement>) => {
    const content = options.scroller.current?.querySelector('ul')?.getBoundingClientRect();
    if (event.button !== 0 || event.pointerType === 'touch' || !content || isTaken(event)) return;
    const isAdding = event.shiftKey || event.ctrlKey || event.metaKey;
    const from = { x: event.clientX - content.left, y: event.clientY - content.top };
    setDrawing({ from, before: options.selectedIds, isAdding });
  };
  const element = box && (
    <li
      aria-hidden
      className={styles.marquee}
      style={{
        transform: `translate(${box.leftPx}px, ${box.topPx}px)`,
        width: box.rightPx - box.leftPx,
        height: box.bottomPx - box.topPx,
      }}
    />
  );
  return { start, element };
}

/** Cards and blocks are dragged, headings written, buttons pressed; and the scroll bar is the browser's. */
function isTaken({ target, currentTarget, clientX }: ReactPointerEvent<HTMLElement>): boolean {
  const isOnBar = clientX >= currentTarget.getBoundingClientRect().left + currentTarget.clientWidth;
  return (
    isOnBar ||
    (target instanceof Element && target.closest('[data-shot-id], [data-goes-on], button, input, a') !== null)
  );
}

function boxBetween(from: { x: number; y: number }, to: { x: number; y: number }): Box {
  return {
    leftPx: Math.min(from.x, to.x),
    topPx: Math.min(from.y, to.y),
    rightPx: Math.max(from.x, to.x),
    bottomPx: Math.max(from.y, to.y),
  };
}

function edgeStep(y: number, view: DOMRect): number {
  const above = view.top + edgePx - y;
  const below = y - (view.bottom - edgePx);
  const share = (px: number) => Math.min(1, px / edgePx) * scrollStepPx;
  if (above > 0) return -share(above);
  return below > 0 ? share(below) : 0;
}
