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
  /**
   * The id by which an import may name a Storyboarder project that a person dropped or chose, so that main finds the
   * pictures beside it. Null for any other kind of file, and for one without a place on this disk, such as those that a
   * page makes. The page is told no path.
   */
  chosenFileId(file: File): Promise<string | null>;
};

/** The message by which a window asks the preload to pass on one end of a MessageChannel. */
export const rpcPortMessage = 'shotwright:rpc-port';

/** The message by which the preload tells main where a chosen file lies. */
export const chosenFileMessage = 'shotwright:chosen-file';

/** The message that carries a `ShellCommand` to the window. */
export const commandMessage = 'shotwright:command';
