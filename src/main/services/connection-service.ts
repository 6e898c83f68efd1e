/** Connections: what a person adds, tests, changes and removes. Keys go to the host's key store and never come back. */
import {
  findConnection,
  hasOpenJobs,
  isConnectionRemoved,
  listConnections,
  removeConnection,
  type StoredConnection,
  saveConnection,
} from '#main/db/connection-repository.ts';
import { forgetLiveModels } from '#main/db/model-repository.ts';
import type { Provider } from '#main/providers/provider.ts';
import { withUnreadable } from '#main/providers/report.ts';
import type { ConnectionKindInfo } from '#shared/contract/generation-answers.ts';
import type { NewConnection } from '#shared/contract/generation-schemas.ts';
import { cleanWorkflow } from '#shared/domain/comfy-workflow/comfy-workflow.ts';
import type {
  ComfyWorkflow,
  Connection,
  ConnectionPatch,
  ConnectionReport,
  VideoDialect,
} from '#shared/domain/connection.ts';
import { animaticConnectionId, type ConnectionId } from '#shared/domain/ids.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { checkedAddress, readProxyAddress } from './connection-address.ts';
import { withoutUndefined } from './project-service.ts';
import type { ServiceContext } from './service-context.ts';

/** What the service needs of the host's key store. */
export type ConnectionSecrets = {
  has(name: string): boolean;
  get(name: string): string | null;
  set(name: string, secret: string): void;
  remove(name: string): void;
};

export interface ConnectionService {
  list(): Connection[];
  kinds(): ConnectionKindInfo[];
  /** Also one that was removed. @throws {AppError} CONNECTION_NOT_FOUND */
  get(connectionId: ConnectionId): Connection;
  /**
   * A password in the address of a proxy is kept like a key, and keys in workflows are left out.
   *
   * @throws {AppError} INVALID_INPUT for an address that is none, or a workflow that cannot be used, KEY_STORE_MISSING,
   *   KEYS_LOCKED
   */
  create(options: NewConnection): Connection;
  /** As `create` does. @throws {AppError} CONNECTION_NOT_FOUND, INVALID_INPUT, KEY_STORE_MISSING, KEYS_LOCKED */
  update(connectionId: ConnectionId, patch: ConnectionPatch): Connection;
  /** @throws {AppError} CONNECTION_NOT_FOUND, CONNECTION_IN_USE, INVALID_INPUT for the built-in engine */
  delete(connectionId: ConnectionId): void;
  /** Never rejects for what the other side does. @throws {AppError} CONNECTION_NOT_FOUND */
  test(connectionId: ConnectionId, signal?: AbortSignal): Promise<ConnectionReport>;
  /** @throws {AppError} CONNECTION_NOT_FOUND, KEY_STORE_MISSING, KEYS_LOCKED */
  setKey(connectionId: ConnectionId, key: string | null): Connection;
  /** @throws {AppError} CONNECTION_NOT_FOUND, KEY_STORE_MISSING, KEYS_LOCKED, INVALID_INPUT */
  setHeader(connectionId: ConnectionId, name: string, value: string | null): Connection;
  /** To be called when every secret is gone at once: adapters know whether their connection has a key. */
  keysForgotten(): void;
}

export type ConnectionServiceOptions = {
  secrets: ConnectionSecrets;
  kinds: readonly ConnectionKindInfo[];
  /** How a new connection of this kind speaks; null for kinds without dialects. */
  defaultDialect: (kind: Connection['kind']) => VideoDialect | null;
  providerOf: (connectionId: ConnectionId) => Provider;
  /** Of the models that it listed last, how many could not be read, and of how many. @default none */
  countUnreadableModels?: (connectionId: ConnectionId) => { unreadable: number; total: number };
  /** Called when an adapter must be built anew. */
  onChanged: (connectionId: ConnectionId) => void;
};

/** Name of a connection's key in the host's key store. */
export function keyName(connectionId: ConnectionId): string {
  return `${connectionId}.key`;
}

/** Name of a header's value in the host's key store. */
export function headerSecretName(connectionId: ConnectionId, header: string): string {
  return `${connectionId}.header.${header.toLowerCase()}`;
}

/** Name of the password of a connection's proxy in the host's key store. */
export function proxySecretName(connectionId: ConnectionId): string {
  return `${connectionId}.proxy`;
}

/** Everything that the host's key store may keep for a connection. */
export function secretNames({ id, headerNames }: Pick<Connection, 'id' | 'headerNames'>): string[] {
  return [keyName(id), proxySecretName(id), ...headerNames.map((name) => headerSecretName(id, name))];
}

/** Headers that the gate sets itself. */
const reservedHeaders = new Set([
  'host',
  'content-length',
  'content-type',
  'connection',
  'transfer-encoding',
  'cookie',
]);

export function createConnectionService(
  context: ServiceContext,
  { secrets, kinds, defaultDialect, providerOf, countUnreadableModels, onChanged }: ConnectionServiceOptions,
): ConnectionService {
  const { db, clock, ids, changes } = context;

  const withKey = (stored: StoredConnection): Connection => ({ ...stored, hasKey: secrets.has(keyName(stored.id)) });

  function getStored(connectionId: ConnectionId): StoredConnection {
    const stored = findConnection(db, connectionId);
    if (!stored) throw new AppError('CONNECTION_NOT_FOUND', `no connection ${connectionId}`);
    return stored;
  }

  function getOwn(connectionId: ConnectionId): StoredConnection {
    if (isConnectionRemoved(db, connectionId))
      throw new AppError('CONNECTION_NOT_FOUND', `no connection ${connectionId}`);
    return getStored(connectionId);
  }

  /** @param forgetsModels whether what the connection answered about its models may not hold any more */
  function save(connection: StoredConnection, forgetsModels = false): Connection {
    db.transaction(() => {
      saveConnection(db, connection);
      if (forgetsModels) forgetLiveModels(db, connection.id);
    });
    announce(connection.id);
    if (forgetsModels) changes.announce([{ kind: 'model', projectId: null, ids: [] }]);
    return withKey(connection);
  }

  function announce(connectionId: ConnectionId): void {
    onChanged(connectionId);
    changes.announce([{ kind: 'connection', projectId: null, ids: [connectionId] }]);
  }

  /** Keeps the password of a proxy, which goes with it. @returns the address as it is stored */
  function takeProxy(connectionId: ConnectionId, text: string, before: string): string {
    const { proxyUrl, password } = readProxyAddress(text);
    if (password !== '') secrets.set(proxySecretName(connectionId), password);
    else if (proxyUrl !== before) secrets.remove(proxySecretName(connectionId));
    return proxyUrl;
  }

  return {
    list: () => listConnections(db).map(withKey),
    kinds: () => [...kinds],
    get: (connectionId) => withKey(getStored(connectionId)),

    create({ kind, ...given }) {
      const info = kinds.find((known) => known.kind === kind);
      if (!info) throw new AppError('INVALID_INPUT', `no kind ${kind}`, { params: { field: 'kind' } });
      const { proxyUrl, ...fields } = withoutUndefined(given);
      const id = ids.create('connection');
      return save({
        id,
        kind,
        label: info.label,
        headerNames: [],
        concurrency: info.defaultConcurrency,
        isPaused: false,
        maySend: { images: true, voice: true, video: true },
        monthlyBudget: null,
        removesRemoteCopies: true,
        precheckConnectionId: null,
        dialect: defaultDialect(kind),
        createdAtMs: clock.nowMs(),
        ...fields,
        baseUrl: checkedAddress(fields.baseUrl ?? info.defaultBaseUrl),
        workflows: checkedWorkflows(fields.workflows ?? []),
        // Last, when nothing else can be refused any more.
        proxyUrl: takeProxy(id, proxyUrl ?? '', ''),
      });
    },

    update(connectionId, patch) {
      const before = getOwn(connectionId);
      const { proxyUrl, ...fields } = withoutUndefined(patch);
      if (connectionId === animaticConnectionId && fields.baseUrl !== undefined) {
        throw new AppError('INVALID_INPUT', 'the built-in engine has no address', { params: { field: 'baseUrl' } });
      }
      const after = {
        ...before,
        ...fields,
        ...(fields.baseUrl !== undefined && { baseUrl: checkedAddress(fields.baseUrl) }),
        ...(fields.workflows && { workflows: checkedWorkflows(fields.workflows) }),
        ...(proxyUrl !== undefined && { proxyUrl: takeProxy(connectionId, proxyUrl, before.proxyUrl) }),
      };
      return save(after, changesModels(before, after));
    },

    delete(connectionId) {
      const connection = getOwn(connectionId);
      if (connection.kind === 'animatic') throw new AppError('INVALID_INPUT', 'the built-in engine stays');
      db.transaction(() => {
        if (hasOpenJobs(db, connectionId)) {
          throw new AppError('CONNECTION_IN_USE', `${connectionId} has jobs`, { retry: 'after-user-action' });
        }
        removeConnection(db, connectionId, clock.nowMs());
      });
      for (const name of secretNames(connection)) secrets.remove(name);
      announce(connectionId);
    },

    async test(connectionId, signal) {
      getOwn(connectionId);
      const report = await providerOf(connectionId).test(signal);
      const kept = countUnreadableModels?.(connectionId) ?? { unreadable: 0, total: 0 };
      return { ...withUnreadable(report, kept), checkedAtMs: clock.nowMs() };
    },

    setKey(connectionId, key) {
      const connection = getOwn(connectionId);
      // A key is pasted with a line's end more often than not.
      const trimmed = key?.trim() ?? '';
      if (trimmed === '') secrets.remove(keyName(connectionId));
      else secrets.set(keyName(connectionId), trimmed);
      announce(connectionId);
      return withKey(connection);
    },

    setHeader(connectionId, name, value) {
      const connection = getOwn(connectionId);
      if (reservedHeaders.has(name.toLowerCase()) || /[\r\n\0]/.test(value ?? '')) {
        throw new AppError('INVALID_INPUT', `header ${name} cannot be set`, { params: { field: name } });
      }
      const others = connection.headerNames.filter((other) => other.toLowerCase() !== name.toLowerCase());
      if (value === null) secrets.remove(headerSecretName(connectionId, name));
      else secrets.set(headerSecretName(connectionId, name), value);
      return save({ ...connection, headerNames: value === null ? others : [...others, name] });
    },

    keysForgotten() {
      for (const { id } of listConnections(db)) announce(id);
    },
  };
}

/** @throws {AppError} INVALID_INPUT for a graph that cannot be used, and for two of one name */
function checkedWorkflows(workflows: readonly ComfyWorkflow[]): ComfyWorkflow[] {
  const names = new Set(workflows.map(({ name }) => name));
  if (names.size < workflows.length) {
    throw new AppError('INVALID_INPUT', 'two workflows of one name', { params: { field: 'workflows' } });
  }
  return workflows.map(cleanWorkflow);
}

/** Whether what it was asked for its models changed: where, how, or for what. */
function changesModels(before: StoredConnection, after: StoredConnection): boolean {
  return (['baseUrl', 'dialect', 'workflows'] as const).some(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
}
