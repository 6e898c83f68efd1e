/** Which rows of a long content are mounted: those on the screen and some around them. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from 'react';
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
  const updateRange = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const from = element.scrollTop - paddingPx;
    const next = visibleRows(layout, from - overscanPx, from + element.clientHeight + overscanPx);
    // The rows on the screen follow from boxes that only the browser knows.
    // oxlint-disable-next-line react/set-state-in-effect
    setRange((now) => (isEnough(now, next) ? now : next));
  }, [scroller, layout, paddingPx]);
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

type Range = { first: number; last: number };

/** More of them may be mounted than are wanted. */
const mostSpare = 2;

/**
 * A row that is no longer wanted goes together with the next one that comes: each change of what is mounted costs a
 * layout and a paint, and one for both is half of that.
 */
function isEnough(mounted: Range, wanted: Range): boolean {
  const spare = wanted.first - mounted.first + (mounted.last - wanted.last);
  return mounted.first <= wanted.first && mounted.last >= wanted.last && spare <= mostSpare;
}
