/** What plays the film, where it is, and from where to where. */
import {
  IconBadgeCc,
  IconBracketsContainEnd,
  IconBracketsContainStart,
  IconMaximize,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
  IconRepeat,
  IconX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Project } from '#shared/domain/records.ts';
import { frameRateLabel, type Frames, toTimecode } from '#shared/domain/time.ts';
import type { Timeline } from '#renderer/features/shot-facts/index.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Timecode } from '#renderer/ui/timecode.tsx';
import { toggleFullScreen } from './full-screen.ts';
import type { Playback } from './playback.ts';
import styles from './strip.module.css';

export type TransportProps = { project: Project; timeline: Timeline; playback: Playback };

export function Transport({ project, timeline, playback }: TransportProps) {
  const { t } = useTranslation();
  const speed = useObservable(playback.speed);
  const isLooping = useObservable(playback.isLooping);
  const showsSubtitles = useObservable(playback.showsSubtitles);
  const stage = useObservable(playback.stage);
  const isEmpty = timeline.durationFrames === 0;
  return (
    <div className={styles.transport}>
      <div className={styles.now}>
        <Position project={project} playback={playback} />
        {!isEmpty && <MarkButtons playback={playback} />}
      </div>
      <p className={styles.total}>
        {t('film.of', {
          duration: toTimecode(timeline.durationFrames, project.frameRate),
          rate: frameRateLabel(project.frameRate),
        })}
      </p>
      <div className={styles.buttons}>
        <IconButton
          label={t('film.previousShot')}
          command="player.previousShot"
          disabled={isEmpty}
          onClick={() => playback.stepShot(-1)}
        >
          <IconPlayerSkipBack size={16} />
        </IconButton>
        <IconButton
          label={speed === 0 ? t('player.play') : t('player.pause')}
          command="player.toggle"
          disabled={isEmpty}
          className={styles.play ?? ''}
          onClick={() => playback.toggle()}
        >
          {speed === 0 ? <IconPlayerPlay size={18} /> : <IconPlayerPause size={18} />}
        </IconButton>
        <IconButton
          label={t('film.nextShot')}
          command="player.nextShot"
          disabled={isEmpty}
          onClick={() => playback.stepShot(1)}
        >
          <IconPlayerSkipForward size={16} />
        </IconButton>
        {speed !== 0 && speed !== 1 && (
          <Timecode className={styles.speed ?? ''}>{t('player.speed', { speed })}</Timecode>
        )}
        <div className={styles.switches}>
          <IconButton
            label={t('player.loop')}
            command="player.loop"
            isPressed={isLooping}
            onClick={() => playback.isLooping.set(!isLooping)}
          >
            <IconRepeat size={16} />
          </IconButton>
          <IconButton
            label={t('film.showSubtitles')}
            command="player.subtitles"
            isPressed={showsSubtitles}
            onClick={() => playback.showsSubtitles.set(!showsSubtitles)}
          >
            <IconBadgeCc size={17} />
          </IconButton>
          {stage && (
            <IconButton
              label={t('player.fullScreen')}
              command="player.fullScreen"
              onClick={() => toggleFullScreen(playback)}
            >
              <IconMaximize size={16} />
            </IconButton>
          )}
        </div>
      </div>
    </div>
  );
}

function Position({ project, playback }: Pick<TransportProps, 'project' | 'playback'>) {
  const frame = useObservable(playback.frame);
  return <Timecode className={styles.position ?? ''}>{toTimecode(frame as Frames, project.frameRate)}</Timecode>;
}

/** Where it plays from and up to; once something is marked, also the way back to all of it. */
function MarkButtons({ playback }: Pick<TransportProps, 'playback'>) {
  const { t } = useTranslation();
  const { inFrame, outFrame } = useObservable(playback.marks);
  return (
    <div className={styles.marks}>
      {(inFrame !== null || outFrame !== null) && (
        <IconButton label={t('film.unmark')} command="player.unmark" onClick={() => playback.unmark()}>
          <IconX size={14} />
        </IconButton>
      )}
      <IconButton
        label={t('film.markIn')}
        command="player.markIn"
        isPressed={inFrame !== null}
        onClick={() => playback.mark('in')}
      >
        <IconBracketsContainStart size={15} />
      </IconButton>
      <IconButton
        label={t('film.markOut')}
        command="player.markOut"
        isPressed={outFrame !== null}
        onClick={() => playback.mark('out')}
      >
        <IconBracketsContainEnd size={15} />
      </IconButton>
    </div>
  );
}
