/** Files dragged from outside over the storyboard: pictures become boards, of a video a frame does. */
import { type RefObject, useEffect, useState } from 'react';
import type { ProjectId, SceneId, ShotId } from '#shared/domain/ids.ts';
import { openVideoFrame } from '#renderer/features/board-frames/index.ts';
import { picturesOf, videoOf } from '#renderer/ui/chosen-files.ts';
import { useLatest } from '#renderer/ui/use-latest.ts';
import type { StoryboardActions } from './use-storyboard-actions.ts';

/** What a view does with files over one of its shots. @returns whether they were of use */
export function dropOnShot(
  shotId: ShotId,
  files: DataTransfer,
  { projectId, actions }: { projectId: ProjectId; actions: Pick<StoryboardActions, 'setBoardsFrom'> },
): boolean {
  const pictures = picturesOf(files);
  if (pictures.length > 0) {
    actions.setBoardsFrom(shotId, pictures);
    return true;
  }
  const video = videoOf(files);
  if (video) openVideoFrame({ projectId, shotId, file: video });
  return video !== null;
}

/** What a view does with files beside its shots: pictures become new ones. @returns whether they were of use */
export function dropBesideShots(
  sceneId: SceneId | null,
  files: DataTransfer,
  { actions }: { actions: Pick<StoryboardActions, 'addShotsWith'> },
): boolean {
  const pictures = picturesOf(files);
  if (pictures.length > 0) void actions.addShotsWith(pictures, sceneId);
  return pictures.length > 0;
}

/** Each answers whether it took the files; those that it leaves are the window's. */
export type FileDropHandlers = {
  onDropFiles: (shotId: ShotId, files: DataTransfer) => boolean;
  /** Beside the shots: in the row of a scene, or, with null, below all of them. */
  onDropElsewhere?: (sceneId: SceneId | null, files: DataTransfer) => boolean;
};

/** @returns the shot under them now. */
export function useFileDrop(scroller: RefObject<HTMLDivElement | null>, handlers: FileDropHandlers): ShotId | null {
  const [targetId, setTargetId] = useState<ShotId | null>(null);
  const handler = useLatest(handlers);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const shotUnder = (event: DragEvent) => {
      const card = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-shot-id]') : null;
      return (card?.dataset.shotId as ShotId | undefined) ?? null;
    };
    const sceneUnder = (event: DragEvent) => {
      const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-scene-id]') : null;
      return (row?.dataset.sceneId as SceneId | undefined) ?? null;
    };
    const handleOver = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      const id = shotUnder(event);
      setTargetId(id);
      // A script may be dropped anywhere, and is the window's.
      if (id || (handler.current.onDropElsewhere && hasPictures(event.dataTransfer))) event.preventDefault();
    };
    const handleLeave = (event: DragEvent) => {
      if (!(event.relatedTarget instanceof Node && element.contains(event.relatedTarget))) setTargetId(null);
    };
    const handleDrop = (event: DragEvent) => {
      const id = shotUnder(event);
      setTargetId(null);
      if (!event.dataTransfer) return;
      const { onDropFiles, onDropElsewhere } = handler.current;
      const isTaken = id
        ? onDropFiles(id, event.dataTransfer)
        : onDropElsewhere?.(sceneUnder(event), event.dataTransfer);
      if (isTaken) event.preventDefault();
    };
    element.addEventListener('dragover', handleOver);
    element.addEventListener('dragleave', handleLeave);
    element.addEventListener('drop', handleDrop);
    return () => {
      element.removeEventListener('dragover', handleOver);
      element.removeEventListener('dragleave', handleLeave);
      element.removeEventListener('drop', handleDrop);
    };
  }, [scroller, handler]);
  return targetId;
}

/** Whether only pictures are being dragged. Names are hidden until the drop. */
function hasPictures({ items }: DataTransfer): boolean {
  const types = [...items].filter(({ kind }) => kind === 'file').map(({ type }) => type);
  return types.length > 0 && types.every((type) => type.startsWith('image/'));
}
