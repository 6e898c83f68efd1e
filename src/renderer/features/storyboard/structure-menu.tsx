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
import type { CommandId } from '#renderer/ui/command-list.ts';
import { keysOf } from '#renderer/ui/keymap.ts';
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
      command: 'storyboard.cut',
      keys: keysOf('storyboard.cut') ?? chordLabel('Mod+X'),
      run: () => void actions.hold('cut'),
    },
    {
      label: t('structure.copy'),
      icon: <IconCopy size={15} />,
      command: 'storyboard.copy',
      keys: keysOf('storyboard.copy') ?? chordLabel('Mod+C'),
      run: () => void actions.hold('copy'),
    },
    {
      label: t('structure.paste'),
      icon: <IconClipboard size={15} />,
      command: 'storyboard.paste',
      keys: keysOf('storyboard.paste') ?? chordLabel('Mod+V'),
      isDisabled: heldShots.get() === null,
      run: () => void actions.paste(),
    },
    {
      label: t('structure.split'),
      icon: <IconArrowsSplit2 size={15} />,
      command: 'storyboard.split',
      isDisabled: count > 1,
      run: () => void actions.split(),
    },
    {
      label: t('structure.merge'),
      icon: <IconArrowsJoin2 size={15} />,
      command: 'storyboard.merge',
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
      label: withKeys(t('shotFields.status'), 'storyboard.status.planned', 'storyboard.status.omitted'),
      items: shotStatuses.map((status) => ({
        label: t(`shotFields.statuses.${status}`),
        icon: status === 'planned' ? <span>–</span> : <StatusIcon status={status} />,
        command: `storyboard.status.${status}` as const,
        run: () => actions.setStatus(status),
      })),
    },
    colourRow(
      t,
      withKeys(t('shotFields.colour'), 'storyboard.colour.red', 'storyboard.colour.pink'),
      'colour',
      actions.setColour,
    ),
  ];
}

/** What a row is for, with the keys of its first and last choice. */
function withKeys(label: string, first: CommandId, last: CommandId): string {
  const [from, to] = [keysOf(first), keysOf(last)];
  return from && to ? `${label}  ${from} – ${to}` : label;
}

export function colourRow(
  t: TFunction,
  label: string,
  kind: 'colour' | 'sceneColour',
  choose: (colour: LabelColour | null) => void,
): MenuItem {
  return {
    kind: 'row',
    label,
    items: [
      {
        label: t('shotFields.noColour'),
        icon: <span>–</span>,
        command: `storyboard.${kind}.none` as const,
        run: () => choose(null),
      },
      ...labelColours.map((colour) => ({
        label: t(`shotFields.colours.${colour}`),
        icon: <Swatch colour={colour} />,
        command: `storyboard.${kind}.${colour}` as const,
        run: () => choose(colour),
      })),
    ],
  };
}

export function lockItem(t: TFunction, areLocked: boolean, actions: StructureActions): MenuItem {
  return {
    label: areLocked ? t('structure.unlockNumbers') : t('structure.lockNumbers'),
    icon: areLocked ? <IconLockOpen size={15} /> : <IconLock size={15} />,
    command: 'storyboard.lockNumbers',
    run: () => void actions.toggleLock(),
  };
}
