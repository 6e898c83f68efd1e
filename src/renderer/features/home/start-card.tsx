import type { ReactNode } from 'react';
import styles from './start-card.module.css';

export type StartCardProps = { icon: ReactNode; title: string; text: string; onClick: () => void };

/** One way to begin. */
export function StartCard({ icon, title, text, onClick }: StartCardProps) {
  return (
    <button type="button" className={styles.card} onClick={onClick}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <span>
        <span className={styles.title}>{title}</span>
        <span className={styles.text}>{text}</span>
      </span>
    </button>
  );
}
