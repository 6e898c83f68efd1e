/** Gives the focus to what a dialog is about, also where that comes only after the dialog. */
import { useEffect } from 'react';

/**
 * What is to have the focus first (`data-autofocus`) gets it as soon as it is there and can have it, unless the person
 * has done something in the dialog by then.
 *
 * @param content of the dialog, by a ref that is a state; null while it is closed
 */
export function useLateFocus(content: HTMLElement | null): void {
  useEffect(() => {
    if (!content) return;
    const waiting = new AbortController();
    const { signal } = waiting;
    const look = () => {
      const wanted = content.querySelector<HTMLElement>('[data-autofocus]:not(:disabled)');
      if (!wanted || signal.aborted) return;
      wanted.focus({ preventScroll: true });
      if (document.activeElement === wanted) waiting.abort();
    };
    const observer = new MutationObserver(look);
    observer.observe(content, { childList: true, subtree: true, attributeFilter: ['disabled', 'data-autofocus'] });
    signal.addEventListener('abort', () => observer.disconnect());
    for (const kind of ['keydown', 'pointerdown', 'input']) {
      content.addEventListener(kind, () => waiting.abort(), { capture: true, signal });
    }
    return () => waiting.abort();
  }, [content]);
}
