/** Dragging the right end of a shot in the strip: what is shown meanwhile, and one change when it is let go. */
import {
  type PointerEvent as ReactPointerEvent,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { ShotId } from '#shared/domain/ids.ts';
import { type FrameRate, type Frames, nominalRate } from '#shared/domain/time.ts';
import type { Segment } from '#renderer/features/shot-facts/index.ts';
import { useLatest } from '#renderer/ui/use-latest.ts';
import { edgeScrollPx, lengthByDrag, type StripScale } from './strip-layout.ts';

/** Runs until the new length is shown by the storyboard itself. */
export type ResizeShot = (shotId: ShotId, durationFrames: Frames) => Promise<void>;

export type EndDragged = {
  shotId: ShotId;
  frames: number;
  /** Kept as it was at the start, so that the film does not shrink or grow under the pointer. */
  scale: StripScale;
};

export type EndDragOptions = {
  scale: StripScale;
  frameRate: FrameRate;
  scroller: RefObject<HTMLDivElement | null>;
  onStart: (shotId: ShotId) => void;
  onResize: ResizeShot | undefined;
};

type StartEndDrag = (event: ReactPointerEvent, segment: Segment) => void;

/** @returns what is dragged now, null most of the time, and what a handle runs when it is pressed. */
export function useEndDrag(options: EndDragOptions): { dragged: EndDragged | null; startEndDrag: StartEndDrag } {
  const latest = useLatest(options);
  const [dragged, setDragged] = useState<EndDragged | null>(null);
  const stop = useRef<() => void>(() => {});
  useEffect(() => () => stop.current(), []);
  const startEndDrag = useCallback<StartEndDrag>(
    (event, segment) => {
      const { scroller, ...rest } = latest.current;
      if (event.button !== 0 || !scroller.current) return;
      // A press on the track behind would seek.
      event.stopPropagation();
      event.currentTarget.setPointerCapture(event.pointerId);
      stop.current();
      stop.current = followPointer(event.nativeEvent, {
        ...rest,
        segment,
        scroller: scroller.current,
        onChange: setDragged,
      });
      rest.onStart(segment.shotId);
    },
    [latest],
  );
  return { dragged, startEndDrag };
}

type FollowOptions = Omit<EndDragOptions, 'scroller' | 'onStart'> & {
  segment: Segment;
  scroller: HTMLDivElement;
  onChange: (change: (before: EndDragged | null) => EndDragged | null) => void;
};

/** @returns what ends the drag without a change. */
function followPointer(
  pressed: PointerEvent,
  { segment, scale, frameRate, scroller, onResize, onChange }: FollowOptions,
): () => void {
  const { shotId } = segment;
  const startFrames = segment.endFrame - segment.startFrame;
  const filmPx = (clientX: number) => clientX - scroller.getBoundingClientRect().left + scroller.scrollLeft;
  const startPx = filmPx(pressed.clientX);
  const listening = new AbortController();
  let shown: EndDragged = { shotId, frames: startFrames, scale };
  let pointerX = pressed.clientX;
  let isShift = false;
  let hasMoved = false;
  let request = 0;

  const show = (frames: number) => {
    const before = shown;
    shown = { shotId, frames, scale };
    onChange((now) => (now === before ? shown : now));
  };
  const update = () => {
    const frames = lengthByDrag({
      startFrames,
      movedPx: filmPx(pointerX) - startPx,
      pxPerFrame: scale.pxPerFrame,
      wholeSecondFrames: isShift ? nominalRate(frameRate) : null,
    });
    if (frames !== shown.frames) show(frames);
  };
  const scrollAtEdge = () => {
    const byPx = edgeScrollPx(pointerX - scroller.getBoundingClientRect().left, scroller.clientWidth);
    if (byPx !== 0) {
      scroller.scrollLeft += byPx;
      update();
    }
    request = requestAnimationFrame(scrollAtEdge);
  };
  const end = () => {
    listening.abort();
    cancelAnimationFrame(request);
  };
  const leave = () => onChange((now) => (now === shown ? null : now));
  const cancel = () => {
    end();
    leave();
  };

  const { signal } = listening;
  const isOther = (event: PointerEvent) => event.pointerId !== pressed.pointerId;
  window.addEventListener(
    'pointermove',
    (event) => {
      if (isOther(event)) return;
      pointerX = event.clientX;
      isShift = event.shiftKey;
      // A press that trembles is not a drag.
      if (!hasMoved && Math.abs(pointerX - pressed.clientX) < 3) return;
      if (!hasMoved) request = requestAnimationFrame(scrollAtEdge);
      hasMoved = true;
      update();
    },
    { signal },
  );
  window.addEventListener(
    'pointerup',
    (event) => {
      if (isOther(event)) return;
      end();
      if (shown.frames === startFrames || !onResize) return leave();
      void onResize(shotId, shown.frames as Frames).finally(leave);
    },
    { signal },
  );
  window.addEventListener('pointercancel', (event) => isOther(event) || cancel(), { signal });
  const handleKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && event.type === 'keydown') {
      // Escape ends only the drag, nothing behind it.
      event.preventDefault();
      event.stopImmediatePropagation();
      cancel();
    } else if (event.key === 'Shift' && hasMoved) {
      isShift = event.type === 'keydown';
      update();
    }
  };
  window.addEventListener('keydown', handleKey, { signal, capture: true });
  window.addEventListener('keyup', handleKey, { signal, capture: true });

  onChange(() => shown);
  return cancel;
}
