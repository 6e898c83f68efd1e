import { useEffect } from 'react';
import { useStable } from '#renderer/ui/use-latest.ts';
import { pastedFile } from './chosen-import.ts';
import { tableOfHtml } from './pasted-table.ts';

/** A file, cells or text pasted while the import is open; what is pasted into a text field stays there. */
export function usePastedFile(onFile: (file: File) => void): void {
  const handler = useStable((event: ClipboardEvent) => {
    const isInField = event.target instanceof HTMLElement && event.target.matches('input, textarea, [contenteditable]');
    const data = event.clipboardData;
    if (isInField || !data) return;
    const file = data.files[0] ?? pastedFile(data.getData('text/plain'), () => tableOfHtml(data.getData('text/html')));
    if (!file) return;
    // The storyboard behind the dialog would take a picture for a shot.
    event.preventDefault();
    event.stopPropagation();
    onFile(file);
  });
  useEffect(() => {
    window.addEventListener('paste', handler, { capture: true });
    return () => window.removeEventListener('paste', handler, { capture: true });
  }, [handler]);
}
