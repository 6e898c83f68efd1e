/**
 * Serves the studio and the window to a browser on this machine: HTTP for files, a WebSocket at `/rpc` for calls.
 *
 * Listens on 127.0.0.1 and nowhere else. Each request passes the guard before anything else looks at it.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { i18n } from 'i18next';
import { WebSocketServer } from 'ws';
import { secured } from '#main/host/security-headers.ts';
import { serveRpcSocket } from '#main/rpc/serve-rpc.ts';
import { createRequestHandler } from '#main/host/studio-requests.ts';
import type { HostedStudio } from '#main/host/studio.ts';
import { openWindowFiles } from '#main/host/window-files.ts';
import type { Logger } from '#main/logger.ts';
import { createGuard, type Guard } from './guard.ts';
import { sendResponse, toRequest } from './http-messages.ts';
import { signInPage } from './sign-in-page.ts';

const loopback = '127.0.0.1';
/** More than the largest call: an update of 20,000 shots takes half a megabyte. */
const maxCallBytes = 4 * 2 ** 20;
const rpcPath = '/rpc';
const methods = ['GET', 'HEAD', 'PUT'];

export type LocalServerOptions = {
  /** 0 means any free one. */
  port: number;
  /** The built window. */
  rendererDir: string;
  currentStudio(): HostedStudio | null;
  words: i18n;
  logger: Logger;
};

export interface LocalServer {
  /** The address to open, with the token: for the person only, never for a log. */
  readonly url: string;
  readonly port: number;
  /** Ends all connections. Does not close the studio. */
  close(): Promise<void>;
}

/** @throws the system's error, such as EADDRINUSE, when the port cannot be had. */
export async function startLocalServer(options: LocalServerOptions): Promise<LocalServer> {
  const windowFiles = await openWindowFiles(options.rendererDir);
  const handle = createRequestHandler({ ...options, serveWindow: windowFiles.serve });
  const server = createServer();
  server.listen({ host: loopback, port: options.port, exclusive: true });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const origin = `http://${loopback}:${port}`;
  const guard = createGuard(port);

  const answer = async (request: IncomingMessage, signal: AbortSignal): Promise<Response> => {
    if (!guard.isFromHere(request)) return refuse(403);
    if (isLogin(request)) return guard.hasToken(request) ? signedIn(guard) : signInPage(options.words);
    if (!guard.isSignedIn(request)) return signInPage(options.words);
    // `Request` throws for the methods and forms of address that no browser sends, such as TRACE.
    if (!methods.includes(request.method ?? '')) return refuse(405);
    if (!request.url?.startsWith('/')) return refuse(400);
    return handle(toRequest(request, origin, signal));
  };
  server.on('request', (request, response) => {
    void respond(request, response, answer, options.logger);
  });
  const sockets = serveCalls(server, guard, options);
  return {
    url: origin + guard.loginPath,
    port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets.clients) socket.close(1001);
      sockets.close();
      server.closeAllConnections();
      for (const socket of sockets.clients) socket.terminate();
      await closed;
    },
  };
}

/** Answers one request; never rejects. */
async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (request: IncomingMessage, signal: AbortSignal) => Promise<Response>,
  logger: Logger,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  try {
    await sendResponse(await answer(request, gone.signal), response);
  } catch (thrown) {
    logger.error('request.failed', thrown);
    response.destroy();
  }
  // What was sent and not read would hold up the next request on this connection.
  if (!request.readableEnded) request.resume();
}

function serveCalls(server: Server, guard: Guard, { currentStudio, logger }: LocalServerOptions): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxCallBytes, perMessageDeflate: false });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Nobody else listens yet, and an error without a listener would end the program.
    socket.on('error', () => socket.destroy());
    if (request.url !== rpcPath || !guard.isFromHere(request) || !guard.isSignedIn(request)) {
      logger.info('connection.refused');
      return refuseUpgrade(socket, '403 Forbidden');
    }
    const studio = currentStudio();
    if (!studio) return refuseUpgrade(socket, '503 Service Unavailable');
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      // ws closes by itself what breaks its rules, such as a message past the limit.
      webSocket.on('error', (error) => logger.error('connection.failed', error));
      serveRpcSocket(studio.router, webSocket, logger);
    });
  });
  return sockets;
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function isLogin({ method, url }: IncomingMessage): boolean {
  return method === 'GET' && url?.split('?')[0] === '/login';
}

function signedIn(guard: Guard): Response {
  const headers = { location: '/', 'set-cookie': guard.setCookie, 'cache-control': 'no-store' };
  return secured(new Response(null, { status: 303, headers }), "default-src 'none'");
}

/** Says nothing: whoever gets this is no person with a browser. */
function refuse(status: 400 | 403 | 405): Response {
  const headers: Record<string, string> = status === 405 ? { allow: methods.join(', ') } : {};
  return secured(new Response(null, { status, headers }), "default-src 'none'");
}
