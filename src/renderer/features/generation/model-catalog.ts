/** Models that make clips, by connection, and which of them a shot is generated with. */
import { chooseModel } from '#shared/domain/choose-model.ts';
import type { Connection } from '#shared/domain/connection.ts';
import { animaticConnectionId, type ConnectionId } from '#shared/domain/ids.ts';
import type { ListedModel, ModelRef } from '#shared/domain/model.ts';
import type { Project, Shot } from '#shared/domain/records.ts';

export type ModelCatalog = {
  /** The built-in engine first, the others as they were made. */
  connections: readonly Connection[];
  /** In the connection's own order. */
  models: ReadonlyMap<ConnectionId, readonly ListedModel[]>;
};

export const emptyCatalog: ModelCatalog = { connections: [], models: new Map() };

export function createCatalog(connections: readonly Connection[], models: readonly ListedModel[]): ModelCatalog {
  const byConnection = new Map<ConnectionId, ListedModel[]>();
  for (const model of models) {
    if (model.kind !== 'video') continue;
    const group = byConnection.get(model.connectionId);
    if (group) group.push(model);
    else byConnection.set(model.connectionId, [model]);
  }
  const isBuiltIn = ({ id }: Connection) => id === animaticConnectionId;
  const ordered = [...connections.filter(isBuiltIn), ...connections.filter((one) => !isBuiltIn(one))];
  return { connections: ordered, models: byConnection };
}

/** A connection, and one of its models, as they are named; either may be gone. */
export type NamedModel = {
  connectionId: ConnectionId;
  /** Null means the connection's first. */
  modelId: string | null;
  /** Null when it was removed. */
  connection: Connection | null;
  /** Null when the connection does not list it. */
  model: ListedModel | null;
};

export function findNamed(
  { connections, models }: ModelCatalog,
  { connectionId, modelId }: Pick<NamedModel, 'connectionId' | 'modelId'>,
): NamedModel {
  const connection = connections.find(({ id }) => id === connectionId) ?? null;
  const offered = connection ? (models.get(connectionId) ?? []) : [];
  const model = modelId === null ? offered[0] : offered.find((candidate) => candidate.modelId === modelId);
  return { connectionId, modelId, connection, model: model ?? null };
}

type ModelWish = { connectionId: ConnectionId | null; modelId: string | null };

const noWish: ModelWish = { connectionId: null, modelId: null };

type DefaultModel = Pick<Project, 'defaultConnectionId' | 'defaultModelId'>;

export function defaultModelOf(catalog: ModelCatalog, project: DefaultModel): NamedModel {
  return findNamed(catalog, chooseModel({ request: noWish, shot: noWish, project }));
}

/** @param request names a model for this once. */
export function modelOfShot(
  catalog: ModelCatalog,
  project: DefaultModel,
  { connectionId, generation }: Pick<Shot, 'connectionId' | 'generation'>,
  request: ModelWish = noWish,
): NamedModel {
  return findNamed(catalog, chooseModel({ request, shot: { connectionId, modelId: generation.modelId }, project }));
}

/** Whether two names lead to the same model; those that lead to none are different. */
export function isSameModel(a: NamedModel, b: NamedModel): boolean {
  return a.model !== null && a.model === b.model;
}

/** Whether every shot is made by a model that costs nothing. */
export function isAllFree(
  catalog: ModelCatalog,
  project: DefaultModel,
  shots: ReadonlyArray<Pick<Shot, 'connectionId' | 'generation'>>,
): boolean {
  return shots.every((shot) => modelOfShot(catalog, project, shot).model?.isFree === true);
}

/** One text for a model of a connection, and back: ids of connections hold no space. */
export function modelKey({ connectionId, modelId }: ModelRef): string {
  return `${connectionId} ${modelId}`;
}

export function readModelKey(key: string): ModelRef {
  const [connectionId = ''] = key.split(' ', 1);
  return { connectionId: connectionId as ConnectionId, modelId: key.slice(connectionId.length + 1) };
}
