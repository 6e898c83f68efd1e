/** The adapters of the connections that there are, each built when it is first asked for. */
import type { HttpGate } from '#main/net/http-gate.ts';
import type { KindHosts } from '#main/net/provider-http.ts';
import type { Connection, ConnectionKind } from '#shared/domain/connection.ts';
import type { ConnectionId } from '#shared/domain/ids.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Clock } from '#shared/util/clock.ts';
import type { Provider, ProviderFactory } from './provider.ts';
import type { VideoProvider } from './video-provider.ts';

/** How a kind of connection is spoken to. */
export type AdapterKind = { create: ProviderFactory; hosts: KindHosts };

/** Finds the adapter of a connection, and ends them all. */
export interface ProviderRegistry {
  /** @throws {AppError} CONNECTION_NOT_FOUND */
  get(connectionId: ConnectionId): Provider;
  /** @throws {AppError} CONNECTION_NOT_FOUND, also when the connection makes no clips */
  getVideo(connectionId: ConnectionId): VideoProvider;
  /** Forgets an adapter, so that the next one knows the connection as it is now. Adapters keep no work. */
  forget(connectionId: ConnectionId): void;
  /** Stops what runs in this process, at every adapter. */
  close(): Promise<void>;
}

export type ProviderRegistryOptions = {
  /** The built-in engine, which lives as long as the studio. */
  animatic: Provider;
  kinds: Partial<Record<ConnectionKind, AdapterKind>>;
  gate: HttpGate;
  /** @throws {AppError} CONNECTION_NOT_FOUND */
  connectionOf: (connectionId: ConnectionId) => Connection;
  readKey: (connectionId: ConnectionId) => string | null;
  readHeaders: (connection: Connection) => Record<string, string>;
  /** @default none */
  readProxyPassword?: (connectionId: ConnectionId) => string | null;
  clock: Clock;
  random: () => number;
};

export function createProviderRegistry(options: ProviderRegistryOptions): ProviderRegistry {
  const { animatic, kinds, gate, connectionOf, readKey, readHeaders, readProxyPassword, clock, random } = options;
  const built = new Map<ConnectionId, Provider>();

  function build(connection: Connection): Provider {
    const kind = kinds[connection.kind];
    if (!kind) throw new AppError('CONNECTION_NOT_FOUND', `no adapter for connections of kind "${connection.kind}"`);
    const http = gate.open({
      connection,
      hosts: kind.hosts,
      readKey: () => readKey(connection.id),
      readHeaders: () => readHeaders(connection),
      readProxyPassword: () => readProxyPassword?.(connection.id) ?? null,
    });
    return kind.create({ connection, http, clock, random });
  }

  function get(connectionId: ConnectionId): Provider {
    const known = built.get(connectionId);
    if (known) return known;
    const connection = connectionOf(connectionId);
    if (connection.kind === 'animatic') return animatic;
    const provider = build(connection);
    built.set(connectionId, provider);
    return provider;
  }

  return {
    get,
    getVideo(connectionId) {
      const { video } = get(connectionId);
      if (!video) throw new AppError('CONNECTION_NOT_FOUND', `${connectionId} makes no clips`);
      return video;
    },
    forget: (connectionId) => void built.delete(connectionId),
    async close() {
      const open = [animatic, ...built.values()];
      built.clear();
      await Promise.all(open.map((provider) => provider.close()));
    },
  };
}
