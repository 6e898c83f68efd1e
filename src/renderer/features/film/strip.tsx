/** The film to time scale with its playhead, and the transport. Only what is seen of it is mounted. */
import { useElementSize } from '@mantine/hooks';
import {
  Fragment,
  memo,
  type KeyboardEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { ShotId } from '#shared/domain/ids.ts';
import type { Project, StoryboardShot } from '#shared/domain/records.ts';
import { type Frames, nominalRate, toShortTimecode, toTimecode } from '#shared/domain/time.ts';
import {
  frameAfterChange,
  segmentIndexAt,
  shotThumbnailUrl,
  type Timeline,
  withSegmentFrames,
} from '#renderer/features/shot-facts/index.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { Timecode } from '#renderer/ui/timecode.tsx';
import { playedPart } from './film-clock.ts';
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
import { Transport } from './transport.tsx';
import { type EndDragged, type ResizeShot, useEndDrag } from './use-end-drag.ts';

export type StripProps = {
  project: Project;
  shots: readonly StoryboardShot[];
  numbers: ReadonlyMap<ShotId, string>;
  timeline: Timeline;
  playback: Playback;
  selectedIds: ReadonlySet<ShotId>;
  onSelect?: (shotId: ShotId) => void;
  /** Lets the end of a shot be dragged; for a timeline of planned lengths. */
  onResize?: ResizeShot;
  /** Told what is seen of the film, for what stands under the strip to the same scale. */
  onView?: (view: StripView) => void;
  /** Pixels kept free behind the film. @default as much as dragging an end needs, else none */
  tailPx?: number;
};

export type StripView = { pxPerFrame: number; scrollLeftPx: number; widthPx: number; scrollBy: (px: number) => void };

const leastPxPerShot = 44;
/** Behind the last shot, where its end can be dragged to. */
const dragTailPx = 96;

export function Strip(props: StripProps) {
  const { project, shots, numbers, timeline, playback, selectedIds, onSelect, onResize, onView } = props;
  const { t } = useTranslation();
  const { ref: sizeRef, width } = useElementSize<HTMLDivElement>();
  const scroller = useRef<HTMLDivElement>(null);
  const [scrollLeftPx, setScrollLeftPx] = useState(0);
  const tailPx = props.tailPx ?? (onResize ? dragTailPx : 0);
  const fittingScale = toStripScale(timeline, { viewWidthPx: Math.max(1, width), leastPxPerShot, tailPx });
  const { dragged, startEndDrag } = useEndDrag({
    scale: fittingScale,
    frameRate: project.frameRate,
    scroller,
    onResize,
    onStart(shotId) {
      playback.pause();
      onSelect?.(shotId);
    },
  });
  const scale = dragged?.scale ?? fittingScale;
  const shown = useMemo(
    () => (dragged ? withSegmentFrames(timeline, dragged.shotId, dragged.frames) : timeline),
    [timeline, dragged],
  );
  const seen = visibleSegments(shown, scale, { fromPx: scrollLeftPx - 200, toPx: scrollLeftPx + width + 200 });

  const { pxPerFrame } = scale;
  useEffect(() => {
    const scrollBy = (px: number) => scroller.current?.scrollBy({ left: px });
    onView?.({ pxPerFrame, scrollLeftPx, widthPx: width, scrollBy });
  }, [onView, pxPerFrame, scrollLeftPx, width]);

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
    <section className={styles.strip} data-pane aria-label={t('storyboard.strip')}>
      <Transport project={project} timeline={shown} playback={playback} />
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
            style={{ width: Math.max(scale.widthPx, shown.durationFrames * scale.pxPerFrame + tailPx) }}
            onPointerDown={press}
            onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && seekTo(event)}
          >
            <Ruler project={project} scale={scale} fromPx={scrollLeftPx} viewWidthPx={width} />
            {seen &&
              shown.segments.slice(seen.first, seen.last + 1).map((segment, offset) => {
                const shot = shots[seen.first + offset];
                return (
                  shot && (
                    <Fragment key={segment.shotId}>
                      <StripClip
                        shot={shot}
                        number={numbers.get(shot.id) ?? ''}
                        startPx={segment.startFrame * scale.pxPerFrame}
                        endPx={segment.endFrame * scale.pxPerFrame}
                        isSelected={selectedIds.has(shot.id)}
                      />
                      {onResize && (
                        // For pointers only: by keyboard there are Alt+Shift and the arrows, and the field.
                        <div
                          className={styles.end}
                          style={{ left: segment.endFrame * scale.pxPerFrame }}
                          title={t('storyboard.dragEnd')}
                          aria-hidden
                          onPointerDown={(event) => startEndDrag(event, segment)}
                        />
                      )}
                    </Fragment>
                  )
                );
              })}
            <PlayedPartMark playback={playback} timeline={timeline} scale={scale} />
            <Playhead
              project={project}
              timeline={timeline}
              shown={shown}
              playback={playback}
              scale={scale}
              scroller={scroller}
            />
            {dragged && <LengthLabel project={project} shown={shown} dragged={dragged} />}
          </div>
        </div>
      </div>
    </section>
  );
}

type PlayheadProps = Pick<StripProps, 'project' | 'timeline' | 'playback'> & {
  /** With the length that a drag gives now. */
  shown: Timeline;
  scale: StripScale;
  scroller: React.RefObject<HTMLDivElement | null>;
};

function Playhead({ project, timeline, shown, playback, scale, scroller }: PlayheadProps) {
  const { t } = useTranslation();
  const frame = useObservable(playback.frame);
  const isDragging = shown !== timeline;
  const leftPx = (isDragging ? frameAfterChange(timeline, shown, frame) : frame) * scale.pxPerFrame;
  useEffect(() => {
    const element = scroller.current;
    if (!element || isDragging) return;
    const next = scrollForPlayhead(leftPx, { scrollLeftPx: element.scrollLeft, viewWidthPx: element.clientWidth });
    if (next !== null) element.scrollTo({ left: next });
  }, [leftPx, scroller, isDragging]);
  const second = nominalRate(project.frameRate);
  const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, PageDown: -second, PageUp: second };
  const handleKey = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
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

/** The part between the marks, while there are some. */
function PlayedPartMark({
  playback,
  timeline,
  scale,
}: Pick<StripProps, 'playback' | 'timeline'> & { scale: StripScale }) {
  const marks = useObservable(playback.marks);
  if (marks.inFrame === null && marks.outFrame === null) return null;
  const { startFrame, endFrame } = playedPart(marks, timeline.durationFrames);
  const left = startFrame * scale.pxPerFrame;
  return (
    <div className={styles.part} style={{ left, width: (endFrame - startFrame) * scale.pxPerFrame }} aria-hidden />
  );
}

type LengthLabelProps = { project: Project; shown: Timeline; dragged: EndDragged };

/** The new length, over the end that is dragged. */
function LengthLabel({ project: { frameRate }, shown, dragged: { shotId, frames, scale } }: LengthLabelProps) {
  const end = shown.segments.find((segment) => segment.shotId === shotId);
  return (
    end && (
      <div className={styles.length} style={{ left: end.endFrame * scale.pxPerFrame }} aria-hidden>
        <Timecode>{toShortTimecode(frames, frameRate)}</Timecode>
      </div>
    )
  );
}

type StripClipProps = {
  shot: StoryboardShot;
  number: string;
  startPx: number;
  endPx: number;
  isSelected: boolean;
};

const StripClip = memo(function StripClip({ shot, number, startPx, endPx, isSelected }: StripClipProps) {
  const picture = shotThumbnailUrl(shot);
  const widthPx = Math.max(2, endPx - startPx - 2);
  return (
    <div
      className={`${styles.clip} ${isSelected ? styles.selected : ''}`}
      style={{
        left: startPx,
        width: widthPx,
        ...(picture ? { backgroundImage: `url("${picture}")` } : {}),
      }}
    >
      {widthPx >= numberWidthPx(number) && <span className={styles.number}>{number}</span>}
    </div>
  );
});

/** Room that a number takes with what is around it, at most. */
function numberWidthPx(number: string): number {
  return number.length * 8 + 18;
}

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
