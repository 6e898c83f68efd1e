/** Cells copied and pasted as text, as spreadsheets do. */
import { useEffect } from 'react';
import { useLatest } from '#renderer/ui/use-latest.ts';

export type TableClipboardOptions = {
  /** Whether a cell has the focus and nothing is being written in it. */
  isHere: () => boolean;
  copy: () => string;
  paste: (text: string) => void;
};

/** By the focus and not by the event's target: without a text selection, that is another element in each engine. */
export function useTableClipboard(options: TableClipboardOptions): void {
  const latest = useLatest(options);
  useEffect(() => {
    const copy = (event: ClipboardEvent) => {
      if (event.defaultPrevented || !latest.current.isHere()) return;
      event.preventDefault();
      event.clipboardData?.setData('text/plain', latest.current.copy());
    };
    const paste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (event.defaultPrevented || text === '' || !latest.current.isHere()) return;
      event.preventDefault();
      latest.current.paste(text);
    };
    // Before what listens at the window, which copies whole shots.
    document.addEventListener('copy', copy);
    document.addEventListener('cut', copy);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('copy', copy);
      document.removeEventListener('cut', copy);
      document.removeEventListener('paste', paste);
    };
  }, [latest]);
}
