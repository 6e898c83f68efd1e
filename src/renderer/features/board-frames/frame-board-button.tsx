/** Takes the frame on the screen as the board of its shot, or of the one after. */
import { Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconPhotoScan } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { studioQuery } from '#renderer/rpc/client.ts';
import { useCommands } from '#renderer/ui/commands.ts';
import { type MenuItem, MenuItems } from '#renderer/ui/context-menu.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { shotNumbers } from '#shared/domain/numbering.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { type ClipFrame, takeClipFrame } from './take-frame.ts';

export type FrameBoardButtonProps = {
  /** The shot that the clip is of. */
  shot: StoryboardShot;
  /** The frame on the screen when it is asked for; null while there is none. */
  frameNow: () => ClipFrame | null;
  disabled?: boolean;
};

export function FrameBoardButton({ shot, frameNow, disabled = false }: FrameBoardButtonProps) {
  const { t } = useTranslation();
  const { projectId } = shot;
  const { data } = useQuery(studioQuery.storyboard.get.queryOptions({ input: { projectId } }));
  const { shots = [], scenes = [] } = data ?? {};
  const numbers = shotNumbers(scenes, shots);
  const next = shots[shots.findIndex(({ id }) => id === shot.id) + 1];
  const take = (target: StoryboardShot) => {
    const frame = frameNow();
    if (frame) void takeClipFrame({ projectId, shotId: target.id }, frame);
  };
  useCommands({
    'player.boardOfShot': disabled ? null : () => take(shot),
    'player.boardOfNext': disabled || !next ? null : () => take(next),
  });
  const ofShot: MenuItem = {
    label: t('boardFrames.ofShot', { number: numbers.get(shot.id) ?? '' }),
    command: 'player.boardOfShot',
    run: () => take(shot),
  };
  const ofNext: MenuItem | undefined = next && {
    command: 'player.boardOfNext',
    label: t('boardFrames.ofNext', { number: numbers.get(next.id) ?? '' }),
    run: () => take(next),
  };
  return (
    <Menu position="top-end">
      <Menu.Target>
        <IconButton label={t('boardFrames.use')} disabled={disabled}>
          <IconPhotoScan size={17} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('boardFrames.use')}>
        <MenuItems items={ofNext ? [ofShot, ofNext] : [ofShot]} />
      </Menu.Dropdown>
    </Menu>
  );
}
