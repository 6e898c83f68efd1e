/** What is derived from a storyboard once for all of its panes: orders, numbers, sums, the planned film. */
import { useMemo } from 'react';
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import { sceneNumbers as numbersOfScenes, shotNumbers } from '#shared/domain/numbering.ts';
import type { Storyboard, StoryboardShot } from '#shared/domain/records.ts';
import { planTimeline, type Timeline } from '#renderer/features/shot-facts/index.ts';
import { differInWordsOnly } from '#renderer/rpc/storyboard-patch.ts';
import { useKept } from '#renderer/ui/use-kept.ts';
import { sceneFacts } from './storyboard-measures.ts';

export type StoryboardFacts = {
  /** Ids of all shots, in the order of the film. */
  order: readonly ShotId[];
  /** With the shots that are to be seen now: all, or hits alone. */
  shownStoryboard: Storyboard;
  shownOrder: readonly ShotId[];
  numbers: ReadonlyMap<ShotId, string>;
  /** In the order of the scenes. */
  sceneNumbers: readonly string[];
  sceneIds: readonly SceneId[];
  sums: ReturnType<typeof sceneFacts>;
  /** Of all shots, as they are planned. */
  timeline: Timeline;
};

export function useStoryboardFacts(storyboard: Storyboard, shown: StoryboardShot[]): StoryboardFacts {
  const { scenes, shots } = storyboard;
  // Words are typed all the time, and of them nothing here follows.
  const placed = useKept(shots, differInWordsOnly);
  const order = useMemo(() => placed.map(({ id }) => id), [placed]);
  const shownStoryboard = useMemo(() => ({ ...storyboard, shots: shown }), [storyboard, shown]);
  const shownOrder = useMemo(() => shown.map(({ id }) => id), [shown]);
  const numbers = useMemo(() => shotNumbers(scenes, placed), [scenes, placed]);
  const sceneNumbers = useMemo(() => numbersOfScenes(scenes), [scenes]);
  const sceneIds = useMemo(() => scenes.map(({ id }) => id), [scenes]);
  const sums = useMemo(() => sceneFacts(placed), [placed]);
  const timeline = useMemo(() => planTimeline(placed), [placed]);
  return { order, shownStoryboard, shownOrder, numbers, sceneNumbers, sceneIds, sums, timeline };
}
