/** The film to time scale with its playhead, and the transport. Only what is seen of it is mounted. */
import { useElementSize } from '@mantine/hooks';
import { IconPlayerPause, IconPlayerPlay, IconPlayerSkipBack, IconPlayerSkipForward } from '@tabler/icons-react';
import { memo, type KeyboardEvent, type PointerEvent, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShotId } from '#shared/domain/ids.ts';
import type { Project, StoryboardShot } from '#shared/domain/records.ts';
import { frameRateLabel, type Frames, nominalRate, toTimecode } from '#shared/domain/time.ts';
import { type Segment, segmentIndexAt, shotThumbnailUrl, type Timeline } from '#renderer/features/shot-facts/index.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Timecode } from '#renderer/ui/timecode.tsx';
import type { Playback } from './playback.ts';
import {
  frameAtPx,
  scrollForPlayhead,
  type StripScale,
  tickSeconds,
  toStripScale,
  visibleSegments,
} from './strip-layout.ts';
import styles from './strip.module.css';

export type StripProps = {
  project: Project;
  shots: readonly StoryboardShot[];
  numbers: ReadonlyMap<ShotId, string>;
  timeline: Timeline;
  playback: Playback;
  selectedIds: ReadonlySet<ShotId>;
  onSelect?: (shotId: ShotId) => void;
};

const leastPxPerShot = 44;

export function Strip({ project, shots, numbers, timeline, playback, selectedIds, onSelect }: StripProps) {
  const { t } = useTranslation();
  const { ref: sizeRef, width } = useElementSize<HTMLDivElement>();
  const scroller = useRef<HTMLDivElement>(null);
  const [scrollLeftPx, setScrollLeftPx] = useState(0);
  const scale = toStripScale(timeline, { viewWidthPx: Math.max(1, width), leastPxPerShot });
  const seen = visibleSegments(timeline, scale, { fromPx: scrollLeftPx - 200, toPx: scrollLeftPx + width + 200 });

  const seekTo = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const frame = frameAtPx(timeline, scale, event.clientX - box.left);
    playback.seek(frame);
    return frame;
  };
  const press = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || timeline.segments.length === 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const segment = timeline.segments[segmentIndexAt(timeline, seekTo(event))];
    if (segment) onSelect?.(segment.shotId);
  };
  return (
    <section className={styles.strip} aria-label={t('storyboard.strip')}>
      <Transport project={project} timeline={timeline} playback={playback} />
      <div className={styles.view} ref={sizeRef}>
        <div
          className={styles.scroller}
          ref={scroller}
          onScroll={(event) => setScrollLeftPx(event.currentTarget.scrollLeft)}
        >
          {/* Pressing and dragging seeks; by keyboard the playhead is a slider. */}
          {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
          <div
            className={styles.track}
            style={{ width: scale.widthPx }}
            onPointerDown={press}
            onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && seekTo(event)}
          >
            <Ruler project={project} scale={scale} fromPx={scrollLeftPx} viewWidthPx={width} />
            {seen &&
              timeline.segments.slice(seen.first, seen.last + 1).map((segment, offset) => {
                const shot = shots[seen.first + offset];
                return (
                  shot && (
                    <StripClip
                      key={segment.shotId}
                      shot={shot}
                      number={numbers.get(shot.id) ?? ''}
                      segment={segment}
                      pxPerFrame={scale.pxPerFrame}
                      isSelected={selectedIds.has(shot.id)}
                    />
                  )
                );
              })}
            <Playhead project={project} timeline={timeline} playback={playback} scale={scale} scroller={scroller} />
          </div>
        </div>
      </div>
    </section>
  );
}

function Transport({ project, timeline, playback }: Pick<StripProps, 'project' | 'timeline' | 'playback'>) {
  const { t } = useTranslation();
  const speed = useObservable(playback.speed);
  const isEmpty = timeline.durationFrames === 0;
  return (
    <div className={styles.transport}>
      <Position project={project} playback={playback} />
      <p className={styles.total}>
        {t('film.of', {
          duration: toTimecode(timeline.durationFrames, project.frameRate),
          rate: frameRateLabel(project.frameRate),
        })}
      </p>
      <div className={styles.buttons}>
        <IconButton label={t('film.previousShot')} disabled={isEmpty} onClick={() => playback.stepShot(-1)}>
          <IconPlayerSkipBack size={16} />
        </IconButton>
        <IconButton
          label={speed === 0 ? t('player.play') : t('player.pause')}
          keys={t('player.spaceKey')}
          disabled={isEmpty}
          className={styles.play ?? ''}
          onClick={() => playback.toggle()}
        >
          {speed === 0 ? <IconPlayerPlay size={18} /> : <IconPlayerPause size={18} />}
        </IconButton>
        <IconButton label={t('film.nextShot')} disabled={isEmpty} onClick={() => playback.stepShot(1)}>
          <IconPlayerSkipForward size={16} />
        </IconButton>
        {speed !== 0 && speed !== 1 && (
          <Timecode className={styles.speed ?? ''}>{t('player.speed', { speed })}</Timecode>
        )}
      </div>
    </div>
  );
}

function Position({ project, playback }: Pick<StripProps, 'project' | 'playback'>) {
  const frame = useObservable(playback.frame);
  return <Timecode className={styles.position ?? ''}>{toTimecode(frame as Frames, project.frameRate)}</Timecode>;
}

type PlayheadProps = Pick<StripProps, 'project' | 'timeline' | 'playback'> & {
  scale: StripScale;
  scroller: React.RefObject<HTMLDivElement | null>;
};

function Playhead({ project, timeline, playback, scale, scroller }: PlayheadProps) {
  const { t } = useTranslation();
  const frame = useObservable(playback.frame);
  const leftPx = frame * scale.pxPerFrame;
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const next = scrollForPlayhead(leftPx, { scrollLeftPx: element.scrollLeft, viewWidthPx: element.clientWidth });
    if (next !== null) element.scrollTo({ left: next });
  }, [leftPx, scroller]);
  const second = nominalRate(project.frameRate);
  const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, PageDown: -second, PageUp: second };
  const handleKey = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    playback.step(step);
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      className={styles.playhead}
      style={{ transform: `translateX(${leftPx}px)` }}
      aria-label={t('film.position')}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, timeline.durationFrames - 1)}
      aria-valuenow={frame}
      aria-valuetext={toTimecode(frame as Frames, project.frameRate)}
      onKeyDown={handleKey}
    />
  );
}

type StripClipProps = {
  shot: StoryboardShot;
  number: string;
  segment: Segment;
  pxPerFrame: number;
  isSelected: boolean;
};

const StripClip = memo(function StripClip({ shot, number, segment, pxPerFrame, isSelected }: StripClipProps) {
  const picture = shotThumbnailUrl(shot);
  return (
    <div
      className={`${styles.clip} ${isSelected ? styles.selected : ''}`}
      style={{
        left: segment.startFrame * pxPerFrame,
        width: Math.max(2, (segment.endFrame - segment.startFrame) * pxPerFrame - 2),
        ...(picture ? { backgroundImage: `url("${picture}")` } : {}),
      }}
    >
      <span className={styles.number}>{number}</span>
    </div>
  );
});

type RulerProps = { project: Project; scale: StripScale; fromPx: number; viewWidthPx: number };

function Ruler({ project: { frameRate }, scale, fromPx, viewWidthPx }: RulerProps) {
  const second = nominalRate(frameRate);
  const step = tickSeconds(scale.pxPerFrame * second, 90) * second;
  const label = useCallback(
    (frame: number) => toTimecode(frame, frameRate).slice(0, 8).replace(/^00:/, ''),
    [frameRate],
  );
  const first = Math.max(0, Math.floor((fromPx - 100) / scale.pxPerFrame / step));
  const last = Math.floor((fromPx + viewWidthPx) / scale.pxPerFrame / step);
  return (
    <div className={styles.ruler} aria-hidden>
      {Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
        const frame = (first + index) * step;
        return (
          <span key={frame} style={{ left: frame * scale.pxPerFrame }}>
            {label(frame)}
          </span>
        );
      })}
    </div>
  );
}
