/** What right-click offers to do with the make-up of shots and scenes. */
import {
  IconArrowsJoin2,
  IconArrowsSplit2,
  IconClipboard,
  IconCopy,
  IconLock,
  IconLockOpen,
  IconScissors,
} from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { type LabelColour, labelColours, shotStatuses } from '#shared/domain/shot-fields.ts';
import type { MenuItem } from '#renderer/ui/context-menu.tsx';
import { chordLabel } from '#renderer/ui/platform-keys.ts';
import { heldShots } from './shot-clipboard.ts';
import { StatusIcon, Swatch } from './shot-marks.tsx';
import type { StructureActions } from './structure-actions.ts';

export type StructureMenuOptions = { t: TFunction; actions: StructureActions; count: number; canMerge: boolean };

/** Clipboard, then cut and join. */
export function structureItems({ t, actions, count, canMerge }: StructureMenuOptions): MenuItem[] {
  return [
    {
      label: t('structure.cut'),
      icon: <IconScissors size={15} />,
      keys: chordLabel('Mod+X'),
      run: () => void actions.hold('cut'),
    },
    {
      label: t('structure.copy'),
      icon: <IconCopy size={15} />,
      keys: chordLabel('Mod+C'),
      run: () => void actions.hold('copy'),
    },
    {
      label: t('structure.paste'),
      icon: <IconClipboard size={15} />,
      keys: chordLabel('Mod+V'),
      isDisabled: heldShots.get() === null,
      run: () => void actions.paste(),
    },
    {
      label: t('structure.split'),
      icon: <IconArrowsSplit2 size={15} />,
      keys: chordLabel('S'),
      isDisabled: count > 1,
      run: () => void actions.split(),
    },
    {
      label: t('structure.merge'),
      icon: <IconArrowsJoin2 size={15} />,
      keys: chordLabel('M'),
      isDisabled: !canMerge,
      run: () => void actions.merge(),
    },
  ];
}

/** Status and colour, each as one row. */
export function markItems(t: TFunction, actions: StructureActions): MenuItem[] {
  return [
    {
      kind: 'row',
      label: `${t('shotFields.status')}  ${chordLabel('Alt+1')}–5`,
      items: shotStatuses.map((status) => ({
        label: t(`shotFields.statuses.${status}`),
        icon: status === 'planned' ? <span>–</span> : <StatusIcon status={status} />,
        run: () => actions.setStatus(status),
      })),
    },
    colourRow(t, `${t('shotFields.colour')}  ${chordLabel('Alt+Shift+1')}–8`, actions.setColour),
  ];
}

export function colourRow(t: TFunction, label: string, choose: (colour: LabelColour | null) => void): MenuItem {
  return {
    kind: 'row',
    label,
    items: [
      { label: t('shotFields.noColour'), icon: <span>–</span>, run: () => choose(null) },
      ...labelColours.map((colour) => ({
        label: t(`shotFields.colours.${colour}`),
        icon: <Swatch colour={colour} />,
        run: () => choose(colour),
      })),
    ],
  };
}

export function lockItem(t: TFunction, areLocked: boolean, actions: StructureActions): MenuItem {
  return {
    label: areLocked ? t('structure.unlockNumbers') : t('structure.lockNumbers'),
    icon: areLocked ? <IconLockOpen size={15} /> : <IconLock size={15} />,
    keys: chordLabel('Mod+Shift+L'),
    run: () => void actions.toggleLock(),
  };
}
