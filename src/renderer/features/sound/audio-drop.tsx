/** A part of the lanes that takes sounds which are dropped on it: a short cut for a button beside it. */
import { type DragEvent, type ReactNode, type Ref, useState, type WheelEvent } from 'react';
import styles from './sound.module.css';

export type AudioDropProps = {
  /** @default 'div' */
  as?: 'section' | 'div';
  label?: string;
  className: string | undefined;
  /** Gets where they were dropped, in pixels of the window. */
  onFiles: (files: File[], clientX: number) => void;
  onWheel?: (event: WheelEvent) => void;
  /** Of a section. */
  ref?: Ref<HTMLElement>;
  children: ReactNode;
};

export function AudioDrop({ as = 'div', label, className, onFiles, onWheel, ref, children }: AudioDropProps) {
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
  const common = {
    className: [className, isOver && styles.over].filter(Boolean).join(' '),
    onDragOver: takeOver,
    onDragLeave: () => setOver(false),
    onDrop: drop,
    onWheel,
  };
  if (as === 'div') return <div {...common}>{children}</div>;
  return (
    <section ref={ref} aria-label={label} {...common}>
      {children}
    </section>
  );
}

/** Whether a file claims to be sound; the studio looks at the bytes. */
function isSoundFile({ type, name }: File): boolean {
  return type === '' ? /\.(wav|mp3|m4a|flac|ogg|opus|aac|aiff?)$/i.test(name) : type.startsWith('audio/');
}
