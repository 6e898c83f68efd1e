/** One frame of a video is chosen: played in the window, cut out by the studio. */
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { CommandIconButton } from '#renderer/ui/command-button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import styles from './video-frame-dialog.module.css';
import type { OpenedVideo } from './open-video.ts';
import { takeVideoFrame } from './take-frame.ts';

export type VideoFrameDialogProps = { video: OpenedVideo; onClose: () => void };

/** A file does not tell its rate to the window; at most rates this is the next frame or the one after. */
const stepSeconds = 1 / 24;

export function VideoFrameDialog({ video: { file, url, ...target }, onClose }: VideoFrameDialogProps) {
  const { t } = useTranslation();
  const element = useRef<HTMLVideoElement>(null);
  const [lengthSeconds, setLength] = useState(0);
  const [atSeconds, setAt] = useState(0);
  const [canPlay, setCanPlay] = useState(true);
  const [progress, setProgress] = useState<number | null>(null);
  const stopping = useRef<AbortController | null>(null);
  useShownFrame(element, url, setAt);
  useEffect(() => () => stopping.current?.abort(), []);

  const seek = (seconds: number) => {
    const next = Math.min(Math.max(0, seconds), lengthSeconds);
    setAt(next);
    if (element.current) element.current.currentTime = next;
  };
  const take = async () => {
    const stop = new AbortController();
    stopping.current = stop;
    setProgress(0);
    const isTaken = await takeVideoFrame(target, { file, atSeconds }, { onProgress: setProgress, signal: stop.signal });
    setProgress(null);
    if (isTaken) onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('boardFrames.chooseTitle')}
      closeLabel={t('app.close')}
      width={760}
      note={<span dir="auto">{file.name}</span>}
      actions={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button variant="primary" isBusy={progress !== null} onClick={() => void take()}>
            {t('boardFrames.take')}
          </Button>
        </>
      }
    >
      {canPlay ? (
        <div className={styles.chooser}>
          <video
            ref={element}
            src={url}
            muted
            playsInline
            preload="auto"
            aria-label={t('boardFrames.video')}
            onLoadedMetadata={(event) => setLength(event.currentTarget.duration || 0)}
            onError={() => setCanPlay(false)}
          />
          <div className={styles.scrubber}>
            <CommandIconButton
              label={t('boardFrames.back')}
              command="dialog.previous"
              onClick={() => seek(atSeconds - stepSeconds)}
            >
              <IconChevronLeft size={17} />
            </CommandIconButton>
            <input
              type="range"
              data-autofocus
              min={0}
              max={lengthSeconds}
              step={stepSeconds}
              value={atSeconds}
              aria-label={t('boardFrames.position')}
              aria-valuetext={t('boardFrames.seconds', { seconds: atSeconds.toFixed(2) })}
              onChange={(event) => seek(event.currentTarget.valueAsNumber)}
            />
            <CommandIconButton
              label={t('boardFrames.on')}
              command="dialog.next"
              onClick={() => seek(atSeconds + stepSeconds)}
            >
              <IconChevronRight size={17} />
            </CommandIconButton>
            <span className={styles.at}>{t('boardFrames.seconds', { seconds: atSeconds.toFixed(2) })}</span>
          </div>
        </div>
      ) : (
        <Field label={t('boardFrames.secondsIn')} hint={t('boardFrames.cannotPlay')}>
          <input
            type="number"
            className={styles.seconds}
            min={0}
            max={86_400}
            step={0.04}
            value={atSeconds}
            onChange={(event) => setAt(Math.min(86_400, Math.max(0, event.currentTarget.valueAsNumber || 0)))}
          />
        </Field>
      )}
      {progress !== null && <ProgressBar progress={progress} label={t('boardFrames.sending')} />}
    </Dialog>
  );
}

/** Where the frame that is really on the screen begins. */
function useShownFrame(
  element: RefObject<HTMLVideoElement | null>,
  url: string,
  onFrame: (atSeconds: number) => void,
): void {
  useEffect(() => {
    const video = element.current;
    if (!video) return;
    let handle = 0;
    const handleFrame: VideoFrameRequestCallback = (_now, { mediaTime }) => {
      onFrame(mediaTime);
      handle = video.requestVideoFrameCallback(handleFrame);
    };
    handle = video.requestVideoFrameCallback(handleFrame);
    return () => video.cancelVideoFrameCallback(handle);
  }, [element, url, onFrame]);
}
