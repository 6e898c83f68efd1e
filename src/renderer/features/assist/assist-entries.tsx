/** Where a person comes from: buttons for the inspector and items for menus. */
import IconTranscribe from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs';
import IconSpeak from '@tabler/icons-react/dist/esm/icons/IconMessage2.mjs';
import IconPicture from '@tabler/icons-react/dist/esm/icons/IconPhotoSpark.mjs';
import IconImprove from '@tabler/icons-react/dist/esm/icons/IconWand.mjs';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { useCommands } from '#renderer/ui/commands.ts';
import type { MenuItem } from '#renderer/ui/context-menu.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import type { ProjectId, SceneId } from '#shared/domain/ids.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import {
  openBoardDialog,
  openDraftDialog,
  openPromptDialog,
  openSpeechDialog,
  openTranscriptDialog,
  type ShotPlace,
} from './assist-dialogs.ts';

const iconPx = 15;

function placeOf({ projectId, id }: StoryboardShot) {
  return { projectId, shotId: id };
}

/** For the board of a shot. */
export function MakePictureButton({ shot }: { shot: StoryboardShot }) {
  const { t } = useTranslation();
  useCommands({ 'storyboard.makePicture': () => openBoardDialog(placeOf(shot)) });
  return (
    <Button
      size="small"
      icon={<IconPicture size={iconPx} />}
      command="storyboard.makePicture"
      onClick={() => openBoardDialog(placeOf(shot))}
    >
      {t('assist.makePicture')}
    </Button>
  );
}

/** For the prompt of a shot. */
export function ImprovePromptButton({ shot }: { shot: StoryboardShot }) {
  const { t } = useTranslation();
  const hasPrompt = shot.prompt.trim() !== '';
  useCommands({ 'storyboard.improvePrompt': hasPrompt ? () => openPromptDialog(placeOf(shot)) : null });
  return (
    <Button
      size="small"
      variant="quiet"
      icon={<IconImprove size={iconPx} />}
      command="storyboard.improvePrompt"
      disabled={!hasPrompt}
      onClick={() => openPromptDialog(placeOf(shot))}
    >
      {t('assist.improve')}
    </Button>
  );
}

/** For the voice of a shot. */
export function VoiceButtons({ shot }: { shot: StoryboardShot }) {
  const { t } = useTranslation();
  const hasDialogue = shot.dialogue.trim() !== '';
  useCommands({
    'storyboard.speak': hasDialogue ? () => openSpeechDialog(placeOf(shot)) : null,
    'storyboard.transcribe': shot.voiceAssetId ? () => openTranscriptDialog(placeOf(shot)) : null,
  });
  return (
    <>
      <Button
        size="small"
        icon={<IconSpeak size={iconPx} />}
        command="storyboard.speak"
        disabled={!hasDialogue}
        onClick={() => openSpeechDialog(placeOf(shot))}
      >
        {t('assist.speak')}
      </Button>
      {shot.voiceAssetId && (
        <Button
          size="small"
          icon={<IconTranscribe size={iconPx} />}
          command="storyboard.transcribe"
          onClick={() => openTranscriptDialog(placeOf(shot))}
        >
          {t('assist.transcribe')}
        </Button>
      )}
    </>
  );
}

/** For the tools of the storyboard. */
export function DraftShotsButton({ projectId }: { projectId: ProjectId }) {
  const { t } = useTranslation();
  useCommands({ 'storyboard.draftFromSynopsis': () => openDraftDialog(projectId, null) });
  return (
    <IconButton
      label={t('assist.draftFromSynopsis')}
      command="storyboard.draftFromSynopsis"
      onClick={() => openDraftDialog(projectId, null)}
    >
      <IconImprove size={17} />
    </IconButton>
  );
}

/** For the menu of a shot; null when the menu is for several. */
export function makePictureItem(t: TFunction, place: ShotPlace | null): MenuItem {
  return {
    label: t('assist.makePicture'),
    icon: <IconPicture size={iconPx} />,
    command: 'storyboard.makePicture',
    isDisabled: place === null,
    run: () => place && openBoardDialog(place),
  };
}

/** For the menu of a scene: from what stands in it, or with `sceneId` null from a synopsis. */
export function draftShotsItem(t: TFunction, projectId: ProjectId, sceneId: SceneId | null): MenuItem {
  return {
    label: t(sceneId === null ? 'assist.draftFromSynopsis' : 'assist.draftFromScene'),
    icon: <IconImprove size={iconPx} />,
    command: sceneId === null ? 'storyboard.draftFromSynopsis' : 'storyboard.draftShots',
    run: () => openDraftDialog(projectId, sceneId),
  };
}
