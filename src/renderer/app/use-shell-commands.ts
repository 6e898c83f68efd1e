/** What the desktop app's menu asks for. In a text field, undo and redo are the field's own. */
import { useEffect, useRef } from 'react';
import { onShellCommand } from '#renderer/rpc/client.ts';

type ShellCommand = Parameters<Parameters<typeof onShellCommand>[0]>[0];

export function useShellCommands(run: Record<ShellCommand, () => void>): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
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
    [],
  );
}

function isInTextField(): boolean {
  return (
    document.activeElement?.matches('textarea, [contenteditable], input:not([type="checkbox"], [type="range"])') ??
    false
  );
}
