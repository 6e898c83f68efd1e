/** Projects: rows in, records out. */
import type { AssetId, ConnectionId, ProjectId } from '#shared/domain/ids.ts';
import type { DurationRule } from '#shared/domain/outline.ts';
import type { Picture, Project, ProjectBudget, ProjectSummary } from '#shared/domain/records.ts';
import type { CustomFieldDefinition } from '#shared/domain/shot-fields.ts';
import type { Frames } from '#shared/domain/time.ts';
import type { ReadDb } from './database.ts';
import type { Columns } from './edit-log.ts';

export type ProjectRow = {
  id: ProjectId;
  title: string;
  width_px: number;
  height_px: number;
  frame_rate_numerator: number;
  frame_rate_denominator: number;
  style_notes: string;
  duration_rule: string;
  default_connection_id: ConnectionId;
  default_model_id: string | null;
  budget: string;
  custom_field_definitions: string;
  are_numbers_locked: 0 | 1;
  created_at_ms: number;
  updated_at_ms: number;
  deleted_at_ms: number | null;
};

/** Null when there is no such project, or it is in the trash. */
export function findProject(db: ReadDb, projectId: ProjectId): Project | null {
  const row = db
    .prepare<[ProjectId], ProjectRow>(`SELECT * FROM projects WHERE id = ? AND deleted_at_ms IS NULL`)
    .get(projectId);
  return row ? projectFromRow(row) : null;
}

type SummaryRow = ProjectRow & {
  scene_count: number;
  shot_count: number;
  take_count: number;
  duration_frames: number;
  cover_take_asset_id: AssetId | null;
  cover_board_asset_id: AssetId | null;
};

/** Projects with what the home page shows of them, latest edited first. */
export function listProjectSummaries(db: ReadDb): ProjectSummary[] {
  const firstShotWith = (column: string) =>
    `SELECT ${column} FROM shots s JOIN scenes c ON c.id = s.scene_id LEFT JOIN takes t ON t.id = s.selected_take_id
     WHERE s.project_id = p.id AND s.deleted_at_ms IS NULL AND ${column} IS NOT NULL ORDER BY c.rank, s.rank LIMIT 1`;
  return db
    .prepare<[], SummaryRow>(
      `SELECT p.*,
         (SELECT count(*) FROM scenes WHERE project_id = p.id AND deleted_at_ms IS NULL) AS scene_count,
         (SELECT count(*) FROM shots WHERE project_id = p.id AND deleted_at_ms IS NULL) AS shot_count,
         (SELECT count(*) FROM takes WHERE project_id = p.id) AS take_count,
         (SELECT coalesce(sum(duration_frames), 0) FROM shots WHERE project_id = p.id AND deleted_at_ms IS NULL)
           AS duration_frames,
         (${firstShotWith('t.asset_id')}) AS cover_take_asset_id,
         (${firstShotWith('s.board_asset_id')}) AS cover_board_asset_id
       FROM projects p WHERE p.deleted_at_ms IS NULL ORDER BY p.updated_at_ms DESC, p.id`,
    )
    .all()
    .map((row) => ({
      ...projectFromRow(row),
      sceneCount: row.scene_count,
      shotCount: row.shot_count,
      takeCount: row.take_count,
      durationFrames: row.duration_frames as Frames,
      cover: toCover(row),
    }));
}

function toCover({ cover_take_asset_id, cover_board_asset_id }: SummaryRow): Picture | null {
  if (cover_take_asset_id) return { assetId: cover_take_asset_id, kind: 'take' };
  return cover_board_asset_id ? { assetId: cover_board_asset_id, kind: 'board' } : null;
}

export function projectFromRow(row: ProjectRow): Project {
  return {
    id: row.id,
    title: row.title,
    frameSize: { widthPx: row.width_px, heightPx: row.height_px },
    frameRate: { numerator: row.frame_rate_numerator, denominator: row.frame_rate_denominator },
    styleNotes: row.style_notes,
    durationRule: JSON.parse(row.duration_rule) as DurationRule,
    defaultConnectionId: row.default_connection_id,
    defaultModelId: row.default_model_id,
    budget: JSON.parse(row.budget) as ProjectBudget,
    customFieldDefinitions: JSON.parse(row.custom_field_definitions) as CustomFieldDefinition[],
    areNumbersLocked: row.are_numbers_locked === 1,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
  };
}

/** The row of a project that is not in the trash. */
export function projectToRow(project: Project): Columns & { id: ProjectId } {
  return {
    id: project.id,
    title: project.title,
    width_px: project.frameSize.widthPx,
    height_px: project.frameSize.heightPx,
    frame_rate_numerator: project.frameRate.numerator,
    frame_rate_denominator: project.frameRate.denominator,
    style_notes: project.styleNotes,
    duration_rule: JSON.stringify(project.durationRule),
    default_connection_id: project.defaultConnectionId,
    default_model_id: project.defaultModelId,
    budget: JSON.stringify(project.budget),
    custom_field_definitions: JSON.stringify(project.customFieldDefinitions),
    are_numbers_locked: project.areNumbersLocked ? 1 : 0,
    created_at_ms: project.createdAtMs,
    updated_at_ms: project.updatedAtMs,
    deleted_at_ms: null,
  };
}
