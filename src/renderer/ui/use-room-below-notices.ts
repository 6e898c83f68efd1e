/** Keeps notices above what stands at the bottom of the window, whose height changes. */
import { type RefCallback, useCallback } from 'react';

const property = '--room-below-notices';

/** Goes on what stands at the bottom; one at a time. */
export function useRoomBelowNotices(): RefCallback<HTMLElement> {
  return useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => style.setProperty(property, `${element.offsetHeight}px`));
    observer.observe(element);
    return () => {
      observer.disconnect();
      style.removeProperty(property);
    };
  }, []);
}
