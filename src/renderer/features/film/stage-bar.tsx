/** What a film in full screen needs of the transport; shown there while the pointer moves over it. */
import { IconMinimize, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Project } from '#shared/domain/records.ts';
import { type Frames, toTimecode } from '#shared/domain/time.ts';
import type { Timeline } from '#renderer/features/shot-facts/index.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Timecode } from '#renderer/ui/timecode.tsx';
import styles from './film.module.css';
import { toggleFullScreen } from './full-screen.ts';
import type { Playback } from './playback.ts';

export type StageBarProps = { project: Project; timeline: Timeline; playback: Playback };

export function StageBar({ project: { frameRate }, timeline, playback }: StageBarProps) {
  const { t } = useTranslation();
  const speed = useObservable(playback.speed);
  const frame = useObservable(playback.frame);
  return (
    <div className={styles.stageBar}>
      <IconButton
        label={speed === 0 ? t('player.play') : t('player.pause')}
        command="player.toggle"
        onClick={() => playback.toggle()}
      >
        {speed === 0 ? <IconPlayerPlay size={20} /> : <IconPlayerPause size={20} />}
      </IconButton>
      <Timecode>{`${toTimecode(frame as Frames, frameRate)} / ${toTimecode(timeline.durationFrames as Frames, frameRate)}`}</Timecode>
      <IconButton
        label={t('film.leaveFullScreen')}
        command="player.fullScreen"
        onClick={() => toggleFullScreen(playback)}
      >
        <IconMinimize size={20} />
      </IconButton>
    </div>
  );
}
