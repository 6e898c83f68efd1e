/**
 * The typed client of the studio, the same in both hosts: over a MessagePort in Electron, a WebSocket in a browser.
 *
 * It survives a closed connection: calls made while it is down reject, later ones work again.
 */
import { createORPCClient, isDefinedError } from '@orpc/client';
import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { WebSocket as ReconnectingWebSocket } from 'partysocket';
import { rpcPortMessage, type ShellBridge, type ShellCommand } from '#preload/bridge.ts';
import type { Contract } from '#shared/contract/contract.ts';
import { AppError, type AppErrorData } from '#shared/errors/app-error.ts';

declare global {
  interface Window {
    shell?: ShellBridge;
  }
}

export type StudioClient = ContractRouterClient<Contract>;

const longestWaitMs = 5_000;

/** A link over a MessagePort that is made anew, ever less eagerly, when the other side closes it. */
function createPortLink(): ClientLink<ClientContext> {
  let link: ClientLink<ClientContext>;
  let waitMs = 0;
  const connect = () => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener(
      'close',
      () => {
        waitMs = Math.min(longestWaitMs, waitMs * 2 || 100);
        setTimeout(connect, waitMs);
      },
      { once: true },
    );
    link = new PortLink({ port: port1 });
    port1.start();
    window.postMessage(rpcPortMessage, location.origin, [port2]);
  };
  connect();
  return {
    async call(path, input, options) {
      const answer = await link.call(path, input, options);
      waitMs = 0;
      return answer;
    },
  };
}

function createSocketLink(): ClientLink<ClientContext> {
  const url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/rpc`;
  const websocket = new ReconnectingWebSocket(url, [], {
    minReconnectionDelay: 200,
    maxReconnectionDelay: longestWaitMs,
  });
  // partysocket types `readyState` as a number; its values are those of WebSocket.
  return new SocketLink({ websocket: websocket as unknown as WebSocket });
}

export const studio: StudioClient = createORPCClient(window.shell ? createPortLink() : createSocketLink());

/** Query and mutation options for TanStack Query, by procedure. */
export const studioQuery = createTanstackQueryUtils(studio);

/** Whether this window is the desktop app. */
export const isDesktop = window.shell !== undefined;

/** What the studio said went wrong; anything that it did not declare is INTERNAL. */
export function toErrorData(thrown: unknown): AppErrorData {
  if (thrown instanceof AppError) return thrown.toData();
  if (thrown instanceof Error && isDefinedError(thrown as never)) {
    const { data } = thrown as unknown as { data?: AppErrorData };
    if (data && typeof data.code === 'string') return data;
  }
  // What was called off here, such as a file on its way.
  if (thrown instanceof Error && thrown.name === 'AbortError') return { code: 'CANCELLED', params: {}, retry: 'never' };
  return { code: 'INTERNAL', params: {}, retry: 'later' };
}

/** The id of a project file whose pictures the studio can find beside it; null in a browser, which tells no places. */
export function chosenFileId(file: File): Promise<string | null> {
  return window.shell?.chosenFileId(file) ?? Promise.resolve(null);
}

/** Listens to the desktop app's menu; nothing comes in a browser. @returns the undo. */
export function onShellCommand(listener: (command: ShellCommand) => void): () => void {
  return window.shell?.onCommand(listener) ?? (() => {});
}
