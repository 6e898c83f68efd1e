/** Board and voice of one shot: choose, drop, paste, take away. */
import { type ClipboardEvent, type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconMicrophone, IconPhoto, IconTrash } from '@tabler/icons-react';
import { assetUrl, derivedUrl } from '#shared/contract/media-urls.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import {
  chooseFile,
  clearMedia,
  imageTypes,
  type MediaUpload,
  picturesOf,
  setBoard,
  setVoice,
  soundTypes,
} from './board-files.ts';
import styles from './shot-inspector.module.css';

type Uploading =
  | { kind: 'idle' }
  | { kind: 'busy'; fileName: string; progress: number }
  | { kind: 'failed'; thrown: unknown };

/** One upload at a time for a field, with its progress and what went wrong. */
function useUpload(shot: StoryboardShot, set: (upload: MediaUpload) => Promise<boolean>) {
  const [state, setState] = useState<Uploading>({ kind: 'idle' });
  const start = async (file: File | null) => {
    if (!file) return;
    setState({ kind: 'busy', fileName: file.name, progress: 0 });
    const isSet = await set({
      projectId: shot.projectId,
      shotId: shot.id,
      file,
      onProgress: (progress) => setState({ kind: 'busy', fileName: file.name, progress }),
      onError: (thrown) => setState({ kind: 'failed', thrown }),
    });
    if (isSet) setState({ kind: 'idle' });
  };
  return { state, start };
}

function UploadState({ state }: { state: Uploading }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  if (state.kind === 'failed') {
    return (
      <p className={styles.error} role="alert">
        {errorText(state.thrown)}
      </p>
    );
  }
  if (state.kind === 'idle') return null;
  const text = t('inspector.uploading', { fileName: state.fileName, percent: Math.round(state.progress * 100) });
  return (
    <div className={styles.uploading} role="status">
      <span dir="auto">{text}</span>
      <ProgressBar progress={state.progress} label={text} />
    </div>
  );
}

export type MediaFieldProps = { shot: StoryboardShot; number: string };

export function BoardField({ shot, number }: MediaFieldProps) {
  const { t } = useTranslation();
  const { state, start } = useUpload(shot, setBoard);
  const [isOver, setOver] = useState(false);
  const isForUs = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  const takeOver = (event: DragEvent) => {
    if (!isForUs(event)) return;
    event.preventDefault();
    event.stopPropagation();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    setOver(false);
    const [file] = picturesOf(event.dataTransfer);
    // Other files, such as a script, belong to the window as a whole.
    if (!file) return;
    event.preventDefault();
    event.stopPropagation();
    void start(file);
  };
  const paste = (event: ClipboardEvent) => {
    const [file] = picturesOf(event.clipboardData);
    if (!file) return;
    event.preventDefault();
    event.stopPropagation();
    void start(file);
  };
  return (
    // Dropping and pasting are short cuts for the button inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      aria-label={t('inspector.board')}
      onDragOver={takeOver}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      onPaste={paste}
    >
      <h3 className={styles.label}>{t('inspector.board')}</h3>
      <div className={`${styles.board} ${isOver ? styles.over : ''}`}>
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
        <Button size="small" icon={<IconPhoto size={15} />} onClick={() => void chooseFile(imageTypes).then(start)}>
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
      </div>
      <UploadState state={state} />
    </section>
  );
}

export function VoiceField({ shot, number }: MediaFieldProps) {
  const { t } = useTranslation();
  const { state, start } = useUpload(shot, setVoice);
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
        <Button
          size="small"
          icon={<IconMicrophone size={15} />}
          onClick={() => void chooseFile(soundTypes).then(start)}
        >
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
      <UploadState state={state} />
    </section>
  );
}
