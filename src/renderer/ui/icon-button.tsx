/** A button with only a picture: its name is its tooltip and what a screen reader says. */
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import type { CommandId } from './command-list.ts';
import styles from './icon-button.module.css';
import { keysOf } from './keymap.ts';
import { Tooltip, type TooltipHandlers } from './tooltip.tsx';

export type IconButtonProps = Omit<
  ButtonHTMLAttributes<HTMLButtonElement>,
  'children' | 'aria-label' | keyof TooltipHandlers
> & {
  /** What it does, in a word or two. */
  label: string;
  /** Stands in the tooltip behind the label, such as `Ctrl+Z`. */
  keys?: string;
  /** What it does as a command: the present keys of that stand in the tooltip. */
  command?: CommandId | undefined;
  /** An icon of 16 or 18 pixels. */
  children: ReactNode;
  /** Pressed look, for a switch; sets `aria-pressed`. */
  isPressed?: boolean;
  ref?: Ref<HTMLButtonElement>;
};

export function IconButton({
  label,
  command,
  keys = command && keysOf(command),
  children,
  isPressed,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip label={keys ? `${label}  ${keys}` : label}>
      {(tooltip) => (
        <button
          type="button"
          {...rest}
          {...tooltip}
          data-command={command}
          aria-label={label}
          aria-pressed={isPressed}
          className={[styles.button, className].filter(Boolean).join(' ')}
        >
          {children}
        </button>
      )}
    </Tooltip>
  );
}
