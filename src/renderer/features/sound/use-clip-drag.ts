/** Dragging a clip, its ends or its fades: what is shown meanwhile, and one change when it is let go. */
import { type PointerEvent as ReactPointerEvent, useCallback, useEffect, useRef, useState } from 'react';
import type { SoundLaneId } from '#shared/domain/ids.ts';
import { useLatest } from '#renderer/ui/use-latest.ts';
import { type ClipDrag, type ClipGrip, dragClip, type PlacedClip } from './sound-view.ts';

export type ClipDragOptions = Pick<ClipDrag, 'targets' | 'frameRate'> & {
  pxPerFrame: number;
  onDrop: (before: PlacedClip, after: PlacedClip) => void;
};

export type StartClipDrag = (event: ReactPointerEvent, clip: PlacedClip, grip: ClipGrip) => void;

/** Attribute of a lane's row, by which a drag finds the lane under the pointer. */
export const laneAttribute = 'data-sound-lane';

const snapPx = 8;

/** @returns the clip as it is dragged now, null most of the time, and what a press on a clip runs. */
export function useClipDrag(options: ClipDragOptions): { dragged: PlacedClip | null; startDrag: StartClipDrag } {
  const latest = useLatest(options);
  const [dragged, setDragged] = useState<PlacedClip | null>(null);
  const stop = useRef<() => void>(() => {});
  useEffect(() => () => stop.current(), []);
  const startDrag = useCallback<StartClipDrag>(
    (event, clip, grip) => {
      if (event.button !== 0) return;
      event.stopPropagation();
      event.currentTarget.setPointerCapture(event.pointerId);
      stop.current();
      stop.current = followPointer(event.nativeEvent, { ...latest.current, clip, grip, onChange: setDragged });
    },
    [latest],
  );
  return { dragged, startDrag };
}

type FollowOptions = ClipDragOptions & {
  clip: PlacedClip;
  grip: ClipGrip;
  onChange: (dragged: PlacedClip | null) => void;
};

/** @returns what ends the drag without a change. */
function followPointer(
  pressed: PointerEvent,
  { clip, grip, pxPerFrame, targets, frameRate, onDrop, onChange }: FollowOptions,
): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  let shown: PlacedClip | null = null;
  const cancel = () => {
    listening.abort();
    onChange(null);
  };
  const isOther = (event: PointerEvent) => event.pointerId !== pressed.pointerId;
  const move = (event: PointerEvent) => {
    if (isOther(event)) return;
    // A press that trembles is not a drag.
    if (!shown && Math.hypot(event.clientX - pressed.clientX, event.clientY - pressed.clientY) < 3) return;
    const movedFrames = (event.clientX - pressed.clientX) / pxPerFrame;
    const withinFrames = event.altKey ? 0 : snapPx / pxPerFrame;
    const next = dragClip({ grip, from: clip, movedFrames, targets, withinFrames, frameRate });
    shown = grip === 'move' ? { ...next, laneId: laneAt(event) ?? clip.laneId } : next;
    onChange(shown);
  };
  const drop = (event: PointerEvent) => {
    if (isOther(event)) return;
    listening.abort();
    if (shown) onDrop(clip, shown);
    onChange(null);
  };
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    // Escape ends only the drag, nothing behind it.
    event.preventDefault();
    event.stopImmediatePropagation();
    cancel();
  };
  window.addEventListener('pointermove', move, { signal });
  window.addEventListener('pointerup', drop, { signal });
  window.addEventListener('pointercancel', (event) => isOther(event) || cancel(), { signal });
  window.addEventListener('keydown', leave, { signal, capture: true });
  return cancel;
}

function laneAt({ clientX, clientY }: PointerEvent): SoundLaneId | null {
  for (const element of document.elementsFromPoint(clientX, clientY)) {
    const id = element.closest(`[${laneAttribute}]`)?.getAttribute(laneAttribute);
    if (id) return id as SoundLaneId;
  }
  return null;
}
