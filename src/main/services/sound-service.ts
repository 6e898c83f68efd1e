/** Sound on lanes: lanes and clips, made, changed and deleted with undo. */
import type { AssetStore } from '#main/assets/asset-store.ts';
import type { Uploads } from '#main/assets/uploads.ts';
import { findProject } from '#main/db/project-repository.ts';
import { findStoryboardShot } from '#main/db/shot-repository.ts';
import {
  findSoundClip,
  findSoundLane,
  listSoundClips,
  listSoundLanes,
  soundClipToRow,
  soundLaneToRow,
} from '#main/db/sound-repository.ts';
import type { Saved } from '#shared/contract/answers.ts';
import type { NewSoundLane, SoundClipPatch, SoundLanePatch, SoundSplit } from '#shared/contract/sound-schemas.ts';
import type { AssetId, ProjectId, SoundClipId, SoundLaneId, UploadId } from '#shared/domain/ids.ts';
import type { MediaAsset, Project } from '#shared/domain/records.ts';
import {
  type ListedSoundClip,
  mostSoundClips,
  mostSoundLanes,
  type SoundAnchor,
  type SoundClip,
  type SoundLane,
  type Soundtrack,
} from '#shared/domain/sound.ts';
import { fitGainDb, fitSound } from '#shared/domain/sound-rules.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { edit, type TimedRecorder } from './edit.ts';
import { withoutUndefined } from './project-service.ts';
import { placeAfter } from './ranks.ts';
import type { ServiceContext } from './service-context.ts';
import { streamProgress } from './stream-progress.ts';

type SavedLane = Saved & { lane: SoundLane };
type SavedClip = Saved & { clip: ListedSoundClip };
/** A lane that is there, or one that is made for what comes onto it. */
type SoundPlace = { laneId: SoundLaneId } | { newLane: NewSoundLane };

export interface SoundService {
  /** An unknown project has none. */
  get(projectId: ProjectId): Soundtrack;
  /** Below the others. @throws {AppError} PROJECT_NOT_FOUND, SOUND_LANES_FULL */
  createLane(lane: NewSoundLane): SavedLane;
  /** @throws {AppError} SOUND_LANE_NOT_FOUND */
  updateLane(laneId: SoundLaneId, patch: SoundLanePatch, typingKey?: string): SavedLane;
  /** To below another lane; null means to the top. @throws {AppError} SOUND_LANE_NOT_FOUND */
  moveLane(laneId: SoundLaneId, afterLaneId: SoundLaneId | null): Saved;
  /** With its clips. Undo brings both back. @throws {AppError} SOUND_LANE_NOT_FOUND */
  deleteLane(laneId: SoundLaneId): Saved;
  /**
   * Takes an uploaded file into the library and puts all of it on a lane; a new lane comes and goes with it in one step.
   *
   * @throws {AppError} SOUND_LANE_NOT_FOUND, PROJECT_NOT_FOUND, SOUND_LANES_FULL, SOUND_CLIPS_FULL, SHOT_NOT_FOUND,
   *   UPLOAD_NOT_FOUND, MEDIA_TYPE_NOT_SUPPORTED, MEDIA_…, DISK_FULL; nothing is changed then
   */
  addClip(options: SoundPlace & { uploadId: UploadId; anchor: SoundAnchor; signal?: AbortSignal }): Promise<SavedClip>;
  /** What lies outside of the file or its range is brought into it. @throws {AppError} SOUND_…_NOT_FOUND, SHOT_NOT_FOUND */
  updateClip(clipId: SoundClipId, patch: SoundClipPatch, typingKey?: string): SavedClip;
  /** Answers the second part. @throws {AppError} SOUND_CLIP_NOT_FOUND, SOUND_CLIPS_FULL, INVALID_INPUT outside of it */
  splitClip(split: SoundSplit): SavedClip;
  /** Makes the waveform of a recording where it is missing. @throws {AppError} ASSET_NOT_FOUND, MEDIA_DECODE_FAILED */
  waveform(assetId: AssetId, signal?: AbortSignal): AsyncGenerator<{ progress: number }, void>;
  /** Undo brings them back. All must be of one project. @throws {AppError} SOUND_CLIP_NOT_FOUND */
  deleteClips(clipIds: SoundClipId[]): Saved;
}

export type SoundServiceOptions = {
  assets: Pick<AssetStore, 'commit' | 'derived'>;
  uploads: Pick<Uploads, 'takeFile'>;
};

export function createSoundService(context: ServiceContext, { assets, uploads }: SoundServiceOptions): SoundService {
  const { db, ids } = context;

  const getLane = (laneId: SoundLaneId): SoundLane => {
    const lane = findSoundLane(db, laneId);
    if (!lane) throw new AppError('SOUND_LANE_NOT_FOUND', `no lane ${laneId}`);
    return lane;
  };
  const getClip = (clipId: SoundClipId): ListedSoundClip => {
    const clip = findSoundClip(db, clipId);
    if (!clip) throw new AppError('SOUND_CLIP_NOT_FOUND', `no clip ${clipId}`);
    return clip;
  };
  const getProject = (projectId: ProjectId): Project => {
    const project = findProject(db, projectId);
    if (!project) throw new AppError('PROJECT_NOT_FOUND', `no project ${projectId}`);
    return project;
  };
  const checkAnchor = (projectId: ProjectId, { anchorShotId }: SoundAnchor) => {
    if (anchorShotId === null || findStoryboardShot(db, anchorShotId)?.projectId === projectId) return;
    throw new AppError('SHOT_NOT_FOUND', `no shot ${anchorShotId} in ${projectId}`);
  };
  const checkRoom = (projectId: ProjectId) => {
    if (listSoundClips(db, projectId).length < mostSoundClips) return;
    throw new AppError('SOUND_CLIPS_FULL', `more than ${mostSoundClips} clips`, { params: { limit: mostSoundClips } });
  };

  const checkLaneRoom = (projectId: ProjectId) => {
    if (listSoundLanes(db, projectId).length < mostSoundLanes) return;
    throw new AppError('SOUND_LANES_FULL', `more than ${mostSoundLanes} lanes`, { params: { limit: mostSoundLanes } });
  };
  const insertLane = (recorder: TimedRecorder, { projectId, kind, name }: NewSoundLane): SoundLaneId => {
    const id = ids.create('soundLane');
    const present = listSoundLanes(db, projectId);
    const [rank = ''] = placeLane(recorder, present, present.at(-1)?.id ?? null);
    const lane = { id, projectId, rank, name, kind, gainDb: 0, isMuted: false, createdAtMs: recorder.nowMs };
    recorder.insert('sound_lanes', soundLaneToRow(lane));
    return id;
  };
  /** @returns the project of a place that something can come to. */
  const checkPlace = (place: SoundPlace): ProjectId => {
    if ('laneId' in place) return getLane(place.laneId).projectId;
    checkLaneRoom(place.newLane.projectId);
    return place.newLane.projectId;
  };

  return {
    get: (projectId) => ({ lanes: listSoundLanes(db, projectId), clips: listSoundClips(db, projectId) }),

    createLane(lane) {
      const { projectId } = lane;
      getProject(projectId);
      checkLaneRoom(projectId);
      const { result, savedAtMs } = edit(context, { projectId, labelKey: 'createSoundLane' }, (recorder) =>
        insertLane(recorder, lane),
      );
      return { lane: getLane(result), savedAtMs };
    },

    updateLane(laneId, patch, typingKey) {
      const lane = getLane(laneId);
      const changed = { ...lane, ...withoutUndefined(patch) };
      const { projectId } = lane;
      const { savedAtMs } = edit(context, { projectId, labelKey: 'updateSoundLane', typingKey }, (recorder) => {
        const { id, ...row } = soundLaneToRow({ ...changed, gainDb: fitGainDb(changed.gainDb) });
        recorder.update('sound_lanes', id, row);
      });
      return { lane: getLane(laneId), savedAtMs };
    },

    moveLane(laneId, afterLaneId) {
      const { projectId } = getLane(laneId);
      if (afterLaneId !== null && getLane(afterLaneId).projectId !== projectId) {
        throw new AppError('SOUND_LANE_NOT_FOUND', `no lane ${afterLaneId} in ${projectId}`);
      }
      if (laneId === afterLaneId) return { savedAtMs: context.clock.nowMs() };
      const { savedAtMs } = edit(context, { projectId, labelKey: 'moveSoundLane' }, (recorder) => {
        const others = listSoundLanes(db, projectId).filter(({ id }) => id !== laneId);
        recorder.update('sound_lanes', laneId, { rank: placeLane(recorder, others, afterLaneId)[0] ?? '' });
      });
      return { savedAtMs };
    },

    deleteLane(laneId) {
      const { projectId } = getLane(laneId);
      const { savedAtMs } = edit(context, { projectId, labelKey: 'deleteSoundLane' }, (recorder) => {
        for (const clip of listSoundClips(db, projectId)) {
          if (clip.laneId === laneId) recorder.update('sound_clips', clip.id, { deleted_at_ms: recorder.nowMs });
        }
        recorder.update('sound_lanes', laneId, { deleted_at_ms: recorder.nowMs });
      });
      return { savedAtMs };
    },

    async addClip({ uploadId, anchor, signal, ...place }) {
      // Looked at first: a file that has no place is not taken in.
      const projectId = checkPlace(place);
      const { frameRate } = getProject(projectId);
      checkAnchor(projectId, anchor);
      checkRoom(projectId);
      const { staged, fileName } = await uploads.takeFile(uploadId);
      const asset = await assets.commit(staged, { originalName: fileName, ...(signal && { signal }) });
      const sourceDurationMs = requireSound(asset);
      checkPlace(place);
      checkAnchor(projectId, anchor);
      const whole = { trimInMs: 0, trimOutMs: sourceDurationMs, gainDb: 0, fadeInFrames: 0, fadeOutFrames: 0 };
      const { result, savedAtMs } = edit(context, { projectId, labelKey: 'addSound' }, (recorder) => {
        const shape = fitSound(whole, sourceDurationMs, frameRate);
        const id = ids.create('soundClip');
        const laneId = 'laneId' in place ? place.laneId : insertLane(recorder, place.newLane);
        const fields = { projectId, laneId, assetId: asset.id, ...anchor, ...shape };
        recorder.insert('sound_clips', soundClipToRow({ id, ...fields, createdAtMs: recorder.nowMs }));
        return id;
      });
      return { clip: getClip(result), savedAtMs };
    },

    updateClip(clipId, { anchor, laneId, ...patch }, typingKey) {
      const clip = getClip(clipId);
      const { projectId } = clip;
      const { frameRate } = getProject(projectId);
      if (anchor) checkAnchor(projectId, anchor);
      if (laneId && getLane(laneId).projectId !== projectId) {
        throw new AppError('SOUND_LANE_NOT_FOUND', `no lane ${laneId} in ${projectId}`);
      }
      const changed: SoundClip = { ...clip, ...withoutUndefined(patch), ...anchor, ...(laneId && { laneId }) };
      const shape = fitSound(changed, clip.sourceDurationMs, frameRate);
      const labelKey = anchor && Object.keys(patch).length === 0 ? 'moveSound' : 'updateSound';
      const { savedAtMs } = edit(context, { projectId, labelKey, typingKey }, (recorder) => {
        const { id, ...row } = soundClipToRow({ ...changed, ...shape });
        recorder.update('sound_clips', id, row);
      });
      return { clip: getClip(clipId), savedAtMs };
    },

    splitClip({ clipId, atSourceMs, anchor }) {
      const clip = getClip(clipId);
      const { projectId, trimInMs, trimOutMs, sourceDurationMs } = clip;
      const { frameRate } = getProject(projectId);
      checkAnchor(projectId, anchor);
      checkRoom(projectId);
      if (atSourceMs <= trimInMs || atSourceMs >= trimOutMs) {
        throw new AppError('INVALID_INPUT', `${atSourceMs} ms is not inside of ${clipId}`, {
          params: { field: 'split' },
        });
      }
      const { result, savedAtMs } = edit(context, { projectId, labelKey: 'splitSound' }, (recorder) => {
        const first = fitSound({ ...clip, trimOutMs: atSourceMs, fadeOutFrames: 0 }, sourceDurationMs, frameRate);
        const second = fitSound({ ...clip, trimInMs: atSourceMs, fadeInFrames: 0 }, sourceDurationMs, frameRate);
        const { id: firstId, ...row } = soundClipToRow({ ...clip, ...first });
        recorder.update('sound_clips', firstId, row);
        const id = ids.create('soundClip');
        const part = { ...clip, ...second, ...anchor, id, createdAtMs: recorder.nowMs };
        recorder.insert('sound_clips', soundClipToRow(part));
        return id;
      });
      return { clip: getClip(result), savedAtMs };
    },

    waveform: (assetId, signal) =>
      streamProgress({ signal, run: (options) => assets.derived(assetId, 'waveform', options) }),

    deleteClips(clipIds) {
      const clips = [...new Set(clipIds)].map(getClip);
      const projectId = clips[0]?.projectId;
      if (!projectId || clips.some((clip) => clip.projectId !== projectId)) {
        throw new AppError('INVALID_INPUT', 'sounds of one project are deleted at a time');
      }
      const labelCount = clips.length;
      const { savedAtMs } = edit(context, { projectId, labelKey: 'deleteSound', labelCount }, (recorder) => {
        for (const { id } of clips) recorder.update('sound_clips', id, { deleted_at_ms: recorder.nowMs });
      });
      return { savedAtMs };
    },
  };
}

function placeLane(
  recorder: TimedRecorder,
  others: readonly SoundLane[],
  afterLaneId: SoundLaneId | null,
): readonly string[] {
  const placement = placeAfter(others, afterLaneId, 1);
  for (const { id, rank } of placement.siblings) recorder.update('sound_lanes', id, { rank });
  return placement.ranks;
}

/** @returns the length of a recording. @throws {AppError} MEDIA_TYPE_NOT_SUPPORTED */
function requireSound({ kind, mime, durationMs, originalName: fileName }: MediaAsset): number {
  if (kind === 'audio' && durationMs !== null && durationMs >= 1) return durationMs;
  const params = { fileName, foundType: mime };
  throw new AppError('MEDIA_TYPE_NOT_SUPPORTED', `a sound is no ${mime}`, { params });
}
