/** Makes the sample project, with its boards where pictures can be made. */
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import type { AssetStore } from '#main/assets/asset-store.ts';
import { projectToRow } from '#main/db/project-repository.ts';
import { sceneToRow } from '#main/db/scene-repository.ts';
import { shotToRow } from '#main/db/shot-repository.ts';
import type { Logger } from '#main/logger.ts';
import type { Saved } from '#shared/contract/answers.ts';
import type { AssetId, ProjectId } from '#shared/domain/ids.ts';
import type { Project } from '#shared/domain/records.ts';
import { framesFromSeconds } from '#shared/domain/time.ts';
import { edit, type TimedRecorder } from './edit.ts';
import { aScene, aShot } from './new-records.ts';
import { toProject } from './project-service.ts';
import { firstRanks } from './ranks.ts';
import { sampleScenes, sampleStyleNotes, sampleTitle } from './sample-story.ts';
import type { ServiceContext } from './service-context.ts';

/** Small enough that its film is made in well under a minute on a modest machine. */
const sampleFormat = { frameSize: { widthPx: 1280, heightPx: 720 }, frameRate: { numerator: 24, denominator: 1 } };

export interface SampleService {
  /** A board that cannot be made is left out and logged; the project stands all the same. */
  create(options?: {
    /** Runs in the transaction that makes the project. */
    alongside?: () => void;
    /** Fired before the project is made: nothing is. */
    signal?: AbortSignal;
  }): Promise<Saved & { projectId: ProjectId }>;
}

export type SampleOptions = {
  assets: Pick<AssetStore, 'stage' | 'commit'>;
  /** Folder of the drawn boards. */
  sampleDir: string;
  logger: Logger;
};

export function createSampleService(
  context: ServiceContext,
  { assets, sampleDir, logger }: SampleOptions,
): SampleService {
  const importBoard = async (fileName: string, signal?: AbortSignal): Promise<AssetId | null> => {
    try {
      const staged = await assets.stage(path.extname(fileName).slice(1));
      try {
        await copyFile(path.join(sampleDir, fileName), staged.path);
        const asset = await assets.commit(staged, { originalName: fileName, ...(signal && { signal }) });
        return asset.id;
      } finally {
        await staged.discard();
      }
    } catch (error) {
      signal?.throwIfAborted();
      logger.error('sample.boardFailed', error, { fileName });
      return null;
    }
  };

  return {
    async create({ alongside, signal } = {}) {
      const names = sampleScenes.flatMap(({ shots }) => shots.flatMap(({ board }) => board ?? []));
      const assetIds = await Promise.all(names.map((name) => importBoard(name, signal)));
      signal?.throwIfAborted();
      const boards = new Map(names.map((name, index) => [name, assetIds[index] ?? null]));
      const { result, savedAtMs } = edit(context, { projectId: null, labelKey: 'createProject' }, (recorder) => {
        const fresh = toProject(context.ids.create('project'), { title: sampleTitle, ...sampleFormat }, recorder.nowMs);
        const project = { ...fresh, styleNotes: sampleStyleNotes };
        recorder.insert('projects', projectToRow(project));
        insertScenes(context, recorder, project, boards);
        alongside?.();
        return project.id;
      });
      return { projectId: result, savedAtMs };
    },
  };
}

function insertScenes(
  { ids }: ServiceContext,
  recorder: TimedRecorder,
  { id: projectId, frameRate }: Project,
  boards: ReadonlyMap<string, AssetId | null>,
): void {
  const { nowMs } = recorder;
  const sceneRanks = firstRanks(sampleScenes.length);
  sampleScenes.forEach(({ heading, synopsis, shots }, sceneIndex) => {
    const rank = sceneRanks[sceneIndex] ?? '';
    const scene = aScene({ id: ids.create('scene'), projectId, rank, heading, synopsis, nowMs });
    recorder.insert('scenes', sceneToRow(scene));
    const ranks = firstRanks(shots.length);
    shots.forEach(({ seconds, board, ...fields }, index) => {
      const durationFrames = framesFromSeconds(seconds, frameRate);
      const boardAssetId = board === null ? null : (boards.get(board) ?? null);
      const own = { ...fields, durationFrames, boardAssetId, rank: ranks[index] ?? '' };
      recorder.insert('shots', shotToRow(aShot({ ...own, id: ids.create('shot'), scene, frameRate, nowMs })));
    });
  });
}
