/** Takes: the results of jobs, numbered within their shot, never overwritten. */
import type { FittedSettings } from '#shared/domain/generation.ts';
import type { AssetId, ConnectionId, JobId, ProjectId, ShotId, TakeId } from '#shared/domain/ids.ts';
import { noMoney } from '#shared/domain/money.ts';
import type { Cost, Take, TakeRecipe } from '#shared/domain/records.ts';
import type { Frames } from '#shared/domain/time.ts';
import type { ReadDb, WriteDb } from './database.ts';

/** A take to insert; its number is given by the shot. */
export type NewTake = {
  id: TakeId;
  shotId: ShotId;
  assetId: AssetId;
  jobId: JobId;
  durationFrames: Frames;
  frameSize: { widthPx: number; heightPx: number };
  hasBurntInSubtitles: boolean;
  recipe: TakeRecipe;
  cost: Cost | null;
  facts: Take['facts'];
  createdAtMs: number;
};

type TakeRow = {
  id: TakeId;
  project_id: ProjectId;
  shot_id: ShotId;
  take_number: number;
  asset_id: AssetId;
  job_id: JobId;
  connection_id: ConnectionId;
  model_id: string;
  duration_frames: number;
  width_px: number;
  height_px: number;
  frame_rate_numerator: number;
  frame_rate_denominator: number;
  has_burnt_in_subtitles: 0 | 1;
  is_outdated: 0 | 1;
  recipe: string;
  cost: string | null;
  rating: number | null;
  note: string;
  facts: string;
  created_at_ms: number;
};

/** SQL that is 1 when a take is not what its shot would give now. Needs `takes AS t`, `shots AS s`, `projects AS p`. */
export const isTakeOutdatedSql = `(t.recipe_digest <> s.recipe_digest OR t.asked_width_px <> p.width_px
  OR t.asked_height_px <> p.height_px
  OR t.frame_rate_numerator * p.frame_rate_denominator <> p.frame_rate_numerator * t.frame_rate_denominator)`;

// `= (SELECT ?)` below keeps SQLite from planning the join anew at every execution: see shot-repository.ts.
const select = `SELECT t.id, t.project_id, t.shot_id, t.take_number, t.asset_id, t.job_id, t.connection_id, t.model_id,
    t.duration_frames, t.width_px, t.height_px, t.frame_rate_numerator, t.frame_rate_denominator,
    t.has_burnt_in_subtitles, t.recipe, t.cost, t.rating, t.note, t.facts, t.created_at_ms, ${isTakeOutdatedSql} AS is_outdated
  FROM takes AS t JOIN shots AS s ON s.id = t.shot_id JOIN projects AS p ON p.id = t.project_id`;

/**
 * Adds the next take of a shot, which may be in the trash, and answers its number.
 *
 * @returns null, with nothing written, when the shot has been erased.
 */
export function insertTake(db: WriteDb, take: NewTake): number | null {
  const { recipe } = take;
  // Takes are erased only together with their shot, so the highest number was never used by another of those here.
  const row = db
    .prepare<unknown[], { take_number: number }>(
      `INSERT INTO takes (id, project_id, shot_id, take_number, asset_id, job_id, connection_id, model_id, duration_frames,
         width_px, height_px, frame_rate_numerator, frame_rate_denominator, has_burnt_in_subtitles, recipe, recipe_digest,
         asked_width_px, asked_height_px, cost, facts, created_at_ms)
       SELECT ?, s.project_id, s.id, 1 + coalesce((SELECT max(take_number) FROM takes WHERE shot_id = s.id), 0),
         ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
       FROM shots AS s WHERE s.id = ?
       RETURNING take_number`,
    )
    .get(
      take.id,
      take.assetId,
      take.jobId,
      recipe.connectionId,
      recipe.modelId,
      take.durationFrames,
      take.frameSize.widthPx,
      take.frameSize.heightPx,
      recipe.frameRate.numerator,
      recipe.frameRate.denominator,
      take.hasBurntInSubtitles ? 1 : 0,
      JSON.stringify(recipe),
      recipe.recipeDigest,
      recipe.frameSize.widthPx,
      recipe.frameSize.heightPx,
      take.cost && JSON.stringify(take.cost),
      JSON.stringify(take.facts),
      take.createdAtMs,
      take.shotId,
    );
  return row?.take_number ?? null;
}

/** Makes a take the selected one when its shot has none, or one that is outdated. */
export function selectTakeWhereNeeded(db: WriteDb, takeId: TakeId): boolean {
  const { changes } = db
    .prepare<{ takeId: TakeId }>(
      `UPDATE shots SET selected_take_id = :takeId
       WHERE id = (SELECT shot_id FROM takes WHERE id = :takeId)
         AND NOT EXISTS (
           SELECT 1 FROM takes AS t JOIN shots AS s ON s.id = t.shot_id JOIN projects AS p ON p.id = s.project_id
           WHERE t.id = shots.selected_take_id AND NOT ${isTakeOutdatedSql})`,
    )
    .run({ takeId });
  return changes === 1;
}

/** Takes of one shot, lowest take number first. An unknown shot has no takes. */
export function listTakes(db: ReadDb, shotId: ShotId): Take[] {
  return db
    .prepare<[ShotId], TakeRow>(`${select} WHERE t.shot_id = (SELECT ?) ORDER BY t.take_number`)
    .all(shotId)
    .map(takeFromRow);
}

/** Null when there is no such take. */
export function findTake(db: ReadDb, takeId: TakeId): Take | null {
  const row = db.prepare<[TakeId], TakeRow>(`${select} WHERE t.id = (SELECT ?)`).get(takeId);
  return row ? takeFromRow(row) : null;
}

/** The take that a job has made; null before it did. */
export function findTakeByJob(db: ReadDb, jobId: JobId): Take | null {
  const row = db
    .prepare<[JobId], TakeRow>(`${select} WHERE t.job_id = (SELECT ?) ORDER BY t.output_index LIMIT 1`)
    .get(jobId);
  return row ? takeFromRow(row) : null;
}

function takeFromRow(row: TakeRow): Take {
  const recipe = recipeFromText(row.recipe);
  return {
    id: row.id,
    projectId: row.project_id,
    shotId: row.shot_id,
    takeNumber: row.take_number,
    assetId: row.asset_id,
    jobId: row.job_id,
    connectionId: row.connection_id,
    modelId: row.model_id,
    durationFrames: row.duration_frames as Frames,
    frameSize: { widthPx: row.width_px, heightPx: row.height_px },
    frameRate: { numerator: row.frame_rate_numerator, denominator: row.frame_rate_denominator },
    hasBurntInSubtitles: row.has_burnt_in_subtitles === 1,
    isOutdated: row.is_outdated === 1,
    recipe,
    cost: row.cost === null ? costOfFree(recipe) : (JSON.parse(row.cost) as Cost),
    rating: row.rating,
    note: row.note,
    facts: JSON.parse(row.facts) as Take['facts'],
    createdAtMs: row.created_at_ms,
  };
}

/** What costs nothing stands in no ledger, and is known all the same. */
function costOfFree({ estimate }: TakeRecipe): Cost | null {
  return estimate === 0 ? { amount: noMoney, basis: 'actual' } : null;
}

/** Recipes of the first version, which knew the Animatic engine only, say nothing of requests. */
function recipeFromText(text: string): TakeRecipe {
  const recipe = JSON.parse(text) as TakeRecipe;
  return { ...oldRecipeFields(recipe), ...recipe };
}

/** What a recipe of the first version leaves out. */
export function oldRecipeFields({
  prompt,
  frameSize,
}: Pick<TakeRecipe, 'prompt' | 'frameSize'>): Pick<
  TakeRecipe,
  'promptAsSent' | 'settings' | 'inputs' | 'startsFrom' | 'estimate'
> {
  const settings: FittedSettings = {
    durationSeconds: 0,
    frameSize,
    resolution: null,
    aspectRatio: null,
    hasSound: null,
    seed: null,
    negativePrompt: null,
    extra: {},
  };
  return { promptAsSent: prompt, settings, inputs: [], startsFrom: null, estimate: noMoney };
}
