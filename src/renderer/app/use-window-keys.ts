/** Escape, which is the same for everyone: one step back. */
import { useEffect, useRef } from 'react';
import { isOverlayOpen } from '#renderer/ui/overlays.ts';
import { leaveField } from '#renderer/ui/panes.ts';
import { useLatest } from '#renderer/ui/use-latest.ts';

const typingFields =
  'textarea, select, [contenteditable], input:not([type="radio"], [type="checkbox"], [type="button"], [type="range"])';

/** Escape leaves a field first, then runs. A view, dialog or menu that used the key keeps it. */
export function useEscape(run: () => void): void {
  const wasOverlayOpen = useRef(false);
  useEffect(() => {
    // Before anything else hears of the key: what it closes may be gone by the time it arrives here.
    const look = (event: KeyboardEvent) => {
      if (event.key === 'Escape') wasOverlayOpen.current = isOverlayOpen();
    };
    window.addEventListener('keydown', look, { capture: true });
    return () => window.removeEventListener('keydown', look, { capture: true });
  }, []);
  useWindowKey((event) => {
    if (event.key !== 'Escape' || event.isComposing || wasOverlayOpen.current) return;
    const field = typingField(event);
    if (field) leaveField(field);
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
