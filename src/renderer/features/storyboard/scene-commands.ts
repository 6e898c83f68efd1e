/** The commands of a scene: that of the shot in focus, for want of another the only one. */
import { openDraftDialog } from '#renderer/features/assist/index.ts';
import type { CommandRuns } from '#renderer/ui/commands.ts';
import type { SceneId } from '#shared/domain/ids.ts';
import type { Storyboard } from '#shared/domain/records.ts';
import { labelColours } from '#shared/domain/shot-fields.ts';
import { deleteScene, moveScene } from './storyboard-commands.ts';
import type { StructureActions } from './structure-actions.ts';

export type SceneCommandsOptions = {
  storyboard: Storyboard;
  /** Of the shot in focus. */
  sceneId: SceneId | null;
  structure: Pick<StructureActions, 'setSceneColour'>;
};

export function sceneCommands({ storyboard, sceneId, structure }: SceneCommandsOptions): CommandRuns {
  const { project, scenes } = storyboard;
  const index = scenes.length === 1 ? 0 : scenes.findIndex(({ id }) => id === sceneId);
  const scene = scenes[index];
  if (!scene) return {};
  const { id } = scene;
  const colours = Object.fromEntries(
    [...labelColours, null].map((colour) => [
      `storyboard.sceneColour.${colour ?? 'none'}`,
      () => void structure.setSceneColour(id, colour),
    ]),
  );
  return {
    ...colours,
    'storyboard.draftShots': () => openDraftDialog(project.id, id),
    'storyboard.moveSceneUp': index > 0 ? () => void stepScene(storyboard, id, -1) : null,
    'storyboard.moveSceneDown': index < scenes.length - 1 ? () => void stepScene(storyboard, id, 1) : null,
    'storyboard.deleteScene': () => void deleteScene(project.id, id),
  };
}

/** Moves a scene by one place. */
export async function stepScene({ project, scenes }: Storyboard, sceneId: SceneId, step: 1 | -1): Promise<void> {
  const index = scenes.findIndex(({ id }) => id === sceneId);
  await moveScene(project.id, sceneId, scenes[step === -1 ? index - 2 : index + 1]?.id ?? null);
}
