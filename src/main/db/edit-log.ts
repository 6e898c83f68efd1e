/**
 * The edit log: every edit a person makes, so that it can be taken back, also after a restart.
 *
 * An edit is a list of row changes with the columns before and after. Undo writes the columns from before, redo those
 * from after, in one transaction each. A row that an edit created is not deleted by undo but marked unborn
 * (`deleted_at_ms = -1`): a take that was made for it in the meantime must not be lost with it.
 */
import type { HistoryKey, HistoryLabel } from '#shared/domain/history.ts';
import type { ReadDb, WriteDb } from './database.ts';

/** Tables whose rows can be edited with undo. Each has `id` and `deleted_at_ms`. */
export type EditableTable =
  | 'projects'
  | 'scenes'
  | 'shots'
  | 'scripts'
  | 'takes'
  | 'elements'
  | 'sound_lanes'
  | 'sound_clips';

/** Tables whose rows other parts of the studio may work with as soon as they are there. */
const usableTables = ['projects', 'scenes', 'shots'] as const;
type UsableTable = (typeof usableTables)[number];

/** A value of a column. */
export type Cell = string | number | null;
export type Columns = Record<string, Cell>;

/** What one edit did to one row; `before` and `after` have the same keys. */
export type RowChange = { table: EditableTable; id: string; before: Columns; after: Columns };

/** Value of `deleted_at_ms` of a row whose creation was undone. */
export const unborn = -1;

/** Edits that are kept per scope. */
const keptEdits = 1_000;

/** Edits with the same typing key that follow each other within this time are one step. */
const typingWindowMs = 10_000;

/** Records what an edit changes, while it changes it. */
export interface EditRecorder {
  /** Inserts a whole row. */
  insert(table: EditableTable, row: Columns & { id: string }): void;
  /** Changes some columns of a row; columns that already have the value are left out of the log. */
  update(table: EditableTable, id: string, patch: Columns): void;
  /** The same columns of thousands of rows, faster than one by one. Each `before` is what stands there. */
  updateAll(table: EditableTable, columns: readonly string[], rows: ReadonlyArray<Omit<RowChange, 'table'>>): void;
}

export type EditOptions = {
  /** A project's id, or `library` for the list of projects. */
  scope: string;
  labelKey: HistoryKey;
  /** How many records a person would say were edited. */
  labelCount: number;
  typingKey?: string | undefined;
  nowMs: number;
};

type EditRow = {
  id: number;
  label_key: HistoryKey;
  label_count: number;
  typing_key: string | null;
  changes: string;
  updated_at_ms: number;
};

/** Runs `work` and logs what it changed, in one transaction. An edit that changed nothing leaves no step. */
export function recordEdit<Result>(db: WriteDb, options: EditOptions, work: (edit: EditRecorder) => Result): Result {
  return db.transaction(() => {
    const changes = new Map<string, RowChange>();
    const result = work(createRecorder(db, changes));
    const recorded = [...changes.values()].filter(({ before }) => Object.keys(before).length > 0);
    if (recorded.length > 0) appendEdit(db, options, recorded);
    return result;
  });
}

function createRecorder(db: WriteDb, changes: Map<string, RowChange>): EditRecorder {
  return {
    insert(table, row) {
      const names = Object.keys(row);
      const sql = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
      db.prepare(sql).run(...Object.values(row));
      // Hidden and shown with its project: a mark of its own would bring back on redo what was deleted in between.
      if (isCreation(changes.get(`projects ${row['project_id']}`))) return;
      changes.set(`${table} ${row.id}`, {
        table,
        id: row.id,
        before: { deleted_at_ms: unborn },
        after: { deleted_at_ms: null },
      });
    },
    update(table, id, patch) {
      const names = Object.keys(patch);
      const before = db.prepare<[string], Columns>(`SELECT ${names.join(', ')} FROM ${table} WHERE id = ?`).get(id);
      if (!before) return;
      const changed = names.filter((name) => before[name] !== patch[name]);
      if (changed.length === 0) return;
      writeColumns(db, table, id, pick(patch, changed));
      mergeChange(changes, { table, id, before: pick(before, changed), after: pick(patch, changed) });
    },
    updateAll(table, columns, rows) {
      const changed = rows.filter(({ before, after }) => columns.some((name) => before[name] !== after[name]));
      if (changed.length === 0) return;
      const values = columns.map((name) => `${name} = json_extract(rows.value, '$.${name}')`);
      const sql = `UPDATE ${table} SET ${values.join(', ')} FROM json_each(?) AS rows WHERE ${table}.id = rows.key`;
      db.prepare(sql).run(JSON.stringify(Object.fromEntries(changed.map(({ id, after }) => [id, after]))));
      for (const row of changed) mergeChange(changes, { table, ...row });
    },
  };
}

/** Adds a change to those recorded: the first value from before and the last from after stand. */
function mergeChange(changes: Map<string, RowChange>, change: RowChange): void {
  const key = `${change.table} ${change.id}`;
  const earlier = changes.get(key);
  if (!earlier) {
    changes.set(key, change);
    return;
  }
  // What happens to a row in the edit that creates it is part of its creation.
  if (isCreation(earlier)) return;
  earlier.before = { ...change.before, ...earlier.before };
  earlier.after = { ...earlier.after, ...change.after };
}

function isCreation(change: RowChange | undefined): boolean {
  return change?.before['deleted_at_ms'] === unborn && change.after['deleted_at_ms'] === null;
}

function appendEdit(
  db: WriteDb,
  { scope, labelKey, labelCount, typingKey, nowMs }: EditOptions,
  changes: RowChange[],
): void {
  discardUndone(db, scope, nowMs);
  const latest = db
    .prepare<[string], EditRow>(`SELECT * FROM edit_log WHERE scope = ? AND is_undone = 0 ORDER BY id DESC LIMIT 1`)
    .get(scope);
  if (latest && typingKey && latest.typing_key === typingKey && nowMs - latest.updated_at_ms <= typingWindowMs) {
    const merged = new Map(readChanges(latest).map((change) => [`${change.table} ${change.id}`, change]));
    for (const change of changes) mergeChange(merged, change);
    db.prepare(`UPDATE edit_log SET changes = ?, updated_at_ms = ? WHERE id = ?`).run(
      JSON.stringify([...merged.values()]),
      nowMs,
      latest.id,
    );
    return;
  }
  db.prepare(
    `INSERT INTO edit_log (scope, label_key, label_count, typing_key, changes, created_at_ms, updated_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ).run(scope, labelKey, labelCount, typingKey ?? null, JSON.stringify(changes), nowMs, nowMs);
  db.prepare(
    `DELETE FROM edit_log WHERE scope = ? AND id <= (
       SELECT id FROM edit_log WHERE scope = ? ORDER BY id DESC LIMIT 1 OFFSET ${keptEdits})`,
  ).run(scope, scope);
}

/**
 * Forgets the edits that could have been redone. Rows that only they would bring back are removed; those that have
 * takes or jobs, and projects that were worked in, go to the trash instead.
 */
function discardUndone(db: WriteDb, scope: string, nowMs: number): void {
  const undone = db.prepare<[string], EditRow>(`SELECT * FROM edit_log WHERE scope = ? AND is_undone = 1`).all(scope);
  if (undone.length === 0) return;
  const created = undone.flatMap(readChanges).filter(({ before }) => before['deleted_at_ms'] === unborn);
  for (const { table, id } of created.reverse()) {
    // Takes are made by jobs and never by an edit.
    if (table === 'takes') continue;
    const isUsed = isUsable(table)
      ? hasTakesOrJobs(db, table, id) || hasEdits(db, id)
      : table === 'scripts' && isNamedAsScript(db, id);
    if (isUsed) {
      db.prepare(`UPDATE ${table} SET deleted_at_ms = ? WHERE id = ? AND deleted_at_ms = ${unborn}`).run(nowMs, id);
    } else {
      db.prepare(`DELETE FROM ${table} WHERE id = ? AND deleted_at_ms = ${unborn}`).run(id);
    }
  }
  db.prepare(`DELETE FROM edit_log WHERE scope = ? AND is_undone = 1`).run(scope);
}

function isUsable(table: EditableTable): table is UsableTable {
  return (usableTables as readonly string[]).includes(table);
}

function hasTakesOrJobs(db: ReadDb, table: UsableTable, id: string): boolean {
  const where = {
    projects: `project_id = ?`,
    scenes: `shot_id IN (SELECT id FROM shots WHERE scene_id = ?)`,
    shots: `shot_id = ?`,
  }[table];
  return ['takes', 'jobs'].some(
    (used) => db.prepare(`SELECT 1 FROM ${used} WHERE ${where} LIMIT 1`).get(id) !== undefined,
  );
}

/** Whether a scene or shot that stays for its takes was made from a script. */
function isNamedAsScript(db: ReadDb, id: string): boolean {
  return ['scenes', 'shots'].some(
    (table) => db.prepare(`SELECT 1 FROM ${table} WHERE script_id = ? LIMIT 1`).get(id) !== undefined,
  );
}

/** Whether anything was edited in a project; false for records of any other kind. */
function hasEdits(db: ReadDb, id: string): boolean {
  return db.prepare(`SELECT 1 FROM edit_log WHERE scope = ? LIMIT 1`).get(id) !== undefined;
}

/** What undo took back, or redo did again. */
export type AppliedEdit = { label: HistoryLabel; changes: RowChange[] };

/** Takes back the latest edit of a scope; null when there is none. */
export function undoLatest(db: WriteDb, scope: string): AppliedEdit | null {
  return db.transaction(() => {
    const edit = latestDone(db, scope);
    return edit && applyEdit(db, edit, 'before');
  });
}

/** Does the edit again that was undone last; null when there is none. */
export function redoNext(db: WriteDb, scope: string): AppliedEdit | null {
  return db.transaction(() => {
    const edit = firstUndone(db, scope);
    return edit && applyEdit(db, edit, 'after');
  });
}

/** What undo and redo would do next. */
export function historyLabels(db: ReadDb, scope: string): { undo: HistoryLabel | null; redo: HistoryLabel | null } {
  const done = latestDone(db, scope);
  const undone = firstUndone(db, scope);
  return { undo: done && toLabel(done), redo: undone && toLabel(undone) };
}

function latestDone(db: ReadDb, scope: string): EditRow | null {
  const sql = `SELECT * FROM edit_log WHERE scope = ? AND is_undone = 0 ORDER BY id DESC LIMIT 1`;
  return db.prepare<[string], EditRow>(sql).get(scope) ?? null;
}

function firstUndone(db: ReadDb, scope: string): EditRow | null {
  const sql = `SELECT * FROM edit_log WHERE scope = ? AND is_undone = 1 ORDER BY id LIMIT 1`;
  return db.prepare<[string], EditRow>(sql).get(scope) ?? null;
}

function applyEdit(db: WriteDb, edit: EditRow, side: 'before' | 'after'): AppliedEdit {
  const changes = readChanges(edit);
  const ordered = side === 'before' ? [...changes].reverse() : changes;
  for (const change of ordered) {
    writeColumns(db, change.table, change.id, withFreeTakeNumber(db, change, change[side]));
  }
  // A finished step is closed: typing after an undo begins a new one.
  db.prepare(`UPDATE edit_log SET is_undone = ?, typing_key = NULL WHERE id = ?`).run(
    side === 'before' ? 1 : 0,
    edit.id,
  );
  return { label: toLabel(edit), changes };
}

function writeColumns(db: WriteDb, table: EditableTable, id: string, columns: Columns): void {
  const names = Object.keys(columns);
  const sql = `UPDATE ${table} SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`;
  db.prepare(sql).run(...Object.values(columns), id);
}

/** A take that goes to another shot gets a number behind those there, where a job has used its own meanwhile. */
function withFreeTakeNumber(db: ReadDb, { table, id }: RowChange, columns: Columns): Columns {
  const { shot_id: shotId } = columns;
  if (table !== 'takes' || shotId === undefined) return columns;
  const wanted = { take_number: null, ...takeNumberOf(db, id), ...columns }.take_number;
  const isUsed = db.prepare(`SELECT 1 FROM takes WHERE shot_id = ? AND take_number = ? AND id <> ?`);
  if (!isUsed.get(shotId, wanted, id)) return columns;
  const row = db
    .prepare<[Cell], { next: number }>(`SELECT max(take_number) + 1 AS next FROM takes WHERE shot_id = ?`)
    .get(shotId);
  return { ...columns, take_number: row?.next ?? 1 };
}

function takeNumberOf(db: ReadDb, takeId: string): { take_number: number } | undefined {
  return db.prepare<[string], { take_number: number }>(`SELECT take_number FROM takes WHERE id = ?`).get(takeId);
}

function readChanges(edit: EditRow): RowChange[] {
  return JSON.parse(edit.changes) as RowChange[];
}

function toLabel({ label_key, label_count }: EditRow): HistoryLabel {
  return { key: label_key, count: label_count };
}

function pick(columns: Columns, names: string[]): Columns {
  return Object.fromEntries(names.map((name) => [name, columns[name] ?? null]));
}
