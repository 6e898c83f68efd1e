/** Which rows of a long content are mounted: those on the screen and some around them. */
import { type RefObject, startTransition, useCallback, useEffect, useLayoutEffect, useState } from 'react';
import { useLatest } from '#renderer/ui/use-latest.ts';
import { visibleRows } from './grid-rows.ts';

const overscanPx = 400;

/**
 * Changes only when a row comes or goes, not with each pixel.
 *
 * @param paddingPx between the top of what scrolls and the first row
 */
export function useVisibleRange(
  scroller: RefObject<HTMLDivElement | null>,
  layout: { rows: ReadonlyArray<{ topPx: number }> },
  paddingPx: number,
) {
  const [range, setRange] = useState({ first: 0, last: 0 });
  const mounted = useLatest(range);
  const updateRange = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const from = element.scrollTop - paddingPx;
    const to = from + element.clientHeight;
    const next = visibleRows(layout, from - overscanPx, to + overscanPx);
    const seen = visibleRows(layout, from, to);
    const isAtHand = seen.first >= mounted.current.first && seen.last <= mounted.current.last;
    const update = () => setRange((now) => (now.first === next.first && now.last === next.last ? now : next));
    // What is not seen yet may come in the time that frames leave over.
    if (isAtHand) startTransition(update);
    else update();
  }, [scroller, layout, paddingPx, mounted]);
  useLayoutEffect(updateRange, [updateRange]);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(updateRange);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, updateRange]);
  return { range, updateRange };
}
