/** Drawings, as JSON: by the picture that was made of them, and as drafts of a shot. */
import type { AssetId, ShotId } from '#shared/domain/ids.ts';
import type { StoredSketch } from '#shared/domain/sketch-codec.ts';
import type { ReadDb, WriteDb } from './database.ts';

export type SketchDraft = {
  /** The board that the drawing began with. */
  boardAssetId: AssetId | null;
  sketch: StoredSketch;
  updatedAtMs: number;
};

/** The drawing that a picture was made of; null for every other picture. */
export function findSketchDocument(db: ReadDb, assetId: AssetId): StoredSketch | null {
  const sql = `SELECT document FROM sketch_documents WHERE asset_id = ?`;
  const row = db.prepare<[AssetId], { document: string }>(sql).get(assetId);
  return row ? (JSON.parse(row.document) as StoredSketch) : null;
}

/** A picture keeps the drawing that it has. */
export function insertSketchDocument(db: WriteDb, assetId: AssetId, sketch: StoredSketch, nowMs: number): void {
  db.prepare(
    `INSERT INTO sketch_documents (asset_id, document, created_at_ms) VALUES (?, ?, ?)
     ON CONFLICT (asset_id) DO NOTHING`,
  ).run(assetId, JSON.stringify(sketch), nowMs);
}

/** Null when a shot has none. */
export function findSketchDraft(db: ReadDb, shotId: ShotId): SketchDraft | null {
  const row = db
    .prepare<[ShotId], { board_asset_id: AssetId | null; document: string; updated_at_ms: number }>(
      `SELECT board_asset_id, document, updated_at_ms FROM sketch_drafts WHERE shot_id = ?`,
    )
    .get(shotId);
  if (!row) return null;
  const sketch = JSON.parse(row.document) as StoredSketch;
  return { boardAssetId: row.board_asset_id, sketch, updatedAtMs: row.updated_at_ms };
}

/** In the place of the draft that a shot has. */
export function putSketchDraft(db: WriteDb, shotId: ShotId, { boardAssetId, sketch, updatedAtMs }: SketchDraft): void {
  db.prepare(
    `INSERT INTO sketch_drafts (shot_id, board_asset_id, document, updated_at_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT (shot_id) DO UPDATE SET board_asset_id = excluded.board_asset_id, document = excluded.document,
       updated_at_ms = excluded.updated_at_ms`,
  ).run(shotId, boardAssetId, JSON.stringify(sketch), updatedAtMs);
}

/** One that is not there is fine. */
export function deleteSketchDraft(db: WriteDb, shotId: ShotId): void {
  db.prepare(`DELETE FROM sketch_drafts WHERE shot_id = ?`).run(shotId);
}
