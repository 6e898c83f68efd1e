/** The ways into the pad from elsewhere. */
import { IconPencil } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { useCommands } from '#renderer/ui/commands.ts';
import type { MenuItem } from '#renderer/ui/context-menu.tsx';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { openSketch, type SketchPlace } from './open-sketch.ts';

const iconPx = 15;

/** Beside the board of a shot. */
export function DrawBoardButton({ shot: { id: shotId, projectId } }: { shot: StoryboardShot }) {
  const { t } = useTranslation();
  useCommands({ 'storyboard.drawBoard': () => void openSketch({ projectId, shotId }) });
  return (
    <Button size="small" icon={<IconPencil size={iconPx} />} onClick={() => void openSketch({ projectId, shotId })}>
      {t('sketch.draw')}
    </Button>
  );
}

/** For the menu of a shot; null when the menu is for several. */
export function drawBoardItem(t: TFunction, place: SketchPlace | null): MenuItem {
  return {
    label: t('sketch.drawBoard'),
    icon: <IconPencil size={iconPx} />,
    command: 'storyboard.drawBoard',
    isDisabled: place === null,
    run: () => place && void openSketch(place),
  };
}
