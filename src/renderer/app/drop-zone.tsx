import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { droppedFiles, type FolderFile, usePastedCells } from '#renderer/features/script-import/index.ts';
import { showError, showNotice } from '#renderer/rpc/notices.tsx';
import styles from './drop-zone.module.css';

/** Makes the whole window take files to import, and cells that are pasted. A card that takes a dropped picture prevents the default and is left alone. */
export function DropZone({ onFiles }: { onFiles: (files: FolderFile[]) => void }) {
  const { t } = useTranslation();
  const [isOver, setOver] = useState(false);
  usePastedCells(onFiles);

  useEffect(() => {
    const handleOver = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      // Without this the browser would open the file in place of the studio.
      const isTaken = event.defaultPrevented;
      event.preventDefault();
      if (!isTaken) setOver(!isMedia(event.dataTransfer));
    };
    const handleLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const handleDrop = (event: DragEvent) => {
      setOver(false);
      if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      if (isMedia(event.dataTransfer)) showNotice({ id: 'drop', text: t('app.dropMedia') });
      else droppedFiles(event.dataTransfer).then((files) => files.length > 0 && onFiles(files), showError);
    };
    window.addEventListener('dragover', handleOver);
    window.addEventListener('dragleave', handleLeave);
    window.addEventListener('drop', handleDrop);
    return () => {
      window.removeEventListener('dragover', handleOver);
      window.removeEventListener('dragleave', handleLeave);
      window.removeEventListener('drop', handleDrop);
    };
  }, [onFiles, t]);

  if (!isOver) return null;
  return (
    <div className={styles.zone}>
      <p className={styles.words}>{t('app.dropScript')}</p>
    </div>
  );
}

/** Whether only pictures, sounds and films are being dragged: they belong on a shot. Names are hidden until the drop. */
function isMedia({ items }: DataTransfer): boolean {
  const types = [...items].filter(({ kind }) => kind === 'file').map(({ type }) => type);
  return types.length > 0 && types.every((type) => /^(image|audio|video)\//.test(type));
}
