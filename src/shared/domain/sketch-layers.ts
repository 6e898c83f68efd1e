/** What a person does to the layers of a drawing. Each answers the same document when there is nothing to change. */
import {
  countItems,
  isWithinLimits,
  type SketchDocument,
  type SketchItem,
  type SketchLayer,
  sketchLimits,
  type SketchStroke,
} from './sketch.ts';

type LayerPatch = Partial<Omit<SketchLayer, 'id'>>;

/** Null when it is gone. */
export function findLayer({ layers }: SketchDocument, layerId: number): SketchLayer | null {
  return layers.find(({ id }) => id === layerId) ?? null;
}

/** Adds a stroke on top of a layer; not to one that is hidden, nor past the limits. */
export function addStroke(document: SketchDocument, layerId: number, stroke: SketchStroke): SketchDocument {
  const layer = findLayer(document, layerId);
  if (!layer?.isVisible) return document;
  const changed = changeLayer(document, layerId, { items: [...layer.items, stroke] });
  return isWithinLimits(changed) ? changed : document;
}

/** An empty layer right above another one. */
export function addLayer(document: SketchDocument, aboveId: number): SketchDocument {
  const { layers } = document;
  if (layers.length >= sketchLimits.layers) return document;
  const id = Math.max(...layers.map((layer) => layer.id)) + 1;
  const layer: SketchLayer = { id, name: '', isVisible: true, opacity: 100, items: [] };
  const index = layers.findIndex((other) => other.id === aboveId);
  return { ...document, layers: layers.toSpliced(index < 0 ? layers.length : index + 1, 0, layer) };
}

/** The name is cut to what a name may hold. */
export function renameLayer(document: SketchDocument, layerId: number, name: string): SketchDocument {
  return changeLayer(document, layerId, { name: [...name.trim()].slice(0, sketchLimits.nameLength / 2).join('') });
}

/** Shows or hides a layer. */
export function setLayerVisible(document: SketchDocument, layerId: number, isVisible: boolean): SketchDocument {
  return changeLayer(document, layerId, { isVisible });
}

/** @param opacity is rounded and brought between 0 and 100 */
export function setLayerOpacity(document: SketchDocument, layerId: number, opacity: number): SketchDocument {
  return changeLayer(document, layerId, { opacity: Math.min(100, Math.max(0, Math.round(opacity) || 0)) });
}

/** Empties a layer. */
export function clearLayer(document: SketchDocument, layerId: number): SketchDocument {
  const layer = findLayer(document, layerId);
  return layer && layer.items.length > 0 ? changeLayer(document, layerId, { items: [] }) : document;
}

/** One step up (1) or down (-1). */
export function moveLayer(document: SketchDocument, layerId: number, step: 1 | -1): SketchDocument {
  const { layers } = document;
  const index = layers.findIndex(({ id }) => id === layerId);
  const layer = layers[index];
  const target = index + step;
  if (!layer || target < 0 || target >= layers.length) return document;
  return { ...document, layers: layers.toSpliced(index, 1).toSpliced(target, 0, layer) };
}

/** The last layer stays. */
export function deleteLayer(document: SketchDocument, layerId: number): SketchDocument {
  const layers = document.layers.filter(({ id }) => id !== layerId);
  return layers.length === 0 || layers.length === document.layers.length ? document : { ...document, layers };
}

/** Whether a layer can become a part of the one below: both are shown, and groups do not get too deep. */
export function canMergeDown(document: SketchDocument, layerId: number): boolean {
  return mergeDown(document, layerId) !== document;
}

/** Puts a layer into the one below so that nothing looks different, as far as that one is opaque. */
export function mergeDown(document: SketchDocument, layerId: number): SketchDocument {
  const index = document.layers.findIndex(({ id }) => id === layerId);
  const layer = document.layers[index];
  const below = document.layers[index - 1];
  if (!layer?.isVisible || !below?.isVisible) return document;
  const items = [...below.items, ...mergedItems(layer)];
  if (countItems(items).groupDepth > sketchLimits.groupDepth) return document;
  return { ...document, layers: document.layers.toSpliced(index - 1, 2, { ...below, items }) };
}

/** As they are where that looks the same, else as a group. */
function mergedItems({ items, opacity }: SketchLayer): readonly SketchItem[] {
  if (items.length === 0 || opacity === 0) return [];
  const erases = items.some((item) => item.kind === 'stroke' && item.brush === 'eraser');
  return opacity === 100 && !erases ? items : [{ kind: 'group', opacity, items }];
}

function changeLayer(document: SketchDocument, layerId: number, patch: LayerPatch): SketchDocument {
  const layer = findLayer(document, layerId);
  if (!layer) return document;
  const names = Object.keys(patch) as Array<keyof LayerPatch>;
  if (names.every((name) => layer[name] === patch[name])) return document;
  const changed = { ...layer, ...patch };
  return { ...document, layers: document.layers.map((other) => (other === layer ? changed : other)) };
}
