/** Numbers where an editor's eye looks for them: tabular, never broken over lines. The caller formats. */
import styles from './timecode.module.css';

export function Timecode({ children, label, className }: { children: string; label?: string; className?: string }) {
  return (
    <span className={[styles.timecode, className].filter(Boolean).join(' ')}>
      {label && <span className={styles.hidden}>{label} </span>}
      {children}
    </span>
  );
}
