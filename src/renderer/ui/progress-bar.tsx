/** A true progress, or a moving one while it cannot be known. */
import styles from './progress-bar.module.css';

export type ProgressBarProps = {
  /** 0 to 1; null while it cannot be known. */
  progress: number | null;
  /** What is under way, for screen readers. */
  label: string;
  className?: string;
};

export function ProgressBar({ progress, label, className }: ProgressBarProps) {
  const percent = progress === null ? undefined : Math.round(Math.min(1, Math.max(0, progress)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={[styles.track, className].filter(Boolean).join(' ')}
    >
      <div
        className={percent === undefined ? styles.unknown : styles.fill}
        style={percent === undefined ? undefined : { width: `${percent}%` }}
      />
    </div>
  );
}
