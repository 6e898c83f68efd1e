/** The two keys that depend on where one is: `?` for the sheet and Escape for one step back. */
import { useEffect } from 'react';
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

/** Escape leaves a field first, then runs. A view, dialog or menu that used the key keeps it. */
export function useEscape(run: () => void): void {
  useWindowKey((event) => {
    if (event.key !== 'Escape' || event.isComposing || isOverlayOpen()) return;
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
