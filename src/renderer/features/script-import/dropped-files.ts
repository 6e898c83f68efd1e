/** Reads what was dropped, folders with all that is in them. */
import type { FolderFile } from './chosen-import.ts';

/** Deepest folder that is read: a Storyboarder project has three levels. */
const mostLevels = 6;
const mostFiles = 20_000;

/** Files of a drop; to be called while its event is handled, because the list is empty afterwards. */
export function droppedFiles({ items, files }: DataTransfer): Promise<FolderFile[]> {
  const entries = [...items].flatMap((item) => (item.kind === 'file' ? (item.webkitGetAsEntry() ?? []) : []));
  const plain = [...files].map((file) => ({ path: file.name, file }));
  return entries.some(({ isDirectory }) => isDirectory) ? readAll(entries) : Promise.resolve(plain);
}

async function readAll(entries: readonly FileSystemEntry[]): Promise<FolderFile[]> {
  const found: FolderFile[] = [];
  for (const entry of entries) await readEntry(entry, mostLevels, found);
  return found;
}

async function readEntry(entry: FileSystemEntry, levels: number, found: FolderFile[]): Promise<void> {
  if (found.length >= mostFiles) return;
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject)).catch(() => null);
    // A file that vanished or cannot be read is missing, as it would be in the folder.
    if (file) found.push({ path: entry.fullPath.replace(/^\/+/, ''), file });
  } else if (isFolder(entry) && levels > 0) {
    const reader = entry.createReader();
    for (;;) {
      // A reader gives a hundred entries at a time.
      const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
      if (part.length === 0) return;
      for (const child of part) await readEntry(child, levels - 1, found);
    }
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
