/** Writes cells: as few calls as possible, all of them one step to undo. */
import { saveShots } from '#renderer/features/shot-inspector/index.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { type CellWrite, groupWrites } from './group-writes.ts';

/** One after another, so that they are one step; the first that fails ends it, and a notice says why. */
export async function writeCells(writes: readonly CellWrite[]): Promise<void> {
  const typingKey = `cells:${crypto.randomUUID()}`;
  for (const { shots, patch } of groupWrites(writes)) {
    if (!(await edit(() => saveShots(shots, patch, typingKey)))) return;
  }
}
