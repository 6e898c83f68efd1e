/** Makes an undoable edit and announces it. */
import { type EditableTable, type EditRecorder, type RowChange, recordEdit } from '#main/db/edit-log.ts';
import type { Change } from '#shared/contract/answers.ts';
import type { HistoryKey } from '#shared/domain/history.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import { numberWhatIsNew } from './number-lock.ts';
import type { ServiceContext } from './service-context.ts';

/** Scope of edits that belong to no single project. */
export const libraryScope = 'library';

export type Edit = {
  /** Null for the list of projects. */
  projectId: ProjectId | null;
  labelKey: HistoryKey;
  labelCount?: number;
  typingKey?: string | undefined;
};

/** A recorder that also knows the time of the edit. */
export type TimedRecorder = EditRecorder & { nowMs: number };

/**
 * Runs `work` in one transaction, logs what it changed and announces it once it is committed.
 *
 * @returns what `work` returned, and when the edit was committed.
 */
export function edit<Result>(
  { db, clock, changes }: ServiceContext,
  { projectId, labelKey, labelCount = 1, typingKey }: Edit,
  work: (recorder: TimedRecorder) => Result,
): { result: Result; savedAtMs: number } {
  const nowMs = clock.nowMs();
  const touched: Change[] = [];
  const options = { scope: projectId ?? libraryScope, labelKey, labelCount, typingKey, nowMs };
  const result = recordEdit(db, options, (recorder) => {
    const ids = noIds();
    let hasNewRows = false;
    const timed: TimedRecorder = {
      nowMs,
      insert(table, row) {
        ids[table].add(row.id);
        hasNewRows ||= table === 'shots' || table === 'scenes';
        recorder.insert(table, row);
      },
      update(table, id, patch) {
        ids[table].add(id);
        recorder.update(table, id, patch);
      },
      updateAll(table, columns, rows) {
        for (const { id } of rows) ids[table].add(id);
        recorder.updateAll(table, columns, rows);
      },
    };
    const value = work(timed);
    if (projectId && hasNewRows) numberWhatIsNew(timed, db, projectId);
    if (projectId) db.prepare(`UPDATE projects SET updated_at_ms = ? WHERE id = ?`).run(nowMs, projectId);
    touched.push(...toChanges(projectId, ids));
    return value;
  });
  changes.announce(touched);
  return { result, savedAtMs: clock.nowMs() };
}

const kindOfTable = {
  projects: 'project',
  scenes: 'scene',
  shots: 'shot',
  scripts: 'scene',
  takes: 'take',
  elements: 'element',
  sound_lanes: 'sound',
  sound_clips: 'sound',
} as const satisfies Record<EditableTable, Change['kind']>;

type IdsByTable = Record<EditableTable, Set<string>>;

function noIds(): IdsByTable {
  const tables = Object.keys(kindOfTable) as EditableTable[];
  return Object.fromEntries(tables.map((table) => [table, new Set<string>()])) as IdsByTable;
}

function toChanges(projectId: ProjectId | null, ids: IdsByTable): Change[] {
  const tables = Object.keys(ids) as EditableTable[];
  const records = tables
    .filter((table) => ids[table].size > 0)
    .map((table): Change => ({ kind: kindOfTable[table], projectId, ids: [...ids[table]] }));
  return [...records, { kind: 'history', projectId, ids: [] }, { kind: 'trash', projectId, ids: [] }];
}

/** What an undone or redone edit changed, for the window. */
export function changesOfRows(projectId: ProjectId | null, rows: RowChange[]): Change[] {
  const ids = noIds();
  for (const { table, id } of rows) ids[table].add(id);
  return toChanges(projectId, ids);
}
