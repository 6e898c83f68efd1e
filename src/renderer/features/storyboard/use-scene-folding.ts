/** Folded scenes as the views of the shots have them: what is hidden, how it comes back, and the commands for all. */
import { useCallback, useMemo } from 'react';
import type { SceneId } from '#shared/domain/ids.ts';
import type { Storyboard, StoryboardShot } from '#shared/domain/records.ts';
import { useCommands } from '#renderer/ui/commands.ts';
import { openShots } from './folded-shots.ts';
import { useFoldedScenes } from './use-folded-scenes.ts';

export type SceneFolding = {
  /** None while only hits are shown: they would be hidden. */
  folded: ReadonlySet<SceneId>;
  /** Of the shots that are shown now, those in no folded scene. */
  openShots: readonly StoryboardShot[];
  /** Folds a scene or unfolds it; undefined while nothing can be folded. */
  onFold: ((sceneId: SceneId) => void) | undefined;
  unfold: (sceneId: SceneId) => void;
};

const nothingFolded: ReadonlySet<SceneId> = new Set();

export function useSceneFolding(
  { project, scenes, shots }: Storyboard,
  shown: readonly StoryboardShot[],
): SceneFolding {
  const { folded: kept, toggle, set } = useFoldedScenes(project.id);
  const isWhole = shown.length === shots.length;
  const folded = isWhole ? kept : nothingFolded;
  const open = useMemo(() => openShots(shown, folded), [shown, folded]);
  const unfold = useCallback((sceneId: SceneId) => set([...kept].filter((id) => id !== sceneId)), [kept, set]);
  useCommands({
    'view.foldAll': isWhole ? () => set(scenes.map(({ id }) => id)) : null,
    'view.unfoldAll': isWhole ? () => set([]) : null,
  });
  return { folded, openShots: open, onFold: isWhole ? toggle : undefined, unfold };
}
