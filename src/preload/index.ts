/**
 * Runs in the window before its page, sandboxed. It passes one end of a MessageChannel on to main, which checks who
 * sent it, and tells the page that it is inside the desktop app. Nothing of Electron reaches the page.
 */
import { contextBridge, ipcRenderer, type IpcRendererEvent, webUtils } from 'electron';
import { chosenFileMessage, commandMessage, rpcPortMessage, type ShellBridge, type ShellCommand } from './bridge.ts';

window.addEventListener('message', (event) => {
  if (event.source === window && event.data === rpcPortMessage) {
    ipcRenderer.postMessage(rpcPortMessage, null, [...event.ports]);
  }
});

const bridge: ShellBridge = {
  kind: 'electron',
  platform: process.platform,
  onCommand(listener) {
    const forward = (_event: IpcRendererEvent, command: ShellCommand) => listener(command);
    ipcRenderer.on(commandMessage, forward);
    return () => ipcRenderer.off(commandMessage, forward);
  },
  async chosenFileId(file) {
    const path = pathOf(file);
    return path === '' ? null : ipcRenderer.invoke(chosenFileMessage, path);
  },
};

/** Empty for whatever the browser did not take from the disk: only it can give a file a path. */
function pathOf(file: File & { path?: string }): string {
  // A mere object that looks like a file comes over the bridge as a copy, and is none here.
  if (!(file instanceof File)) return '';
  // Before Electron 29 there was no `webUtils`, and a file told its path itself.
  return (webUtils as typeof webUtils | undefined)?.getPathForFile(file) ?? file.path ?? '';
}

contextBridge.exposeInMainWorld('shell', bridge);
