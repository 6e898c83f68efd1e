/** Plays what is shown in step, and chooses between all takes and two large ones. */
import { SegmentedControl } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconVolume, IconVolumeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { frameAtSeconds, seekSecondsOfFrame } from '#renderer/features/shot-facts/index.ts';
import { Button } from '#renderer/ui/button.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Timecode } from '#renderer/ui/timecode.tsx';
import { type FrameRate, toTimecode } from '#shared/domain/time.ts';
import type { CompareView } from './take-compare-view.tsx';
import styles from './take-compare.module.css';
import type { SyncPlayer } from './sync-player.ts';
import { useSyncState } from './use-sync-player.ts';

export type CompareBarProps = {
  player: SyncPlayer;
  /** Takes that play together. */
  shownIds: readonly string[];
  /** By which the position is counted. */
  frameRate: FrameRate;
  view: CompareView;
  canPair: boolean;
  hasSound: boolean;
  onTheWayCount: number;
  onView: (view: CompareView) => void;
  onSound: (hasSound: boolean) => void;
};

const playNames = { grid: 'takeCompare.playAll', pair: 'takeCompare.playPair' } as const;

export function CompareBar(props: CompareBarProps) {
  const { player, shownIds, frameRate, view, canPair, hasSound, onTheWayCount, onView, onSound } = props;
  const { t } = useTranslation();
  const { playingIds, seconds } = useSyncState(player);
  const isPlaying = playingIds.size > 0;
  const position = toTimecode(frameAtSeconds(seconds, frameRate), frameRate);
  return (
    <div className={styles.bar}>
      <Button
        className={styles.play}
        icon={isPlaying ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
        command="takes.playAll"
        onClick={() => (isPlaying ? player.pause() : player.toggle(shownIds))}
      >
        {isPlaying ? t('takeCompare.pause') : t(canPair ? playNames[view] : 'player.play')}
      </Button>
      <input
        className={styles.scrub}
        type="range"
        min={0}
        max={player.loopSeconds()}
        step="any"
        value={seconds}
        aria-label={t('takeCompare.position')}
        aria-valuetext={position}
        onChange={(event) => {
          // The middle of a frame: at its edge the neighbour may be shown.
          player.seek(seekSecondsOfFrame(frameAtSeconds(event.currentTarget.valueAsNumber, frameRate), frameRate));
        }}
      />
      <Timecode>{position}</Timecode>
      <IconButton
        label={t('takeCompare.mute')}
        command="takes.mute"
        isPressed={hasSound}
        onClick={() => onSound(!hasSound)}
      >
        {hasSound ? <IconVolume size={17} /> : <IconVolumeOff size={17} />}
      </IconButton>
      <span className={styles.barWords}>
        {onTheWayCount > 0 ? t('takeCompare.onTheWay', { count: onTheWayCount }) : !canPair && t('takeCompare.onlyOne')}
      </span>
      <SegmentedControl
        aria-label={t('takeCompare.views')}
        data={[
          { value: 'grid', label: t('takeCompare.grid') },
          { value: 'pair', label: t('takeCompare.pair') },
        ]}
        disabled={!canPair}
        value={view}
        onChange={(value) => onView(value as CompareView)}
      />
    </div>
  );
}
