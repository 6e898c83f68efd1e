/** A status: a dot and always a word beside it. */
import type { ReactNode } from 'react';
import styles from './pill.module.css';

export type PillTone = 'idle' | 'run' | 'ok' | 'ask' | 'bad';

export type PillProps = {
  tone?: PillTone;
  children: ReactNode;
  /** For a place over a picture: dark in both schemes. */
  isOverPicture?: boolean;
  className?: string;
};

export function Pill({ tone = 'idle', children, isOverPicture = false, className }: PillProps) {
  return (
    <span className={[styles.pill, isOverPicture && styles.over, className].filter(Boolean).join(' ')}>
      <span className={`${styles.dot} ${styles[tone]}`} aria-hidden />
      {children}
    </span>
  );
}
