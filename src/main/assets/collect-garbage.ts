/**
 * Erases media that nothing names any more: first the rows, then the files, so that a crash in between leaves files
 * without rows, which the next run removes.
 */
import path from 'node:path';
import { deleteAsset, findAssetByHash, listAssets } from '#main/db/asset-repository.ts';
import type { WriteDb } from '#main/db/database.ts';
import type { AssetId } from '#shared/domain/ids.ts';
import { hasCode } from '#shared/errors/app-error.ts';
import { type AssetFolders, derivedFolder } from './asset-paths.ts';
import { type FileSystem, findSize, nodeFileSystem } from './file-system.ts';
import { createKeyedLock, type KeyedLock } from './keyed-runs.ts';

export type ErasedAssets = {
  erasedCount: number;
  /** Of the files that are gone now, with the pictures derived from them. */
  freedBytes: number;
};

export type EraseOptions = {
  db: WriteDb;
  folders: Pick<AssetFolders, 'media' | 'derived'> & Partial<AssetFolders>;
  /** Whether an asset stays although nothing names it. @default none does */
  isHeld?: (assetId: AssetId) => boolean;
  /** Held per hash by whoever puts a file in its place. @default one of its own */
  lock?: KeyedLock;
  /** @default the real one */
  files?: FileSystem;
};

export async function eraseUnusedAssets({
  db,
  folders,
  isHeld = () => false,
  lock = createKeyedLock(),
  files = nodeFileSystem,
}: EraseOptions): Promise<ErasedAssets> {
  const erasedCount = db.transaction(() => {
    const assets = listAssets(db);
    const named = collectNamedAssets(db);
    for (const { id } of assets) if (isHeld(id)) named.add(id);
    addPicturesOfSketches(db, named);
    const unused = assets.filter(({ id }) => !named.has(id));
    for (const { id } of unused) deleteAsset(db, id);
    return unused.length;
  });
  let freedBytes = 0;
  const places = { media: folders.media, derived: folders.derived, staging: '' };
  for (const [sha256, entries] of await listStoredHashes(files, places)) {
    freedBytes += await lock.run(sha256, async () => {
      if (findAssetByHash(db, sha256)) return 0;
      let bytes = 0;
      for (const entry of entries) bytes += await remove(files, entry);
      return bytes;
    });
  }
  return { erasedCount, freedBytes };
}

/**
 * Every asset id that stands anywhere in the database, also inside of JSON: shots, takes and what they were made
 * from, jobs that may run once more, undo steps. Reads all text, so that a column added later is never forgotten.
 */
export function collectNamedAssets(db: WriteDb): Set<string> {
  const named = new Set<string>();
  const columns = db
    .prepare<[], { table_name: string; column_name: string }>(
      `SELECT t.name AS table_name, c.name AS column_name
       FROM sqlite_schema AS t, pragma_table_info(t.name) AS c
       WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND t.name <> 'media_assets'
         AND c.type IN ('TEXT', 'ANY')`,
    )
    .all();
  for (const { table_name: table, column_name: column } of columns) {
    const rows = db
      .prepare<[], { text: string }>(
        `SELECT "${column}" AS text FROM "${table}"
         WHERE typeof("${column}") = 'text' AND "${column}" LIKE '%asset\\_%' ESCAPE '\\'
           AND ${stillCounts[table] ?? 'TRUE'}`,
      )
      .iterate();
    for (const { text } of rows) for (const id of assetIdsIn(text)) named.add(id);
  }
  return named;
}

/** A drawing counts as long as its picture does: what lies under its strokes stays with it, and so on. */
function addPicturesOfSketches(db: WriteDb, named: Set<string>): void {
  const sketches = db.prepare<[], { asset_id: string; document: string }>(
    `SELECT asset_id, document FROM sketch_documents WHERE document LIKE '%asset\\_%' ESCAPE '\\'`,
  );
  const under = new Map<string, string[]>();
  for (const { asset_id: assetId, document } of sketches.iterate()) under.set(assetId, assetIdsIn(document));
  const waiting = [...named];
  for (let assetId = waiting.pop(); assetId !== undefined; assetId = waiting.pop()) {
    named.add(assetId);
    waiting.push(...(under.get(assetId) ?? []));
    under.delete(assetId);
  }
}

/** asset_0123456789abcdef */
function assetIdsIn(text: string): string[] {
  return text.match(/asset_[0-9a-z]{16}/g) ?? [];
}

/** Which rows of a table count; all, where none is said. A job that is done is a record only: it never runs again. */
const stillCounts: Record<string, string> = {
  // They count with their pictures.
  sketch_documents: 'FALSE',
  jobs: `state <> 'done'`,
  job_attempts: `job_id NOT IN (SELECT id FROM jobs WHERE state = 'done')`,
};

/** What lies on the disk, by hash: the file, the folder of its pictures, or both. */
async function listStoredHashes(files: FileSystem, folders: AssetFolders): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  const add = (sha256: string, file: string) => found.set(sha256, [...(found.get(sha256) ?? []), file]);
  for (const shelf of await listShelves(files, folders.media)) {
    for (const name of await files.readdir(shelf)) {
      // <64 hexadecimal digits>.mp4
      const sha256 = /^([0-9a-f]{64})\.[a-z0-9]+$/.exec(name)?.[1];
      if (sha256) add(sha256, path.join(shelf, name));
    }
  }
  for (const shelf of await listShelves(files, folders.derived)) {
    for (const name of await files.readdir(shelf)) {
      if (/^[0-9a-f]{64}$/.test(name)) add(name, derivedFolder(folders, name));
    }
  }
  return found;
}

async function listShelves(files: FileSystem, folder: string): Promise<string[]> {
  const names = await files.readdir(folder).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  });
  return names.filter((name) => /^[0-9a-f]{2}$/.test(name)).map((name) => path.join(folder, name));
}

async function remove(files: FileSystem, entry: string): Promise<number> {
  const names = await files.readdir(entry).catch(() => null);
  const all = names === null ? [entry] : names.map((name) => path.join(entry, name));
  let bytes = 0;
  for (const file of all) bytes += (await findSize(files, file)) ?? 0;
  try {
    await files.rm(entry, { recursive: true, force: true });
    return bytes;
  } catch (error) {
    // Windows removes no file that a player holds open; the next run does.
    if (hasCode(error, 'EBUSY') || hasCode(error, 'EPERM')) return 0;
    throw error;
  }
}
