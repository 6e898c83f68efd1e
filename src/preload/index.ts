/**
 * Runs in the window before its page, sandboxed. It passes one end of a MessageChannel on to main, which checks who
 * sent it, and tells the page that it is inside the desktop app. Nothing of Electron reaches the page.
 */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { commandMessage, rpcPortMessage, type ShellBridge, type ShellCommand } from './bridge.ts';

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
};
contextBridge.exposeInMainWorld('shell', bridge);
