/** Follows the pointers on the stage: one draws, others move the paper, and a resting hand does nothing. */
import type { PointerEvent } from 'react';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { SketchStroke } from '#shared/domain/sketch.ts';
import { addSamples, type PaperPlace, toPaper } from './live-stroke.ts';
import { panBy, type PaperView, zoomAt } from './paper-view.ts';
import { pointerRole } from './pointer-roles.ts';
import type { SketchTool } from './sketch-tool.ts';

/** How long a pen counts as near after it was last felt. */
const penLingersMs = 600;

export type StagePorts = {
  frameSize: FrameSize;
  tool(): SketchTool;
  view(): PaperView;
  setView(view: PaperView): void;
  /** Whether the space bar is held. */
  isSpaceDown(): boolean;
  stage(): HTMLElement | null;
  paper(): HTMLElement | null;
  /** The stroke as far as it is drawn; null when it ended or was given up. */
  showLive(stroke: SketchStroke | null): void;
  finish(stroke: SketchStroke): void;
  /** In pixels of the drawing. */
  pickColour(xPx: number, yPx: number): void;
};

type Finger = { x: number; y: number };
type Drawing = { pointerId: number; stroke: SketchStroke & { points: number[] }; place: PaperPlace };

export type StagePointers = {
  down(event: PointerEvent): void;
  move(event: PointerEvent): void;
  up(event: PointerEvent): void;
  /** Ended by the system: what was begun is not wanted. */
  cancel(event: PointerEvent): void;
  /** Keeps the stroke as far as it is drawn, as if the pointer had let go. */
  letGo(): void;
};

export function createStagePointers(ports: StagePorts): StagePointers {
  const fingers = new Map<number, Finger>();
  let drawing: Drawing | null = null;
  let panning: ({ pointerId: number } & Finger) | null = null;
  let penFeltAt = Number.NEGATIVE_INFINITY;
  let frame = 0;

  const placeNow = (): PaperPlace | null => {
    const box = ports.paper()?.getBoundingClientRect();
    return box ? { box, frameSize: ports.frameSize, isFlipped: ports.view().isFlipped } : null;
  };
  const begin = (event: PointerEvent, isErasing: boolean) => {
    const place = placeNow();
    if (!place) return;
    const { brush, colour, sizePx } = ports.tool();
    const points: number[] = [];
    addSamples(points, [event], place);
    const hasPressure = event.pointerType === 'pen';
    const size = Math.round(sizePx * 10);
    const stroke = { kind: 'stroke' as const, brush: isErasing ? ('eraser' as const) : brush, colour, size };
    drawing = { pointerId: event.pointerId, stroke: { ...stroke, hasPressure, points }, place };
    showSoon();
  };
  const showSoon = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      if (drawing) ports.showLive(drawing.stroke);
    });
  };
  const end = (isWanted: boolean) => {
    if (!drawing) return;
    const { stroke } = drawing;
    drawing = null;
    if (isWanted) ports.finish(stroke);
    else ports.showLive(null);
  };
  /** Two fingers: what is between them follows. */
  const pinch = (moved: number, to: Finger) => {
    const before = [...fingers.values()];
    fingers.set(moved, to);
    const after = [...fingers.values()];
    const [from, now] = [middleOf(before), middleOf(after)];
    const box = ports.stage()?.getBoundingClientRect();
    if (!box || !from || !now) return;
    const at = { x: now.x - box.left - box.width / 2, y: now.y - box.top - box.height / 2 };
    const panned = panBy(ports.view(), now.x - from.x, now.y - from.y);
    ports.setView(zoomAt(panned, now.apart / Math.max(1, from.apart), at));
  };

  return {
    down(event) {
      if (event.pointerType === 'pen') penFeltAt = event.timeStamp;
      if (drawing && event.pointerType !== 'touch') return;
      const role = pointerRole(event, {
        isMoving: ports.isSpaceDown() || ports.tool().isHand,
        isPenNear: event.timeStamp - penFeltAt < penLingersMs,
        hasSeenPen: penFeltAt > Number.NEGATIVE_INFINITY,
        fingers: fingers.size,
      });
      if (role === 'ignore') return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const at = { x: event.clientX, y: event.clientY };
      if (event.pointerType === 'touch') fingers.set(event.pointerId, at);
      if (role === 'pinch') {
        end(false);
        panning = null;
      } else if (role === 'pan') {
        panning = { pointerId: event.pointerId, ...at };
      } else if (event.altKey) {
        const place = placeNow();
        const point = place && toPaper(event, place);
        if (point) ports.pickColour(point.x / 10, point.y / 10);
      } else {
        begin(event, role === 'erase');
      }
    },
    move(event) {
      if (event.pointerType === 'pen') penFeltAt = event.timeStamp;
      const at = { x: event.clientX, y: event.clientY };
      if (fingers.has(event.pointerId)) {
        if (fingers.size === 2) return pinch(event.pointerId, at);
        fingers.set(event.pointerId, at);
      }
      if (panning?.pointerId === event.pointerId) {
        ports.setView(panBy(ports.view(), at.x - panning.x, at.y - panning.y));
        panning = { ...panning, ...at };
      }
      if (drawing?.pointerId !== event.pointerId) return;
      const { nativeEvent } = event;
      const samples = nativeEvent.getCoalescedEvents?.() ?? [];
      const hasRoom = addSamples(drawing.stroke.points, samples.length > 0 ? samples : [nativeEvent], drawing.place);
      if (hasRoom) return showSoon();
      const isErasing = drawing.stroke.brush === 'eraser';
      end(true);
      begin(event, isErasing);
    },
    up(event) {
      fingers.delete(event.pointerId);
      if (panning?.pointerId === event.pointerId) panning = null;
      if (drawing?.pointerId === event.pointerId) end(true);
    },
    cancel(event) {
      fingers.delete(event.pointerId);
      if (panning?.pointerId === event.pointerId) panning = null;
      if (drawing?.pointerId === event.pointerId) end(event.pointerType !== 'touch');
    },
    letGo: () => end(true),
  };
}

function middleOf([a, b]: readonly Finger[]): (Finger & { apart: number }) | null {
  if (!a || !b) return null;
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, apart: Math.hypot(a.x - b.x, a.y - b.y) };
}
