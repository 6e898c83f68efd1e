/**
 * What undo and redo must give back: for each project, and for the list of projects, the rows as they were after every
 * step.
 *
 * Rows whose creation is undone are hidden and do not count, nor does what went to the trash because the redo of its
 * creation was forgotten while something used it.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import type { ProjectId } from '#shared/domain/ids.ts';
import type { Choice } from './edit-places.ts';
import type { EditWorld } from './edit-world.ts';

export interface UndoModel {
  /** Runs an edit and notes what each history got; answers the number of steps. */
  edit(kind: string, work: () => Promise<unknown>): Promise<number>;
  /** So many steps in one history, which is chosen; as many as there are. */
  step(direction: 'undo' | 'redo', choice: Choice, steps: number): Promise<void>;
  /** Takes back everything, in the order of its making where histories meet. */
  undoAll(): Promise<void>;
  redoAll(): Promise<void>;
  /** Every file that a row or a step names is there. */
  expectFiles(): void;
}

/** Undoing the creation of a row leaves this in `deleted_at_ms`. */
const unborn = -1;
const library = 'library';

/** States of one history: `at` is that of now, before it what undo gives back, behind it what redo gives back. */
type History = { states: Array<string | null>; at: number };
type Row = { id: string; project_id?: string; deleted_at_ms: number | null };
type Logged = { scope: string; is_undone: 0 | 1; count: number };

export function createUndoModel(world: EditWorld): UndoModel {
  const histories = new Map<string, History>();
  const forgotten = new Set<string>();
  const tables = world
    .rows<{ name: string }>(
      `SELECT t.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c
       WHERE t.type = 'table' AND c.name = 'deleted_at_ms' AND t.name <> 'connections' ORDER BY t.name`,
    )
    .map(({ name }) => name);

  const rowsOf = (table: string) => world.rows<Row>(`SELECT * FROM ${table} ORDER BY id`);
  const isThere = (row: Row) => row.deleted_at_ms !== unborn && !forgotten.has(row.id);

  /** What each history is about, as text that can be compared. */
  function look(): Map<string, string> {
    const found = new Map<string, string[]>();
    const projects = rowsOf('projects').filter(isThere);
    found.set(
      library,
      projects.map(({ id, deleted_at_ms: at }) => `${id} ${at}`),
    );
    for (const { deleted_at_ms: _, ...project } of projects) {
      // When it was edited last is told by the list of projects, and is no edit.
      found.set(project.id, [JSON.stringify({ ...project, updated_at_ms: 0 })]);
    }
    for (const table of tables) {
      if (table === 'projects') continue;
      for (const row of rowsOf(table)) {
        if (isThere(row)) found.get(row.project_id ?? '')?.push(`${table} ${JSON.stringify(row)}`);
      }
    }
    return new Map([...found].map(([scope, lines]) => [scope, lines.join('\n')]));
  }

  function countSteps(): Map<string, { done: number; undone: number }> {
    const counts = new Map<string, { done: number; undone: number }>();
    const rows = world.rows<Logged>(
      `SELECT scope, is_undone, count(*) AS count FROM edit_log GROUP BY scope, is_undone`,
    );
    for (const { scope, is_undone, count } of rows) {
      const known = counts.get(scope) ?? { done: 0, undone: 0 };
      counts.set(scope, is_undone === 1 ? { ...known, undone: count } : { ...known, done: count });
    }
    return counts;
  }

  const unbornIds = () =>
    new Set(tables.flatMap((table) => rowsOf(table).filter((row) => row.deleted_at_ms === unborn)).map(({ id }) => id));

  /** What was hidden and is in the trash now is no state of any history. */
  function noteForgotten(hiddenBefore: ReadonlySet<string>): void {
    for (const table of tables) {
      for (const { id, deleted_at_ms: at } of rowsOf(table)) {
        if (hiddenBefore.has(id) && at !== null && at > 0) forgotten.add(id);
      }
    }
  }

  function historyOf(scope: string, state: string): History {
    const known = histories.get(scope) ?? { states: [state], at: 0 };
    histories.set(scope, known);
    return known;
  }

  /** Histories whose project is there now. */
  const openScopes = (): string[] => [
    ...world
      .rows<{ id: string }>(`SELECT id FROM projects WHERE deleted_at_ms IS NULL ORDER BY id`)
      .map(({ id }) => id),
    library,
  ];

  async function move(scope: string, direction: 'undo' | 'redo'): Promise<boolean> {
    const before = look();
    const history = historyOf(scope, before.get(scope) ?? '');
    const next = history.at + (direction === 'undo' ? -1 : 1);
    const isPossible = next >= 0 && next < history.states.length;
    const projectId = scope === library ? null : (scope as ProjectId);
    const label =
      direction === 'undo'
        ? (await world.client.history.undo({ projectId })).undone
        : (await world.client.history.redo({ projectId })).redone;
    expect(label !== null, `${direction} in ${scope} at ${history.at}`).toBe(isPossible);
    if (!isPossible) return false;
    history.at = next;
    const after = look();
    const state = history.states[next];
    if (state !== null) expect(after.get(scope), `${direction} of ${label?.key}`).toBe(state);
    history.states[next] = after.get(scope) ?? '';
    for (const [other, text] of before) {
      // The list of projects hides and shows whole projects, and changes nothing in them.
      if (other !== scope && after.has(other)) expect(after.get(other), `${direction} elsewhere`).toBe(text);
    }
    return true;
  }

  async function moveAll(direction: 'undo' | 'redo'): Promise<void> {
    let hasMoved = true;
    while (hasMoved) {
      hasMoved = false;
      for (const scope of openScopes()) {
        while (await move(scope, direction)) hasMoved = true;
      }
    }
  }

  return {
    async edit(kind, work) {
      const [before, stepsBefore, hidden] = [look(), countSteps(), unbornIds()];
      for (const [scope, state] of before) historyOf(scope, state);
      await work();
      noteForgotten(hidden);
      const [after, stepsAfter] = [look(), countSteps()];
      let steps = 0;
      for (const [scope, state] of after) {
        const history = historyOf(scope, state);
        const added = (stepsAfter.get(scope)?.done ?? 0) - (stepsBefore.get(scope)?.done ?? 0);
        if (added === 0) {
          if (before.get(scope) === state) continue;
          // A new project, or one more stroke of the same stay in a field.
          if (before.has(scope)) expect(kind, `a change without a step in ${scope}`).toBe('shots.update');
          history.states.splice(history.at, Infinity, state);
          continue;
        }
        steps += added;
        if (!before.has(scope)) history.states[0] = null;
        history.states.splice(history.at + 1, Infinity, ...Array<null>(added - 1).fill(null), state);
        history.at += added;
        expect(stepsAfter.get(scope)?.undone ?? 0).toBe(0);
      }
      return steps;
    },

    async step(direction, choice, steps) {
      const scope = choice.of(openScopes()) ?? library;
      for (let index = 0; index <= steps; index += 1) if (!(await move(scope, direction))) return;
    },

    undoAll: () => moveAll('undo'),
    redoAll: () => moveAll('redo'),

    expectFiles() {
      const text = [...tables, 'edit_log']
        .flatMap((table) => world.rows(`SELECT * FROM ${table}`))
        .map((row) => JSON.stringify(row));
      const named = new Set(text.join('\n').match(/asset_[0-9a-z]{16}/g));
      const files = world.rows<{ id: string; sha256: string; extension: string }>(
        `SELECT id, sha256, extension FROM media_assets`,
      );
      const known = new Map(files.map((file) => [file.id, file]));
      for (const id of named) {
        const file = known.get(id);
        const place =
          file && path.join(world.libraryDir, 'media', file.sha256.slice(0, 2), `${file.sha256}.${file.extension}`);
        expect(place !== undefined && existsSync(place), `the file of ${id}`).toBe(true);
      }
    },
  };
}
