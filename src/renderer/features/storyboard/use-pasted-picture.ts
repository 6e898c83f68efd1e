import { useEffect } from 'react';
import { picturesOf } from '#renderer/ui/chosen-files.ts';
import { useStable } from '#renderer/ui/use-latest.ts';

/** A picture pasted anywhere: text fields have no use for one. */
export function usePastedPicture(onPictures: (files: File[]) => boolean): void {
  const handler = useStable((event: ClipboardEvent) => {
    // A picture that is pasted over the sketch pad or a dialog is not meant for what lies behind.
    if (event.defaultPrevented || document.querySelector('[role="dialog"][aria-modal="true"]')) return;
    const pictures = picturesOf(event.clipboardData);
    if (pictures.length > 0 && onPictures(pictures)) event.preventDefault();
  });
  useEffect(() => {
    window.addEventListener('paste', handler);
    return () => window.removeEventListener('paste', handler);
  }, [handler]);
}
