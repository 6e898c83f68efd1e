/**
 * Models that the library keeps: what a connection answered last, and what a person changed. Models that ship with an
 * adapter stand in no table.
 */
import type { ConnectionId, ProjectId, ShotId } from '#shared/domain/ids.ts';
import type { Model, ModelKind } from '#shared/domain/model.ts';
import type { ReadDb, WriteDb } from './database.ts';

/** As it was written down, perhaps by an earlier version of the studio: `definition` is to be parsed. */
export type StoredModel = {
  connectionId: ConnectionId;
  modelId: string;
  kind: ModelKind;
  origin: 'live' | 'edited';
  definition: unknown;
};

type ModelRow = {
  connection_id: ConnectionId;
  model_id: string;
  kind: ModelKind;
  origin: 'live' | 'edited';
  definition: string;
};

/** Of one connection, in the order in which the connection listed them. */
export function listStoredModels(db: ReadDb, connectionId: ConnectionId): StoredModel[] {
  return db
    .prepare<[ConnectionId], ModelRow>(
      `SELECT connection_id, model_id, kind, origin, definition FROM models WHERE connection_id = ?
       ORDER BY position, kind, model_id`,
    )
    .all(connectionId)
    .map(modelFromRow);
}

/** What is kept of one model of a connection, a person's change of it first. */
export function listVersionsOfModel(
  db: ReadDb,
  { connectionId, modelId, kind }: Pick<StoredModel, 'connectionId' | 'modelId' | 'kind'>,
): StoredModel[] {
  return db
    .prepare<[ConnectionId, ModelKind, string], ModelRow>(
      `SELECT connection_id, model_id, kind, origin, definition FROM models
       WHERE connection_id = ? AND kind = ? AND model_id = ? ORDER BY origin`,
    )
    .all(connectionId, kind, modelId)
    .map(modelFromRow);
}

function modelFromRow(row: ModelRow): StoredModel {
  return {
    connectionId: row.connection_id,
    modelId: row.model_id,
    kind: row.kind,
    origin: row.origin,
    definition: JSON.parse(row.definition) as unknown,
  };
}

/** What the connection answered may not hold any more; what a person changed stays. */
export function forgetLiveModels(db: WriteDb, connectionId: ConnectionId): void {
  db.prepare<[ConnectionId]>(`DELETE FROM models WHERE connection_id = ? AND origin = 'live'`).run(connectionId);
}

/** Takes the place of everything that the connection answered before. */
export function replaceLiveModels(
  db: WriteDb,
  connectionId: ConnectionId,
  { models, nowMs }: { models: readonly Model[]; nowMs: number },
): void {
  db.transaction(() => {
    forgetLiveModels(db, connectionId);
    models.forEach((model, position) => insertModel(db, { connectionId, model, origin: 'live', position, nowMs }));
  });
}

/** Takes the place of an earlier change of the same model. */
export function saveEditedModel(
  db: WriteDb,
  connectionId: ConnectionId,
  { model, nowMs }: { model: Model; nowMs: number },
): void {
  insertModel(db, { connectionId, model, origin: 'edited', position: 0, nowMs });
}

/** @returns false when there was no change to take back */
export function deleteEditedModel(db: WriteDb, connectionId: ConnectionId, modelId: string): boolean {
  const sql = `DELETE FROM models WHERE connection_id = ? AND model_id = ? AND origin = 'edited'`;
  return db.prepare<[ConnectionId, string]>(sql).run(connectionId, modelId).changes > 0;
}

type NewModelRow = {
  connectionId: ConnectionId;
  model: Model;
  origin: 'live' | 'edited';
  position: number;
  nowMs: number;
};

/** A model that is listed twice counts once, as it is listed last. */
function insertModel(db: WriteDb, { connectionId, model, origin, position, nowMs }: NewModelRow): void {
  db.prepare<unknown[]>(
    `INSERT INTO models (connection_id, model_id, kind, origin, definition, position, updated_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (connection_id, kind, model_id, origin)
     DO UPDATE SET definition = excluded.definition, updated_at_ms = excluded.updated_at_ms`,
  ).run(connectionId, model.modelId, model.kind, origin, JSON.stringify(model), position, nowMs);
}

/** What a shot names itself, and what its project names for it. */
export type ShotModelChoice = {
  shotId: ShotId;
  projectId: ProjectId;
  connectionId: ConnectionId | null;
  modelId: string | null;
  defaultConnectionId: ConnectionId;
  defaultModelId: string | null;
};

/** Of every shot that is not in the trash, nor its scene or project. */
export function listShotModelChoices(db: ReadDb): ShotModelChoice[] {
  return db
    .prepare<[], ShotModelChoice>(
      `SELECT s.id AS shotId, s.project_id AS projectId, s.connection_id AS connectionId,
         json_extract(s.generation, '$.modelId') AS modelId,
         p.default_connection_id AS defaultConnectionId, p.default_model_id AS defaultModelId
       FROM shots s
         JOIN projects p ON p.id = s.project_id
         JOIN scenes c ON c.id = s.scene_id
       WHERE s.deleted_at_ms IS NULL AND p.deleted_at_ms IS NULL AND c.deleted_at_ms IS NULL
       ORDER BY p.id, c.rank, c.id, s.rank, s.id`,
    )
    .all();
}
