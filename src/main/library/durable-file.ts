/** Makes renames last through a power cut. */
import { open } from 'node:fs/promises';
import { hasCode } from '#shared/errors/app-error.ts';

/** Writes a folder's own entries to the disk, where the system has such a thing. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    // Windows keeps its folders by itself and refuses to open one; some network disks know no fsync of folders.
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP'].some((code) => hasCode(error, code))) throw error;
  }
}
