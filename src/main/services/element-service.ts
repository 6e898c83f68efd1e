/** Elements: create, change, rename everywhere, stills, to the trash. Each edit keeps the shots that name them in step. */
import type { AssetStore } from '#main/assets/asset-store.ts';
import type { Uploads } from '#main/assets/uploads.ts';
import {
  elementToRow,
  findDeletedElement,
  findElement,
  listElementMarks,
  listElements,
} from '#main/db/element-repository.ts';
import { findProject } from '#main/db/project-repository.ts';
import { listScenes } from '#main/db/scene-repository.ts';
import { listStoryboardShots } from '#main/db/shot-repository.ts';
import type { Saved } from '#shared/contract/answers.ts';
import type { ElementPatch, NewElement } from '#shared/contract/element-schemas.ts';
import {
  type ElementMention,
  elementNameKey,
  freeElementName,
  mostElementReferences,
  mostElements,
  noConsentNote,
  type StoryElement,
} from '#shared/domain/element.ts';
import { shotWords } from '#shared/domain/compose-prompt.ts';
import { indexElements, mentionKeys } from '#shared/domain/element-mentions.ts';
import type { AssetId, ElementId, ProjectId, UploadId } from '#shared/domain/ids.ts';
import { shotNumbers } from '#shared/domain/numbering.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { edit, type TimedRecorder } from './edit.ts';
import { refreshShots } from './element-digests.ts';
import { withoutUndefined } from './project-service.ts';
import { placeAfter } from './ranks.ts';
import { elementDigestOf } from './recipe-digest.ts';
import type { ServiceContext } from './service-context.ts';

type SavedElement = Saved & { element: StoryElement };

export interface ElementService {
  /** In the order in which they were made. An unknown project has none. */
  list(projectId: ProjectId): StoryElement[];
  /** @throws {AppError} PROJECT_NOT_FOUND, ELEMENT_NAME_TAKEN, ELEMENTS_FULL */
  create(element: NewElement): SavedElement;
  /**
   * Another name is written into every prompt that named it, in the same step.
   *
   * @throws {AppError} ELEMENT_NOT_FOUND, ELEMENT_NAME_TAKEN
   */
  update(elementId: ElementId, patch: ElementPatch, typingKey?: string): SavedElement;
  /** To the trash; prompts keep the names. All must be of one project. @throws {AppError} ELEMENT_NOT_FOUND */
  delete(elementIds: ElementId[]): Saved;
  /**
   * The picture becomes the last still, unless it is one already.
   *
   * @throws {AppError} ELEMENT_NOT_FOUND, ELEMENT_PICTURES_FULL, MEDIA_TYPE_NOT_SUPPORTED, UPLOAD_NOT_FOUND, IMAGE_…,
   *   DISK_FULL
   */
  addReference(elementId: ElementId, uploadId: UploadId, signal?: AbortSignal): Promise<SavedElement>;
  /** One that is not there is left alone; the file stays in the library. @throws {AppError} ELEMENT_NOT_FOUND */
  removeReference(elementId: ElementId, assetId: AssetId): SavedElement;
  /** To before another still; null means last. @throws {AppError} ELEMENT_NOT_FOUND, ASSET_NOT_FOUND */
  moveReference(elementId: ElementId, assetId: AssetId, beforeAssetId: AssetId | null): SavedElement;
  /** Shots that name it, in storyboard order. @throws {AppError} ELEMENT_NOT_FOUND */
  mentions(elementId: ElementId): ElementMention[];
}

export type ElementServiceOptions = {
  assets: Pick<AssetStore, 'commit'>;
  uploads: Pick<Uploads, 'takeFile'>;
};

export function createElementService(
  context: ServiceContext,
  { assets, uploads }: ElementServiceOptions,
): ElementService {
  const { db, ids } = context;

  const get = (elementId: ElementId): StoryElement => {
    const element = findElement(db, elementId);
    if (!element) throw new AppError('ELEMENT_NOT_FOUND', `no element ${elementId}`);
    return element;
  };

  function setReferences(
    element: StoryElement,
    labelKey: 'addElementPicture' | 'removeElementPicture' | 'moveElementPicture',
    referenceAssetIds: AssetId[],
  ): SavedElement {
    const { savedAtMs } = edit(context, { projectId: element.projectId, labelKey }, (recorder) =>
      writeElement(context, recorder, element, { referenceAssetIds }),
    );
    return { element: get(element.id), savedAtMs };
  }

  return {
    list: (projectId) => listElements(db, projectId),

    create({ projectId, kind, name }) {
      if (!findProject(db, projectId)) throw new AppError('PROJECT_NOT_FOUND', `no project ${projectId}`);
      const present = listElementMarks(db, projectId);
      assertPlace(present.length);
      assertFree(context, projectId, name);
      const { result, savedAtMs } = edit(context, { projectId, labelKey: 'createElement' }, (recorder) => {
        const id = ids.create('element');
        const [rank = ''] = placeAfter(present, present.at(-1)?.id ?? null, 1).ranks;
        recorder.insert(
          'elements',
          elementToRow(anElement({ id, projectId, kind, name, rank, nowMs: recorder.nowMs })),
        );
        // Prompts may have named it before it was there.
        refreshShots(recorder, { db, projectId, affected: [name] });
        return id;
      });
      return { element: get(result), savedAtMs };
    },

    update(elementId, patch, typingKey) {
      const before = get(elementId);
      const { projectId } = before;
      const { consentNote, ...fields } = withoutUndefined(patch);
      const name = fields.name ?? before.name;
      if (elementNameKey(name) !== elementNameKey(before.name)) assertFree(context, projectId, name);
      const labelKey = name === before.name ? 'updateElement' : 'renameElement';
      const { savedAtMs } = edit(context, { projectId, labelKey, typingKey }, (recorder) => {
        const note = { ...before.consentNote, ...withoutUndefined(consentNote ?? {}) };
        writeElement(context, recorder, before, { ...fields, consentNote: note });
      });
      return { element: get(elementId), savedAtMs };
    },

    delete(elementIds) {
      const elements = [...new Set(elementIds)].map(get);
      const projectId = elements[0]?.projectId;
      if (!projectId || elements.some((element) => element.projectId !== projectId)) {
        throw new AppError('INVALID_INPUT', 'elements of one project are edited at a time');
      }
      const labelCount = elements.length;
      const { savedAtMs } = edit(context, { projectId, labelKey: 'deleteElement', labelCount }, (recorder) => {
        for (const { id } of elements) recorder.update('elements', id, { deleted_at_ms: recorder.nowMs });
        refreshShots(recorder, { db, projectId, affected: affectedBy(elements) });
      });
      return { savedAtMs };
    },

    async addReference(elementId, uploadId, signal) {
      // Looked at first: a file that has no place is not taken in.
      assertRoom(get(elementId));
      const { staged, fileName } = await uploads.takeFile(uploadId);
      const asset = await assets.commit(staged, { originalName: fileName, ...(signal && { signal }) });
      if (asset.kind !== 'image') {
        const params = { fileName, foundType: asset.mime };
        throw new AppError('MEDIA_TYPE_NOT_SUPPORTED', `a still is no ${asset.mime}`, { params });
      }
      const element = get(elementId);
      const { referenceAssetIds } = element;
      if (referenceAssetIds.includes(asset.id)) return { element, savedAtMs: context.clock.nowMs() };
      assertRoom(element);
      return setReferences(element, 'addElementPicture', [...referenceAssetIds, asset.id]);
    },

    removeReference(elementId, assetId) {
      const element = get(elementId);
      const kept = element.referenceAssetIds.filter((id) => id !== assetId);
      if (kept.length === element.referenceAssetIds.length) return { element, savedAtMs: context.clock.nowMs() };
      return setReferences(element, 'removeElementPicture', kept);
    },

    moveReference(elementId, assetId, beforeAssetId) {
      const element = get(elementId);
      const { referenceAssetIds } = element;
      const wanted = beforeAssetId === null ? [assetId] : [assetId, beforeAssetId];
      if (!wanted.every((id) => referenceAssetIds.includes(id))) {
        throw new AppError('ASSET_NOT_FOUND', `no such still of ${elementId}`);
      }
      if (assetId === beforeAssetId) return { element, savedAtMs: context.clock.nowMs() };
      const others = referenceAssetIds.filter((id) => id !== assetId);
      const at = beforeAssetId === null ? others.length : others.indexOf(beforeAssetId);
      return setReferences(element, 'moveElementPicture', [...others.slice(0, at), assetId, ...others.slice(at)]);
    },

    mentions(elementId) {
      const { projectId, name } = get(elementId);
      const key = elementNameKey(name);
      const known = indexElements(listElementMarks(db, projectId)).byKey;
      const shots = listStoryboardShots(db, projectId);
      const numbers = shotNumbers(listScenes(db, projectId), shots);
      return shots
        .filter((shot) => mentionKeys(shotWords(shot), known).includes(key))
        .map(({ id, title }) => ({ shotId: id, shotNumber: numbers.get(id) ?? '', title }));
    },
  };
}

/** @throws {AppError} ELEMENTS_FULL when a project that has so many can have no more */
function assertPlace(count: number): void {
  if (count < mostElements) return;
  throw new AppError('ELEMENTS_FULL', `more than ${mostElements} elements`, { params: { limit: mostElements } });
}

/**
 * Puts an element of the trash back, under another name where its own is taken by now.
 *
 * @throws {AppError} ELEMENTS_FULL
 */
export function restoreElement({ db }: ServiceContext, recorder: TimedRecorder, elementId: ElementId): void {
  const deleted = findDeletedElement(db, elementId);
  if (!deleted) return;
  const { projectId } = deleted;
  const taken = listElementMarks(db, projectId).map((element) => element.name);
  assertPlace(taken.length);
  const name = freeElementName(deleted.name, taken);
  recorder.update('elements', elementId, { deleted_at_ms: null, name, name_key: elementNameKey(name) });
  const element = findElement(db, elementId);
  if (!element) return;
  recorder.update('elements', elementId, { digest: elementDigestOf(element) });
  refreshShots(recorder, { db, projectId, affected: affectedBy([element]) });
}

type NewElementFields = Pick<StoryElement, 'id' | 'projectId' | 'kind' | 'name' | 'rank'> & { nowMs: number };

function anElement({ nowMs, ...fields }: NewElementFields): StoryElement {
  const element = {
    ...fields,
    description: '',
    isInEveryPrompt: false,
    consentNote: noConsentNote,
    referenceAssetIds: [],
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
  return { ...element, digest: elementDigestOf(element) };
}

/** Writes changed fields of an element with the digest that follows from them, and what follows from it for shots. */
function writeElement(
  { db }: ServiceContext,
  recorder: TimedRecorder,
  before: StoryElement,
  patch: Partial<StoryElement>,
): void {
  const changed: StoryElement = { ...before, ...patch, updatedAtMs: recorder.nowMs };
  const after = {
    ...changed,
    isInEveryPrompt: changed.kind === 'style' && changed.isInEveryPrompt,
    digest: elementDigestOf(changed),
  };
  const { id, ...row } = elementToRow(after);
  recorder.update('elements', id, row);
  if (after.digest === before.digest && after.isInEveryPrompt === before.isInEveryPrompt) return;
  const rename = after.name === before.name ? null : { from: before.name, to: after.name };
  refreshShots(recorder, { db, projectId: before.projectId, affected: affectedBy([before, after]), rename });
}

function affectedBy(elements: readonly StoryElement[]): readonly string[] | 'every' {
  return elements.some(({ isInEveryPrompt }) => isInEveryPrompt) ? 'every' : elements.map(({ name }) => name);
}

/** @throws {AppError} ELEMENT_PICTURES_FULL */
function assertRoom({ referenceAssetIds }: StoryElement): void {
  if (referenceAssetIds.length < mostElementReferences) return;
  const params = { limit: mostElementReferences };
  throw new AppError('ELEMENT_PICTURES_FULL', `more than ${mostElementReferences} stills`, { params });
}

/** @throws {AppError} ELEMENT_NAME_TAKEN */
function assertFree({ db }: ServiceContext, projectId: ProjectId, name: string): void {
  const key = elementNameKey(name);
  if (!listElementMarks(db, projectId).some((element) => elementNameKey(element.name) === key)) return;
  throw new AppError('ELEMENT_NAME_TAKEN', 'another element has this name', { retry: 'after-user-action' });
}
