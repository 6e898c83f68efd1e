/** Scenes: rows in, records out. */
import type { ProjectId, SceneId } from '#shared/domain/ids.ts';
import type { Scene } from '#shared/domain/records.ts';
import type { LabelColour } from '#shared/domain/shot-fields.ts';
import type { ReadDb } from './database.ts';
import type { Columns } from './edit-log.ts';
import { scriptLinesFromRow, type ScriptLinesRow, scriptLinesToColumns } from './script-repository.ts';

type SceneRow = ScriptLinesRow & {
  id: SceneId;
  project_id: ProjectId;
  rank: string;
  heading: string;
  scene_number: string | null;
  synopsis: string;
  notes: string;
  colour: LabelColour | null;
  locked_number: string | null;
  created_at_ms: number;
};

const columns = `id, project_id, rank, heading, scene_number, synopsis, notes, colour, locked_number, script_id,
  script_start_line, script_end_line, created_at_ms`;

/** Null when there is no such scene, or it is in the trash. */
export function findScene(db: ReadDb, sceneId: SceneId): Scene | null {
  const row = db
    .prepare<[SceneId], SceneRow>(`SELECT ${columns} FROM scenes WHERE id = ? AND deleted_at_ms IS NULL`)
    .get(sceneId);
  return row ? sceneFromRow(row) : null;
}

/** Statement behind `listScenes`; the benchmark reads the same rows with it. */
export const listScenesSql = `SELECT ${columns} FROM scenes WHERE project_id = ? AND deleted_at_ms IS NULL ORDER BY rank, id`;

/** Scenes of a project in their order. */
export function listScenes(db: ReadDb, projectId: ProjectId): Scene[] {
  return db.prepare<[ProjectId], SceneRow>(listScenesSql).all(projectId).map(sceneFromRow);
}

function sceneFromRow(row: SceneRow): Scene {
  return {
    id: row.id,
    projectId: row.project_id,
    rank: row.rank,
    heading: row.heading,
    sceneNumber: row.scene_number,
    synopsis: row.synopsis,
    notes: row.notes,
    colour: row.colour,
    lockedNumber: row.locked_number,
    scriptLines: scriptLinesFromRow(row),
    createdAtMs: row.created_at_ms,
  };
}

/** The row of a scene that is not in the trash. */
export function sceneToRow(scene: Scene): Columns & { id: SceneId } {
  return {
    id: scene.id,
    project_id: scene.projectId,
    rank: scene.rank,
    heading: scene.heading,
    scene_number: scene.sceneNumber,
    synopsis: scene.synopsis,
    notes: scene.notes,
    colour: scene.colour,
    locked_number: scene.lockedNumber,
    ...scriptLinesToColumns(scene.scriptLines),
    created_at_ms: scene.createdAtMs,
    deleted_at_ms: null,
  };
}
