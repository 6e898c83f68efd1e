/** Shots: rows in, records out. */
import type { CameraFraming, CameraMoveKind } from '#shared/domain/camera-move.ts';
import { defaultShotGeneration, type ShotGeneration } from '#shared/domain/generation.ts';
import type { AssetId, ConnectionId, ProjectId, SceneId, ShotId, TakeId } from '#shared/domain/ids.ts';
import type { SelectedTake, Shot, StoryboardShot } from '#shared/domain/records.ts';
import {
  type CustomFieldValues,
  defaultShotStructure,
  type LabelColour,
  type ShotAngle,
  type ShotSize,
  type ShotStatus,
  type ShotStructure,
} from '#shared/domain/shot-fields.ts';
import type { Frames } from '#shared/domain/time.ts';
import type { ReadDb, WriteDb } from './database.ts';
import type { Columns } from './edit-log.ts';
import { scriptLinesFromRow, type ScriptLinesRow, scriptLinesToColumns } from './script-repository.ts';
import { isTakeOutdatedSql } from './take-repository.ts';

type ShotRow = ScriptLinesRow & {
  id: ShotId;
  project_id: ProjectId;
  scene_id: SceneId;
  rank: string;
  title: string;
  prompt: string;
  notes: string;
  dialogue: string;
  duration_frames: Frames;
  camera_move_kind: CameraMoveKind;
  camera_move_strength: number;
  board_asset_id: AssetId | null;
  voice_asset_id: AssetId | null;
  connection_id: ConnectionId | null;
  generation: string;
  shot_size: ShotSize | null;
  angle: ShotAngle | null;
  lens_mm: number | null;
  action: string;
  framing: string | null;
  tags: string;
  custom_fields: string;
  colour: LabelColour | null;
  status: ShotStatus;
  locked_number: string | null;
  selected_take_id: TakeId | null;
  recipe_digest: string;
  created_at_ms: number;
  updated_at_ms: number;
};

type StoryboardRow = ShotRow & {
  take_count: number;
  take_number: number | null;
  take_asset_id: AssetId;
  take_duration_frames: Frames;
  is_take_outdated: number;
  has_burnt_in_subtitles: number | null;
};

const shotColumns = `id, project_id, scene_id, rank, title, prompt, notes, dialogue, duration_frames, camera_move_kind,
  camera_move_strength, board_asset_id, voice_asset_id, connection_id, generation, shot_size, angle, lens_mm, action,
  framing, tags, custom_fields, colour, status, locked_number, selected_take_id, script_id, script_start_line,
  script_end_line, recipe_digest, created_at_ms, updated_at_ms`;

// `= (SELECT ?)` below: SQLite is built with ENABLE_STAT4 here, and then plans a join with a bare `= ?` anew at every
// execution. A shot is found ten times faster this way.
const storyboardSelect = `
  SELECT s.id, s.project_id, s.scene_id, s.rank, s.title, s.prompt, s.notes, s.dialogue, s.duration_frames,
    s.camera_move_kind, s.camera_move_strength, s.board_asset_id, s.voice_asset_id, s.connection_id, s.generation,
    s.shot_size, s.angle, s.lens_mm, s.action, s.framing, s.tags, s.custom_fields, s.colour, s.status, s.locked_number,
    s.selected_take_id, s.script_id, s.script_start_line, s.script_end_line, s.recipe_digest, s.created_at_ms, s.updated_at_ms,
    (SELECT count(*) FROM takes WHERE shot_id = s.id) AS take_count,
    t.take_number, t.asset_id AS take_asset_id, t.duration_frames AS take_duration_frames,
    ${isTakeOutdatedSql} AS is_take_outdated, t.has_burnt_in_subtitles
  FROM shots s
    JOIN projects p ON p.id = s.project_id
    JOIN scenes c ON c.id = s.scene_id
    LEFT JOIN takes t ON t.id = s.selected_take_id`;

/** Statement behind `listStoryboardShots`; the benchmark reads the same rows with it. */
export const listStoryboardShotsSql = `${storyboardSelect}
  WHERE s.project_id = (SELECT ?) AND s.deleted_at_ms IS NULL ORDER BY c.rank, c.id, s.rank, s.id`;

/** Shots of a project as the storyboard shows them, by scene, then by rank. */
export function listStoryboardShots(db: ReadDb, projectId: ProjectId): StoryboardShot[] {
  return db.prepare<[ProjectId], StoryboardRow>(listStoryboardShotsSql).all(projectId).map(storyboardShotFromRow);
}

/** What the numbers of a project's shots follow from, in the order of `listStoryboardShots`. */
export function listShotPlaces(db: ReadDb, projectId: ProjectId): Array<Pick<Shot, 'id' | 'sceneId' | 'lockedNumber'>> {
  return db
    .prepare<[ProjectId], { id: ShotId; scene_id: SceneId; locked_number: string | null }>(
      `SELECT s.id, s.scene_id, s.locked_number FROM shots s JOIN scenes c ON c.id = s.scene_id
       WHERE s.project_id = (SELECT ?) AND s.deleted_at_ms IS NULL ORDER BY c.rank, c.id, s.rank, s.id`,
    )
    .all(projectId)
    .map((row) => ({ id: row.id, sceneId: row.scene_id, lockedNumber: row.locked_number }));
}

/** Null when there is no such shot, or it is in the trash. */
export function findStoryboardShot(db: ReadDb, shotId: ShotId): StoryboardShot | null {
  const row = db
    .prepare<[ShotId], StoryboardRow>(`${storyboardSelect} WHERE s.id = (SELECT ?) AND s.deleted_at_ms IS NULL`)
    .get(shotId);
  return row ? storyboardShotFromRow(row) : null;
}

/** Those of some shots that are there and not in the trash, in the order of the ids; one named twice comes once. */
export function listShotsById(db: ReadDb, shotIds: readonly ShotId[]): StoryboardShot[] {
  const rows = db
    .prepare<[string], StoryboardRow>(
      `${storyboardSelect} WHERE s.id IN (SELECT value FROM json_each(?)) AND s.deleted_at_ms IS NULL`,
    )
    .all(JSON.stringify(shotIds));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return [...new Set(shotIds)].flatMap((id) => byId.get(id) ?? []).map(storyboardShotFromRow);
}

const whichNaming = {
  naming: ` AND (instr(prompt, '@') > 0 OR instr(action, '@') > 0)`,
  'naming-or-spoken': ` AND (instr(prompt, '@') > 0 OR instr(action, '@') > 0 OR dialogue <> '')`,
  all: '',
} as const;

/**
 * Shots of a project whose prompts may name elements, those in which somebody speaks as well, or all of them, also those
 * in the trash and those whose creation was undone: they may come back.
 */
export function listShotsToDigest(db: ReadDb, projectId: ProjectId, which: keyof typeof whichNaming): Shot[] {
  // Two partial indexes, one a half.
  const half = (state: string) =>
    `SELECT ${shotColumns} FROM shots WHERE project_id = (SELECT ?) AND deleted_at_ms IS ${state}${whichNaming[which]}`;
  return db
    .prepare<[ProjectId, ProjectId], ShotRow>(`${half('NULL')} UNION ALL ${half('NOT NULL')}`)
    .all(projectId, projectId)
    .map(shotFromRow);
}

/** Shots by their ids, also those in the trash and those whose creation was undone; in no order. */
export function listShotsByIds(db: ReadDb, ids: readonly string[]): Shot[] {
  return db
    .prepare<[string], ShotRow>(`SELECT ${shotColumns} FROM shots WHERE id IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify(ids))
    .map(shotFromRow);
}

/** Puts a digest right that follows from other records. No edit of a person's: nothing is logged. */
export function saveRecipeDigest(db: WriteDb, shotId: ShotId, digest: string): void {
  db.prepare<[string, ShotId]>(`UPDATE shots SET recipe_digest = ? WHERE id = ?`).run(digest, shotId);
}

/** Ids of the shots of a scene in their order, with their ranks. */
export function listShotRanks(db: ReadDb, sceneId: SceneId): Array<{ id: ShotId; rank: string }> {
  return db
    .prepare<[SceneId], { id: ShotId; rank: string }>(
      `SELECT id, rank FROM shots WHERE scene_id = ? AND deleted_at_ms IS NULL ORDER BY rank, id`,
    )
    .all(sceneId);
}

function storyboardShotFromRow(row: StoryboardRow): StoryboardShot {
  return { ...shotFromRow(row), takeCount: row.take_count, selectedTake: selectedTakeFromRow(row) };
}

function shotFromRow(row: ShotRow): Shot {
  return {
    id: row.id,
    projectId: row.project_id,
    sceneId: row.scene_id,
    rank: row.rank,
    title: row.title,
    prompt: row.prompt,
    notes: row.notes,
    dialogue: row.dialogue,
    durationFrames: row.duration_frames,
    cameraMove: { kind: row.camera_move_kind, strength: row.camera_move_strength },
    boardAssetId: row.board_asset_id,
    voiceAssetId: row.voice_asset_id,
    connectionId: row.connection_id,
    generation: generationFromText(row.generation),
    ...structureFromRow(row),
    selectedTakeId: row.selected_take_id,
    scriptLines: scriptLinesFromRow(row),
    recipeDigest: row.recipe_digest,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
  };
}

function selectedTakeFromRow(row: StoryboardRow): SelectedTake | null {
  if (row.selected_take_id === null || row.take_number === null) return null;
  return {
    takeId: row.selected_take_id,
    takeNumber: row.take_number,
    assetId: row.take_asset_id,
    durationFrames: row.take_duration_frames,
    isOutdated: row.is_take_outdated === 1,
    hasBurntInSubtitles: row.has_burnt_in_subtitles === 1,
  };
}

/** Only what differs from the default is stored, so that a field of a later version needs no migration. */
function generationToText(generation: ShotGeneration): string {
  const entries = Object.entries(generation).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(defaultShotGeneration[key as keyof ShotGeneration]),
  );
  return JSON.stringify(Object.fromEntries(entries));
}

function generationFromText(text: string): ShotGeneration {
  if (text === '{}') return defaultShotGeneration;
  return { ...defaultShotGeneration, ...(JSON.parse(text) as Partial<ShotGeneration>) };
}

function structureFromRow(row: ShotRow): ShotStructure {
  return {
    shotSize: row.shot_size,
    angle: row.angle,
    lensMm: row.lens_mm,
    action: row.action,
    framing: row.framing === null ? null : (JSON.parse(row.framing) as CameraFraming),
    // Most shots have none: one object for all of them.
    tags: row.tags === '[]' ? defaultShotStructure.tags : (JSON.parse(row.tags) as string[]),
    customFields:
      row.custom_fields === '{}'
        ? defaultShotStructure.customFields
        : (JSON.parse(row.custom_fields) as CustomFieldValues),
    colour: row.colour,
    status: row.status,
    lockedNumber: row.locked_number,
  };
}

function structureToColumns(shot: ShotStructure): Columns {
  return {
    shot_size: shot.shotSize,
    angle: shot.angle,
    lens_mm: shot.lensMm,
    action: shot.action,
    framing: shot.framing && JSON.stringify(shot.framing),
    tags: JSON.stringify(shot.tags),
    custom_fields: JSON.stringify(shot.customFields),
    colour: shot.colour,
    status: shot.status,
    locked_number: shot.lockedNumber,
  };
}

/** The row of a shot that is not in the trash. */
export function shotToRow(shot: Shot): Columns & { id: ShotId } {
  return {
    id: shot.id,
    project_id: shot.projectId,
    scene_id: shot.sceneId,
    rank: shot.rank,
    title: shot.title,
    prompt: shot.prompt,
    notes: shot.notes,
    dialogue: shot.dialogue,
    duration_frames: shot.durationFrames,
    camera_move_kind: shot.cameraMove.kind,
    camera_move_strength: shot.cameraMove.strength,
    board_asset_id: shot.boardAssetId,
    voice_asset_id: shot.voiceAssetId,
    connection_id: shot.connectionId,
    generation: generationToText(shot.generation),
    ...structureToColumns(shot),
    selected_take_id: shot.selectedTakeId,
    ...scriptLinesToColumns(shot.scriptLines),
    recipe_digest: shot.recipeDigest,
    created_at_ms: shot.createdAtMs,
    updated_at_ms: shot.updatedAtMs,
    deleted_at_ms: null,
  };
}
