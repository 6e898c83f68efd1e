/** The words of a notice and its one button. */
import { Button } from './button.tsx';
import styles from './notice-body.module.css';

export type NoticeBodyProps = { text: string; action?: { label: string; run: () => void } | undefined };

export function NoticeBody({ text, action }: NoticeBodyProps) {
  return (
    <div className={styles.body}>
      <span className={styles.text} dir="auto">
        {text}
      </span>
      {action && (
        <Button size="small" onClick={action.run}>
          {action.label}
        </Button>
      )}
    </div>
  );
}
