/** Ctrl or Cmd and the wheel change the scale of the strip view; what stood under the pointer, or on top, stays there. */
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { useLatest } from '#renderer/ui/use-latest.ts';
import { lineAt, type StripLayout } from './strip-rows.ts';
import { setStripScale, stripScale } from './strip-scale.ts';
import { scaleAfterWheel } from './strip-zoom.ts';

export type StripZoomOptions = {
  scroller: RefObject<HTMLDivElement | null>;
  layout: StripLayout;
  /** Above the first row. */
  paddingPx: number;
};

type Anchor = { shotIndex: number; fromTopPx: number };

export function useStripZoom({ scroller, layout, paddingPx }: StripZoomOptions): void {
  const latest = useLatest(layout);
  const anchor = useRef<Anchor | null>(null);

  useEffect(() => {
    // Before the rows are laid out anew.
    const keep = (yPx: number) => {
      const element = scroller.current;
      const line = element && lineAt(latest.current, element.scrollTop + yPx - paddingPx);
      const [piece] = line?.pieces ?? [];
      anchor.current =
        element && line && piece ? { shotIndex: piece.shotIndex, fromTopPx: line.topPx - element.scrollTop } : null;
    };
    let pointerYPx: number | null = null;
    const unsubscribe = stripScale.subscribe(() => keep(pointerYPx ?? 0));
    const element = scroller.current;
    const turn = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      pointerYPx = event.clientY - (element?.getBoundingClientRect().top ?? 0);
      setStripScale(scaleAfterWheel(stripScale.get(), event.deltaY));
      pointerYPx = null;
    };
    // React's own listener could not keep the window from zooming.
    element?.addEventListener('wheel', turn, { passive: false });
    return () => {
      unsubscribe();
      element?.removeEventListener('wheel', turn);
    };
  }, [scroller, latest, paddingPx]);

  useLayoutEffect(() => {
    const kept = anchor.current;
    anchor.current = null;
    const row = kept && layout.rows[layout.rowOfShot[kept.shotIndex] ?? -1];
    if (row) scroller.current?.scrollTo({ top: row.topPx - kept.fromTopPx });
  }, [layout, scroller]);
}
