/** What the menu asks the window to do. */
export const shellCommands = ['newProject', 'importScript', 'undo', 'redo', 'openSettings'] as const;
export type ShellCommand = (typeof shellCommands)[number];

/** What the preload hands the window in Electron; absent in a browser. */
export type ShellBridge = {
  kind: 'electron';
  /** `process.platform` of the shell: decides between Ctrl and Cmd. */
  platform: string;
  /**
   * Listens to the menu; call the answer to stop.
   *
   * `undo` and `redo` also arrive while a text field has the focus: the field's own undo goes first there
   * (`document.execCommand('undo')`). On Windows and Linux the keys Ctrl+Z and Ctrl+Y never reach the menu, only the
   * window, as in a browser.
   */
  onCommand(listener: (command: ShellCommand) => void): () => void;
};

/** The message by which a window asks the preload to pass on one end of a MessageChannel. */
export const rpcPortMessage = 'shotwright:rpc-port';

/** The message that carries a `ShellCommand` to the window. */
export const commandMessage = 'shotwright:command';
