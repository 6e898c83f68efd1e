/** Shots cut in two, merged, and pasted, within a project and into another one. */
import { elementToRow, listElements } from '#main/db/element-repository.ts';
import { findProject } from '#main/db/project-repository.ts';
import { findScene } from '#main/db/scene-repository.ts';
import { listShotRanks, shotToRow } from '#main/db/shot-repository.ts';
import type { PastePlan, Saved } from '#shared/contract/answers.ts';
import { shotWords } from '#shared/domain/compose-prompt.ts';
import { elementNameKey, mostElements, type StoryElement } from '#shared/domain/element.ts';
import { indexElements, mentionedElements } from '#shared/domain/element-mentions.ts';
import type { ProjectId, SceneId, ShotId } from '#shared/domain/ids.ts';
import type { Project, Scene, Shot, StoryboardShot } from '#shared/domain/records.ts';
import { type CustomFieldValues, isCustomFieldValue } from '#shared/domain/shot-fields.ts';
import { mergedFields, mergedFrames, type SplitPlace, splitFields } from '#shared/domain/shot-parts.ts';
import { framesFromSeconds, isSameFrameRate, secondsFromFrames } from '#shared/domain/time.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { edit, type TimedRecorder } from './edit.ts';
import { type ElementDigests, readElementDigests, refreshShots } from './element-digests.ts';
import { placeAfter } from './ranks.ts';
import { recipeDigestOf } from './recipe-digest.ts';
import type { ServiceContext } from './service-context.ts';
import { keepSoundOf, mergeSoundOf } from './sound-anchors.ts';
import { changeShot, copyOf, inStoryboardOrder, placeShots, type ShotService } from './shot-service.ts';

type SavedShots = Saved & { shots: StoryboardShot[] };

export type PasteTarget = {
  shotIds: ShotId[];
  /** Cut shots go away where they were: in their own project they move, with their takes. */
  mode: 'copy' | 'cut';
  sceneId: SceneId;
  /** Null means first of the scene. */
  afterShotId: ShotId | null;
  /** Whether elements that the shots name and the project does not have come along. */
  withElements: boolean;
};

export interface ShotStructureService {
  /**
   * Cuts a shot in two: the second part stands right behind the first, which keeps the takes and the voice.
   *
   * @throws {AppError} SHOT_NOT_FOUND; INVALID_INPUT for a place outside the shot
   */
  split(shotId: ShotId, place: SplitPlace): SavedShots;
  /**
   * Makes neighbours of one scene one shot, which gets all their takes; the others go to the trash.
   *
   * @throws {AppError} SHOT_NOT_FOUND; INVALID_INPUT for shots that are no neighbours, or too long together
   */
  merge(shotIds: ShotId[]): Saved & { shot: StoryboardShot };
  /** What a paste would leave behind. Shots that are gone are left out. @throws {AppError} PROJECT_NOT_FOUND */
  pastePlan(shotIds: ShotId[], projectId: ProjectId): PastePlan;
  /**
   * Puts shots behind another, from this or another project: one step to undo in each of the two. Copies have no
   * takes; boards and voices are the same files. Shots that are gone are left out.
   *
   * @throws {AppError} SCENE_NOT_FOUND; SHOT_NOT_FOUND when all of them are gone
   */
  paste(target: PasteTarget): SavedShots;
}

export function createShotStructureService(
  context: ServiceContext,
  shots: Pick<ShotService, 'get' | 'list' | 'move'>,
): ShotStructureService {
  const { db, ids } = context;

  const getProject = (projectId: ProjectId): Project => {
    const project = findProject(db, projectId);
    if (!project) throw new AppError('PROJECT_NOT_FOUND', `no project ${projectId}`);
    return project;
  };

  return {
    split(shotId, place) {
      const shot = shots.get(shotId);
      const { projectId } = shot;
      if (place.atFrame < 1 || place.atFrame >= shot.durationFrames) throw invalid('atFrame', 'outside the shot');
      const { result, savedAtMs } = edit(context, { projectId, labelKey: 'splitShot' }, (recorder) => {
        const digestsOf = readElementDigests(db, projectId);
        const { first, second } = splitFields(shot, place);
        const [rank = ''] = placeShots(context, recorder, shot.sceneId, shot.id, []);
        const id = ids.create('shot');
        changeShot(recorder, shots.get(shotId), first, digestsOf);
        insertShot(recorder, { ...copyOf(shot, { id, rank, nowMs: recorder.nowMs }), ...second }, digestsOf);
        return id;
      });
      return { shots: shots.list([shotId, result]), savedAtMs };
    },

    merge(shotIds) {
      const [first, ...others] = neighbours(context, shots.list(shotIds), shotIds);
      if (!first || others.length === 0) throw invalid('shotIds', 'fewer than two neighbours');
      const durationFrames = mergedFrames([first, ...others]);
      if (durationFrames === null) throw invalid('durationFrames', 'too long together');
      const { projectId } = first;
      const labelCount = others.length + 1;
      const { savedAtMs } = edit(context, { projectId, labelKey: 'mergeShots', labelCount }, (recorder) => {
        const fields = mergedFields([first, ...others], durationFrames);
        const selectedTakeId = [first, ...others].find((shot) => shot.selectedTakeId !== null)?.selectedTakeId ?? null;
        changeShot(recorder, first, { ...fields, selectedTakeId }, readElementDigests(db, projectId));
        moveTakes(context, recorder, first.id, others);
        mergeSoundOf(recorder, db, [first, ...others]);
        for (const { id } of others) {
          recorder.update('shots', id, { selected_take_id: null, deleted_at_ms: recorder.nowMs });
        }
      });
      return { shot: shots.get(first.id), savedAtMs };
    },

    pastePlan(shotIds, projectId) {
      const { customFieldDefinitions } = getProject(projectId);
      const copied = shots.list(shotIds);
      const from = copied[0] && findProject(db, copied[0].projectId);
      if (!from || from.id === projectId) return { shotCount: copied.length, missingElements: [], missingFields: [] };
      const held = new Set(copied.flatMap(({ customFields }) => Object.keys(customFields)));
      const names = new Set(customFieldDefinitions.map(({ name }) => name.toLowerCase()));
      return {
        shotCount: copied.length,
        missingElements: missingElements(context, copied, projectId).map(({ name }) => name),
        missingFields: from.customFieldDefinitions
          .filter(({ id, name }) => held.has(id) && !names.has(name.toLowerCase()))
          .map(({ name }) => name),
      };
    },

    paste({ shotIds, mode, sceneId, afterShotId, withElements }) {
      const scene = findScene(db, sceneId);
      if (!scene) throw new AppError('SCENE_NOT_FOUND', `no scene ${sceneId}`);
      const found = shots.list(shotIds);
      const fromId = found[0]?.projectId;
      if (!fromId) throw new AppError('SHOT_NOT_FOUND', 'none of the shots is there');
      if (found.some(({ projectId }) => projectId !== fromId)) throw invalid('shotIds', 'shots of several projects');
      const copied = inStoryboardOrder(context, fromId, found);
      const isElsewhere = fromId !== scene.projectId;
      if (mode === 'cut' && !isElsewhere) {
        return shots.move(
          copied.map(({ id }) => id),
          { sceneId, afterShotId },
        );
      }
      const from = getProject(fromId);
      const to = getProject(scene.projectId);
      // Both steps or none.
      return db.transaction(() => {
        const { result, savedAtMs } = edit(
          context,
          { projectId: to.id, labelKey: 'pasteShots', labelCount: copied.length },
          (recorder) => {
            if (withElements && isElsewhere) copyElements(context, recorder, copied, to.id);
            return insertCopies(context, recorder, { copied, from, to, scene, afterShotId });
          },
        );
        if (mode === 'cut') {
          edit(context, { projectId: from.id, labelKey: 'cutShots', labelCount: copied.length }, (recorder) => {
            keepSoundOf(recorder, db, { projectId: from.id, shotIds: copied.map(({ id }) => id) });
            for (const { id } of copied) recorder.update('shots', id, { deleted_at_ms: recorder.nowMs });
          });
        }
        return { shots: shots.list(result), savedAtMs };
      });
    },
  };
}

function invalid(field: string, message: string): AppError {
  return new AppError('INVALID_INPUT', message, { params: { field } });
}

/** The shots in their order. @throws {AppError} SHOT_NOT_FOUND, INVALID_INPUT when they do not stand side by side */
function neighbours({ db }: ServiceContext, found: StoryboardShot[], shotIds: ShotId[]): StoryboardShot[] {
  const wanted = new Set(shotIds);
  if (found.length < wanted.size) throw new AppError('SHOT_NOT_FOUND', 'a shot is gone');
  const sceneId = found[0]?.sceneId;
  if (!sceneId) return [];
  const order = listShotRanks(db, sceneId).map(({ id }) => id);
  const start = order.findIndex((id) => wanted.has(id));
  const run = order.slice(start, start + wanted.size);
  if (!run.every((id) => wanted.has(id))) throw invalid('shotIds', 'shots that do not stand side by side');
  const byId = new Map(found.map((shot) => [shot.id, shot]));
  return run.flatMap((id) => byId.get(id) ?? []);
}

/** Behind those that the shot has, in the order of the shots, then of their takes. */
function moveTakes(
  { db }: ServiceContext,
  recorder: TimedRecorder,
  shotId: ShotId,
  from: ReadonlyArray<{ id: ShotId }>,
): void {
  const takesOf = db.prepare<[ShotId], { id: string; take_number: number }>(
    `SELECT id, take_number FROM takes WHERE shot_id = ? ORDER BY take_number`,
  );
  let last = Math.max(0, ...takesOf.all(shotId).map(({ take_number }) => take_number));
  for (const shot of from) {
    for (const { id } of takesOf.all(shot.id)) {
      last += 1;
      recorder.update('takes', id, { shot_id: shotId, take_number: last });
    }
  }
}

function insertShot(recorder: TimedRecorder, shot: Shot, digestsOf: ElementDigests): void {
  recorder.insert('shots', shotToRow({ ...shot, recipeDigest: recipeDigestOf(shot, digestsOf(shotWords(shot))) }));
}

type Copies = { copied: StoryboardShot[]; from: Project; to: Project; scene: Scene; afterShotId: ShotId | null };

function insertCopies(
  context: ServiceContext,
  recorder: TimedRecorder,
  { copied, from, to, scene, afterShotId }: Copies,
): ShotId[] {
  const digestsOf = readElementDigests(context.db, to.id);
  const siblings = listShotRanks(context.db, scene.id);
  const placement = placeAfter(siblings, afterShotId, copied.length);
  for (const { id, rank } of placement.siblings) recorder.update('shots', id, { rank });
  return copied.map((shot, index) => {
    const id = context.ids.create('shot');
    const copy = copyOf(shot, { id, rank: placement.ranks[index] ?? '', nowMs: recorder.nowMs });
    const durationFrames = isSameFrameRate(from.frameRate, to.frameRate)
      ? shot.durationFrames
      : framesFromSeconds(secondsFromFrames(shot.durationFrames, from.frameRate), to.frameRate);
    const customFields = from.id === to.id ? shot.customFields : valuesByName(shot.customFields, from, to);
    // Another project has other scripts.
    const scriptLines = from.id === to.id ? shot.scriptLines : null;
    const moved = { projectId: to.id, sceneId: scene.id, durationFrames, customFields, scriptLines };
    insertShot(recorder, { ...copy, ...moved }, digestsOf);
    return id;
  });
}

/** Values under the fields of the other project that have the same names and can hold them. */
function valuesByName(values: CustomFieldValues, from: Project, to: Project): CustomFieldValues {
  const targets = new Map(to.customFieldDefinitions.map((definition) => [definition.name.toLowerCase(), definition]));
  const entries = from.customFieldDefinitions.flatMap(({ id, name }) => {
    const value = values[id];
    const target = targets.get(name.toLowerCase());
    return target && value !== undefined && isCustomFieldValue(target, value) ? [[target.id, value] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** Elements that the shots name and a project does not have, in the order in which they are named. */
function missingElements(
  { db }: ServiceContext,
  copied: readonly StoryboardShot[],
  projectId: ProjectId,
): StoryElement[] {
  const fromId = copied[0]?.projectId;
  if (!fromId || fromId === projectId) return [];
  const present = new Set(listElements(db, projectId).map(({ name }) => elementNameKey(name)));
  const named = mentionedElements(copied.map(shotWords).join('\n'), indexElements(listElements(db, fromId)));
  return named.filter(({ name }) => !present.has(elementNameKey(name)));
}

function copyElements(
  context: ServiceContext,
  recorder: TimedRecorder,
  copied: readonly StoryboardShot[],
  projectId: ProjectId,
): void {
  const present = listElements(context.db, projectId);
  const missing = missingElements(context, copied, projectId).slice(0, Math.max(0, mostElements - present.length));
  if (missing.length === 0) return;
  const { ranks } = placeAfter(present, present.at(-1)?.id ?? null, missing.length);
  missing.forEach((element, index) => {
    const own = { id: context.ids.create('element'), projectId, rank: ranks[index] ?? '' };
    const { nowMs } = recorder;
    recorder.insert('elements', elementToRow({ ...element, ...own, createdAtMs: nowMs, updatedAtMs: nowMs }));
  });
  // Prompts may have named them before they were there.
  const isEverywhere = missing.some(({ kind, isInEveryPrompt }) => kind === 'style' && isInEveryPrompt);
  const affected = isEverywhere ? 'every' : missing.map(({ name }) => name);
  refreshShots(recorder, { db: context.db, projectId, affected });
}
