/** What the studio answers about boards that are open in another program. */
import type { ProjectId, ShotId } from '#shared/domain/ids.ts';
import type { AppErrorData } from '#shared/errors/app-error.ts';

/** A board that is followed in another program, or was until something ended that. */
export type OutsideBoard = {
  projectId: ProjectId;
  shotId: ShotId;
  /** Of the working file. */
  fileName: string;
  /** How often a save became the board. */
  takenCount: number;
  /** Why the latest save did not; null when it did, or there was none. */
  problem: AppErrorData | null;
  /** Why it is followed no longer: its working file is gone, or too many others were opened. Null while it is. */
  ended: 'file-gone' | 'too-many' | null;
};
