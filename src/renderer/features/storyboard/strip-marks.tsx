/** What stands over the blocks of the strip view: the time, the ends that are dragged, the playhead. */
import { memo, type PointerEvent, type RefObject, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShotId } from '#shared/domain/ids.ts';
import { type FrameRate, type Frames, toShortTimecode, toTimecode } from '#shared/domain/time.ts';
import type { Playback } from '#renderer/features/film/index.ts';
import type { Timeline } from '#renderer/features/shot-facts/index.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { Timecode } from '#renderer/ui/timecode.tsx';
import { placeOfFrame, type StripLayout, type StripLine, ticksOnLine } from './strip-rows.ts';
import styles from './strip-view.module.css';

/** As wide as the time beside a mark is; it is left out where the line ends before. */
const labelPx = 44;

export type StripRulerProps = {
  line: StripLine;
  ticks: Parameters<typeof ticksOnLine>[1];
  frameRate: FrameRate;
  onSeek: (line: StripLine, event: PointerEvent<HTMLElement>) => void;
};

/** The film's time over a line. Pressing and dragging seeks; by keyboard the playhead is the slider of the strip below. */
export function StripRuler({ line, ticks, frameRate, onSeek }: StripRulerProps) {
  return (
    <li
      aria-hidden
      className={styles.ruler}
      style={{ transform: `translateY(${line.topPx}px)`, width: Math.max(1, line.endPx) }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        // Else the same press would draw a frame.
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        onSeek(line, event);
      }}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && onSeek(line, event)}
    >
      {ticksOnLine(line, ticks).map(({ frame, leftPx }) => (
        <span key={frame} style={{ left: leftPx }}>
          {leftPx + labelPx < line.endPx &&
            toTimecode(frame as Frames, frameRate)
              .slice(0, 8)
              .replace(/^00:/, '')}
        </span>
      ))}
    </li>
  );
}

export type StripEndProps = {
  leftPx: number;
  topPx: number;
  /** The length that a drag gives now; null while this end is not dragged. */
  frames: number | null;
  frameRate: FrameRate;
  onPress: (event: PointerEvent) => void;
};

/** The right end of a shot, to drag. By keyboard there are Alt+Shift and the arrows, and the field. */
export const StripEnd = memo(function StripEnd({ leftPx, topPx, frames, frameRate, onPress }: StripEndProps) {
  const { t } = useTranslation();
  return (
    <li
      aria-hidden
      className={styles.end}
      style={{ transform: `translate(${leftPx}px, ${topPx}px)` }}
      title={t('storyboard.dragEnd')}
      data-dragged={frames !== null || undefined}
      onPointerDown={onPress}
    >
      {frames !== null && (
        <Timecode className={styles.length ?? ''}>{toShortTimecode(frames as Frames, frameRate)}</Timecode>
      )}
    </li>
  );
});

export type StripPlayheadProps = {
  playback: Playback;
  layout: StripLayout;
  timeline: Timeline;
  indexOf: ReadonlyMap<ShotId, number>;
  scroller: RefObject<HTMLDivElement | null>;
  /** Whether what it stands on is being dragged. */
  isStill: boolean;
};

export function StripPlayhead({ playback, layout, timeline, indexOf, scroller, isStill }: StripPlayheadProps) {
  const frame = useObservable(playback.frame);
  const speed = useObservable(playback.speed);
  const place = placeOfFrame(layout, { timeline, frame, indexOf });
  const topPx = place?.line.topPx;
  useEffect(() => {
    const element = scroller.current;
    if (!element || topPx === undefined || speed === 0) return;
    const isSeen = topPx >= element.scrollTop && topPx + 100 <= element.scrollTop + element.clientHeight;
    if (!isSeen) element.scrollTo({ top: Math.max(0, topPx - element.clientHeight / 3) });
  }, [topPx, speed, scroller]);
  if (!place || isStill) return null;
  return (
    <li
      aria-hidden
      className={styles.playhead}
      data-folded={place.line.isFolded || undefined}
      style={{ transform: `translate(${place.leftPx}px, ${place.line.topPx}px)` }}
    />
  );
}
