/** Rows of media assets. The files themselves are the asset store's; a row is written only after its file. */
import type { AssetId } from '#shared/domain/ids.ts';
import type { MediaAsset } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { ReadDb, WriteDb } from './database.ts';

type AssetRow = {
  id: string;
  sha256: string;
  kind: MediaAsset['kind'];
  mime: string;
  extension: string;
  size_bytes: number;
  width_px: number | null;
  height_px: number | null;
  duration_ms: number | null;
  original_name: string;
  created_at_ms: number;
};

export function findAsset(db: ReadDb, assetId: AssetId): MediaAsset | null {
  const row = db.prepare<[AssetId], AssetRow>('SELECT * FROM media_assets WHERE id = ?').get(assetId);
  return row ? assetFromRow(row) : null;
}

/** @throws {AppError} ASSET_NOT_FOUND */
export function getAsset(db: ReadDb, assetId: AssetId): MediaAsset {
  const asset = findAsset(db, assetId);
  if (!asset) throw new AppError('ASSET_NOT_FOUND', `no asset "${assetId}"`);
  return asset;
}

/** @param sha256 lower-case hexadecimal */
export function findAssetByHash(db: ReadDb, sha256: string): MediaAsset | null {
  const row = db.prepare<[string], AssetRow>('SELECT * FROM media_assets WHERE sha256 = ?').get(sha256);
  return row ? assetFromRow(row) : null;
}

/** All assets, oldest first. */
export function listAssets(db: ReadDb): MediaAsset[] {
  return db.prepare<[], AssetRow>('SELECT * FROM media_assets ORDER BY created_at_ms, id').all().map(assetFromRow);
}

/** Writes the row of a file that is in its place. The same content again keeps the row that is there, and answers it. */
export function insertAsset(db: WriteDb, asset: MediaAsset): MediaAsset {
  db.prepare<[AssetRow]>(
    `INSERT INTO media_assets (id, sha256, kind, mime, extension, size_bytes, width_px, height_px, duration_ms,
       original_name, created_at_ms)
     VALUES (@id, @sha256, @kind, @mime, @extension, @size_bytes, @width_px, @height_px, @duration_ms,
       @original_name, @created_at_ms)
     ON CONFLICT (sha256) DO NOTHING`,
  ).run(assetToRow(asset));
  return findAssetByHash(db, asset.sha256) ?? asset;
}

/** Removes the row only; fails while a shot or a take still names it. */
export function deleteAsset(db: WriteDb, assetId: AssetId): void {
  db.prepare<[AssetId]>('DELETE FROM media_assets WHERE id = ?').run(assetId);
}

function assetFromRow(row: AssetRow): MediaAsset {
  const hasFrame = row.width_px !== null && row.height_px !== null;
  return {
    id: row.id as AssetId,
    sha256: row.sha256,
    kind: row.kind,
    mime: row.mime,
    extension: row.extension,
    sizeBytes: row.size_bytes,
    frameSize: hasFrame ? { widthPx: row.width_px ?? 0, heightPx: row.height_px ?? 0 } : null,
    durationMs: row.duration_ms,
    originalName: row.original_name,
    createdAtMs: row.created_at_ms,
  };
}

function assetToRow(asset: MediaAsset): AssetRow {
  return {
    id: asset.id,
    sha256: asset.sha256,
    kind: asset.kind,
    mime: asset.mime,
    extension: asset.extension,
    size_bytes: asset.sizeBytes,
    width_px: asset.frameSize?.widthPx ?? null,
    height_px: asset.frameSize?.heightPx ?? null,
    duration_ms: asset.durationMs,
    original_name: asset.originalName,
    created_at_ms: asset.createdAtMs,
  };
}
