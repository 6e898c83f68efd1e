/** What the desktop app's menu asks for. In a text field, undo and redo are the field's own. */
import { useEffect } from 'react';
import { onShellCommand } from '#renderer/rpc/client.ts';
import { useLatest } from '#renderer/ui/use-latest.ts';

type ShellCommand = Parameters<Parameters<typeof onShellCommand>[0]>[0];

export function useShellCommands(run: Record<ShellCommand, () => void>): void {
  const latest = useLatest(run);
  useEffect(
    () =>
      onShellCommand((command) => {
        if ((command === 'undo' || command === 'redo') && isInTextField()) {
          // Deprecated without a successor: nothing else reaches a field's own history.
          document.execCommand(command);
          return;
        }
        latest.current[command]();
      }),
    [latest],
  );
}

function isInTextField(): boolean {
  return (
    document.activeElement?.matches('textarea, [contenteditable], input:not([type="checkbox"], [type="range"])') ??
    false
  );
}
