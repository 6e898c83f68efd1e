/** A button with words. `primary` is the one main action of a view. */
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import styles from './button.module.css';
import { commandAttributes } from './command-attributes.ts';
import type { CommandId } from './command-list.ts';

export type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  /** @default 'plain' */
  variant?: 'primary' | 'plain' | 'quiet' | 'danger';
  /** @default 'medium' */
  size?: 'small' | 'medium' | 'large';
  /** Stands before the words; hidden from screen readers. */
  icon?: ReactNode;
  /** Small words at the end, such as a price or a key. */
  aside?: ReactNode;
  /** Shows that it works; clicks are ignored meanwhile, focus stays. */
  isBusy?: boolean;
  /** What it does as a command: the present keys of that stand in the tooltip. */
  command?: CommandId | undefined;
  ref?: Ref<HTMLButtonElement>;
};

export function Button({
  variant = 'plain',
  size = 'medium',
  icon,
  aside,
  isBusy = false,
  command,
  title,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      {...commandAttributes(command, title)}
      data-variant={variant}
      aria-busy={isBusy || undefined}
      aria-disabled={isBusy || undefined}
      className={[styles.button, styles[variant], styles[size], className].filter(Boolean).join(' ')}
      onClick={isBusy ? (event) => event.preventDefault() : onClick}
    >
      {icon && (
        <span className={styles.icon} aria-hidden>
          {icon}
        </span>
      )}
      <span className={styles.label}>{children}</span>
      {aside && <span className={styles.aside}>{aside}</span>}
    </button>
  );
}
