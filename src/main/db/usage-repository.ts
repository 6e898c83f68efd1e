/** What generation took, from jobs, takes and the ledger. */
import type { UsageMetrics } from '#shared/contract/generation-answers.ts';
import type { LogFilter } from '#shared/contract/generation-schemas.ts';
import type { ConnectionId } from '#shared/domain/ids.ts';
import type { Micros } from '#shared/domain/money.ts';
import type { ReadDb } from './database.ts';

type JobRow = {
  connectionId: ConnectionId;
  modelId: string;
  connectionLabel: string;
  jobCount: number;
  takeCount: number;
  failedCount: number;
  refusedCount: number;
};

type MoneyRow = { connectionId: ConnectionId; modelId: string; spent: Micros; wasted: Micros };
type AcceptedRow = { connectionId: ConnectionId; modelId: string; seconds: number };
type DurationRow = { connectionId: ConnectionId; modelId: string; ms: number };

const jobFilter = `(:projectId IS NULL OR j.project_id = :projectId)
  AND (:connectionId IS NULL OR j.connection_id = :connectionId)
  AND j.created_at_ms >= coalesce(:fromMs, 0) AND (:toMs IS NULL OR j.created_at_ms < :toMs)
  AND j.kind = 'take.generate' AND j.connection_id IS NOT NULL`;

/** One row a model, most jobs first. */
export function measureUsage(db: ReadDb, { projectId, connectionId, fromMs, toMs }: LogFilter): UsageMetrics {
  const values = { projectId, connectionId, fromMs, toMs };
  type Values = [typeof values];
  const jobs = db
    .prepare<Values, JobRow>(
      `SELECT j.connection_id AS connectionId, coalesce(j.model_id, '') AS modelId,
         coalesce((SELECT label FROM connections WHERE id = j.connection_id), '') AS connectionLabel,
         count(*) AS jobCount, sum(j.state = 'done') AS takeCount, sum(j.state = 'failed') AS failedCount,
         sum(j.state = 'refused') AS refusedCount
       FROM jobs AS j WHERE ${jobFilter} GROUP BY j.connection_id, j.model_id ORDER BY count(*) DESC`,
    )
    .all(values);
  const money = db
    .prepare<Values, MoneyRow>(
      `SELECT l.connection_id AS connectionId, l.model_id AS modelId, sum(l.amount_micros) AS spent,
         coalesce(sum(l.amount_micros) FILTER (WHERE l.state = 'settled' AND NOT EXISTS (
           SELECT 1 FROM shots WHERE selected_take_id = l.take_id)), 0) AS wasted
       FROM ledger_entries AS l JOIN jobs AS j ON j.id = l.job_id
       WHERE ${jobFilter} AND l.state <> 'void' GROUP BY l.connection_id, l.model_id`,
    )
    .all(values);
  const accepted = db
    .prepare<Values, AcceptedRow>(
      `SELECT j.connection_id AS connectionId, coalesce(j.model_id, '') AS modelId,
         sum(1.0 * t.duration_frames * t.frame_rate_denominator / t.frame_rate_numerator) AS seconds
       FROM jobs AS j JOIN takes AS t ON t.job_id = j.id JOIN shots AS s ON s.selected_take_id = t.id
       WHERE ${jobFilter} GROUP BY j.connection_id, j.model_id`,
    )
    .all(values);
  const durations = medianDurations(db, values);
  return {
    models: jobs.map((row) => {
      const isSame = (other: { connectionId: ConnectionId; modelId: string }) =>
        other.connectionId === row.connectionId && other.modelId === row.modelId;
      const { spent = 0 as Micros, wasted = 0 as Micros } = money.find(isSame) ?? {};
      const acceptedSeconds = accepted.find(isSame)?.seconds ?? 0;
      return {
        ...row,
        medianMs: durations.find(isSame)?.ms ?? null,
        spent,
        wasted,
        acceptedSeconds,
        costPerAcceptedSecond: acceptedSeconds > 0 ? (Math.round(spent / acceptedSeconds) as Micros) : null,
      };
    }),
  };
}

/** Median milliseconds from sent to done, by connection and model. */
export function medianDurations(
  db: ReadDb,
  { projectId, connectionId, fromMs, toMs }: Pick<LogFilter, 'projectId' | 'connectionId' | 'fromMs' | 'toMs'>,
): DurationRow[] {
  const values = { projectId, connectionId, fromMs, toMs };
  return db
    .prepare<[typeof values], DurationRow>(
      `SELECT connectionId, modelId, ms FROM (
         SELECT j.connection_id AS connectionId, coalesce(j.model_id, '') AS modelId,
           j.finished_at_ms - j.started_at_ms AS ms,
           row_number() OVER (PARTITION BY j.connection_id, j.model_id ORDER BY j.finished_at_ms - j.started_at_ms) AS place,
           count(*) OVER (PARTITION BY j.connection_id, j.model_id) AS total
         FROM jobs AS j WHERE ${jobFilter} AND j.state = 'done' AND j.started_at_ms IS NOT NULL)
       WHERE place = (total + 1) / 2`,
    )
    .all(values);
}

/** So many ended jobs tell how long the next ones will take. */
const recentJobs = 500;

/** As `medianDurations`, of the jobs that ended last: they tell more of what is to come, and are read quickly. */
export function recentMedianDurations(db: ReadDb): DurationRow[] {
  const rows = db
    .prepare<[number], DurationRow>(
      `SELECT connection_id AS connectionId, coalesce(model_id, '') AS modelId, finished_at_ms - started_at_ms AS ms FROM (
         SELECT kind, state, connection_id, model_id, finished_at_ms, started_at_ms FROM jobs INDEXED BY jobs_ended
         WHERE state IN ('done', 'failed', 'refused', 'cancelled')
         ORDER BY finished_at_ms DESC, position DESC LIMIT ?)
       WHERE kind = 'take.generate' AND state = 'done' AND connection_id IS NOT NULL AND started_at_ms IS NOT NULL
       ORDER BY ms`,
    )
    .all(recentJobs);
  const byModel = new Map<string, DurationRow[]>();
  for (const row of rows) {
    const key = `${row.connectionId} ${row.modelId}`;
    byModel.set(key, [...(byModel.get(key) ?? []), row]);
  }
  return [...byModel.values()].flatMap((same) => same[Math.floor((same.length - 1) / 2)] ?? []);
}
