/** Keys that depend on where one is: `?` for the sheet, letters for commands, Escape for one step back. */
import { useEffect, useRef } from 'react';
import { useLatest } from '#renderer/ui/use-latest.ts';

const typingFields =
  'textarea, select, [contenteditable], input:not([type="radio"], [type="checkbox"], [type="button"], [type="range"])';

/** Runs when `?` is typed outside of fields; which keys make it depends on the keyboard. */
export function useHelpKey(run: () => void): void {
  useWindowKey((event) => {
    if (event.key !== '?' || event.ctrlKey || event.metaKey || typingField(event)) return;
    event.preventDefault();
    run();
  });
}

/** Runs when a letter is pressed alone, outside of fields, dialogs and menus. @param letter in lower case */
export function useLetterKey(letter: string, run: () => void): void {
  useWindowKey((event) => {
    const isAlone = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey && !event.isComposing;
    if (!isAlone || event.key.toLowerCase() !== letter || typingField(event) || isOverlayOpen()) return;
    event.preventDefault();
    run();
  });
}

/** Escape leaves a field first, then runs. A view, dialog or menu that used the key keeps it. */
export function useEscape(run: () => void): void {
  const wasOverlayOpen = useRef(false);
  useEffect(() => {
    // Before anything else hears of the key: what it closes may be gone by the time it arrives here.
    const look = () => {
      wasOverlayOpen.current = isOverlayOpen();
    };
    window.addEventListener('keydown', look, { capture: true });
    return () => window.removeEventListener('keydown', look, { capture: true });
  }, []);
  useWindowKey((event) => {
    if (event.key !== 'Escape' || event.isComposing || wasOverlayOpen.current) return;
    const field = typingField(event);
    if (field) field.blur();
    else run();
  });
}

function useWindowKey(handle: (event: KeyboardEvent) => void): void {
  const latest = useLatest(handle);
  useEffect(() => {
    const handleKey = (event: KeyboardEvent) => {
      if (!event.defaultPrevented) latest.current(event);
    };
    window.addEventListener('keydown', handleKey);
    return () => window.removeEventListener('keydown', handleKey);
  }, [latest]);
}

function typingField({ target }: KeyboardEvent): HTMLElement | null {
  return target instanceof HTMLElement ? target.closest<HTMLElement>(typingFields) : null;
}

function isOverlayOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]') !== null;
}
