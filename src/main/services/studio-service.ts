/** What the window shows about the studio itself: its library, its ffmpeg, what the start recovered. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FfmpegLocator } from '#main/media/ffmpeg-locator.ts';
import type { FfmpegStatus, HostKind, StudioInfo } from '#shared/contract/answers.ts';
import { toAppError } from '#shared/errors/app-error.ts';
import type { ServiceContext } from './service-context.ts';

export interface StudioService {
  info(): Promise<StudioInfo>;
}

export type StudioFacts = {
  version: string;
  hostKind: HostKind;
  libraryDir: string;
  locator: Pick<FfmpegLocator, 'locate'>;
  /** Name of the service that keeps the folder in step; null where none does. */
  syncedBy: string | null;
  recoveredJobCount: () => number;
  findLatestBackup: () => Promise<{ madeAtMs: number } | null>;
};

export function createStudioService({ db }: ServiceContext, facts: StudioFacts): StudioService {
  return {
    async info() {
      const [ffmpeg, backup, databaseBytes] = await Promise.all([
        findFfmpeg(facts.locator),
        facts.findLatestBackup(),
        sizeOfFiles(facts.libraryDir),
      ]);
      const { projectCount, mediaBytes } = db
        .prepare<[], { projectCount: number; mediaBytes: number }>(
          `SELECT (SELECT count(*) FROM projects WHERE deleted_at_ms IS NULL) AS projectCount,
             (SELECT coalesce(sum(size_bytes), 0) FROM media_assets) AS mediaBytes`,
        )
        .get() ?? { projectCount: 0, mediaBytes: 0 };
      return {
        version: facts.version,
        hostKind: facts.hostKind,
        library: {
          name: path.basename(facts.libraryDir),
          location: facts.libraryDir,
          projectCount,
          sizeBytes: databaseBytes + mediaBytes,
          syncedBy: facts.syncedBy,
          lastBackupAtMs: backup?.madeAtMs ?? null,
        },
        ffmpeg,
        recoveredJobCount: facts.recoveredJobCount(),
      };
    },
  };
}

async function findFfmpeg(locator: Pick<FfmpegLocator, 'locate'>): Promise<FfmpegStatus> {
  try {
    const { version, source } = await locator.locate();
    return { kind: 'ready', version, source };
  } catch (thrown) {
    return { kind: 'missing', command: String(toAppError(thrown).params['command'] ?? '') };
  }
}

/** Bytes of the files that lie right in a folder, such as the database and its journal. */
async function sizeOfFiles(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true });
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      stat(path.join(folder, entry.name)).then(
        ({ size }) => size,
        () => 0,
      ),
    );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
