/** Shots: create, change, move, duplicate, to the trash, boards and voices. */
import type { AssetStore } from '#main/assets/asset-store.ts';
import type { TimedRecorder } from './edit.ts';
import { findProject } from '#main/db/project-repository.ts';
import { findScene, listScenes } from '#main/db/scene-repository.ts';
import { findStoryboardShot, listShotRanks, listShotsById, shotToRow } from '#main/db/shot-repository.ts';
import type { Saved } from '#shared/contract/answers.ts';
import type { ShotChanges, ShotGenerationPatch, ShotPatch } from '#shared/contract/schemas.ts';
import { shotWords } from '#shared/domain/compose-prompt.ts';
import { defaultShotGeneration, mostReferences, type ShotGeneration } from '#shared/domain/generation.ts';
import type { HistoryKey } from '#shared/domain/history.ts';
import type { AssetId, ProjectId, SceneId, ShotId, TakeId } from '#shared/domain/ids.ts';
import type { Shot, StoryboardShot } from '#shared/domain/records.ts';
import { cleanTags, type CustomFieldValue, type CustomFieldValues } from '#shared/domain/shot-fields.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { edit } from './edit.ts';
import { labelOfShotEdit } from './edit-labels.ts';
import { type ElementDigests, readElementDigests } from './element-digests.ts';
import { aShot } from './new-records.ts';
import { withoutUndefined } from './project-service.ts';
import { placeAfter } from './ranks.ts';
import { recipeDigestOf } from './recipe-digest.ts';
import type { ServiceContext } from './service-context.ts';
import { keepSoundOf } from './sound-anchors.ts';

type SavedShots = Saved & { shots: StoryboardShot[] };

/** Where a new shot goes and what is known of it. */
export type NewShot = { sceneId: SceneId; afterShotId: ShotId | null } & ShotPatch & Partial<Pick<Shot, 'scriptLines'>>;

/** How a change of board or voice stands among the steps to undo. */
export type MediaStep = {
  /** @default setBoard or setVoice */
  labelKey?: HistoryKey;
  /** Changes with the same key that follow each other quickly are one step. */
  typingKey?: string;
};

export interface ShotService {
  /** @throws {AppError} SHOT_NOT_FOUND */
  get(shotId: ShotId): StoryboardShot;
  /** Those that are there; the others are left out. */
  list(shotIds: ShotId[]): StoryboardShot[];
  /** Behind `afterShotId`; null means first of the scene. @throws {AppError} SCENE_NOT_FOUND */
  create(options: NewShot): Saved & { shot: StoryboardShot };
  /** The same change to each shot, as one step. All must be of one project. @throws {AppError} SHOT_NOT_FOUND */
  update(shotIds: ShotId[], patch: ShotPatch, typingKey?: string): SavedShots;
  /** Other changes for each, as one step; answers the shots. All must be of one project. @throws {AppError} SHOT_NOT_FOUND */
  updateEach(changes: ShotChanges): SavedShots;
  /** Into a scene behind `afterShotId`, kept in their order. @throws {AppError} SHOT_NOT_FOUND, SCENE_NOT_FOUND */
  move(shotIds: ShotId[], target: { sceneId: SceneId; afterShotId: ShotId | null }): SavedShots;
  /** Each copy right behind its original, without takes. Answers the copies. @throws {AppError} SHOT_NOT_FOUND */
  duplicate(shotIds: ShotId[]): SavedShots;
  /** To the trash. @throws {AppError} SHOT_NOT_FOUND */
  delete(shotIds: ShotId[]): Saved;
  /** Makes an asset the board or the voice, or takes it away with null. @throws {AppError} SHOT_NOT_FOUND */
  setMedia(shotIds: ShotId[], what: 'board' | 'voice', assetId: AssetId | null, step?: MediaStep): SavedShots;
  /**
   * Makes a picture the one that the shot ends with, or the last of those of what is to appear, where it is not yet.
   *
   * @throws {AppError} SHOT_NOT_FOUND, MEDIA_TYPE_NOT_SUPPORTED; INVALID_INPUT when there are as many as a shot keeps
   */
  addPicture(shotId: ShotId, role: 'last-frame' | 'reference', assetId: AssetId): Saved & { shot: StoryboardShot };
  /** Chooses the take that the cut uses. @throws {AppError} SHOT_NOT_FOUND, TAKE_NOT_FOUND */
  selectTake(shotId: ShotId, takeId: TakeId | null): Saved & { shot: StoryboardShot };
}

export function createShotService(context: ServiceContext, assets: Pick<AssetStore, 'get'>): ShotService {
  const { db, ids } = context;

  const get = (shotId: ShotId) => {
    const shot = findStoryboardShot(db, shotId);
    if (!shot) throw new AppError('SHOT_NOT_FOUND', `no shot ${shotId}`);
    return shot;
  };
  const list = (shotIds: ShotId[]) => listShotsById(db, shotIds);
  const getAll = (shotIds: ShotId[]) => {
    const shots = list(shotIds);
    const found = new Set(shots.map(({ id }) => id));
    const gone = shotIds.find((id) => !found.has(id));
    if (gone) throw new AppError('SHOT_NOT_FOUND', `no shot ${gone}`);
    const projectId = shots[0]?.projectId;
    if (!projectId || shots.some((shot) => shot.projectId !== projectId)) {
      throw new AppError('INVALID_INPUT', 'shots of one project are edited at a time');
    }
    return { shots, projectId };
  };

  return {
    get,
    list,

    create({ sceneId, afterShotId, scriptLines = null, ...fields }) {
      const scene = findScene(db, sceneId);
      const project = scene && findProject(db, scene.projectId);
      if (!scene || !project) throw new AppError('SCENE_NOT_FOUND', `no scene ${sceneId}`);
      const { result, savedAtMs } = edit(context, { projectId: project.id, labelKey: 'createShot' }, (recorder) => {
        const [rank = ''] = placeShots(context, recorder, sceneId, afterShotId, []);
        const id = ids.create('shot');
        const { frameRate } = project;
        const given = changedFields({ generation: defaultShotGeneration, customFields: {} }, fields);
        const digestsOf = readElementDigests(db, project.id);
        const shot = aShot({ ...given, scriptLines, id, scene, frameRate, rank, digestsOf, nowMs: recorder.nowMs });
        recorder.insert('shots', shotToRow(shot));
        return id;
      });
      return { shot: get(result), savedAtMs };
    },

    update(shotIds, patch, typingKey) {
      const { shots, projectId } = getAll(shotIds);
      const label = { labelKey: labelOfShotEdit(patch), labelCount: shots.length };
      const { savedAtMs } = edit(context, { projectId, ...label, typingKey }, (recorder) => {
        const digestsOf = readElementDigests(db, projectId);
        for (const shot of shots) changeShot(recorder, shot, changedFields(shot, patch), digestsOf);
      });
      return { shots: list(shotIds), savedAtMs };
    },

    updateEach(changes) {
      const { shots, projectId } = getAll([...new Set(changes.flatMap(({ shotIds }) => shotIds))]);
      const label = { labelKey: labelOfShotEdit(...changes.map(({ patch }) => patch)), labelCount: shots.length };
      const { savedAtMs } = edit(context, { projectId, ...label }, (recorder) => {
        const digestsOf = readElementDigests(db, projectId);
        const present = new Map(shots.map((shot) => [shot.id, shot]));
        for (const { shotIds, patch } of changes) {
          for (const shotId of shotIds) {
            const shot = present.get(shotId);
            if (!shot) continue;
            const fields = changedFields(shot, patch);
            changeShot(recorder, shot, fields, digestsOf);
            present.set(shotId, { ...shot, ...fields });
          }
        }
      });
      return { shots: list(shots.map(({ id }) => id)), savedAtMs };
    },

    move(shotIds, { sceneId, afterShotId }) {
      const { shots, projectId } = getAll(shotIds);
      if (findScene(db, sceneId)?.projectId !== projectId) throw new AppError('SCENE_NOT_FOUND', `no scene ${sceneId}`);
      const ordered = inStoryboardOrder(context, projectId, shots);
      const labelCount = ordered.length;
      const { savedAtMs } = edit(context, { projectId, labelKey: 'moveShot', labelCount }, (recorder) => {
        const ranks = placeShots(context, recorder, sceneId, afterShotId, ordered);
        ordered.forEach(({ id }, index) => {
          recorder.update('shots', id, { scene_id: sceneId, rank: ranks[index] ?? '' });
        });
      });
      return { shots: list(ordered.map(({ id }) => id)), savedAtMs };
    },

    duplicate(shotIds) {
      const { shots, projectId } = getAll(shotIds);
      const labelCount = shots.length;
      const { result, savedAtMs } = edit(context, { projectId, labelKey: 'duplicateShot', labelCount }, (recorder) =>
        shots.map((shot) => {
          const [rank = ''] = placeShots(context, recorder, shot.sceneId, shot.id, []);
          const id = ids.create('shot');
          const { nowMs } = recorder;
          recorder.insert('shots', shotToRow(copyOf(shot, { id, rank, nowMs })));
          return id;
        }),
      );
      return { shots: list(result), savedAtMs };
    },

    delete(shotIds) {
      const { shots, projectId } = getAll(shotIds);
      const labelCount = shots.length;
      const { savedAtMs } = edit(context, { projectId, labelKey: 'deleteShot', labelCount }, (recorder) => {
        keepSoundOf(recorder, db, { projectId, shotIds });
        for (const { id } of shots) recorder.update('shots', id, { deleted_at_ms: recorder.nowMs });
      });
      return { savedAtMs };
    },

    setMedia(shotIds, what, assetId, { labelKey = what === 'board' ? 'setBoard' : 'setVoice', typingKey } = {}) {
      const { shots, projectId } = getAll(shotIds);
      if (assetId !== null) checkKind(assets, assetId, what);
      const { savedAtMs } = edit(context, { projectId, labelKey, labelCount: shots.length, typingKey }, (recorder) => {
        const digestsOf = readElementDigests(db, projectId);
        const patch = what === 'board' ? { boardAssetId: assetId } : { voiceAssetId: assetId };
        for (const shot of shots) changeShot(recorder, shot, patch, digestsOf);
      });
      return { shots: list(shotIds), savedAtMs };
    },

    addPicture(shotId, role, assetId) {
      const shot = get(shotId);
      checkKind(assets, assetId, 'picture');
      const generation = withPicture(shot.generation, role, assetId);
      const labelKey = role === 'reference' ? 'addReference' : 'setLastFrame';
      const { savedAtMs } = edit(context, { projectId: shot.projectId, labelKey }, (recorder) =>
        changeShot(recorder, shot, { generation }, readElementDigests(db, shot.projectId)),
      );
      return { shot: get(shotId), savedAtMs };
    },

    selectTake(shotId, takeId) {
      const { projectId } = get(shotId);
      if (takeId !== null && !db.prepare(`SELECT 1 FROM takes WHERE id = ? AND shot_id = ?`).get(takeId, shotId)) {
        throw new AppError('TAKE_NOT_FOUND', `no take ${takeId} of ${shotId}`);
      }
      const { savedAtMs } = edit(context, { projectId, labelKey: 'selectTake' }, (recorder) => {
        recorder.update('shots', shotId, { selected_take_id: takeId, updated_at_ms: recorder.nowMs });
      });
      return { shot: get(shotId), savedAtMs };
    },
  };
}

function checkKind(assets: Pick<AssetStore, 'get'>, assetId: AssetId, what: 'board' | 'voice' | 'picture'): void {
  const { kind, mime, originalName } = assets.get(assetId);
  if (kind === (what === 'voice' ? 'audio' : 'image')) return;
  const params = { fileName: originalName, foundType: mime };
  throw new AppError(
    what === 'board' ? 'IMAGE_TYPE_NOT_SUPPORTED' : 'MEDIA_TYPE_NOT_SUPPORTED',
    `a ${what} is no ${mime}`,
    { params },
  );
}

/** A shot with the same wishes and none of the takes. */
export function copyOf(shot: Shot, { nowMs, ...place }: Pick<Shot, 'id' | 'rank'> & { nowMs: number }): Shot {
  const own = { selectedTakeId: null, lockedNumber: null, createdAtMs: nowMs, updatedAtMs: nowMs };
  return { ...shot, ...own, ...place };
}

/** What a patch makes of a shot's fields. */
function changedFields(shot: Pick<Shot, 'generation' | 'customFields'>, patch: ShotPatch): Partial<Shot> {
  const { generation, customFields, tags, ...fields } = withoutUndefined(patch);
  return {
    ...fields,
    ...(generation && { generation: changedGeneration(shot.generation, generation) }),
    ...(customFields && { customFields: changedValues(shot.customFields, customFields) }),
    ...(tags && { tags: cleanTags(tags) }),
  };
}

/** Values that are left out stay, null takes one away. */
function changedValues(
  values: CustomFieldValues,
  patch: Readonly<Record<string, CustomFieldValue | null>>,
): CustomFieldValues {
  const merged = Object.entries({ ...values, ...patch });
  return Object.fromEntries(merged.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const])));
}

/** Fields that are left out stay, and so do single settings; a setting of null is taken away. */
function changedGeneration(generation: ShotGeneration, patch: ShotGenerationPatch): ShotGeneration {
  const { settings = {}, ...fields } = withoutUndefined(patch);
  const merged = Object.entries({ ...generation.settings, ...settings });
  const kept = merged.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]));
  return { ...generation, ...fields, settings: Object.fromEntries(kept) };
}

function withPicture(generation: ShotGeneration, role: 'last-frame' | 'reference', assetId: AssetId): ShotGeneration {
  if (role === 'last-frame') return { ...generation, lastFrameAssetId: assetId };
  const { referenceAssetIds } = generation;
  if (referenceAssetIds.includes(assetId)) return generation;
  if (referenceAssetIds.length >= mostReferences) {
    throw new AppError('INVALID_INPUT', `more than ${mostReferences} references`, { params: { field: 'reference' } });
  }
  return { ...generation, referenceAssetIds: [...referenceAssetIds, assetId] };
}

/** Writes changed fields of a shot with the digest that follows from them. */
export function changeShot(
  recorder: TimedRecorder,
  shot: StoryboardShot,
  patch: Partial<Shot>,
  digestsOf: ElementDigests,
): void {
  const changed: Shot = { ...shot, ...patch };
  const recipeDigest = recipeDigestOf(changed, digestsOf(shotWords(changed)));
  const { id, ...row } = shotToRow({ ...changed, recipeDigest, updatedAtMs: recorder.nowMs });
  recorder.update('shots', id, row);
}

/** Ranks behind `afterShotId` for the moved shots, or for one new shot when none is moved. */
export function placeShots(
  { db }: ServiceContext,
  recorder: TimedRecorder,
  sceneId: SceneId,
  afterShotId: ShotId | null,
  moved: ReadonlyArray<{ id: ShotId }>,
): string[] {
  const movedIds = new Set(moved.map(({ id }) => id));
  const all = listShotRanks(db, sceneId);
  const siblings = all.filter(({ id }) => !movedIds.has(id));
  // Dropped behind a shot that moves along: the nearest one before it that stays.
  const position = afterShotId === null ? -1 : all.findIndex(({ id }) => id === afterShotId);
  const anchor = all.slice(0, position + 1).findLast(({ id }) => !movedIds.has(id));
  const placement = placeAfter(siblings, anchor?.id ?? null, Math.max(1, moved.length));
  for (const { id, rank } of placement.siblings) recorder.update('shots', id, { rank });
  return placement.ranks;
}

export function inStoryboardOrder(
  { db }: ServiceContext,
  projectId: ProjectId,
  shots: StoryboardShot[],
): StoryboardShot[] {
  const positions = new Map(listScenes(db, projectId).map(({ id }, index) => [id, index]));
  const positionOf = ({ sceneId }: StoryboardShot) => positions.get(sceneId) ?? 0;
  return [...shots].sort(
    (a, b) => positionOf(a) - positionOf(b) || compareText(a.rank, b.rank) || compareText(a.id, b.id),
  );
}

/** By code unit, as the database does. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
