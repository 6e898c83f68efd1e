/** What is in the trash: rows that carry the time at which they were deleted. */
import type { ProjectId, SceneId, ShotId } from '#shared/domain/ids.ts';
import type { TrashEntry } from '#shared/domain/records.ts';
import type { ReadDb, WriteDb } from './database.ts';

type TrashRow = {
  kind: TrashEntry['kind'];
  id: TrashEntry['id'];
  title: string;
  project_title: string;
  deleted_at_ms: number;
};

/** Latest deleted first. What went with its parent is not listed apart from it. */
export function listTrash(db: ReadDb): TrashEntry[] {
  return db
    .prepare<[], TrashRow>(
      `SELECT 'project' AS kind, id, title, title AS project_title, deleted_at_ms FROM projects WHERE deleted_at_ms > 0
       UNION ALL
       SELECT 'scene', c.id, c.heading, p.title, c.deleted_at_ms FROM scenes c JOIN projects p ON p.id = c.project_id
         WHERE c.deleted_at_ms > 0 AND p.deleted_at_ms IS NULL
       UNION ALL
       SELECT 'shot', s.id, CASE s.title WHEN '' THEN substr(s.prompt, 1, 80) ELSE s.title END, p.title, s.deleted_at_ms
         FROM shots s JOIN projects p ON p.id = s.project_id JOIN scenes c ON c.id = s.scene_id
         WHERE s.deleted_at_ms > 0 AND p.deleted_at_ms IS NULL
           AND (c.deleted_at_ms IS NULL OR c.deleted_at_ms <> s.deleted_at_ms)
       UNION ALL
       SELECT 'element', e.id, '@' || e.name, p.title, e.deleted_at_ms FROM elements e
         JOIN projects p ON p.id = e.project_id
         WHERE e.deleted_at_ms > 0 AND p.deleted_at_ms IS NULL
       ORDER BY deleted_at_ms DESC, id`,
    )
    .all()
    .map((row) => ({
      kind: row.kind,
      id: row.id,
      title: row.title,
      projectTitle: row.project_title,
      deletedAtMs: row.deleted_at_ms,
    }));
}

/** Whether a project is in the trash. */
export function isProjectDeleted(db: ReadDb, projectId: ProjectId): boolean {
  return db.prepare(`SELECT 1 FROM projects WHERE id = ? AND deleted_at_ms > 0`).get(projectId) !== undefined;
}

/** Where a record in the trash belongs; null when it is not in the trash. */
export function findDeleted(
  db: ReadDb,
  kind: 'scene' | 'shot',
  id: string,
): { projectId: ProjectId; sceneId: SceneId; deletedAtMs: number } | null {
  const sceneColumn = kind === 'scene' ? 'id' : 'scene_id';
  const row = db
    .prepare<[string], { project_id: ProjectId; scene_id: SceneId; deleted_at_ms: number }>(
      `SELECT project_id, ${sceneColumn} AS scene_id, deleted_at_ms FROM ${kind}s WHERE id = ? AND deleted_at_ms > 0`,
    )
    .get(id);
  return row ? { projectId: row.project_id, sceneId: row.scene_id, deletedAtMs: row.deleted_at_ms } : null;
}

/** Shots that went to the trash together with their scene. */
export function listShotsDeletedWith(db: ReadDb, sceneId: SceneId, deletedAtMs: number): ShotId[] {
  return db
    .prepare<[SceneId, number], { id: ShotId }>(`SELECT id FROM shots WHERE scene_id = ? AND deleted_at_ms = ?`)
    .all(sceneId, deletedAtMs)
    .map(({ id }) => id);
}

/** What the trash holds at one moment. */
export type DoomedRecords = {
  /** Those whose rows will go when it is emptied. */
  projectIds: ProjectId[];
  shotIds: ShotId[];
  /** Entries that a person sees. */
  count: number;
  /** When the last of them was deleted; 0 for an empty trash. */
  latestDeletedAtMs: number;
};

/** What would be erased now. */
export function listDoomed(db: ReadDb): DoomedRecords {
  const entries = listTrash(db);
  const projectIds = db
    .prepare<[], { id: ProjectId }>(`SELECT id FROM projects WHERE deleted_at_ms > 0`)
    .all()
    .map(({ id }) => id);
  const shotIds = db
    .prepare<[], { id: ShotId }>(
      `SELECT s.id FROM shots s JOIN scenes c ON c.id = s.scene_id JOIN projects p ON p.id = s.project_id
       WHERE s.deleted_at_ms > 0 OR c.deleted_at_ms > 0 OR p.deleted_at_ms > 0`,
    )
    .all()
    .map(({ id }) => id);
  return { projectIds, shotIds, count: entries.length, latestDeletedAtMs: entries[0]?.deletedAtMs ?? 0 };
}

/**
 * Erases the rows in the trash that were deleted up to a time, their ended jobs, and every mention of them in the edit
 * log. Rows whose creation was undone are not in the trash: redo brings them back. Files are left to garbage collection.
 */
export function eraseTrash(db: WriteDb, deletedUntilMs: number): void {
  db.transaction(() => {
    const gone = new Set<string>();
    for (const table of ['sound_clips', 'sound_lanes', 'shots', 'scenes', 'scripts', 'elements', 'projects']) {
      const rows = db
        .prepare<[number], { id: string }>(`DELETE FROM ${table} WHERE deleted_at_ms BETWEEN 1 AND ? RETURNING id`)
        .all(deletedUntilMs);
      for (const { id } of rows) gone.add(id);
    }
    // A job names the files it was made from and made; one that still runs sees that its shot is gone.
    db.prepare(
      `DELETE FROM jobs WHERE shot_id IS NULL AND kind = 'take.generate'
         AND state IN ('done', 'failed', 'refused', 'cancelled')`,
    ).run();
    db.prepare(`DELETE FROM edit_log WHERE scope <> 'library' AND scope NOT IN (SELECT id FROM projects)`).run();
    forgetInEditLog(db, gone);
  });
}

type LoggedEdit = { id: number; changes: string };

function forgetInEditLog(db: WriteDb, gone: ReadonlySet<string>): void {
  for (const { id, changes } of db.prepare<[], LoggedEdit>(`SELECT id, changes FROM edit_log`).all()) {
    const all = JSON.parse(changes) as Array<{ id: string }>;
    const kept = all.filter((change) => !gone.has(change.id));
    if (kept.length === 0) db.prepare(`DELETE FROM edit_log WHERE id = ?`).run(id);
    else if (kept.length < all.length) {
      db.prepare(`UPDATE edit_log SET changes = ? WHERE id = ?`).run(JSON.stringify(kept), id);
    }
  }
}
