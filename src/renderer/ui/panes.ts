/**
 * The parts of the window that one key leads through, as F6 does in other desktop apps: header, outline, page,
 * inspector, strip. Each gives the focus back to what had it there last.
 */
import { useEffect } from 'react';

const paneSelector = 'header, main, aside, [data-pane]';
const tabbable = ['a[href]', 'button', 'input', 'select', 'textarea', '[tabindex]']
  .map((one) => `${one}:not([disabled], [tabindex="-1"])`)
  .join(', ');

const lastFocused = new WeakMap<Element, HTMLElement>();

/** Remembers what has the focus in each pane. Use once. */
export function usePaneMemory(): void {
  useEffect(() => {
    const remember = ({ target }: FocusEvent) => {
      const pane = target instanceof HTMLElement ? paneOf(target) : null;
      if (pane) lastFocused.set(pane, target as HTMLElement);
    };
    document.addEventListener('focusin', remember);
    return () => document.removeEventListener('focusin', remember);
  }, []);
}

/** Gives the focus to the next pane, or the one before; from nowhere to the page. Panes without a control are left out. */
export function focusPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll(paneSelector)].filter((pane) => startOf(pane) !== null);
  const current = document.activeElement && paneOf(document.activeElement);
  const index = panes.findIndex((pane) => pane === current);
  const next = index < 0 ? panes.find((pane) => pane.matches('main')) : panes.at((index + step) % panes.length);
  const start = next && startOf(next);
  start?.focus();
}

function paneOf(element: Element): Element | null {
  return element.closest(paneSelector);
}

/** What had the focus last, else the chosen card, else the first control. */
function startOf(pane: Element): HTMLElement | null {
  const last = lastFocused.get(pane);
  if (last?.isConnected && isShown(last)) return last;
  const card = pane.querySelector<HTMLElement>('[data-shot-id][tabindex="0"]');
  if (card) return card;
  return [...pane.querySelectorAll<HTMLElement>(tabbable)].find(isShown) ?? null;
}

function isShown(element: HTMLElement): boolean {
  return element.getClientRects().length > 0 && getComputedStyle(element).visibility !== 'hidden';
}
