/** What lies over the page: dialogs, menus, lists of choices. */

/** Of the region in which menus, tooltips, dialogs and notices are rendered: with a name, so that nothing lies outside of landmarks. */
export const overlaysId = 'overlays';

/** As a selector. The list of a closed field stays in the page too, out of sight. */
export const overlays = '[role="dialog"], [role="menu"], [role="listbox"]';

export function isOverlayOpen(): boolean {
  return [...document.querySelectorAll(overlays)].some((element) => element.checkVisibility());
}

/** The dialog that lies over all others; null while none is open. */
export function topDialog(): Element | null {
  const open = [...document.querySelectorAll('[role="dialog"]')].filter((element) => element.checkVisibility());
  return open.at(-1) ?? null;
}
