/** What the commands of the pad do. Undo and redo are the window's: while the pad is open they are those of the drawing. */
import type { SketchBrush } from '#shared/domain/sketch.ts';
import type { Pressed } from '#renderer/ui/chords.ts';
import type { CommandId } from '#renderer/ui/command-list.ts';
import { pressedCommand } from '#renderer/ui/keymap.ts';

export type SketchCommand =
  | { kind: 'undo' | 'redo' | 'onion' | 'flip' | 'hand' | 'fit' | 'done' | 'cancel' | 'newLayer' | 'keys' | 'search' }
  | { kind: 'layer'; action: 'show' | 'up' | 'down' | 'merge' | 'clear' | 'delete' | 'stronger' | 'fainter' }
  | { kind: 'chooseLayer'; step: 1 | -1 }
  | { kind: 'colour'; step: 1 | -1 }
  | { kind: 'brush'; brush: SketchBrush }
  | { kind: 'size'; step: 1 | -1 }
  | { kind: 'zoom'; step: 1 | -1 }
  | { kind: 'shot'; step: 1 | -1 };

/** What the commands are, by their ids. */
export const sketchCommands = {
  'window.undo': { kind: 'undo' },
  'window.redo': { kind: 'redo' },
  'window.keys': { kind: 'keys' },
  'window.palette': { kind: 'search' },
  'sketch.pencil': { kind: 'brush', brush: 'pencil' },
  'sketch.ink': { kind: 'brush', brush: 'ink' },
  'sketch.brush': { kind: 'brush', brush: 'brush' },
  'sketch.marker': { kind: 'brush', brush: 'marker' },
  'sketch.eraser': { kind: 'brush', brush: 'eraser' },
  'sketch.smaller': { kind: 'size', step: -1 },
  'sketch.larger': { kind: 'size', step: 1 },
  'sketch.nextColour': { kind: 'colour', step: 1 },
  'sketch.previousColour': { kind: 'colour', step: -1 },
  'sketch.hand': { kind: 'hand' },
  'sketch.zoomIn': { kind: 'zoom', step: 1 },
  'sketch.zoomOut': { kind: 'zoom', step: -1 },
  'sketch.fit': { kind: 'fit' },
  'sketch.flip': { kind: 'flip' },
  'sketch.onion': { kind: 'onion' },
  'sketch.newLayer': { kind: 'newLayer' },
  'sketch.layerAbove': { kind: 'chooseLayer', step: 1 },
  'sketch.layerBelow': { kind: 'chooseLayer', step: -1 },
  'sketch.showLayer': { kind: 'layer', action: 'show' },
  'sketch.layerUp': { kind: 'layer', action: 'up' },
  'sketch.layerDown': { kind: 'layer', action: 'down' },
  'sketch.strongerLayer': { kind: 'layer', action: 'stronger' },
  'sketch.fainterLayer': { kind: 'layer', action: 'fainter' },
  'sketch.mergeLayer': { kind: 'layer', action: 'merge' },
  'sketch.clearLayer': { kind: 'layer', action: 'clear' },
  'sketch.deleteLayer': { kind: 'layer', action: 'delete' },
  'sketch.previousShot': { kind: 'shot', step: -1 },
  'sketch.nextShot': { kind: 'shot', step: 1 },
  'sketch.done': { kind: 'done' },
  'sketch.cancel': { kind: 'cancel' },
} as const satisfies Partial<Record<CommandId, SketchCommand>>;

/** What a key does; null means nothing. Escape is the same for everyone. */
export function sketchCommandOf(pressed: Pressed): SketchCommand | null {
  for (const group of ['sketch', 'window'] as const) {
    const id = pressedCommand(pressed, group);
    if (id !== null && id in sketchCommands) return sketchCommands[id as keyof typeof sketchCommands];
  }
  return pressed.key === 'Escape' ? { kind: 'done' } : null;
}
