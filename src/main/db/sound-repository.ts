/** Lanes of sound and the clips on them: rows in, records out. */
import type { AssetId, ProjectId, ShotId, SoundClipId, SoundLaneId } from '#shared/domain/ids.ts';
import type { ListedSoundClip, SoundClip, SoundLane, SoundLaneKind } from '#shared/domain/sound.ts';
import type { ReadDb } from './database.ts';
import type { Columns } from './edit-log.ts';

type LaneRow = {
  id: SoundLaneId;
  project_id: ProjectId;
  rank: string;
  name: string;
  kind: SoundLaneKind;
  gain_db: number;
  is_muted: 0 | 1;
  created_at_ms: number;
};

type ClipRow = {
  id: SoundClipId;
  project_id: ProjectId;
  lane_id: SoundLaneId;
  asset_id: AssetId;
  anchor_shot_id: ShotId | null;
  offset_frames: number;
  trim_in_ms: number;
  trim_out_ms: number;
  gain_db: number;
  fade_in_frames: number;
  fade_out_frames: number;
  created_at_ms: number;
};

type ListedClipRow = ClipRow & { original_name: string; duration_ms: number | null };

/** From top to bottom. */
export function listSoundLanes(db: ReadDb, projectId: ProjectId): SoundLane[] {
  return db
    .prepare<[ProjectId], LaneRow>(
      `SELECT * FROM sound_lanes WHERE project_id = ? AND deleted_at_ms IS NULL ORDER BY rank, id`,
    )
    .all(projectId)
    .map(laneFromRow);
}

/** Null when there is no such lane, or it was deleted. */
export function findSoundLane(db: ReadDb, laneId: SoundLaneId): SoundLane | null {
  const row = db
    .prepare<[SoundLaneId], LaneRow>(`SELECT * FROM sound_lanes WHERE id = ? AND deleted_at_ms IS NULL`)
    .get(laneId);
  return row ? laneFromRow(row) : null;
}

const listedClip = `SELECT c.*, a.original_name, a.duration_ms FROM sound_clips c
  JOIN media_assets a ON a.id = c.asset_id`;

/** In the order in which they were made. */
export function listSoundClips(db: ReadDb, projectId: ProjectId): ListedSoundClip[] {
  return db
    .prepare<[ProjectId], ListedClipRow>(
      `${listedClip} WHERE c.project_id = ? AND c.deleted_at_ms IS NULL ORDER BY c.created_at_ms, c.id`,
    )
    .all(projectId)
    .map(listedClipFromRow);
}

/** Null when there is no such clip, or it was deleted. */
export function findSoundClip(db: ReadDb, clipId: SoundClipId): ListedSoundClip | null {
  const row = db
    .prepare<[SoundClipId], ListedClipRow>(`${listedClip} WHERE c.id = ? AND c.deleted_at_ms IS NULL`)
    .get(clipId);
  return row ? listedClipFromRow(row) : null;
}

/** Clips that begin in one of some shots. */
export function listSoundClipsIn(
  db: ReadDb,
  shotIds: readonly ShotId[],
): Array<{ id: SoundClipId; anchorShotId: ShotId; offsetFrames: number }> {
  return db
    .prepare<[string], { id: SoundClipId; anchorShotId: ShotId; offsetFrames: number }>(
      `SELECT id, anchor_shot_id AS anchorShotId, offset_frames AS offsetFrames FROM sound_clips
       WHERE anchor_shot_id IN (SELECT value FROM json_each(?)) AND deleted_at_ms IS NULL`,
    )
    .all(JSON.stringify(shotIds));
}

/** The row of a lane that is not deleted. */
export function soundLaneToRow(lane: SoundLane): Columns & { id: SoundLaneId } {
  return {
    id: lane.id,
    project_id: lane.projectId,
    rank: lane.rank,
    name: lane.name,
    kind: lane.kind,
    gain_db: lane.gainDb,
    is_muted: lane.isMuted ? 1 : 0,
    created_at_ms: lane.createdAtMs,
    deleted_at_ms: null,
  };
}

/** The row of a clip that is not deleted. */
export function soundClipToRow(clip: SoundClip): Columns & { id: SoundClipId } {
  return {
    id: clip.id,
    project_id: clip.projectId,
    lane_id: clip.laneId,
    asset_id: clip.assetId,
    anchor_shot_id: clip.anchorShotId,
    offset_frames: clip.offsetFrames,
    trim_in_ms: clip.trimInMs,
    trim_out_ms: clip.trimOutMs,
    gain_db: clip.gainDb,
    fade_in_frames: clip.fadeInFrames,
    fade_out_frames: clip.fadeOutFrames,
    created_at_ms: clip.createdAtMs,
    deleted_at_ms: null,
  };
}

function laneFromRow(row: LaneRow): SoundLane {
  return {
    id: row.id,
    projectId: row.project_id,
    rank: row.rank,
    name: row.name,
    kind: row.kind,
    gainDb: row.gain_db,
    isMuted: row.is_muted === 1,
    createdAtMs: row.created_at_ms,
  };
}

function listedClipFromRow(row: ListedClipRow): ListedSoundClip {
  return {
    id: row.id,
    projectId: row.project_id,
    laneId: row.lane_id,
    assetId: row.asset_id,
    anchorShotId: row.anchor_shot_id,
    offsetFrames: row.offset_frames,
    trimInMs: row.trim_in_ms,
    trimOutMs: row.trim_out_ms,
    gainDb: row.gain_db,
    fadeInFrames: row.fade_in_frames,
    fadeOutFrames: row.fade_out_frames,
    createdAtMs: row.created_at_ms,
    sourceName: row.original_name,
    sourceDurationMs: row.duration_ms ?? row.trim_out_ms,
  };
}
