/** Files dragged from outside onto a shot: pictures become boards, of a video a frame does. */
import { type RefObject, useEffect, useState } from 'react';
import type { ProjectId, ShotId } from '#shared/domain/ids.ts';
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

/** @returns the shot under them now. */
export function useFileDrop(
  scroller: RefObject<HTMLDivElement | null>,
  onDropFiles: (shotId: ShotId, files: DataTransfer) => boolean,
): ShotId | null {
  const [targetId, setTargetId] = useState<ShotId | null>(null);
  const handler = useLatest(onDropFiles);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const shotUnder = (event: DragEvent) => {
      const card = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-shot-id]') : null;
      return (card?.dataset.shotId as ShotId | undefined) ?? null;
    };
    const handleOver = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      const id = shotUnder(event);
      setTargetId(id);
      if (id) event.preventDefault();
    };
    const handleLeave = (event: DragEvent) => {
      if (!(event.relatedTarget instanceof Node && element.contains(event.relatedTarget))) setTargetId(null);
    };
    const handleDrop = (event: DragEvent) => {
      const id = shotUnder(event);
      setTargetId(null);
      if (id && event.dataTransfer && handler.current(id, event.dataTransfer)) event.preventDefault();
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
