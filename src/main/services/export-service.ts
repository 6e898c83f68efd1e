/** Export of a project's film: the selected takes in order, as one file. */
import type { AssetStore } from '#main/assets/asset-store.ts';
import type { ReadDb } from '#main/db/database.ts';
import { listSoundClips, listSoundLanes } from '#main/db/sound-repository.ts';
import { findTake } from '#main/db/take-repository.ts';
import { type ExportFilmPayload, newExportJob } from '#main/jobs/export-film-job.ts';
import type { FilmClip, FilmPlan } from '#main/media/export-film.ts';
import type { JobQueue } from '#main/queue/job-queue.ts';
import type { ExportPlan } from '#shared/contract/answers.ts';
import type { ProjectId, ShotId } from '#shared/domain/ids.ts';
import type { Job, Project, SubtitleMode, Take } from '#shared/domain/records.ts';
import type { FilmSegment } from '#shared/domain/sound-rules.ts';
import { scheduleSounds } from '#shared/domain/sound-schedule.ts';
import type { Frames } from '#shared/domain/time.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { ProjectService } from './project-service.ts';
import type { ServiceContext } from './service-context.ts';

/** Where a film goes. */
export type FilmDestination = {
  /** Absolute path of the finished file. */
  path: string;
  /** Whether it lies in the library, and so can be downloaded through the window. */
  isInLibrary: boolean;
};

export interface ExportService {
  /** What an export would do now. @throws {AppError} PROJECT_NOT_FOUND */
  plan(projectId: ProjectId, subtitles: SubtitleMode): Promise<ExportPlan>;
  /**
   * Queues the export of the takes that are selected now; later choices do not change it.
   *
   * @throws {AppError} PROJECT_NOT_FOUND, EXPORT_NOTHING_TO_EXPORT
   */
  start(projectId: ProjectId, options: { subtitles: SubtitleMode; destination: FilmDestination }): Job;
  /** @throws {AppError} PROJECT_NOT_FOUND, EXPORT_NOTHING_TO_EXPORT when no shot has a take */
  requireTakes(projectId: ProjectId): void;
}

export type ExportDependencies = {
  projects: ProjectService;
  assets: Pick<AssetStore, 'input'>;
  queue: Pick<JobQueue, 'enqueue'>;
  /** Looks at the clips and tells whether they can be joined as they are. */
  planFilm(options: {
    clips: readonly FilmClip[];
    project: Pick<Project, 'frameSize' | 'frameRate'>;
    subtitles: SubtitleMode;
  }): Promise<FilmPlan>;
};

type ChosenTake = { take: Take; dialogue: string };

export function createExportService({ db }: ServiceContext, dependencies: ExportDependencies): ExportService {
  const { projects, assets, queue, planFilm } = dependencies;

  const choose = (projectId: ProjectId) => {
    const { project, shots } = projects.storyboard(projectId);
    const missingShotIds: ShotId[] = [];
    const chosen: ChosenTake[] = [];
    for (const { id, selectedTakeId } of shots) {
      const take = selectedTakeId && findTake(db, selectedTakeId);
      if (take) chosen.push({ take, dialogue: take.recipe.dialogue });
      else missingShotIds.push(id);
    }
    return { project, chosen, missingShotIds, ...chooseSounds(db, project, chosen) };
  };
  const chooseSome = (projectId: ProjectId) => {
    const choice = choose(projectId);
    if (choice.chosen.length === 0) throw new AppError('EXPORT_NOTHING_TO_EXPORT', `no take in ${projectId}`);
    return choice;
  };

  return {
    async plan(projectId, subtitles) {
      const { project, chosen, missingShotIds, sounds, leftOutSoundCount } = choose(projectId);
      const clips = chosen.map(({ take, dialogue }) => toClip(assets, take, dialogue));
      const { mode, reasons } =
        clips.length > 0 ? await planFilm({ clips, project, subtitles }) : { mode: 'copied' as const, reasons: [] };
      const durationFrames = chosen.reduce((sum, { take }) => sum + take.durationFrames, 0) as Frames;
      // A take without dialogue has nothing drawn into it, even where its engine would.
      const burntInCount = clips.filter(
        ({ hasBurntInSubtitles, dialogue }) => hasBurntInSubtitles && dialogue.trim() !== '',
      ).length;
      const soundCount = sounds.length;
      const counts = { clipCount: clips.length, soundCount, leftOutSoundCount, burntInCount };
      return { ...counts, durationFrames, missingShotIds, mode, reasons };
    },

    start(projectId, { subtitles, destination }) {
      const { project, chosen, sounds } = chooseSome(projectId);
      const clips = chosen.map(({ take, dialogue }) => ({
        takeId: take.id,
        assetId: take.assetId,
        durationFrames: take.durationFrames,
        hasBurntInSubtitles: take.hasBurntInSubtitles,
        dialogue,
      }));
      const { frameSize, frameRate } = project;
      return queue.enqueue(newExportJob({ projectId, clips, sounds, frameSize, frameRate, subtitles, destination }));
    },

    requireTakes(projectId) {
      chooseSome(projectId);
    },
  };
}

type FilmSounds = { sounds: ExportFilmPayload['sounds']; leftOutSoundCount: number };

/** What is heard of the lanes in a film of these takes. */
function chooseSounds(db: ReadDb, { id, frameRate }: Project, chosen: readonly ChosenTake[]): FilmSounds {
  const segments: FilmSegment[] = [];
  for (const { take } of chosen) {
    const startFrame = segments.at(-1)?.endFrame ?? 0;
    segments.push({ shotId: take.shotId, startFrame, endFrame: startFrame + take.durationFrames });
  }
  const clips = listSoundClips(db, id);
  const scheduled = scheduleSounds({ segments, lanes: listSoundLanes(db, id), clips, frameRate });
  const sounds = scheduled.map((sound) => ({
    assetId: sound.assetId,
    startFrames: sound.startFrame,
    endFrames: sound.endFrame,
    lengthFrames: sound.lengthFrames,
    sourceStartMs: sound.sourceStartMs,
    gainDb: sound.gainDb,
    fadeInFrames: sound.fadeInFrames,
    fadeOutFrames: sound.fadeOutFrames,
  }));
  const present = new Set(segments.map(({ shotId }) => shotId));
  const leftOut = clips.filter(({ anchorShotId }) => anchorShotId !== null && !present.has(anchorShotId));
  return { sounds, leftOutSoundCount: leftOut.length };
}

function toClip(assets: Pick<AssetStore, 'input'>, take: Take, dialogue: string): FilmClip {
  const { assetId, durationFrames, hasBurntInSubtitles } = take;
  return { path: assets.input(assetId), durationFrames, hasBurntInSubtitles, dialogue };
}
