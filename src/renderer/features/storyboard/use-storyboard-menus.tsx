/** The menus of shots and scenes, the same in every view. */
import type { MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { Storyboard } from '#shared/domain/records.ts';
import { useContextMenu } from '#renderer/ui/context-menu.tsx';
import { useStable } from '#renderer/ui/use-latest.ts';
import { sceneMenuItems, shotMenuItems } from './menu-items.tsx';
import { stepScene } from './scene-commands.ts';
import { type Selection, selectOne } from './selection.ts';
import { deleteScene } from './storyboard-commands.ts';
import { mergeable } from './structure-places.ts';
import type { StoryboardActions } from './use-storyboard-actions.ts';
import type { StoryboardFacts } from './use-storyboard-facts.ts';

export type StoryboardMenus = {
  openMenu: (shotId: ShotId, event: MouseEvent) => void;
  openSceneMenu: (sceneId: SceneId, event: MouseEvent) => void;
  element: ReactNode;
};

export type StoryboardMenusOptions = {
  storyboard: Storyboard;
  facts: StoryboardFacts;
  selection: Selection;
  actions: StoryboardActions;
  choose: (selection: Selection) => void;
  onOpen: (shotId: ShotId) => void;
  onCompare: (shotId: ShotId) => void;
  onEditTitle: () => void;
  onEditDuration: () => void;
};

export function useStoryboardMenus(options: StoryboardMenusOptions): StoryboardMenus {
  const { storyboard, facts, selection, actions, choose, onOpen, onCompare, onEditTitle, onEditDuration } = options;
  const { t } = useTranslation();
  const menu = useContextMenu();
  const { project } = storyboard;
  const { sceneIds, sceneNumbers } = facts;
  const openMenu = useStable((shotId: ShotId, event: MouseEvent) => {
    const isSelected = selection.ids.includes(shotId);
    if (!isSelected) choose(selectOne(shotId));
    const count = isSelected ? selection.ids.length : 1;
    const items = shotMenuItems({
      t,
      actions,
      count,
      place: count === 1 ? { projectId: project.id, shotId } : null,
      onOpen: () => onOpen(shotId),
      onCompare: () => onCompare(shotId),
      onEditTitle,
      onEditDuration,
      structure: actions.structure,
      canMerge: mergeable(storyboard, isSelected ? selection.ids : [shotId]) !== null,
    });
    menu.open(event, items, t('storyboard.contextMenu'));
  });
  const openSceneMenu = useStable((sceneId: SceneId, event: MouseEvent) => {
    const index = sceneIds.indexOf(sceneId);
    const items = sceneMenuItems({
      t,
      projectId: project.id,
      sceneId,
      index,
      sceneCount: sceneIds.length,
      areNumbersLocked: project.areNumbersLocked,
      structure: actions.structure,
      onAddShot: () => actions.addShot(sceneId),
      onAddScene: () => void actions.addScene(sceneId),
      onMove: (step) => void stepScene(storyboard, sceneId, step),
      onDelete: () => void deleteScene(project.id, sceneId),
    });
    menu.open(event, items, t('storyboard.sceneMenu', { number: sceneNumbers[index] ?? '' }));
  });
  return { openMenu, openSceneMenu, element: menu.element };
}
