/**
 * The ledger: one entry for each attempt that may cost something, written in the transaction that claims its job.
 *
 * An entry is never removed. It begins as `reserved` with the estimate, takes what the provider says, and ends as
 * `settled`, as `void` (certainly not charged) or as `open` (nobody knows).
 */
import type { BudgetState, LedgerEntry, LedgerSums, LedgerSummary, Page } from '#shared/contract/generation-answers.ts';
import type { LogFilter } from '#shared/contract/generation-schemas.ts';
import type { AttemptId, ConnectionId, JobId, ProjectId, ShotId, TakeId } from '#shared/domain/ids.ts';
import type { Micros } from '#shared/domain/money.ts';
import type { Cost } from '#shared/domain/records.ts';
import type { ReadDb, WriteDb } from './database.ts';

export type NewLedgerEntry = {
  attemptId: AttemptId;
  purpose: string;
  /** Null when the price is not known: the entry then counts as nothing until the provider says more. */
  estimate: Micros | null;
  connectionId: ConnectionId;
  connectionLabel: string;
  modelId: string;
  projectId: ProjectId | null;
  projectTitle: string;
  shotId: ShotId | null;
  jobId: JobId | null;
  createdAtMs: number;
};

/** An attempt has one entry: a second call for it changes nothing. */
export function reserveLedgerEntry(db: WriteDb, entry: NewLedgerEntry): void {
  db.prepare<unknown[]>(
    `INSERT INTO ledger_entries (attempt_id, state, purpose, amount_micros, basis, connection_id, connection_label,
       model_id, project_id, project_title, shot_id, job_id, created_at_ms)
     VALUES (?, 'reserved', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (attempt_id) DO NOTHING`,
  ).run(
    entry.attemptId,
    entry.purpose,
    entry.estimate ?? 0,
    entry.estimate === null ? 'unknown' : 'estimated',
    entry.connectionId,
    entry.connectionLabel,
    entry.modelId,
    entry.projectId,
    entry.projectTitle,
    entry.shotId,
    entry.jobId,
    entry.createdAtMs,
  );
}

/** What the provider says that an attempt costs. An actual amount is never replaced by an estimate. */
export function noteLedgerCost(db: WriteDb, attemptId: AttemptId, { amount, basis }: Cost): void {
  db.prepare<unknown[]>(
    `UPDATE ledger_entries SET amount_micros = ?, basis = ? WHERE attempt_id = ? AND (? = 'actual' OR basis <> 'actual')`,
  ).run(amount, basis, attemptId, basis);
}

/** How an attempt ended. `takeId` is what came of it. */
export function settleLedgerEntry(
  db: WriteDb,
  attemptId: AttemptId,
  { state, takeId, nowMs }: { state: 'settled' | 'open' | 'void'; takeId: TakeId | null; nowMs: number },
): void {
  db.prepare<unknown[]>(
    `UPDATE ledger_entries SET state = ?, take_id = coalesce(?, take_id), settled_at_ms = ? WHERE attempt_id = ?`,
  ).run(state, takeId, nowMs, attemptId);
}

/** An attempt that is looked for once more is under way again. */
export function reopenLedgerEntry(db: WriteDb, attemptId: AttemptId): void {
  db.prepare<[AttemptId]>(
    `UPDATE ledger_entries SET state = 'reserved', settled_at_ms = NULL WHERE attempt_id = ? AND state = 'open'`,
  ).run(attemptId);
}

/** Calls without a job that were under way when the studio ended: an answer that got lost cannot be asked for. */
export function openInterruptedCalls(db: WriteDb, nowMs: number): void {
  db.prepare<[number]>(
    `UPDATE ledger_entries SET state = 'open', settled_at_ms = ? WHERE state = 'reserved' AND job_id IS NULL`,
  ).run(nowMs);
}

/** What an attempt costs as far as it is known; null without an entry or a price. */
export function findAttemptCost(db: ReadDb, attemptId: AttemptId): (Cost & { state: LedgerEntry['state'] }) | null {
  const row = db
    .prepare<[AttemptId], { amount: Micros; basis: LedgerEntry['basis']; state: LedgerEntry['state'] }>(
      `SELECT amount_micros AS amount, basis, state FROM ledger_entries WHERE attempt_id = ?`,
    )
    .get(attemptId);
  return row && row.basis !== 'unknown' ? { amount: row.amount, basis: row.basis, state: row.state } : null;
}

/** What the attempts of a job cost together; null when none of them has a price. */
export function sumJobCost(db: ReadDb, jobId: JobId): Cost | null {
  const row = db
    .prepare<[JobId], { amount: Micros | null; estimated: number }>(
      `SELECT sum(amount_micros) AS amount, sum(basis = 'estimated') AS estimated FROM ledger_entries
       WHERE job_id = ? AND state <> 'void' AND basis <> 'unknown'`,
    )
    .get(jobId);
  if (!row || row.amount === null) return null;
  return { amount: row.amount, basis: row.estimated > 0 ? 'estimated' : 'actual' };
}

/** Spent and reserved since a moment, over a connection or for a project. */
export function sumSpent(
  db: ReadDb,
  { connectionId, projectId, fromMs }: { connectionId?: ConnectionId; projectId?: ProjectId; fromMs: number },
): Micros {
  const column = connectionId === undefined ? 'project_id' : 'connection_id';
  const row = db
    .prepare<unknown[], { spent: Micros }>(
      `SELECT coalesce(sum(amount_micros), 0) AS spent FROM ledger_entries
       WHERE ${column} = ? AND created_at_ms >= ? AND state <> 'void'`,
    )
    .get(connectionId ?? projectId, fromMs);
  return row?.spent ?? (0 as Micros);
}

const filterSql = `(:projectId IS NULL OR project_id = :projectId)
  AND (:connectionId IS NULL OR connection_id = :connectionId)
  AND created_at_ms >= coalesce(:fromMs, 0) AND (:toMs IS NULL OR created_at_ms < :toMs)`;

function filterValues({ projectId, connectionId, fromMs, toMs }: LogFilter) {
  return { projectId, connectionId, fromMs, toMs };
}

const sumsSql = `
  coalesce(sum(amount_micros) FILTER (WHERE state = 'settled' AND has_result AND basis = 'actual'), 0) AS actual,
  coalesce(sum(amount_micros) FILTER (WHERE state = 'settled' AND has_result AND basis = 'estimated'), 0) AS estimated,
  coalesce(sum(amount_micros) FILTER (WHERE state = 'settled' AND NOT has_result), 0) AS unassigned,
  coalesce(sum(amount_micros) FILTER (WHERE state IN ('open', 'reserved')), 0) AS open,
  count(*) AS entryCount,
  coalesce(sum(basis = 'unknown' AND state <> 'void'), 0) AS unknownCount`;

/** Answers that are no takes, such as texts, have no job: they are their own result. */
const entriesSql = `SELECT *, (take_id IS NOT NULL OR job_id IS NULL) AS has_result FROM ledger_entries WHERE ${filterSql}`;

/** Sums over part of the ledger; groups by what was spent most first. */
export function summarizeLedger(db: ReadDb, filter: LogFilter): LedgerSummary {
  const values = filterValues(filter);
  const grouped = <Row>(columns: string, by: string) =>
    db
      .prepare<[typeof values], Row>(
        `SELECT ${columns}, ${sumsSql} FROM (${entriesSql}) GROUP BY ${by} ORDER BY sum(amount_micros) DESC`,
      )
      .all(values);
  const total = db.prepare<[typeof values], LedgerSums>(`SELECT ${sumsSql} FROM (${entriesSql})`).get(values);
  if (!total) throw new Error('a sum always has a row');
  return {
    total,
    byConnection: grouped('connection_id AS connectionId, max(connection_label) AS label', 'connection_id'),
    byModel: grouped('connection_id AS connectionId, model_id AS modelId', 'connection_id, model_id'),
    byProject: grouped('project_id AS projectId, max(project_title) AS title', 'project_id'),
  };
}

type LedgerRow = {
  id: number;
  attempt_id: AttemptId;
  state: LedgerEntry['state'];
  purpose: string;
  amount_micros: Micros;
  basis: LedgerEntry['basis'];
  connection_id: ConnectionId;
  connection_label: string;
  model_id: string;
  project_id: ProjectId | null;
  project_title: string;
  shot_id: ShotId | null;
  job_id: JobId | null;
  take_id: TakeId | null;
  created_at_ms: number;
  settled_at_ms: number | null;
};

/** Latest first; `after` is the id that the page before ended with. */
export function listLedger(
  db: ReadDb,
  filter: LogFilter,
  { after, limit }: { after: number | null; limit: number },
): Page<LedgerEntry> {
  const values = filterValues(filter);
  const rows = db
    .prepare<[typeof values & { after: number | null; limit: number }], LedgerRow>(
      `SELECT * FROM ledger_entries WHERE ${filterSql} AND (:after IS NULL OR id < :after) ORDER BY id DESC LIMIT :limit`,
    )
    .all({ ...values, after, limit: limit + 1 });
  const total = db
    .prepare<[typeof values], { count: number }>(`SELECT count(*) AS count FROM ledger_entries WHERE ${filterSql}`)
    .get(values);
  const entries = rows.slice(0, limit).map(entryFromRow);
  return { entries, next: rows.length > limit ? (entries.at(-1)?.id ?? null) : null, totalCount: total?.count ?? 0 };
}

function entryFromRow(row: LedgerRow): LedgerEntry {
  return {
    id: row.id,
    attemptId: row.attempt_id,
    state: row.state,
    purpose: row.purpose,
    amount: row.amount_micros,
    basis: row.basis,
    connectionId: row.connection_id,
    connectionLabel: row.connection_label,
    modelId: row.model_id,
    projectId: row.project_id,
    projectTitle: row.project_title,
    shotId: row.shot_id,
    jobId: row.job_id,
    takeId: row.take_id,
    createdAtMs: row.created_at_ms,
    settledAtMs: row.settled_at_ms,
  };
}

/** Budget of each connection that is there, with what was spent since `fromMs`. */
export function listConnectionSpending(
  db: ReadDb,
  fromMs: number,
): Array<Pick<BudgetState['connections'][number], 'connectionId' | 'spent'>> {
  return db
    .prepare<[number], { connectionId: ConnectionId; spent: Micros }>(
      `SELECT connection_id AS connectionId, sum(amount_micros) AS spent FROM ledger_entries
       WHERE created_at_ms >= ? AND state <> 'void' GROUP BY connection_id`,
    )
    .all(fromMs);
}
