/** The pad: a drawing being made, which layer is drawn on, and what can be taken back. */
import type { SketchDocument, SketchStroke } from './sketch.ts';
import {
  addLayer,
  addStroke,
  clearLayer,
  deleteLayer,
  findLayer,
  mergeDown,
  moveLayer,
  renameLayer,
  setLayerOpacity,
  setLayerVisible,
} from './sketch-layers.ts';
import { assertNever } from '#shared/util/assert-never.ts';

/** One change of the document. */
export type SketchEdit =
  | { kind: 'draw'; stroke: SketchStroke }
  | { kind: 'addLayer' }
  | { kind: 'renameLayer'; layerId: number; name: string }
  | { kind: 'showLayer'; layerId: number; isVisible: boolean }
  | { kind: 'fadeLayer'; layerId: number; opacity: number }
  | { kind: 'moveLayer'; layerId: number; step: 1 | -1 }
  | { kind: 'mergeDown'; layerId: number }
  | { kind: 'clearLayer'; layerId: number }
  | { kind: 'deleteLayer'; layerId: number };

type PadStep = { document: SketchDocument; activeLayerId: number };

/** A drawing with its steps, which never changes: each edit makes a new one. */
export type SketchPad = PadStep & {
  /** Latest last. */
  past: readonly PadStep[];
  /** Next last. */
  future: readonly PadStep[];
  /** Edits of the same kind in a row are one step, such as a slider's: of which kind the latest was. */
  runKey: string | null;
};

/** Steps that can be taken back; what is shared between them costs nothing. */
export const mostPadSteps = 1_000;

/** Begins with the top layer. */
export function openPad(document: SketchDocument): SketchPad {
  return { document, activeLayerId: document.layers.at(-1)?.id ?? 1, past: [], future: [], runKey: null };
}

/** Answers the same pad when nothing changed. */
export function editPad(pad: SketchPad, edit: SketchEdit): SketchPad {
  const document = applyEdit(pad, edit);
  if (document === pad.document) return pad;
  const runKey = edit.kind === 'fadeLayer' ? `fade ${edit.layerId}` : null;
  const isSameRun = runKey !== null && runKey === pad.runKey;
  const { document: before, activeLayerId } = pad;
  return {
    document,
    activeLayerId: activeAfter(pad, document),
    past: isSameRun ? pad.past : [...pad.past, { document: before, activeLayerId }].slice(-mostPadSteps),
    future: [],
    runKey,
  };
}

/** Chooses the layer to draw on; no step to take back. */
export function chooseLayer(pad: SketchPad, layerId: number): SketchPad {
  if (layerId === pad.activeLayerId || !findLayer(pad.document, layerId)) return pad;
  return { ...pad, activeLayerId: layerId, runKey: null };
}

/** The step before; the same pad when there is none. */
export function undoPad(pad: SketchPad): SketchPad {
  const step = pad.past.at(-1);
  if (!step) return pad;
  const { document, activeLayerId } = pad;
  return { ...step, past: pad.past.slice(0, -1), future: [...pad.future, { document, activeLayerId }], runKey: null };
}

/** Does the step again that was taken back last; the same pad when there is none. */
export function redoPad(pad: SketchPad): SketchPad {
  const step = pad.future.at(-1);
  if (!step) return pad;
  const { document, activeLayerId } = pad;
  return { ...step, past: [...pad.past, { document, activeLayerId }], future: pad.future.slice(0, -1), runKey: null };
}

function applyEdit({ document, activeLayerId }: SketchPad, edit: SketchEdit): SketchDocument {
  switch (edit.kind) {
    case 'draw':
      return addStroke(document, activeLayerId, edit.stroke);
    case 'addLayer':
      return addLayer(document, activeLayerId);
    case 'renameLayer':
      return renameLayer(document, edit.layerId, edit.name);
    case 'showLayer':
      return setLayerVisible(document, edit.layerId, edit.isVisible);
    case 'fadeLayer':
      return setLayerOpacity(document, edit.layerId, edit.opacity);
    case 'moveLayer':
      return moveLayer(document, edit.layerId, edit.step);
    case 'mergeDown':
      return mergeDown(document, edit.layerId);
    case 'clearLayer':
      return clearLayer(document, edit.layerId);
    case 'deleteLayer':
      return deleteLayer(document, edit.layerId);
    default:
      return assertNever(edit);
  }
}

/** A new layer is drawn on at once; where the layer is gone, the one that took its place. */
function activeAfter({ document: before, activeLayerId }: SketchPad, { layers }: SketchDocument): number {
  const added = layers.find(({ id }) => before.layers.every((layer) => layer.id !== id));
  if (added) return added.id;
  if (layers.some(({ id }) => id === activeLayerId)) return activeLayerId;
  const index = before.layers.findIndex(({ id }) => id === activeLayerId);
  return layers[Math.max(0, index - 1)]?.id ?? activeLayerId;
}
