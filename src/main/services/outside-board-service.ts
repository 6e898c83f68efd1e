/**
 * Boards in other programs: a working file is opened there, and each save of it becomes the board again. What is
 * followed is written down with the digest of its file, so that a save made while the studio was closed is found.
 */
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { AssetStore } from '#main/assets/asset-store.ts';
import { type SavedFileWatch, watchSavedFile, type WatchSavedFileOptions } from '#main/assets/watch-saved-file.ts';
import type { OutsideBoard } from '#shared/contract/outside-answers.ts';
import type { ShotId } from '#shared/domain/ids.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { AppError, toAppError } from '#shared/errors/app-error.ts';
import { type FollowedBoard, findFollowedBoards, setFollowedBoards } from './followed-boards.ts';
import type { ServiceContext } from './service-context.ts';
import type { ShotService } from './shot-service.ts';

export interface OutsideBoardService {
  /**
   * Opens a copy of a shot's board with the system's own program and follows its saves, until `close`. A board that
   * is open already is opened once more with what is in its working file.
   *
   * @throws {AppError} SHOT_NOT_FOUND, INVALID_INPUT without a board, NOT_AVAILABLE_HERE, FILE_NOT_OPENED, DISK_FULL
   */
  open(shotId: ShotId): Promise<OutsideBoard>;
  /** Those that are followed now, and those that no longer are since the studio started, with the reason. */
  list(): OutsideBoard[];
  /** Takes the last save and follows no longer. The working file stays for some days. */
  close(shotId: ShotId): Promise<void>;
  /** Goes on with what was followed when the studio was closed, and takes what was saved since. Once; a second call waits for the first. */
  resume(): Promise<void>;
  /** Takes the last saves. What is followed now is gone on with at the next start. */
  closeAll(): Promise<void>;
}

const mostFollowedBoards = 50;

export type OutsideBoardParts = {
  shots: Pick<ShotService, 'get' | 'setMedia'>;
  assets: Pick<AssetStore, 'get' | 'input' | 'stage' | 'commit'>;
  /** Where working files lie. */
  folder: string;
  /** Opens a file with the program that the system has for it. @throws {AppError} NOT_AVAILABLE_HERE, FILE_NOT_OPENED */
  openFile(file: string): Promise<void>;
  /** Boards that are followed at a time; more end the oldest. @default 50 */
  mostFollowed?: number;
  /** @default those of `watchSavedFile` */
  times?: Pick<WatchSavedFileOptions, 'settleMs' | 'pollMs'>;
};

type Session = { board: OutsideBoard; file: string; hash: string; watch: SavedFileWatch };

export function createOutsideBoardService(context: ServiceContext, parts: OutsideBoardParts): OutsideBoardService {
  const { shots, assets, folder, openFile, mostFollowed = mostFollowedBoards, times } = parts;
  const sessions = new Map<ShotId, Session>();
  /** Told until a person has seen it and closes it, or the studio ends. */
  const ended = new Map<ShotId, OutsideBoard>();
  let resuming: Promise<void> | null = null;
  const remember = () => {
    const followed = [...sessions.values()].map(({ board: { shotId, fileName, takenCount }, hash }): FollowedBoard => {
      return { shotId, fileName, hash, takenCount };
    });
    setFollowedBoards(context.db, followed);
  };
  const announce = ({ projectId, shotId }: OutsideBoard) =>
    context.changes.announce([{ kind: 'outside-board', projectId, ids: [shotId] }]);

  /** Never rejects: what went wrong is told with the board. */
  async function take(session: Session): Promise<void> {
    const { board, file } = session;
    const staged = await assets.stage(path.extname(file).slice(1)).catch(() => null);
    if (!staged) return;
    try {
      await copyFile(file, staged.path);
      const hash = await hashOf(staged.path);
      if (hash === session.hash) return;
      // Looked at whole: a file that is half written is no picture, and its next save is looked at again.
      const { id } = await assets.commit(staged, { originalName: board.fileName });
      const typingKey = `outside:${board.fileName}`;
      shots.setMedia([board.shotId], 'board', id, { labelKey: 'boardFromOutside', typingKey });
      session.hash = hash;
      session.board = { ...board, takenCount: board.takenCount + 1, problem: null };
      if (sessions.has(board.shotId)) remember();
    } catch (thrown) {
      session.board = { ...board, problem: toAppError(thrown).toData() };
    } finally {
      await staged.discard();
    }
    announce(board);
  }

  async function makeWorkingFile(shot: StoryboardShot): Promise<string> {
    if (shot.boardAssetId === null) {
      throw new AppError('INVALID_INPUT', 'no board to open', { params: { field: 'board' } });
    }
    const { extension } = assets.get(shot.boardAssetId);
    await mkdir(folder, { recursive: true });
    const file = path.join(folder, `${plainName(shot.title)}-${shot.boardAssetId.slice(-6)}.${extension}`);
    await copyFile(assets.input(shot.boardAssetId), file);
    return file;
  }

  /** @param known what was last seen of the file; @default what is in it now */
  async function follow(shot: StoryboardShot, file: string, known?: FollowedBoard): Promise<Session> {
    const board: OutsideBoard = { ...boardOf(shot, path.basename(file)), takenCount: known?.takenCount ?? 0 };
    const hash = known?.hash ?? (await hashOf(file));
    const session: Session = { board, file, hash, watch: { close: async () => {} } };
    session.watch = await watchSavedFile({ file, onSaved: () => take(session), ...times });
    return session;
  }

  async function close(shotId: ShotId): Promise<void> {
    const told = ended.get(shotId);
    if (told && ended.delete(shotId)) announce(told);
    const session = sessions.get(shotId);
    if (!session) return;
    sessions.delete(shotId);
    remember();
    await session.watch.close();
    announce(session.board);
  }

  function end(board: OutsideBoard, reason: NonNullable<OutsideBoard['ended']>): void {
    ended.set(board.shotId, { ...board, ended: reason });
    announce(board);
  }

  async function resumeOne(known: FollowedBoard): Promise<void> {
    const shot = findShot(known.shotId);
    // What was deleted meanwhile has no board any more.
    if (!shot) return;
    const file = path.join(folder, known.fileName);
    const session = await follow(shot, file, known).catch(() => null);
    const hash = await hashOf(file).catch(() => null);
    if (!session || hash === null) {
      await session?.watch.close();
      return end(boardOf(shot, known.fileName), 'file-gone');
    }
    sessions.set(shot.id, session);
    if (hash === known.hash) announce(session.board);
    else await take(session);
  }

  async function resumeAll(): Promise<void> {
    for (const known of findFollowedBoards(context.db)) await resumeOne(known);
    remember();
  }

  function findShot(shotId: ShotId): StoryboardShot | null {
    try {
      return shots.get(shotId);
    } catch {
      return null;
    }
  }

  return {
    async open(shotId) {
      await resuming;
      const shot = shots.get(shotId);
      const known = sessions.get(shotId);
      if (known) {
        await openFile(known.file);
        return known.board;
      }
      const session = await follow(shot, await makeWorkingFile(shot));
      try {
        await openFile(session.file);
      } catch (error) {
        await session.watch.close();
        throw error;
      }
      ended.delete(shotId);
      sessions.set(shotId, session);
      const [oldest] = sessions.size > mostFollowed ? sessions.values() : [];
      if (oldest) {
        await close(oldest.board.shotId);
        end(oldest.board, 'too-many');
      }
      remember();
      announce(session.board);
      return session.board;
    },
    list: () => [...[...sessions.values()].map(({ board }) => board), ...ended.values()],
    close,
    resume() {
      resuming ??= resumeAll();
      return resuming;
    },
    async closeAll() {
      await resuming;
      await Promise.all([...sessions.values()].map(({ watch }) => watch.close()));
      remember();
    },
  };
}

function boardOf({ id: shotId, projectId }: StoryboardShot, fileName: string): OutsideBoard {
  return { projectId, shotId, fileName, takenCount: 0, problem: null, ended: null };
}

async function hashOf(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

/** What a person reads in the title bar of their program: letters and digits of any script, joined by hyphens. */
function plainName(title: string): string {
  const words = title.match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...words.join('-')].slice(0, 40).join('') || 'board';
}
