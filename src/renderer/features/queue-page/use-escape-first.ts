import { useEffect } from 'react';
import { isOverlayOpen } from '#renderer/ui/overlays.ts';
import { useStable } from '#renderer/ui/use-latest.ts';

/**
 * Takes Escape before it leaves the page, wherever the focus is, as long as there is something to take back first.
 * Dialogs, menus and fields keep their own.
 */
export function useEscapeFirst(isWanted: boolean, run: () => void): void {
  const latest = useStable(run);
  useEffect(() => {
    if (!isWanted) return;
    const handleKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
      if (isOverlayOpen()) return;
      event.preventDefault();
      latest();
    };
    // The window's own handler comes after the document's.
    document.addEventListener('keydown', handleKey);
    return () => document.removeEventListener('keydown', handleKey);
  }, [isWanted, latest]);
}
