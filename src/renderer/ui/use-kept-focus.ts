/** Keeps the focus in a part of the page when what has it goes away there, so that nobody is thrown out of it. */
import { useEffect } from 'react';
import { firstControl, focusPart, isFocusFree } from './panes.ts';

/**
 * The focus goes to what is to have it first (`data-autofocus`), else to the control that is nearest to the place where
 * it was: the first of what is around it, up to the part and no further. Whoever moves the focus in the same moment
 * comes first.
 *
 * @param part its element, by a ref that is a state; null while it is not there
 * @param to 'part' gives it to the part itself: where another press of the same key would do harm to the next control
 */
export function useKeptFocus(part: HTMLElement | null, to: 'control' | 'part' = 'control'): void {
  useEffect(() => {
    if (!part) return;
    // What has the focus and what is around it, from the inside out; empty while the focus is elsewhere.
    let path: readonly HTMLElement[] = [];
    const isGone = () => path[0] !== undefined && (!path[0].isConnected || path[0].matches(':disabled'));
    const remember = ({ target }: FocusEvent) => {
      path = target instanceof HTMLElement ? pathWithin(part, target) : [];
    };
    const leave = () => {
      const left = path;
      // Also said when an element is taken away, before it is gone, and when the person goes to another window.
      queueMicrotask(() => {
        if (path === left && !isGone() && document.hasFocus()) path = [];
      });
    };
    const look = () => {
      if (!isGone() || !isFocusFree()) return;
      const wanted = part.querySelector<HTMLElement>('[data-autofocus]:not(:disabled)');
      const next = wanted ?? (to === 'control' ? nearestOf(path) : null);
      if (next) next.focus({ preventScroll: true });
      else focusPart(part);
    };
    const observer = new MutationObserver(look);
    observer.observe(part, { childList: true, subtree: true });
    part.addEventListener('focusin', remember);
    part.addEventListener('focusout', leave);
    return () => {
      observer.disconnect();
      part.removeEventListener('focusin', remember);
      part.removeEventListener('focusout', leave);
    };
  }, [part, to]);
}

function pathWithin(part: HTMLElement, target: HTMLElement): HTMLElement[] {
  const path: HTMLElement[] = [];
  for (let place: HTMLElement | null = target; place && place !== part; place = place.parentElement) path.push(place);
  return [...path, part];
}

function nearestOf([, ...around]: readonly HTMLElement[]): HTMLElement | null {
  for (const place of around) {
    const control = place.isConnected ? firstControl(place) : null;
    if (control) return control;
  }
  return null;
}
