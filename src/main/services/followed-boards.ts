/** Which boards are followed in other programs, written to the library so that a restart goes on with them. */
import path from 'node:path';
import { z } from 'zod';
import type { ReadDb, WriteDb } from '#main/db/database.ts';
import { findSetting, setSetting } from '#main/db/settings-repository.ts';
import type { ShotId } from '#shared/domain/ids.ts';

export type FollowedBoard = {
  shotId: ShotId;
  /** Of the working file, without folders. */
  fileName: string;
  /** SHA-256 of what was opened or taken last. */
  hash: string;
  takenCount: number;
};

const settingKey = 'boards.followedOutside';

const storedSchema = z.array(
  z.object({
    shotId: z.string(),
    fileName: z.string().refine((name) => name !== '' && path.basename(name) === name),
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    takenCount: z.int().nonnegative(),
  }),
);

/** The oldest first; none where what is stored cannot be read. */
export function findFollowedBoards(db: ReadDb): FollowedBoard[] {
  const stored = storedSchema.safeParse(findSetting<unknown>(db, settingKey) ?? []);
  return stored.success ? (stored.data as FollowedBoard[]) : [];
}

export function setFollowedBoards(db: WriteDb, boards: readonly FollowedBoard[]): void {
  setSetting(db, settingKey, boards);
}
