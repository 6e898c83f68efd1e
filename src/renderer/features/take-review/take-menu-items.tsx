/** What a take offers beside playing. Nothing that was made, perhaps paid for, can be removed. */
import {
  IconCheck,
  IconLayoutColumns,
  IconListDetails,
  IconPencil,
  IconPlayerPlay,
  IconRefresh,
} from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { MenuItem } from '#renderer/ui/context-menu.tsx';
import type { Take } from '#shared/domain/records.ts';
import type { TakeDialogs } from './use-take-dialogs.tsx';

export type TakeMenuOptions = {
  t: TFunction;
  take: Take;
  isChosen: boolean;
  dialogs: TakeDialogs;
  onPlay: () => void;
  onChoose: () => void;
  /** Left out where they are compared already. */
  onCompare?: () => void;
};

export function takeMenuItems({
  t,
  take,
  isChosen,
  dialogs,
  onPlay,
  onChoose,
  onCompare,
}: TakeMenuOptions): MenuItem[] {
  const compare: MenuItem[] = onCompare
    ? [{ label: t('takes.compare'), icon: <IconLayoutColumns size={15} />, command: 'take.compare', run: onCompare }]
    : [];
  return [
    { label: t('takes.play'), icon: <IconPlayerPlay size={15} />, command: 'take.play', run: onPlay },
    {
      label: t(isChosen ? 'takes.unchoose' : 'takes.choose'),
      icon: <IconCheck size={15} />,
      command: 'take.choose',
      run: onChoose,
    },
    ...compare,
    { kind: 'divider' },
    {
      label: t('takes.recipe'),
      icon: <IconListDetails size={15} />,
      command: 'take.recipe',
      run: () => dialogs.showRecipe(take),
    },
    {
      label: t('takes.runAgain'),
      icon: <IconRefresh size={15} />,
      command: 'take.runAgain',
      run: () => dialogs.runAgain(take),
    },
    {
      label: t('takes.runAgainChanged'),
      icon: <IconPencil size={15} />,
      command: 'take.runAgainChanged',
      run: () => dialogs.runAgainChanged(take),
    },
  ];
}
