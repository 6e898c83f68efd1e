/** Buttons that offer the command that they stand for: its keys, the palette and the sheet press the button. */
import { Button, type ButtonProps } from './button.tsx';
import type { CommandId } from './command-list.ts';
import { useControlCommand } from './commands.ts';
import { IconButton, type IconButtonProps } from './icon-button.tsx';
import { useKeymap } from './keymap.ts';

type Named = { command: CommandId };

/** For one that stands alone; those of the rows of a list only name their command, and the list offers it. */
export function CommandButton(props: Omit<ButtonProps, 'ref'> & Named) {
  const { command, disabled = false, isBusy = false } = props;
  useKeymap();
  return <Button {...props} ref={useControlCommand<HTMLButtonElement>(command, disabled || isBusy)} />;
}

export function CommandIconButton(props: Omit<IconButtonProps, 'ref'> & Named) {
  const { command, disabled = false } = props;
  useKeymap();
  return <IconButton {...props} ref={useControlCommand<HTMLButtonElement>(command, disabled)} />;
}
