/**
 * The models that there are: what a person changed stands above what a connection answered, and that above the table
 * that ships with its adapter. Only `refresh` asks anybody.
 */
import {
  deleteEditedModel,
  listShotModelChoices,
  listStoredModels,
  listVersionsOfModel,
  replaceLiveModels,
  saveEditedModel,
  type StoredModel,
} from '#main/db/model-repository.ts';
import type { Logger } from '#main/logger.ts';
import type { Provider } from '#main/providers/provider.ts';
import type { Connection } from '#shared/domain/connection.ts';
import type { ConnectionId, ProjectId, ShotId } from '#shared/domain/ids.ts';
import type { ListedModel, Model, ModelKind, ModelRef } from '#shared/domain/model.ts';
import { AppError, hasCode } from '#shared/errors/app-error.ts';
import { chooseModel } from '#shared/domain/choose-model.ts';
import type { ServiceContext } from './service-context.ts';

/** A model whose end is announced, and the shots that would be generated with it. */
export type RetiringModel = { model: ListedModel; shots: Array<{ shotId: ShotId; projectId: ProjectId }> };

export interface ModelService {
  /** In the order of the connections, then as each lists them; null means of all. @throws {AppError} CONNECTION_NOT_FOUND */
  list(connectionId: ConnectionId | null): ListedModel[];
  /** Asks the connection what it offers now, and keeps it. @throws {AppError} CONNECTION_NOT_FOUND, and what went wrong */
  refresh(connectionId: ConnectionId, signal?: AbortSignal): Promise<ListedModel[]>;
  /** Of the models that the connection listed last: how many cannot be read, and are left out. */
  countUnreadable(connectionId: ConnectionId): { unreadable: number; total: number };
  /** Changes or adds a model by hand. @throws {AppError} CONNECTION_NOT_FOUND, INVALID_INPUT with the wrong field */
  edit(connectionId: ConnectionId, definition: unknown): ListedModel;
  /** Takes a change by hand back; false when there was none. */
  resetEdit(connectionId: ConnectionId, modelId: string): boolean;
  /** Null when the connection is gone or offers no such model of this kind. @param kind @default 'video' */
  find(ref: ModelRef, kind?: ModelKind): ListedModel | null;
  /**
   * Models whose end is announced, earliest first: all that have not ended, and of the others those that a shot would
   * still use.
   *
   * @param todayIso `2026-11-22`, local time
   */
  retiring(todayIso: string): RetiringModel[];
}

export type ModelServiceOptions = {
  /** Those that were not removed. */
  listConnections: () => Connection[];
  /** @throws {AppError} CONNECTION_NOT_FOUND */
  providerOf: (connectionId: ConnectionId) => Provider;
  /** The table that ships with the adapter of a connection, and what follows from its settings; asks nobody. */
  bundledModels: (connection: Connection) => Model[];
  /** Checks a whole definition. @throws {AppError} INVALID_INPUT */
  parseModel: (definition: unknown) => Model;
  logger: Pick<Logger, 'info'>;
};

export function createModelService(
  { db, clock, changes }: ServiceContext,
  { listConnections, providerOf, bundledModels, parseModel, logger }: ModelServiceOptions,
): ModelService {
  const findConnection = (connectionId: ConnectionId) =>
    listConnections().find(({ id }) => id === connectionId) ?? null;

  function getConnection(connectionId: ConnectionId): Connection {
    const connection = findConnection(connectionId);
    if (!connection) throw new AppError('CONNECTION_NOT_FOUND', `no connection ${connectionId}`);
    return connection;
  }

  /** A definition of an earlier version that is no model any more counts as none. */
  function toListed({ connectionId, origin, definition }: StoredModel): ListedModel[] {
    try {
      return [{ ...parseModel(definition), connectionId, origin }];
    } catch (error) {
      if (hasCode(error, 'INVALID_INPUT')) return [];
      throw error;
    }
  }

  function listOf(connection: Connection): ListedModel[] {
    const stored = listStoredModels(db, connection.id).flatMap(toListed);
    const live = stored.filter(({ origin }) => origin === 'live');
    const edited = stored.filter(({ origin }) => origin === 'edited');
    const base = live.length > 0 ? live : bundledModels(connection).map((model) => asBundled(model, connection.id));
    return [
      ...base.map((model) => edited.find((change) => isSameModel(change, model)) ?? model),
      ...edited.filter((change) => !base.some((model) => isSameModel(change, model))),
    ];
  }

  function countUnreadable(connectionId: ConnectionId): { unreadable: number; total: number } {
    const live = listStoredModels(db, connectionId).filter(({ origin }) => origin === 'live');
    return { unreadable: live.length - live.flatMap(toListed).length, total: live.length };
  }

  const announce = () => changes.announce([{ kind: 'model', projectId: null, ids: [] }]);

  return {
    list: (connectionId) => (connectionId ? [getConnection(connectionId)] : listConnections()).flatMap(listOf),

    async refresh(connectionId, signal) {
      getConnection(connectionId);
      const models = await providerOf(connectionId).listModels(signal);
      // Removed while it answered: there is nothing left to keep it for.
      const connection = getConnection(connectionId);
      replaceLiveModels(db, connectionId, { models, nowMs: clock.nowMs() });
      announce();
      const { unreadable, total } = countUnreadable(connectionId);
      if (unreadable > 0) logger.info('models.unreadable', { connectionId, unreadable, total });
      return listOf(connection);
    },

    countUnreadable,

    edit(connectionId, definition) {
      getConnection(connectionId);
      const model = parseModel(definition);
      saveEditedModel(db, connectionId, { model, nowMs: clock.nowMs() });
      announce();
      return { ...model, connectionId, origin: 'edited' };
    },

    resetEdit(connectionId, modelId) {
      const isReset = deleteEditedModel(db, connectionId, modelId);
      if (isReset) announce();
      return isReset;
    },

    find({ connectionId, modelId }, kind = 'video') {
      const connection = findConnection(connectionId);
      if (!connection) return null;
      // Jobs ask all the time, and a connection may list hundreds.
      const [kept] = listVersionsOfModel(db, { connectionId, modelId, kind }).flatMap(toListed);
      return kept ?? listOf(connection).find((model) => model.modelId === modelId && model.kind === kind) ?? null;
    },

    retiring(todayIso) {
      const models = listConnections().flatMap(listOf);
      const announced = models.filter(({ retiresOn }) => retiresOn !== null);
      if (announced.length === 0) return [];
      const shots = listShotsByModel(models);
      return announced
        .map((model) => ({ model, shots: (model.kind === 'video' ? shots.get(keyOf(model)) : null) ?? [] }))
        .filter(({ model, shots: used }) => used.length > 0 || endOf(model) >= todayIso)
        .sort((a, b) => (endOf(a.model) < endOf(b.model) ? -1 : 1));
    },
  };

  /** Shots by the model that each would be generated with. */
  function listShotsByModel(models: readonly ListedModel[]): Map<string, RetiringModel['shots']> {
    const firsts = new Map<ConnectionId, string>();
    for (const { connectionId, modelId, kind } of models) {
      if (kind === 'video' && !firsts.has(connectionId)) firsts.set(connectionId, modelId);
    }
    const shots = new Map<string, RetiringModel['shots']>();
    for (const { shotId, projectId, ...shot } of listShotModelChoices(db)) {
      const request = { connectionId: null, modelId: null };
      const { connectionId, modelId } = chooseModel({ request, shot, project: shot });
      const key = keyOf({ connectionId, modelId: modelId ?? firsts.get(connectionId) ?? '' });
      const used = shots.get(key);
      if (used) used.push({ shotId, projectId });
      else shots.set(key, [{ shotId, projectId }]);
    }
    return shots;
  }
}

function asBundled(model: Model, connectionId: ConnectionId): ListedModel {
  return { ...model, connectionId, origin: 'bundled' };
}

function isSameModel(a: Model, b: Model): boolean {
  return a.modelId === b.modelId && a.kind === b.kind;
}

/** Dates of this form compare as texts. */
function endOf({ retiresOn }: Model): string {
  return retiresOn ?? '';
}

function keyOf({ connectionId, modelId }: ModelRef): string {
  return `${connectionId} ${modelId}`;
}
