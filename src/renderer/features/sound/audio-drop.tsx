/** A part of the lanes that takes sounds which are dropped on it: a short cut for a button beside it. */
import { type DragEvent, type ReactNode, useState, type WheelEvent } from 'react';
import styles from './sound.module.css';

export type AudioDropProps = {
  /** @default 'div' */
  as?: 'section' | 'div';
  label?: string;
  className: string | undefined;
  /** Gets where they were dropped, in pixels of the window. */
  onFiles: (files: File[], clientX: number) => void;
  onWheel?: (event: WheelEvent) => void;
  children: ReactNode;
};

export function AudioDrop({ as: Tag = 'div', label, className, onFiles, onWheel, children }: AudioDropProps) {
  const [isOver, setOver] = useState(false);
  const takeOver = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    event.stopPropagation();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    setOver(false);
    const files = [...event.dataTransfer.files].filter(isSoundFile);
    // Other files, such as a script, belong to the window as a whole.
    if (files.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    onFiles(files, event.clientX);
  };
  return (
    <Tag
      aria-label={label}
      className={[className, isOver && styles.over].filter(Boolean).join(' ')}
      onDragOver={takeOver}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      onWheel={onWheel}
    >
      {children}
    </Tag>
  );
}

/** Whether a file claims to be sound; the studio looks at the bytes. */
function isSoundFile({ type, name }: File): boolean {
  return type === '' ? /\.(wav|mp3|m4a|flac|ogg|opus|aac|aiff?)$/i.test(name) : type.startsWith('audio/');
}
