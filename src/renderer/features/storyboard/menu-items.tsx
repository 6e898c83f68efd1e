/** What right-click offers for shots and for scenes. */
import {
  IconArrowDown,
  IconArrowLeft,
  IconArrowRight,
  IconArrowUp,
  IconClock,
  IconClockEdit,
  IconCopy,
  IconCursorText,
  IconEye,
  IconLayoutColumns,
  IconPhoto,
  IconPhotoOff,
  IconPlayerPlay,
  IconPlus,
  IconReplace,
  IconRowInsertBottom,
  IconSelectAll,
  IconSparkles,
  IconTrash,
} from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { draftShotsItem, makePictureItem, type ShotPlace } from '#renderer/features/assist/index.ts';
import { drawBoardItem } from '#renderer/features/sketch/index.ts';
import type { MenuItem } from '#renderer/ui/context-menu.tsx';
import type { ProjectId, SceneId } from '#shared/domain/ids.ts';
import type { StructureActions } from './structure-actions.ts';
import { colourRow, lockItem, markItems, structureItems } from './structure-menu.tsx';
import type { StoryboardActions } from './use-storyboard-actions.ts';

export type ShotMenuOptions = {
  t: TFunction;
  actions: StoryboardActions;
  count: number;
  /** The shot that the menu is for; null when it is for several. */
  place: ShotPlace | null;
  onOpen: () => void;
  /** Shows the takes side by side. */
  onCompare: () => void;
  onEditTitle: () => void;
  onEditDuration: () => void;
  structure: StructureActions;
  canMerge: boolean;
};

export function shotMenuItems({
  t,
  actions,
  count,
  place,
  onOpen,
  onCompare,
  onEditTitle,
  onEditDuration,
  structure,
  canMerge,
}: ShotMenuOptions): MenuItem[] {
  return [
    {
      label: t('storyboard.openTakes'),
      icon: <IconPlayerPlay size={15} />,
      command: 'storyboard.openTakes',
      run: onOpen,
    },
    {
      label: t('takes.compare'),
      icon: <IconLayoutColumns size={15} />,
      command: 'storyboard.compare',
      run: onCompare,
    },
    {
      label: t('storyboard.editTitle'),
      icon: <IconCursorText size={15} />,
      command: 'storyboard.editTitle',
      run: onEditTitle,
    },
    {
      label: t('commands.storyboard.editDuration'),
      icon: <IconClockEdit size={15} />,
      command: 'storyboard.editDuration',
      run: onEditDuration,
    },
    {
      label: t('storyboard.generateShots', { count }),
      icon: <IconSparkles size={15} />,
      command: 'storyboard.generate',
      run: actions.generate,
    },
    {
      label: t('generation.menuPlan'),
      icon: <IconClock size={15} />,
      command: 'storyboard.planTakes',
      run: actions.planTakes,
    },
    {
      label: t('generation.menuPreview'),
      icon: <IconEye size={15} />,
      command: 'storyboard.showWhatIsSent',
      run: actions.showWhatIsSent,
    },
    {
      label: t('generation.menuRetarget'),
      icon: <IconReplace size={15} />,
      command: 'storyboard.changeModel',
      run: actions.changeModel,
    },
    { kind: 'divider' },
    {
      label: t('storyboard.chooseBoard'),
      icon: <IconPhoto size={15} />,
      command: 'storyboard.chooseBoard',
      isDisabled: count > 1,
      run: () => void actions.chooseBoard(),
    },
    drawBoardItem(t, place),
    makePictureItem(t, place),
    {
      label: t('storyboard.removeBoard'),
      icon: <IconPhotoOff size={15} />,
      command: 'storyboard.removeBoards',
      run: actions.removeBoards,
    },
    { kind: 'divider' },
    {
      label: t('storyboard.newShot'),
      icon: <IconPlus size={15} />,
      command: 'storyboard.newShot',
      run: () => actions.addShot(),
    },
    {
      label: t('storyboard.duplicate'),
      icon: <IconCopy size={15} />,
      command: 'storyboard.duplicate',
      run: () => actions.duplicate(),
    },
    ...structureItems({ t, actions: structure, count, canMerge }),
    {
      label: t('storyboard.moveBack'),
      icon: <IconArrowLeft size={15} />,
      command: 'storyboard.moveBack',
      run: () => actions.moveByKey('ArrowLeft'),
    },
    {
      label: t('storyboard.moveForward'),
      icon: <IconArrowRight size={15} />,
      command: 'storyboard.moveForward',
      run: () => actions.moveByKey('ArrowRight'),
    },
    {
      label: t('storyboard.selectAll'),
      icon: <IconSelectAll size={15} />,
      command: 'storyboard.selectAll',
      run: actions.selectAll,
    },
    { kind: 'divider' },
    ...markItems(t, structure),
    { kind: 'divider' },
    {
      label: t('storyboard.deleteShots', { count }),
      icon: <IconTrash size={15} />,
      command: 'storyboard.delete',
      isDanger: true,
      run: actions.remove,
    },
  ];
}

export type SceneMenuOptions = {
  t: TFunction;
  projectId: ProjectId;
  sceneId: SceneId;
  index: number;
  sceneCount: number;
  areNumbersLocked: boolean;
  structure: StructureActions;
  onAddShot: () => void;
  onAddScene: () => void;
  onMove: (step: 1 | -1) => void;
  onDelete: () => void;
};

export function sceneMenuItems({
  t,
  projectId,
  sceneId,
  index,
  sceneCount,
  areNumbersLocked,
  structure,
  onAddShot,
  onAddScene,
  onMove,
  onDelete,
}: SceneMenuOptions): MenuItem[] {
  return [
    {
      label: t('storyboard.addShot'),
      icon: <IconPlus size={15} />,
      command: 'storyboard.newShot',
      run: onAddShot,
    },
    {
      label: t('storyboard.addSceneAfter'),
      icon: <IconRowInsertBottom size={15} />,
      command: 'storyboard.newScene',
      run: onAddScene,
    },
    { kind: 'divider' },
    draftShotsItem(t, projectId, sceneId),
    draftShotsItem(t, projectId, null),
    { kind: 'divider' },
    {
      label: t('storyboard.moveSceneUp'),
      command: 'storyboard.moveSceneUp',
      icon: <IconArrowUp size={15} />,
      isDisabled: index === 0,
      run: () => onMove(-1),
    },
    {
      label: t('storyboard.moveSceneDown'),
      command: 'storyboard.moveSceneDown',
      icon: <IconArrowDown size={15} />,
      isDisabled: index === sceneCount - 1,
      run: () => onMove(1),
    },
    { kind: 'divider' },
    lockItem(t, areNumbersLocked, structure),
    colourRow(t, t('structure.sceneColour'), 'sceneColour', (colour) => void structure.setSceneColour(sceneId, colour)),
    { kind: 'divider' },
    {
      label: t('storyboard.deleteScene'),
      icon: <IconTrash size={15} />,
      command: 'storyboard.deleteScene',
      isDanger: true,
      run: onDelete,
    },
  ];
}
