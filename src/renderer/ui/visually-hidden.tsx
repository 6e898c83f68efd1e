/** Words only for screen readers. */
import type { ReactNode } from 'react';
import styles from './timecode.module.css';

export function VisuallyHidden({ children }: { children: ReactNode }) {
  return <span className={styles.hidden}>{children}</span>;
}
