/** Scripts as they were imported: their text, kept whole. */
import type { ProjectId, ScriptId } from '#shared/domain/ids.ts';
import type { ScriptLines } from '#shared/domain/records.ts';
import type { ReadDb } from './database.ts';
import type { Columns } from './edit-log.ts';

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

/** Most scripts of a project that are looked at; one that was brought up to date often has more. */
const mostScripts = 8;

/** The script imported last and others that shots of the project name, latest first. */
export function listScriptsInUse(db: ReadDb, projectId: ProjectId): StoredScript[] {
  const rows = db
    .prepare<[ProjectId, ProjectId], ScriptRow>(
      `SELECT id, file_name, text FROM scripts WHERE project_id = ? AND deleted_at_ms IS NULL AND (
         id IN (SELECT script_id FROM shots WHERE project_id = ? AND deleted_at_ms IS NULL)
         OR id = (SELECT id FROM scripts latest WHERE latest.project_id = scripts.project_id
                    AND latest.deleted_at_ms IS NULL ORDER BY created_at_ms DESC, id DESC LIMIT 1))
       ORDER BY created_at_ms DESC, id DESC LIMIT ${mostScripts}`,
    )
    .all(projectId, projectId);
  return rows.map(({ id, file_name: fileName, text }) => ({ id, fileName, text }));
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

/** The columns with which a scene or a shot says where it stands in a script; all of them null, or none. */
export type ScriptLinesRow = {
  script_id: ScriptId | null;
  script_start_line: number | null;
  script_end_line: number | null;
};

/** Null when it was not made from a script. */
export function scriptLinesFromRow(row: ScriptLinesRow): ScriptLines | null {
  const { script_id: scriptId, script_start_line: startLine, script_end_line: endLine } = row;
  return scriptId === null || startLine === null || endLine === null ? null : { scriptId, startLine, endLine };
}

export function scriptLinesToColumns(lines: ScriptLines | null): Columns {
  return {
    script_id: lines?.scriptId ?? null,
    script_start_line: lines?.startLine ?? null,
    script_end_line: lines?.endLine ?? null,
  };
}
