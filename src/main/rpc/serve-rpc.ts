/**
 * Serves a studio's procedures over a connection of either host; with the contract and `main/rpc` the only place in
 * main that knows oRPC.
 */
import type { EventEmitter } from 'node:events';
import { type AnyRouter, ORPCError, onError } from '@orpc/server';
import { RPCHandler as PortHandler } from '@orpc/server/message-port';
import { RPCHandler as SocketHandler } from '@orpc/server/ws';
import type { WebSocket } from 'ws';
import type { Logger } from '#main/logger.ts';

/** A router that can be served: it needs no context. */
export type HostedRouter = AnyRouter;

/** What Electron's MessagePortMain and a stand-in have in common. */
export type RpcPort = Pick<EventEmitter, 'on'> & {
  postMessage(message: unknown): void;
  start(): void;
};

/** Answers calls on a port until it closes. */
export function serveRpcPort(router: AnyRouter, port: RpcPort, logger: Logger): void {
  const handler = new PortHandler(router, { interceptors: [onError((error) => logUnforeseen(error, logger))] });
  handler.upgrade(port as Parameters<typeof handler.upgrade>[0]);
  port.start();
}

/** Answers calls on a WebSocket until it closes. */
export function serveRpcSocket(router: AnyRouter, socket: WebSocket, logger: Logger): void {
  const handler = new SocketHandler(router, { interceptors: [onError((error) => logUnforeseen(error, logger))] });
  // Only adds listeners; every message that fails is caught inside.
  void handler.upgrade(socket);
}

/** Declared errors are answers; an abort is the caller's wish. The rest reaches the window without details. */
function logUnforeseen(error: unknown, logger: Logger): void {
  if (error instanceof ORPCError && (error.defined || error.code === 'BAD_REQUEST')) return;
  if (error instanceof Error && error.name === 'AbortError') return;
  logger.error('rpc.failed', error);
}
