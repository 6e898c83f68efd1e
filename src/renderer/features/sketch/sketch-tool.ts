/** What one draws with; stays the same from one drawing to the next. */
import { createObservable } from '#renderer/rpc/observable.ts';
import { type SketchBrush, sketchBrushes } from '#shared/domain/sketch.ts';
import { brushLooks, palette } from './brushes.ts';

export type SketchTool = {
  brush: SketchBrush;
  /** `#rrggbb` */
  colour: string;
  /** Of the brush, in pixels of the drawing. */
  sizePx: number;
  /** Moves the paper instead of drawing. */
  isHand: boolean;
};

type ToolState = { brush: SketchBrush; colour: string; isHand: boolean; sizesPx: Record<SketchBrush, number> };

/** Each brush has a size of its own. */
export const toolState = createObservable<ToolState>({
  brush: 'ink',
  colour: palette[0].colour,
  isHand: false,
  sizesPx: Object.fromEntries(sketchBrushes.map((brush) => [brush, brushLooks[brush].firstSizePx])) as Record<
    SketchBrush,
    number
  >,
});

export function currentTool({ brush, colour, isHand, sizesPx }: ToolState = toolState.get()): SketchTool {
  return { brush, colour, isHand, sizePx: sizesPx[brush] };
}

export function chooseBrush(brush: SketchBrush): void {
  toolState.set({ ...toolState.get(), brush, isHand: false });
}

/** An eraser has no colour: it becomes the ink. */
export function chooseColour(colour: string): void {
  const state = toolState.get();
  toolState.set({ ...state, colour, isHand: false, brush: state.brush === 'eraser' ? 'ink' : state.brush });
}

export function chooseSize(sizePx: number): void {
  const state = toolState.get();
  toolState.set({ ...state, sizesPx: { ...state.sizesPx, [state.brush]: sizePx } });
}

export function toggleHand(): void {
  const state = toolState.get();
  toolState.set({ ...state, isHand: !state.isHand });
}
