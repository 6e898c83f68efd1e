/** The words of a notice and its one button. */
import { CommandButton } from './command-button.tsx';
import { useCommands } from './commands.ts';
import styles from './notice-body.module.css';

export type NoticeBodyProps = {
  text: string;
  action?: { label: string; run: () => void } | undefined;
  onClose: () => void;
};

export function NoticeBody({ text, action, onClose }: NoticeBodyProps) {
  useCommands({ 'window.closeNotice': onClose });
  return (
    <div className={styles.body}>
      <span className={styles.text} dir="auto">
        {text}
      </span>
      {action && (
        <CommandButton size="small" command="window.noticeAction" onClick={action.run}>
          {action.label}
        </CommandButton>
      )}
    </div>
  );
}
