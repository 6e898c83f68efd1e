/**
 * Holds the one open studio of a host, and exchanges it for another.
 *
 * The next library is opened before the present one is closed: one that cannot be opened leaves everything as it is.
 * Opening, switching and closing never overlap.
 */
import path from 'node:path';
import type { HostedStudio } from './studio.ts';

export interface StudioSession {
  /** The open studio; null before the first `open`, and once closed. */
  current(): HostedStudio | null;
  /** Folder of the open library, absolute. */
  libraryDir(): string | null;
  /**
   * Opens the library in that folder in place of the present one. Resolves when the new one is there; the old one is
   * then closed behind it, so that a call into the old one may ask for the switch without waiting for itself.
   *
   * @throws {AppError} LIBRARY_… and the present library stays open.
   */
  open(libraryDir: string): Promise<void>;
  /** Closes what is open, also what is still being closed. Nothing can be opened afterwards. */
  close(): Promise<void>;
}

export type StudioSessionOptions = {
  openStudio(libraryDir: string): Promise<HostedStudio>;
  /** Called when another studio has taken the place of one, before that one is closed: ends its connections. */
  onSwitched?: () => void;
  onCloseFailed(error: unknown): void;
};

type Open = { libraryDir: string; studio: HostedStudio };

export function createStudioSession({ openStudio, onSwitched, onCloseFailed }: StudioSessionOptions): StudioSession {
  let open: Open | null = null;
  let isClosed = false;
  let lastStep: Promise<void> = Promise.resolve();
  const closings = new Set<Promise<void>>();

  function inTurn(step: () => Promise<void>): Promise<void> {
    const result = lastStep.then(step);
    lastStep = result.catch(() => {});
    return result;
  }

  function closeBehind(studio: HostedStudio): void {
    const closing = studio
      .close()
      .catch(onCloseFailed)
      .finally(() => closings.delete(closing));
    closings.add(closing);
  }

  return {
    current: () => open?.studio ?? null,
    libraryDir: () => open?.libraryDir ?? null,
    open: (folder) =>
      inTurn(async () => {
        const libraryDir = path.resolve(folder);
        if (isClosed) throw new Error('the session was closed');
        if (open?.libraryDir === libraryDir) return;
        // The same folder may still be closing after a switch away from it: its lock has to be free.
        await Promise.all(closings);
        const previous = open;
        open = { libraryDir, studio: await openStudio(libraryDir) };
        if (previous) {
          onSwitched?.();
          closeBehind(previous.studio);
        }
      }),
    close: () =>
      inTurn(async () => {
        isClosed = true;
        if (open) closeBehind(open.studio);
        open = null;
        await Promise.all(closings);
      }),
  };
}
