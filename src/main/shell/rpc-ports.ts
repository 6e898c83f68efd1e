/** Takes the window's end of a MessageChannel and serves the studio on it, after a look at who sent it. */
import { ipcMain, type MessagePortMain, type WebContents } from 'electron';
import { serveRpcPort } from '#main/rpc/serve-rpc.ts';
import type { HostedStudio } from '#main/host/studio.ts';
import type { Logger } from '#main/logger.ts';
import { rpcPortMessage } from '#preload/bridge.ts';
import { isFromWindow } from './sender.ts';

export type RpcPortsOptions = {
  currentContents(): WebContents | null;
  currentStudio(): HostedStudio | null;
  logger: Logger;
};

export interface RpcPorts {
  /** Ends every connection: the window makes new ones by itself. */
  closeAll(): void;
}

export function acceptRpcPorts({ currentContents, currentStudio, logger }: RpcPortsOptions): RpcPorts {
  const open = new Set<MessagePortMain>();
  ipcMain.on(rpcPortMessage, (event) => {
    const [port] = event.ports;
    const studio = currentStudio();
    if (!port || !studio || !isFromWindow(event, currentContents())) {
      for (const refused of event.ports) refused.close();
      logger.info('connection.refused');
      return;
    }
    open.add(port);
    port.on('close', () => open.delete(port));
    serveRpcPort(studio.router, port, logger);
  });
  return {
    closeAll() {
      for (const port of open) port.close();
      open.clear();
    },
  };
}
