/** Scripts as they were imported: their text, kept whole. */
import type { ProjectId, ScriptId } from '#shared/domain/ids.ts';
import type { ReadDb } from './database.ts';

/** A stored script. */
export type StoredScript = { id: ScriptId; fileName: string; text: string };

type ScriptRow = { id: ScriptId; file_name: string; text: string };

/** The script imported last into a project; null without one. */
export function findLatestScript(db: ReadDb, projectId: ProjectId): StoredScript | null {
  const row = db
    .prepare<[ProjectId], ScriptRow>(
      `SELECT id, file_name, text FROM scripts WHERE project_id = ? AND deleted_at_ms IS NULL
       ORDER BY created_at_ms DESC, id DESC LIMIT 1`,
    )
    .get(projectId);
  return row ? { id: row.id, fileName: row.file_name, text: row.text } : null;
}

/** Id of the script imported last; null without one. Cheaper than reading its text. */
export function findLatestScriptId(db: ReadDb, projectId: ProjectId): ScriptId | null {
  const row = db
    .prepare<[ProjectId], { id: ScriptId }>(
      `SELECT id FROM scripts WHERE project_id = ? AND deleted_at_ms IS NULL
       ORDER BY created_at_ms DESC, id DESC LIMIT 1`,
    )
    .get(projectId);
  return row?.id ?? null;
}
