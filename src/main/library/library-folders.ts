/** Where things lie inside a library. Paths are absolute, and only the library and the asset store build them. */
import path from 'node:path';

export type LibraryFolders = {
  /** The library itself. */
  root: string;
  /** `ab/<sha256>.<ext>` below it; never changed once written. */
  media: string;
  /** Files being made, on the same disk as `media`; emptied of what is a day old when the library opens. */
  staging: string;
  /** Files on their way in from the window. */
  uploads: string;
  /** Recordings that nobody kept or let go yet. */
  recordings: string;
  /** `ab/<sha256>/<kind>.jpg` below it; may be deleted at any time and is made again. */
  derived: string;
  /** Verified snapshots of the database. */
  backups: string;
  /** Films that were saved into the library because the host has no dialog. */
  exports: string;
  /** Boards that are open in other programs; a file that nobody saved for a week is removed. */
  boardsOpen: string;
  /** The SQLite database. */
  database: string;
};

export function libraryFolders(root: string): LibraryFolders {
  const media = path.join(root, 'media');
  const staging = path.join(media, 'staging');
  return {
    root,
    media,
    staging,
    uploads: path.join(staging, 'uploads'),
    recordings: path.join(root, 'recordings'),
    derived: path.join(root, 'derived'),
    backups: path.join(root, 'backups'),
    exports: path.join(root, 'exports'),
    boardsOpen: path.join(root, 'boards-open'),
    database: path.join(root, 'library.db'),
  };
}
