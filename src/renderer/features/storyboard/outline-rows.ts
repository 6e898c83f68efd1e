/** The rows of the outline: scenes, and the shots of those that are unfolded. */
import type { SceneId } from '#shared/domain/ids.ts';
import type { Scene, Storyboard, StoryboardShot } from '#shared/domain/records.ts';
import type { Frames } from '#shared/domain/time.ts';

export type OutlineRow =
  | { kind: 'scene'; scene: Scene; sceneIndex: number; durationFrames: Frames; isFolded: boolean }
  | { kind: 'shot'; shot: StoryboardShot };

export function toOutlineRows(
  { scenes, shots }: Pick<Storyboard, 'scenes' | 'shots'>,
  folded: ReadonlySet<SceneId>,
): OutlineRow[] {
  const shotsOf = new Map<SceneId, StoryboardShot[]>(scenes.map(({ id }) => [id, []]));
  for (const shot of shots) shotsOf.get(shot.sceneId)?.push(shot);
  return scenes.flatMap((scene, sceneIndex): OutlineRow[] => {
    const own = shotsOf.get(scene.id) ?? [];
    const durationFrames = own.reduce((sum, shot) => sum + shot.durationFrames, 0) as Frames;
    const isFolded = folded.has(scene.id);
    const head: OutlineRow = { kind: 'scene', scene, sceneIndex, durationFrames, isFolded };
    return isFolded ? [head] : [head, ...own.map((shot): OutlineRow => ({ kind: 'shot', shot }))];
  });
}
