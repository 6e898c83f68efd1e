/**
 * What an adapter is built with, on the real gate over a real library file. Only the files of the library are made up:
 * `assets` stands for what would come out of it.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createWriteDb, type WriteDb } from '#main/db/database.ts';
import { listEgress, listRemoteCopies } from '#main/db/egress-repository.ts';
import { allMigrations } from '#main/db/migrations/index.ts';
import { openConnection, prepareForLiveUse } from '#main/db/open-connection.ts';
import { createHttpGate, type HttpGate, type HttpGateOptions } from '#main/net/http-gate.ts';
import type { MediaReader } from '#main/net/outgoing-media.ts';
import type { KindHosts, OutgoingMedia, ProviderHttp } from '#main/net/provider-http.ts';
import type { ProviderContext } from '#main/providers/provider.ts';
import type { EgressEntry, RemoteCopyEntry } from '#shared/contract/generation-answers.ts';
import type { Connection, ConnectionKind } from '#shared/domain/connection.ts';
import type { ConnectionId } from '#shared/domain/ids.ts';
import { AppError } from '#shared/errors/app-error.ts';

export type ProviderWorldOptions = {
  kind: ConnectionKind;
  baseUrl: string;
  hosts: KindHosts;
  /** Null for a connection without a key. @default 'test-key-0123456789' */
  key?: string | null;
  /** Values of additional headers, by name. */
  headers?: Record<string, string>;
  /** What the connection has besides its kind and address. */
  connection?: Partial<Connection>;
  /** Files that may leave, by asset id. */
  assets?: Record<string, { kind: OutgoingMedia['kind']; bytes: Uint8Array; mime: string }>;
  /** Parts of the gate that a test puts its own in place of. */
  gate?: Partial<HttpGateOptions>;
};

export type ProviderWorld = {
  context: ProviderContext;
  http: ProviderHttp;
  connection: Connection;
  clock: { nowMs(): number; set(ms: number): void; advance(ms: number): void };
  db: WriteDb;
  gate: HttpGate;
  /** The database file, in a folder of its own. */
  libraryFile: string;
  /** Every entry, oldest first. */
  listEgress(): EgressEntry[];
  /** Every copy, oldest first. */
  listRemoteCopies(): RemoteCopyEntry[];
  setOffline(isOffline: boolean): void;
  close(): Promise<void>;
};

export async function createProviderWorld(options: ProviderWorldOptions): Promise<ProviderWorld> {
  const { kind, baseUrl, hosts, key = 'test-key-0123456789', headers = {}, assets = {} } = options;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'provider-world-'));
  const libraryFile = path.join(folder, 'library.db');
  const database = openConnection(libraryFile);
  prepareForLiveUse(database);
  for (const migration of allMigrations) migration.up(database);
  const db = createWriteDb(database);
  const clock = createSettableClock();
  const connection = aConnection({ kind, baseUrl, hasKey: key !== null, ...options.connection });
  let isOffline = false;
  const gate = createHttpGate({
    db,
    clock,
    fetch: globalThis.fetch,
    media: createMadeUpMedia(assets),
    isOffline: () => isOffline,
    ...options.gate,
  });
  const http = gate.open({ connection, hosts, readKey: () => key, readHeaders: () => headers });
  const everything = { projectId: null, connectionId: null, fromMs: null, toMs: null, host: null, purpose: null };
  const all = { after: null, limit: 100_000 };
  return {
    context: { connection, http, clock, random: () => 0.5 },
    http,
    connection,
    clock,
    db,
    gate,
    libraryFile,
    listEgress() {
      gate.writeLog();
      return listEgress(db, everything, all).entries.toReversed();
    },
    listRemoteCopies: () => listRemoteCopies(db, all).entries.toReversed(),
    setOffline(value) {
      isOffline = value;
    },
    async close() {
      await gate.close();
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A connection that may send everything. */
export function aConnection(connection: Partial<Connection> & Pick<Connection, 'kind' | 'baseUrl'>): Connection {
  return {
    id: 'conn_0000000000000001' as ConnectionId,
    label: 'Stand-in',
    proxyUrl: '',
    headerNames: [],
    hasKey: true,
    concurrency: 2,
    isPaused: false,
    maySend: { images: true, voice: true, video: true },
    monthlyBudget: null,
    removesRemoteCopies: false,
    precheckConnectionId: null,
    dialect: null,
    workflows: [],
    createdAtMs: 1_700_000_000_000,
    ...connection,
  };
}

function createSettableClock() {
  let nowMs = 1_700_000_000_000;
  return {
    nowMs: () => nowMs,
    set(ms: number) {
      nowMs = ms;
    },
    advance(ms: number) {
      nowMs += ms;
    },
  };
}

const endings: Record<string, string> = { 'image/png': 'png', 'audio/wav': 'wav', 'video/mp4': 'mp4' };

function createMadeUpMedia(assets: NonNullable<ProviderWorldOptions['assets']>): MediaReader {
  const find = (assetId: string) => {
    const asset = assets[assetId];
    if (!asset) throw new AppError('ASSET_NOT_FOUND', `no asset "${assetId}"`);
    return asset;
  };
  return {
    kindOf: (assetId) => find(assetId).kind,
    async read(assetId) {
      const { kind, bytes, mime } = find(assetId);
      const name = { image: 'reference', voice: 'voice', video: 'clip' }[kind];
      const fileName = `${name}.${endings[mime] ?? mime.split('/')[1]}`;
      return { kind, bytes, mime, fileName, sha256: createHash('sha256').update(bytes).digest('hex') };
    },
  };
}
