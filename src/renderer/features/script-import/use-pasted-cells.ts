import { useEffect } from 'react';
import { useStable } from '#renderer/ui/use-latest.ts';
import { type FolderFile, folderFiles, isCells, pastedFile } from './chosen-import.ts';

/** Cells of a spreadsheet that are pasted where nothing else takes them are a table to import. */
export function usePastedCells(onFiles: (files: FolderFile[]) => void): void {
  const handler = useStable((event: ClipboardEvent) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (event.defaultPrevented || isOfField(event.target) || !isCells(text)) return;
    const file = pastedFile(text, () => null);
    if (!file) return;
    event.preventDefault();
    onFiles(folderFiles([file]));
  });
  useEffect(() => {
    window.addEventListener('paste', handler);
    return () => window.removeEventListener('paste', handler);
  }, [handler]);
}

/** What is pasted into a field or a dialog is meant for that. */
function isOfField(target: EventTarget | null): boolean {
  const isOverPage = document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
  return isOverPage || (target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null);
}
