import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { createWriteDb, type WriteDb } from '#main/db/database.ts';
import { historyLabels, undoLatest } from '#main/db/edit-log.ts';
import { listUploads, pruneEgress } from '#main/db/egress-repository.ts';
import { findElement, listElementMarks, listElements } from '#main/db/element-repository.ts';
import { findLatestAttempt, isHandleTaken } from '#main/db/job-attempt-repository.ts';
import { listEndedJobs, listJobs } from '#main/db/job-list-repository.ts';
import {
  countJobs,
  findNextWaiting,
  summarizeHolds,
  listActiveJobs,
  listShotIdsWithJobs,
  listUnendedJobIds,
  listWaitingLanes,
} from '#main/db/job-repository.ts';
import { summarizeLedger, sumJobCost, sumSpent } from '#main/db/ledger-repository.ts';
import { listProjectSummaries } from '#main/db/project-repository.ts';
import { listScenes } from '#main/db/scene-repository.ts';
import { findLatestScript, findLatestScriptId } from '#main/db/script-repository.ts';
import {
  findStoryboardShot,
  listShotRanks,
  listShotsById,
  listShotsToDigest,
  listStoryboardShots,
} from '#main/db/shot-repository.ts';
import {
  findSoundClip,
  findSoundLane,
  listSoundClips,
  listSoundClipsIn,
  listSoundLanes,
} from '#main/db/sound-repository.ts';
import { findTake, findTakeByJob, insertTake, listTakes, selectTakeWhereNeeded } from '#main/db/take-repository.ts';
import { allMigrations } from './index.ts';

let connection: Database.Database;
/** The text of every statement that was prepared. */
let prepared: Set<string>;
let db: WriteDb;

beforeEach(() => {
  connection = new Database(':memory:');
  for (const migration of allMigrations) migration.up(connection);
  prepared = new Set();
  const recording = {
    prepare(sql: string) {
      prepared.add(sql);
      return connection.prepare(sql);
    },
    transaction: (work: () => unknown) => connection.transaction(work),
  };
  db = createWriteDb(recording as unknown as Database.Database);
});

type Table = { name: string; type: string; strict: 0 | 1 };
const listTables = () =>
  (connection.pragma('table_list') as Table[]).filter(
    ({ name, type }) => type === 'table' && !name.startsWith('sqlite_'),
  );

function planOf(sql: string): string[] {
  const rows = connection.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
  // Values do not matter to a plan here: there are no statistics.
  const values = Array.from({ length: (sql.match(/\?/g) ?? []).length }, () => null);
  const names = [...sql.matchAll(/:([a-z][A-Za-z]*)/g)].map(([, name = '']) => [name, null]);
  return rows.all(...(names.length > 0 ? [Object.fromEntries(names)] : values)).map(({ detail }) => detail);
}

/** What the studio asks all the time. */
function runHotStatements(): void {
  const none = 'none' as never;
  listStoryboardShots(db, none);
  listScenes(db, none);
  listShotRanks(db, none);
  findStoryboardShot(db, none);
  listShotsById(db, [none]);
  listShotsToDigest(db, none, 'naming');
  listShotsToDigest(db, none, 'all');
  listElements(db, none);
  listElementMarks(db, none);
  findElement(db, none);
  listSoundLanes(db, none);
  listSoundClips(db, none);
  listSoundClipsIn(db, [none]);
  findSoundLane(db, none);
  findSoundClip(db, none);
  findLatestScript(db, none);
  findLatestScriptId(db, none);
  findTake(db, none);
  findTakeByJob(db, none);
  listTakes(db, none);
  insertTake(db, { recipe: { frameSize: {}, frameRate: {} }, frameSize: {} } as never);
  selectTakeWhereNeeded(db, none);
  historyLabels(db, 'none');
  undoLatest(db, 'none');
  findLatestAttempt(db, none);
  findNextWaiting(db, 'none', 0);
  listWaitingLanes(db);
  listActiveJobs(db);
  countJobs(db);
  listShotIdsWithJobs(db, none);
  listUnendedJobIds(db, { projectIds: [], shotIds: [] });
  listJobs(db, { projectId: null, limit: 1 });
  listProjectSummaries(db);
  summarizeHolds(db);
  const filter = { projectId: null, connectionId: null, fromMs: null, toMs: null, host: null, purpose: null };
  listEndedJobs(db, { projectId: null, after: null, limit: 1 });
  sumJobCost(db, none);
  sumSpent(db, { connectionId: none, fromMs: 0 });
  sumSpent(db, { projectId: none, fromMs: 0 });
  summarizeLedger(db, filter);
  isHandleTaken(db, { remoteId: '', attempt: { id: none, connectionId: none } });
  pruneEgress(db, 0);
  listUploads(db, none, none);
}

describe('the first library', () => {
  it('has strict tables only', () => {
    expect(listTables().filter(({ strict }) => strict !== 1)).toEqual([]);
    expect(listTables().map(({ name }) => name)).toEqual(
      expect.arrayContaining(['projects', 'scenes', 'shots', 'takes', 'jobs', 'media_assets', 'edit_log']),
    );
  });

  it('refers to columns that are there and are keys', () => {
    let count = 0;
    for (const { name } of listTables()) {
      const keys = connection.pragma(`foreign_key_list(${name})`) as Array<{ table: string; from: string; to: string }>;
      for (const { table, from, to } of keys) {
        const columns = connection.pragma(`table_info(${table})`) as Array<{ name: string; pk: number }>;
        expect(columns.find((column) => column.name === to)?.pk, `${name}.${from} -> ${table}.${to}`).toBe(1);
        count += 1;
      }
    }
    expect(count).toBeGreaterThan(15);
    expect(connection.pragma('foreign_key_check')).toEqual([]);
  });

  it('answers what is asked all the time through an index, and never by reading all shots, takes or edits', () => {
    runHotStatements();
    expect(prepared.size).toBeGreaterThan(20);
    const scans = [...prepared].flatMap((sql) =>
      planOf(sql)
        // "SCAN s", "SCAN shots USING INDEX …", but not "SCAN CONSTANT ROW" or "SCAN json_each VIRTUAL TABLE INDEX 1:"
        .filter((detail) =>
          /^SCAN (?:shots|s|scenes|c|takes|t|elements|sound_lanes|sound_clips|edit_log|job_attempts|scripts)\b/.test(
            detail,
          ),
        )
        .map((detail) => `${detail}: ${sql}`),
    );
    expect(scans).toEqual([]);
  });

  it('finds what refers to an erased record without reading a whole table of shots, takes or jobs', () => {
    // As SQLite looks for the children of a row that goes.
    const references = [
      ['shots', 'selected_take_id'],
      ['shots', 'board_asset_id'],
      ['shots', 'voice_asset_id'],
      ['shots', 'script_id'],
      ['shots', 'scene_id'],
      ['scenes', 'script_id'],
      ['takes', 'shot_id'],
      ['takes', 'asset_id'],
      ['takes', 'project_id'],
      ['sound_clips', 'anchor_shot_id'],
      ['sound_clips', 'asset_id'],
      ['jobs', 'shot_id'],
      ['jobs', 'project_id'],
      ['job_attempts', 'job_id'],
    ] as const;
    for (const [table, column] of references) {
      const sql = `SELECT rowid FROM ${table} WHERE ${column} = ?`;
      expect(planOf(sql).join('; '), sql).toMatch(/^SEARCH \w+ USING (?:COVERING )?INDEX/);
    }
  });

  it('has no index that nothing uses', () => {
    runHotStatements();
    const plans = [
      ...prepared,
      ...['selected_take_id', 'board_asset_id', 'voice_asset_id', 'script_id', 'scene_id'].map(shotsBy),
    ]
      .concat('SELECT rowid FROM takes WHERE asset_id = ?', 'SELECT rowid FROM jobs WHERE shot_id = ?')
      .concat('SELECT rowid FROM jobs WHERE project_id = ?', 'SELECT rowid FROM scenes WHERE script_id = ?')
      .concat('SELECT rowid FROM sound_clips WHERE lane_id = ?', 'SELECT rowid FROM sound_clips WHERE asset_id = ?')
      .flatMap(planOf)
      .map((detail) => `${detail} `)
      .join('\n');
    const indexes = connection
      .prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL`)
      .all();
    expect(indexes.length).toBeGreaterThan(8);
    expect(indexes.filter(({ name }) => !plans.includes(`INDEX ${name} `))).toEqual([]);
  });
});

function shotsBy(column: string): string {
  return `SELECT rowid FROM shots WHERE ${column} = ?`;
}
