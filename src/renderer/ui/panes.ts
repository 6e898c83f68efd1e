/**
 * The parts of the window that one key leads through, as F6 does in other desktop apps: header, outline, page,
 * inspector, strip. Each gives the focus back to what had it there last.
 */
import { useEffect } from 'react';

const paneSelector = 'header, main, aside, [data-pane]';
const tabbable = ['a[href]', 'button', 'input', 'select', 'textarea', '[tabindex]']
  .map((one) => `${one}:not([disabled], [tabindex="-1"])`)
  .join(', ');

const typingField = 'input, textarea, select, [contenteditable]';
/** The shot that keys act from: a card, or a cell of the table. */
const chosenPlace = '[data-shot-id][tabindex="0"], [role="gridcell"][tabindex="0"], [role="rowheader"][tabindex="0"]';

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

/** Marks the page between the header and what lies over it; it has the focus when nothing on it does. */
export const pageAttribute = { 'data-page': true } as const;

export function focusPage(): void {
  const page = document.querySelector<HTMLElement>('[data-page]');
  if (page) focusPart(page);
}

/**
 * Gives the focus to a part of the page that is no control. It can have it only until the focus or the pointer goes
 * elsewhere: else each press on its background would take the focus there, and keys that scroll along.
 */
export function focusPart(part: HTMLElement): void {
  const release = () => part.removeAttribute('tabindex');
  part.tabIndex = -1;
  part.focus({ preventScroll: true });
  part.addEventListener('blur', release, { once: true });
  part.addEventListener('pointerdown', release, { once: true, capture: true });
}

/** Whether nothing has the focus, so that nobody is disturbed where it goes somewhere. */
export function isFocusFree(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || activeElement.matches('[data-page]');
}

/** Frames that an element may need until it is there, such as those in which a page is laid out for the first time. */
const mostFrames = 30;

/** Gives the focus to an element as soon as it is there, unless the person has gone into a field or dialog by then. */
export function focusOnceThere(find: () => HTMLElement | null | undefined): void {
  const before = document.activeElement;
  const look = (framesLeft: number) =>
    requestAnimationFrame(() => {
      const { activeElement } = document;
      if (activeElement !== before && activeElement?.matches('input, textarea, select, [role="dialog"] *')) return;
      const element = find();
      if (element) element.focus({ preventScroll: true });
      else if (framesLeft > 0) look(framesLeft - 1);
    });
  look(mostFrames);
}

/** Gives the focus to what had it on the page last, or the chosen shot. */
export function returnToPage(): void {
  const main = document.querySelector('main');
  const place = main && (lastOf(main) ?? main.querySelector<HTMLElement>(chosenPlace));
  if (place) place.focus({ preventScroll: true });
  else focusPage();
}

/**
 * Another page takes what had the focus away: then the page has it, where reading and Tab begin. Use once.
 *
 * @param page changes with each page
 */
export function usePageFocus(page: string): void {
  useEffect(() => {
    const request = requestAnimationFrame(() => {
      if (isFocusFree()) focusPage();
    });
    return () => cancelAnimationFrame(request);
  }, [page]);
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

/** Leaves a field for the page: for the chosen shot, else, from beside the page, for what had the focus there last. */
export function leaveField(field: HTMLElement): void {
  field.blur();
  const page = document.querySelector('main');
  if (!page || field.closest('[role="dialog"]')) return;
  const last = page.contains(field) ? null : startOf(page);
  const place = page.querySelector<HTMLElement>(chosenPlace) ?? (last?.matches(typingField) ? null : last);
  place?.focus({ preventScroll: true });
}

function paneOf(element: Element): Element | null {
  return element.closest(paneSelector);
}

/** What had the focus last, else the chosen shot, else the first control. */
function startOf(pane: Element): HTMLElement | null {
  return lastOf(pane) ?? pane.querySelector<HTMLElement>(chosenPlace) ?? firstControl(pane);
}

/** What had the focus in it last; null once that is gone. */
function lastOf(pane: Element): HTMLElement | null {
  const last = lastFocused.get(pane);
  return last?.isConnected && isShown(last) ? last : null;
}

/** The first control in a part of the page that Tab would stop at. */
export function firstControl(part: Element): HTMLElement | null {
  return [...part.querySelectorAll<HTMLElement>(tabbable)].find(isShown) ?? null;
}

function isShown(element: HTMLElement): boolean {
  return element.getClientRects().length > 0 && getComputedStyle(element).visibility !== 'hidden';
}
