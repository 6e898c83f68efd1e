import { useQuery } from '@tanstack/react-query';
import { studioQuery } from '#renderer/rpc/client.ts';
import type { StoryElement } from '#shared/domain/element.ts';
import { shotNumbers } from '#shared/domain/numbering.ts';
import type { Storyboard, StoryboardShot } from '#shared/domain/records.ts';
import type { ShotPlace } from './assist-dialogs.ts';

export type PlacedShot = {
  storyboard: Storyboard;
  shot: StoryboardShot;
  number: string;
  /** Of the project. */
  elements: readonly StoryElement[];
};

/** A shot as the storyboard has it now; `gone` when it does not have it. */
export function useShot({ projectId, shotId }: ShotPlace): PlacedShot | 'loading' | 'gone' {
  const { data: storyboard } = useQuery(studioQuery.storyboard.get.queryOptions({ input: { projectId } }));
  const { data: elements } = useQuery(studioQuery.elements.list.queryOptions({ input: { projectId } }));
  if (!storyboard || !elements) return 'loading';
  const { scenes, shots } = storyboard;
  const shot = shots.find(({ id }) => id === shotId);
  return shot ? { storyboard, shot, elements, number: shotNumbers(scenes, shots).get(shotId) ?? '' } : 'gone';
}
