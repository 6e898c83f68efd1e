/**
 * Gives the focus back to what had it when a dialog or a menu was opened, or to what is nearest to that by then.
 *
 * Mantine's own way needs a dialog that stays mounted while it is closed, and knows nothing of a menu that opened the
 * dialog and is gone when it closes.
 */
import { type RefObject, useEffect, useState } from 'react';
import { focusPage } from './panes.ts';

/** Where the focus may go, the best place first. */
type Places = readonly HTMLElement[];

const focusable = 'a[href], button, input, select, textarea, [tabindex], [contenteditable="true"]';

/** Of what is open, the last opened last. */
let openPlaces: readonly Places[] = [];
/** Of context menus, which belong to no button. */
const menuOrigins = new WeakMap<Element, Element>();

/** Says where a menu was opened that no button controls. */
export function rememberMenuOrigin(menu: Element, origin: Element): void {
  menuOrigins.set(menu, origin);
}

/**
 * @param content what may hold the focus when it closes, while it still fades out; else the focus stays where it is
 * @param origin where it was opened. @default what has the focus when it opens
 */
export function useFocusReturn(
  isOpen: boolean,
  content: RefObject<HTMLElement | null>,
  origin: Element | null = null,
): void {
  // Read while rendering: by the time effects run, what opened has taken the focus.
  const read = () => (isOpen ? placesOf(origin ?? document.activeElement) : null);
  const [places, setPlaces] = useState(read);
  if (isOpen !== (places !== null)) setPlaces(read());
  useEffect(() => {
    if (!places) return;
    openPlaces = [...openPlaces, places];
    return () => {
      openPlaces = openPlaces.filter((other) => other !== places);
      const { activeElement } = document;
      const isTaken = activeElement !== null && activeElement !== document.body;
      if (!isTaken || holds(content, activeElement)) {
        const place = places.find(canTakeFocus);
        if (place) place.focus({ preventScroll: true });
        else focusPage();
      }
    };
  }, [places, content]);
}

/** What opens the one that is open may be in it: where that came from is the next best place. */
function placesOf(origin: Element | null): Places {
  return [...placesAround(origin), ...(openPlaces.at(-1) ?? [])];
}

/** The element, the button of the menu that it is in, and whatever around it can have the focus. */
function placesAround(origin: Element | null): HTMLElement[] {
  if (!origin || origin === document.body) return [];
  const menu = origin.closest('[role="menu"]');
  const opener = menu && (menuOrigins.get(menu) ?? document.querySelector(`[aria-controls="${CSS.escape(menu.id)}"]`));
  const places: HTMLElement[] = [];
  for (let place: Element | null = opener ?? origin; place; place = place.parentElement) {
    if (place instanceof HTMLElement && place.matches(focusable)) places.push(place);
  }
  return places;
}

/** As it is when this is asked: content that is gone holds nothing. */
function holds({ current }: RefObject<HTMLElement | null>, element: Element): boolean {
  return current?.contains(element) ?? false;
}

function canTakeFocus(place: HTMLElement): boolean {
  return (
    place.isConnected && place.matches(focusable) && !place.matches(':disabled') && place.getClientRects().length > 0
  );
}
