/**
 * The one way out to the network, for every connection: see `provider-http.ts` for what it promises.
 *
 * What may leave and to where: `host-rules.ts`; one request and its log: `exchange.ts`; files home: `download.ts`;
 * files out: `outgoing-media.ts`.
 */
import { lookup } from 'node:dns/promises';
import type { WriteDb } from '#main/db/database.ts';
import { endRemoteCopy, insertRemoteCopy, listUploads } from '#main/db/egress-repository.ts';
import type { Connection } from '#shared/domain/connection.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Clock } from '#shared/util/clock.ts';
import { startSystemTimer, type StartTimer } from './abort-scope.ts';
import { download } from './download.ts';
import { createEgressLog } from './egress-log.ts';
import { assertMaySend, type Line } from './exchange.ts';
import type { MediaReader } from './outgoing-media.ts';
import {
  type NetworkFetch,
  type NetworkRoute,
  openRoute as openSystemRoute,
  type RouteOptions,
} from './network-route.ts';
import { createPackageFetch } from './package-fetch.ts';
import type { KindHosts, ProviderHttp } from './provider-http.ts';
import { placeholderKey } from './request-headers.ts';
import { sendRequest } from './send-request.ts';

export type HttpGateOptions = {
  db: WriteDb;
  clock: Clock;
  /** The platform's own, for engines that cannot load a better one. */
  fetch: typeof globalThis.fetch;
  media: MediaReader;
  /** Whether the person has forbidden all requests. */
  isOffline(): boolean;
  /** Told, at most once a second, that the egress log changed. */
  onLogged?: () => void;
  /** @default timers of this process */
  startLogTimer?: StartTimer;
  /** @default timers of this process */
  startTimer?: StartTimer;
  /** Addresses that a name stands for. @default the system's answer */
  lookUp?: (hostname: string) => Promise<string[]>;
  /** Opens the way to the network, once for each proxy. @default the real one */
  openRoute?: (options: RouteOptions) => Promise<NetworkRoute>;
};

/** What a connection brings to its requests. */
export type LineOptions = {
  connection: Connection;
  hosts: KindHosts;
  /** Null without one; asked at the moment of sending. @throws {AppError} KEYS_LOCKED */
  readKey(): string | null;
  /** Values of the connection's additional headers by name. */
  readHeaders(): Record<string, string>;
  /** What the connection's proxy asks of its user, percent-encoded; null without. @default none */
  readProxyPassword?(): string | null;
};

export interface HttpGate {
  /** The network for one connection as it is now; a changed connection is opened anew. */
  open(options: LineOptions): ProviderHttp;
  /** Writes down what the egress log keeps in memory: for before somebody reads it. */
  writeLog(): void;
  /** Breaks off what is under way and waits until it is over; refuses what comes later, as CANCELLED. */
  close(): Promise<void>;
}

export function createHttpGate(options: HttpGateOptions): HttpGate {
  const closing = new AbortController();
  const routes = new Map<string, Promise<NetworkRoute>>();
  const underWay = new Set<Promise<unknown>>();
  const { db, openRoute = openSystemRoute, onLogged = () => {}, startLogTimer = startSystemTimer } = options;
  const log = createEgressLog({ db, startTimer: startLogTimer, onLogged });

  function track<Result>(work: Promise<Result>): Promise<Result> {
    underWay.add(work);
    const forget = () => underWay.delete(work);
    work.then(forget, forget);
    return work;
  }

  async function loadFetch(proxyUrl: string): Promise<NetworkFetch> {
    const opening = routes.get(proxyUrl) ?? openRoute({ proxyUrl, fetch: options.fetch });
    routes.set(proxyUrl, opening);
    // One that could not be opened is tried anew the next time.
    opening.catch(() => routes.delete(proxyUrl));
    return (await opening).fetch;
  }

  return {
    open(lineOptions) {
      const { clock, isOffline, startTimer = startSystemTimer, lookUp = lookUpAll } = options;
      const line: Line = {
        ...lineOptions,
        db,
        clock,
        isOffline,
        log,
        startTimer,
        lookUp,
        loadFetch: () => loadFetch(wayOf(lineOptions)),
        closing: closing.signal,
      };
      return createProviderHttp(line, options.media, track);
    },
    writeLog: () => log.write(),
    async close() {
      closing.abort(new AppError('CANCELLED', 'the studio is closing'));
      await Promise.allSettled(underWay);
      log.close();
      await Promise.allSettled([...routes.values()].map(async (opening) => (await opening).close()));
    },
  };
}

function createProviderHttp(
  line: Line,
  media: MediaReader,
  track: <Result>(work: Promise<Result>) => Promise<Result>,
): ProviderHttp {
  const { connection, db, clock } = line;
  const connectionId = connection.id;
  return {
    placeholderKey,
    send: (request, options) => track(sendRequest(line, request, options)),
    download: (request, options) => track(download(line, request, options)),
    async media(assetId, { signal, maxSidePx } = {}) {
      assertMaySend(connection, media.kindOf(assetId));
      return media.read(assetId, { signal, maxSidePx });
    },
    fetch(purpose, options = {}) {
      const fetch = createPackageFetch(line, purpose, options);
      return (input, init) => track(fetch(input, init));
    },
    noteRemoteCopy({ remoteId, kind, attemptId, expiresAtMs = null }) {
      const connectionLabel = connection.label;
      const createdAtMs = clock.nowMs();
      const copy = { connectionId, connectionLabel, remoteId, kind, attemptId, createdAtMs, expiresAtMs };
      db.transactionSoon(() => insertRemoteCopy(db, copy));
      line.log.changed();
    },
    listUploads: (attemptId) => listUploads(db, connectionId, attemptId),
    noteRemoved({ remoteId }, how) {
      db.transactionSoon(() => endRemoteCopy(db, { connectionId, remoteId }, { how, atMs: clock.nowMs() }));
      line.log.changed();
    },
  };
}

async function lookUpAll(hostname: string): Promise<string[]> {
  const found = await lookup(hostname, { all: true });
  return found.map(({ address }) => address);
}

/** Address of the connection's proxy with its password; empty for the direct way. */
function wayOf({ connection: { proxyUrl }, readProxyPassword }: LineOptions): string {
  const password = proxyUrl === '' ? null : readProxyPassword?.();
  if (!password) return proxyUrl;
  const url = new URL(proxyUrl);
  url.password = password;
  return url.href;
}
