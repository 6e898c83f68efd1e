/** What a person changes about an element, on its way to the studio. */
import type { Saved } from '#shared/contract/answers.ts';
import type { ElementPatch } from '#shared/contract/element-schemas.ts';
import type { StoryElement } from '#shared/domain/element.ts';
import type { AssetId } from '#shared/domain/ids.ts';
import { putElement } from '#renderer/features/element-mentions/index.ts';
import { studio } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { translator } from '#renderer/rpc/translator.ts';
import { showUndoNotice } from '#renderer/rpc/undo.ts';
import { uploadFile } from '#renderer/rpc/upload.ts';

type SavedElement = Saved & { element: StoryElement };

/** Rejects as the studio does. */
export async function saveElement(
  { id }: StoryElement,
  patch: ElementPatch,
  typingKey?: string,
): Promise<SavedElement> {
  const answer = await studio.elements.update({
    elementId: id,
    patch,
    ...(typingKey === undefined ? {} : { typingKey }),
  });
  putElement(answer.element);
  return answer;
}

/** Saves at once; a notice says what went wrong. @returns whether it is saved. */
export async function changeElement(element: StoryElement, patch: ElementPatch): Promise<boolean> {
  return (await edit(() => saveElement(element, patch))) !== null;
}

/** To the trash, with a way back in the notice. @returns whether it is there. */
export async function deleteElement({ id, projectId, name }: StoryElement): Promise<boolean> {
  const answer = await edit(() => studio.elements.delete({ elementIds: [id] }));
  if (answer) showUndoNotice(translator.t('elements.deleted', { name }), projectId);
  return answer !== null;
}

export type PictureUpload = {
  element: StoryElement;
  file: File;
  /** 0 to 1. */
  onProgress: (progress: number) => void;
  /** Instead of a notice. */
  onError: (thrown: unknown) => void;
};

/** Makes a file one of an element's pictures. @returns whether it is one now. */
export async function addPicture({ element, file, onProgress, onError }: PictureUpload): Promise<boolean> {
  const answer = await edit(
    async () => {
      const uploadId = await uploadFile(file, { onProgress });
      return studio.elements.addReference({ elementId: element.id, uploadId });
    },
    { onError },
  );
  if (answer) putElement(answer.element);
  return answer !== null;
}

export async function removePicture({ id }: StoryElement, assetId: AssetId): Promise<void> {
  const answer = await edit(() => studio.elements.removeReference({ elementId: id, assetId }));
  if (answer) putElement(answer.element);
}

/** One place towards the front or the back. */
export async function stepPicture(element: StoryElement, assetId: AssetId, step: -1 | 1): Promise<void> {
  const { id, referenceAssetIds } = element;
  const at = referenceAssetIds.indexOf(assetId);
  const beforeAssetId = referenceAssetIds[step === -1 ? at - 1 : at + 2] ?? null;
  const answer = await edit(() => studio.elements.moveReference({ elementId: id, assetId, beforeAssetId }));
  if (answer) putElement(answer.element);
}
