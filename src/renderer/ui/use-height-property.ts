/** Lets styles know how high an element is now: notices stand above what is at the bottom, and dialogs above notices. */
import { type RefCallback, useCallback } from 'react';
import { overlaysId } from './overlays.ts';

export type HeightProperty = '--room-below-notices' | '--notices-height';

/**
 * Goes on the element, one at a time; without it the property is not set. Set on the overlays, which alone ask for it: on
 * the root each change would style the whole window anew.
 */
export function useHeightProperty(property: HeightProperty): RefCallback<HTMLElement> {
  return useCallback(
    (element: HTMLElement | null) => {
      if (!element) return;
      const { style } = document.getElementById(overlaysId) ?? document.documentElement;
      const observer = new ResizeObserver(() => style.setProperty(property, `${element.offsetHeight}px`));
      observer.observe(element);
      return () => {
        observer.disconnect();
        style.removeProperty(property);
      };
    },
    [property],
  );
}
