/** Copy, cut and paste as the system asks for them: by keys, or from the application's menu. */
import { useEffect } from 'react';
import { isCells } from '#renderer/features/script-import/index.ts';
import { useLatest } from '#renderer/ui/use-latest.ts';

export type ShotClipboardOptions = {
  /** @returns words for other programs; null when nothing is selected. */
  onCopy: (mode: 'copy' | 'cut') => string | null;
  /** @returns whether there was something to paste. */
  onPaste: () => boolean;
};

export function useShotClipboard(options: ShotClipboardOptions): void {
  const latest = useLatest(options);
  useEffect(() => {
    const hold = (event: ClipboardEvent) => {
      if (event.defaultPrevented || isOfText(event.target)) return;
      const text = latest.current.onCopy(event.type === 'cut' ? 'cut' : 'copy');
      if (text === null) return;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
    };
    const paste = (event: ClipboardEvent) => {
      // Pictures are boards: see use-pasted-picture.ts; cells come from a spreadsheet and are imported.
      const { files, text } = contentOf(event);
      if (event.defaultPrevented || isOfText(event.target) || files > 0 || isCells(text)) return;
      if (latest.current.onPaste()) event.preventDefault();
    };
    window.addEventListener('copy', hold);
    window.addEventListener('cut', hold);
    window.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('copy', hold);
      window.removeEventListener('cut', hold);
      window.removeEventListener('paste', paste);
    };
  }, [latest]);
}

function contentOf({ clipboardData }: ClipboardEvent): { files: number; text: string } {
  return { files: clipboardData?.files.length ?? 0, text: clipboardData?.getData('text/plain') ?? '' };
}

/** Whether it is about text: in a field, in a dialog, or marked with the pointer. */
function isOfText(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]')) return true;
  return document.getSelection()?.isCollapsed === false;
}
