/** A part of a view that takes pictures which are dropped or pasted on it: a short cut for a button inside. */
import { type ClipboardEvent, type DragEvent, type ReactNode, useState } from 'react';
import { picturesOf, videoOf } from './chosen-files.ts';
import styles from './picture-drop.module.css';

export type PictureDropProps = {
  label: string;
  onPictures: (files: File[]) => void;
  /** @default films are left to the window as a whole */
  onVideo?: (file: File) => void;
  children: ReactNode;
  className?: string | undefined;
};

export function PictureDrop({ label, onPictures, onVideo, children, className }: PictureDropProps) {
  const [isOver, setOver] = useState(false);
  const takeOver = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    event.stopPropagation();
    setOver(true);
  };
  const take = (event: DragEvent | ClipboardEvent, data: DataTransfer) => {
    setOver(false);
    const files = picturesOf(data);
    const video = onVideo && files.length === 0 ? videoOf(data) : null;
    // Other files, such as a script, belong to the window as a whole.
    if (files.length === 0 && !video) return;
    event.preventDefault();
    event.stopPropagation();
    if (video) onVideo?.(video);
    else onPictures(files);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      aria-label={label}
      className={[className, isOver && styles.over].filter(Boolean).join(' ')}
      onDragOver={takeOver}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => take(event, event.dataTransfer)}
      onPaste={(event) => take(event, event.clipboardData)}
    >
      {children}
    </section>
  );
}
