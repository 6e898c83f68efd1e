import type { ReactNode } from 'react';
import { commandAttributes } from '#renderer/ui/command-attributes.ts';
import type { CommandId } from '#renderer/ui/command-list.ts';
import { useKeymap } from '#renderer/ui/keymap.ts';
import styles from './start-card.module.css';

export type StartCardProps = {
  icon: ReactNode;
  title: string;
  text: string;
  /** What does the same from anywhere. */
  command: CommandId;
  onClick: () => void;
};

/** One way to begin. */
export function StartCard({ icon, title, text, command, onClick }: StartCardProps) {
  useKeymap();
  return (
    <button type="button" className={styles.card} {...commandAttributes(command)} onClick={onClick}>
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
