/** Board and voice of one shot: choose, drop, paste, take away. */
import { useTranslation } from 'react-i18next';
import { IconFileMusic, IconPhoto, IconTrash } from '@tabler/icons-react';
import { assetUrl, derivedUrl } from '#shared/contract/media-urls.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { MakePictureButton, VoiceButtons } from '#renderer/features/assist/index.ts';
import { VoiceRecorder } from '#renderer/features/voice-recorder/index.ts';
import { OutsideBoard } from '#renderer/features/board-outside/index.ts';
import { openVideoFrame } from '#renderer/features/board-frames/index.ts';
import { DrawBoardButton } from '#renderer/features/sketch/index.ts';
import { Button } from '#renderer/ui/button.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { chooseFile, imageAndVideoTypes, isVideoFile } from '#renderer/ui/chosen-files.ts';
import { PictureDrop } from '#renderer/ui/picture-drop.tsx';
import { clearMedia, setBoard, setVoice, soundTypes } from './board-files.ts';
import styles from './shot-inspector.module.css';
import { UploadState, useUpload } from './upload-state.tsx';

export type MediaFieldProps = { shot: StoryboardShot; number: string };

export function BoardField({ shot, number }: MediaFieldProps) {
  const { t } = useTranslation();
  const { state, start, cancel } = useUpload(shot, setBoard);
  const openVideo = (file: File) => openVideoFrame({ projectId: shot.projectId, shotId: shot.id, file });
  const choose = async () => {
    const file = await chooseFile(imageAndVideoTypes);
    if (file && isVideoFile(file)) openVideo(file);
    else await start(file);
  };
  return (
    <PictureDrop label={t('inspector.board')} onPictures={([file]) => void start(file ?? null)} onVideo={openVideo}>
      <h3 className={styles.label}>{t('inspector.board')}</h3>
      <div className={styles.board}>
        {shot.boardAssetId ? (
          <img
            src={derivedUrl(shot.boardAssetId, 'thumbnail')}
            alt={t('inspector.boardAlt', { number })}
            draggable={false}
          />
        ) : (
          <p>{t('inspector.dropBoard')}</p>
        )}
      </div>
      <div className={styles.row}>
        <Button size="small" icon={<IconPhoto size={15} />} onClick={() => void choose()}>
          {shot.boardAssetId ? t('inspector.replaceBoard') : t('inspector.chooseBoard')}
        </Button>
        {shot.boardAssetId && (
          <IconButton
            label={t('inspector.removeBoard')}
            onClick={() => void clearMedia(shot.projectId, [shot.id], 'board')}
          >
            <IconTrash size={16} />
          </IconButton>
        )}
        <DrawBoardButton shot={shot} />
        <MakePictureButton shot={shot} />
      </div>
      {shot.boardAssetId && <OutsideBoard shot={shot} />}
      <UploadState state={state} onCancel={cancel} />
    </PictureDrop>
  );
}

export function VoiceField({ shot, number }: MediaFieldProps) {
  const { t } = useTranslation();
  const { state, start, cancel } = useUpload(shot, setVoice);
  return (
    <section aria-label={t('inspector.voice')}>
      <h3 className={styles.label}>{t('inspector.voice')}</h3>
      {shot.voiceAssetId ? (
        <audio
          className={styles.audio}
          controls
          preload="metadata"
          src={assetUrl(shot.voiceAssetId)}
          aria-label={t('inspector.playVoice', { number })}
        />
      ) : (
        <p className={styles.hint}>{t('inspector.noVoice')}</p>
      )}
      <div className={styles.row}>
        <Button size="small" icon={<IconFileMusic size={15} />} onClick={() => void chooseFile(soundTypes).then(start)}>
          {t('inspector.chooseVoice')}
        </Button>
        {shot.voiceAssetId && (
          <IconButton
            label={t('inspector.removeVoice')}
            onClick={() => void clearMedia(shot.projectId, [shot.id], 'voice')}
          >
            <IconTrash size={16} />
          </IconButton>
        )}
      </div>
      <div className={styles.row}>
        <VoiceButtons shot={shot} />
      </div>
      <VoiceRecorder shot={shot} />
      <UploadState state={state} onCancel={cancel} />
    </section>
  );
}
