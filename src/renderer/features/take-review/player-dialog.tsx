/** One shot, large: its take frame by frame, or its board while there is no take. */
import { Modal } from '@mantine/core';
import {
  IconChevronLeft,
  IconChevronRight,
  IconLayoutColumns,
  IconMaximize,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
  IconRepeat,
} from '@tabler/icons-react';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assetUrl, derivedUrl } from '#shared/contract/media-urls.ts';
import type { AssetId } from '#shared/domain/ids.ts';
import type { Project, StoryboardShot, Take } from '#shared/domain/records.ts';
import { type Frames, toTimecode } from '#shared/domain/time.ts';
import { FrameBoardButton } from '#renderer/features/board-frames/index.ts';
import { useSearchFrom } from '#renderer/features/palette/index.ts';
import { CommandIconButton } from '#renderer/ui/command-button.tsx';
import type { CommandId } from '#renderer/ui/command-list.ts';
import { type CommandRuns, findRun, useCommands } from '#renderer/ui/commands.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { pressedCommand } from '#renderer/ui/keymap.ts';
import { useIsTopDialog } from '#renderer/ui/open-dialogs.ts';
import { Timecode } from '#renderer/ui/timecode.tsx';
import { useFocusReturn } from '#renderer/ui/use-focus-return.ts';
import {
  type PlayerCommand,
  playerCommandOf,
  playerCommands,
  playerHints,
} from '#renderer/features/shot-facts/index.ts';
import { useStable } from '#renderer/ui/use-latest.ts';
import styles from './take-review.module.css';
import { useVideoFrames } from './use-video-frames.ts';

export type PlayerDialogProps = {
  project: Project;
  shot: StoryboardShot;
  number: string;
  /** A take other than the selected one; null means the selected one. */
  take: Take | null;
  /** -1 for the shot before, 1 for the one after. */
  onStepShot: (step: 1 | -1) => void;
  /** Chooses the take with this number. */
  onChooseTake: (takeNumber: number) => void;
  /** Shows the takes of the shot side by side. */
  onCompare: () => void;
  onClose: () => void;
};

export function PlayerDialog({ shot, number, onClose, ...rest }: PlayerDialogProps) {
  const { t } = useTranslation();
  const content = useRef<HTMLDivElement>(null);
  useFocusReturn(true, content);
  const isTop = useIsTopDialog(true);
  useSearchFrom(content, onClose);
  return (
    <Modal.Root
      opened
      onClose={onClose}
      closeOnEscape={isTop}
      returnFocus={false}
      size="min(1180px, calc(100vw - 48px))"
      classNames={{ content: styles.player ?? '' }}
    >
      <Modal.Overlay />
      <Modal.Content ref={content}>
        {/* A header element would count as a second banner of the page. */}
        <Modal.Header role="presentation">
          <Modal.Title>
            <span className={styles.playerTitle}>
              <b>{number}</b> <span dir="auto">{shot.title}</span>
            </span>
          </Modal.Title>
          <Modal.CloseButton aria-label={t('app.close')} />
        </Modal.Header>
        <Modal.Body>
          <Player shot={shot} number={number} {...rest} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Player({
  project,
  shot,
  number,
  take,
  onStepShot,
  onChooseTake,
  onCompare,
}: Omit<PlayerDialogProps, 'onClose'>) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const [isLooping, setLooping] = useState(true);
  const [brokenAssetId, setBrokenAssetId] = useState<AssetId | null>(null);
  const shown = take ?? shot.selectedTake;
  const frameRate = take?.frameRate ?? project.frameRate;
  const durationFrames = shown?.durationFrames ?? shot.durationFrames;
  const { video, ...player } = useVideoFrames({ clipKey: shown?.assetId ?? shot.id, frameRate, durationFrames });

  const run = (command: PlayerCommand) => {
    switch (command.kind) {
      case 'toggle':
        return player.toggle();
      case 'shuttle':
        return player.shuttle(command.direction);
      case 'pause':
        return player.pause();
      case 'step':
        return player.step(command.frames);
      case 'shot':
        return onStepShot(command.step);
      case 'edge':
        return player.seek(command.to === 'start' ? 0 : durationFrames - 1);
      case 'loop':
        return setLooping(!isLooping);
      case 'fullScreen':
        return toggleFullScreen(frame.current);
      case 'chooseTake':
        return onChooseTake(command.takeNumber);
      case 'mark':
      case 'markShot':
      case 'unmark':
      case 'subtitles':
        // Of a film, not of one shot.
        return;
    }
  };
  const runLatest = useStable(run);
  // Also where nothing has the focus, and before the film that lies behind.
  useCommands(runsOf(runLatest));
  const handleKey = (event: KeyboardEvent) => {
    const command = playerCommandOf(event);
    if (!command) {
      const rest = pressedCommand(event, 'player');
      // Such as a command of a button beside the player.
      if (rest === null || rest in playerCommands) return;
      event.preventDefault();
      event.stopPropagation();
      findRun(rest)?.();
      return;
    }
    // Space on a button presses the button.
    if (command.kind === 'toggle' && event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    event.stopPropagation();
    run(command);
  };
  return (
    // The keys of a player; each has a button too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={frame}
      className={styles.playerBody}
      role="group"
      aria-label={t('player.label', { number })}
      onKeyDown={handleKey}
    >
      <div className={styles.screen} style={screenShape(project.frameSize)}>
        {shown && brokenAssetId !== shown.assetId ? (
          <video
            ref={video}
            key={shown.assetId}
            src={assetUrl(shown.assetId)}
            loop={isLooping}
            autoPlay
            playsInline
            // The event is told later than it happens: by then K may have stopped what began by itself.
            onPlay={({ currentTarget }) => !currentTarget.paused && player.speed === 0 && player.shuttle('on')}
            onError={() => setBrokenAssetId(shown.assetId)}
            onClick={() => player.toggle()}
          />
        ) : shot.boardAssetId ? (
          <img src={derivedUrl(shot.boardAssetId, 'board')} alt="" />
        ) : (
          <p className={styles.plain}>{t('player.plainCard')}</p>
        )}
      </div>
      {shown && brokenAssetId === shown.assetId && (
        <p className={styles.error} role="alert">
          {t('player.cannotPlay')}
        </p>
      )}
      {!shown && shot.boardAssetId && <p className={styles.hint}>{t('player.noTake')}</p>}
      {shown && (
        <input
          className={styles.scrub}
          type="range"
          data-autofocus
          min={0}
          max={Math.max(0, durationFrames - 1)}
          step={1}
          value={player.frame}
          aria-label={t('player.position')}
          aria-valuetext={toTimecode(player.frame as Frames, frameRate)}
          onChange={(event) => {
            player.pause();
            player.seek(event.currentTarget.valueAsNumber);
          }}
        />
      )}
      <div className={styles.transport}>
        <Timecode className={styles.position ?? ''} label={t('player.position')}>
          {toTimecode(player.frame as Frames, frameRate)}
        </Timecode>
        <span className={styles.total}>
          <Timecode>{`/ ${toTimecode(durationFrames, frameRate)}`}</Timecode>
        </span>
        <span className={styles.gap} />
        <TransportButton label={t('player.previousShot')} command="player.previousShot" run={() => onStepShot(-1)}>
          <IconPlayerSkipBack size={17} />
        </TransportButton>
        <TransportButton label={t('player.previousFrame')} command="player.previousFrame" run={() => player.step(-1)}>
          <IconChevronLeft size={17} />
        </TransportButton>
        <TransportButton
          label={player.speed === 0 ? t('player.play') : t('player.pause')}
          command="player.toggle"
          run={() => player.toggle()}
        >
          {player.speed === 0 ? <IconPlayerPlay size={19} /> : <IconPlayerPause size={19} />}
        </TransportButton>
        <TransportButton label={t('player.nextFrame')} command="player.nextFrame" run={() => player.step(1)}>
          <IconChevronRight size={17} />
        </TransportButton>
        <TransportButton label={t('player.nextShot')} command="player.nextShot" run={() => onStepShot(1)}>
          <IconPlayerSkipForward size={17} />
        </TransportButton>
        <span className={styles.gap} />
        <span className={styles.speed}>
          {Math.abs(player.speed) > 1 || player.speed < 0 ? t('player.speed', { speed: player.speed }) : ''}
        </span>
        {shot.takeCount > 0 && (
          <CommandIconButton label={t('takes.compare')} command="take.compare" onClick={onCompare}>
            <IconLayoutColumns size={17} />
          </CommandIconButton>
        )}
        <FrameBoardButton
          shot={shot}
          disabled={!shown || brokenAssetId === shown.assetId}
          frameNow={() => shown && { assetId: shown.assetId, frameIndex: player.frame, frameRate }}
        />
        <IconButton
          label={t('player.loop')}
          command="player.loop"
          isPressed={isLooping}
          onClick={() => setLooping(!isLooping)}
        >
          <IconRepeat size={17} />
        </IconButton>
        <IconButton
          label={t('player.fullScreen')}
          command="player.fullScreen"
          onClick={() => toggleFullScreen(frame.current)}
        >
          <IconMaximize size={17} />
        </IconButton>
      </div>
      <p className={styles.keys}>{playerHints(t, ['play', 'shuttle', 'step', 'shots', 'close'])}</p>
    </div>
  );
}

function runsOf(run: (command: PlayerCommand) => void): CommandRuns {
  return Object.fromEntries(Object.entries(playerCommands).map(([id, command]) => [id, () => run(command)]));
}

/** The film's shape, as CSS reads it twice. */
function screenShape({ widthPx, heightPx }: Project['frameSize']): CSSProperties {
  return { aspectRatio: `${widthPx} / ${heightPx}`, '--shape': widthPx / heightPx } as CSSProperties;
}

type TransportButtonProps = { label: string; command: CommandId; run: () => void; children: ReactNode };

function TransportButton({ label, command, run, children }: TransportButtonProps) {
  return (
    <IconButton label={label} command={command} onClick={run}>
      {children}
    </IconButton>
  );
}

/** Refused where the window may not; then it simply stays as it is. */
function toggleFullScreen(element: HTMLElement | null): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else element?.requestFullscreen().catch(() => undefined);
}
