/** Zoom, place and mirror of the paper on the screen. */

export type PaperView = {
  /** 1 shows the whole paper. */
  zoom: number;
  /** From the middle of the stage to the middle of the paper, in CSS pixels. */
  panX: number;
  panY: number;
  isFlipped: boolean;
};

export const wholePaper: PaperView = { zoom: 1, panX: 0, panY: 0, isFlipped: false };

const [leastZoom, mostZoom] = [0.25, 16];

/** Zooms so that what lies under a place stays there. @param at from the middle of the stage, in CSS pixels */
export function zoomAt(view: PaperView, factor: number, at: { x: number; y: number }): PaperView {
  const zoom = Math.min(mostZoom, Math.max(leastZoom, view.zoom * factor));
  const ratio = zoom / view.zoom;
  return { ...view, zoom, panX: at.x - (at.x - view.panX) * ratio, panY: at.y - (at.y - view.panY) * ratio };
}

export function panBy(view: PaperView, x: number, y: number): PaperView {
  return { ...view, panX: view.panX + x, panY: view.panY + y };
}

/** Mirrored about the middle of the stage, so that what is looked at stays in sight. */
export function flipped(view: PaperView): PaperView {
  return { ...view, panX: -view.panX, isFlipped: !view.isFlipped };
}

export function viewTransform({ zoom, panX, panY, isFlipped }: PaperView): string {
  return `translate(${panX}px, ${panY}px) scale(${isFlipped ? -zoom : zoom}, ${zoom})`;
}

/** How much one notch or move of a wheel zooms. @param deltaMode as in WheelEvent: 0 pixels, 1 lines, 2 pages */
export function wheelFactor(deltaY: number, deltaMode: number): number {
  const pixels = deltaY * (deltaMode === 0 ? 1 : deltaMode === 1 ? 16 : 400);
  return Math.exp(-Math.max(-200, Math.min(200, pixels)) / 400);
}
