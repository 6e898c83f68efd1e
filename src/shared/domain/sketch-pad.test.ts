import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anySketch, anySketchEdit } from '../../../tests/support/sketch-arbitraries.ts';
import type { AssetId, ShotId } from './ids.ts';
import { onionSkinOf } from './onion-skin.ts';
import { isWithinLimits, newSketch, sketchLimits, type SketchStroke } from './sketch.ts';
import { canMergeDown } from './sketch-layers.ts';
import { chooseLayer, editPad, openPad, redoPad, type SketchEdit, type SketchPad, undoPad } from './sketch-pad.ts';

const ink: SketchStroke = {
  kind: 'stroke',
  brush: 'ink',
  colour: '#000000',
  size: 40,
  hasPressure: false,
  points: [0, 0, 128, 100, 100, 128],
};
const eraser: SketchStroke = { ...ink, brush: 'eraser' };
const frameSize = { widthPx: 1920, heightPx: 1080 };

const edited = (pad: SketchPad, ...edits: SketchEdit[]) => edits.reduce(editPad, pad);
const emptyPad = () => openPad(newSketch(frameSize, null));
const itemCounts = ({ document }: SketchPad) => document.layers.map(({ items }) => items.length);

describe('the pad', () => {
  it('takes back any edits, step by step, and does them again', () => {
    fc.assert(
      fc.property(anySketch, fc.array(anySketchEdit, { maxLength: 25 }), (sketch, edits) => {
        const start = openPad(sketch);
        const seen = [start];
        for (const edit of edits) {
          const next = editPad(seen.at(-1) ?? start, edit);
          if (next.past.length > (seen.at(-1)?.past.length ?? 0)) seen.push(next);
          else seen[seen.length - 1] = next;
        }
        let pad = seen.at(-1) ?? start;
        for (const before of seen.slice(0, -1).reverse()) {
          pad = undoPad(pad);
          expect(pad.document).toBe(before.document);
        }
        expect(pad.document).toBe(sketch);
        expect(undoPad(pad)).toBe(pad);
        for (const after of seen.slice(1)) {
          pad = redoPad(pad);
          expect(pad.document).toBe(after.document);
        }
        expect(redoPad(pad)).toBe(pad);
      }),
    );
  });

  it('always has a layer to draw on and stays within the limits', () => {
    fc.assert(
      fc.property(anySketch, fc.array(anySketchEdit, { maxLength: 25 }), (sketch, edits) => {
        const pad = edited(openPad(sketch), ...edits);
        const ids = pad.document.layers.map(({ id }) => id);
        expect(ids).toContain(pad.activeLayerId);
        expect(new Set(ids).size).toBe(ids.length);
        expect(isWithinLimits(pad.document)).toBe(true);
      }),
    );
  });

  it('forgets what could be done again with the next edit', () => {
    const pad = edited(undoPad(edited(emptyPad(), { kind: 'draw', stroke: ink })), { kind: 'addLayer' });
    expect(pad.future).toEqual([]);
  });

  it('makes one step of a slider, and another one after something else', () => {
    const fade = (opacity: number): SketchEdit => ({ kind: 'fadeLayer', layerId: 1, opacity });
    const pad = edited(emptyPad(), fade(80), fade(60), { kind: 'draw', stroke: ink }, fade(40));
    expect(pad.past).toHaveLength(3);
    expect(undoPad(undoPad(undoPad(pad))).document.layers[0]?.opacity).toBe(100);
  });

  it('draws on a new layer at once, and on the one below when a layer is gone', () => {
    const pad = edited(emptyPad(), { kind: 'addLayer' }, { kind: 'addLayer' });
    expect(pad.activeLayerId).toBe(3);
    expect(editPad(pad, { kind: 'deleteLayer', layerId: 3 }).activeLayerId).toBe(2);
    expect(editPad(chooseLayer(pad, 1), { kind: 'deleteLayer', layerId: 1 }).activeLayerId).toBe(2);
    expect(undoPad(pad).activeLayerId).toBe(2);
  });

  it('draws on no hidden layer', () => {
    const hidden = editPad(emptyPad(), { kind: 'showLayer', layerId: 1, isVisible: false });
    expect(editPad(hidden, { kind: 'draw', stroke: ink })).toBe(hidden);
  });

  it('keeps the last layer, and adds none past the limit', () => {
    const pad = emptyPad();
    expect(editPad(pad, { kind: 'deleteLayer', layerId: 1 })).toBe(pad);
    const full = edited(pad, ...Array.from({ length: 40 }, () => ({ kind: 'addLayer' as const })));
    expect(full.document.layers).toHaveLength(sketchLimits.layers);
  });
});

describe('a layer merged down', () => {
  const twoLayers = (top: SketchStroke) =>
    edited(emptyPad(), { kind: 'draw', stroke: ink }, { kind: 'addLayer' }, { kind: 'draw', stroke: top });

  it('lies on the one below as it is', () => {
    const pad = editPad(twoLayers(ink), { kind: 'mergeDown', layerId: 2 });
    expect(itemCounts(pad)).toEqual([2]);
    expect(pad.activeLayerId).toBe(1);
  });

  it('is kept together where an eraser or its opacity would reach further', () => {
    const group = { kind: 'group', opacity: 100, items: [eraser] };
    expect(editPad(twoLayers(eraser), { kind: 'mergeDown', layerId: 2 }).document.layers[0]?.items[1]).toEqual(group);
    const faded = editPad(twoLayers(ink), { kind: 'fadeLayer', layerId: 2, opacity: 30 });
    const merged = editPad(faded, { kind: 'mergeDown', layerId: 2 });
    expect(merged.document.layers[0]?.items[1]).toEqual({ kind: 'group', opacity: 30, items: [ink] });
  });

  it('needs a layer below, both shown', () => {
    const pad = twoLayers(ink);
    expect(canMergeDown(pad.document, 1)).toBe(false);
    expect(canMergeDown(pad.document, 2)).toBe(true);
    const hidden = editPad(pad, { kind: 'showLayer', layerId: 1, isVisible: false });
    expect(canMergeDown(hidden.document, 2)).toBe(false);
  });
});

describe('onion skin', () => {
  it('shows the boards right before and after', () => {
    const shots = ['a', null, 'c', 'd'].map((board, index) => ({
      id: `shot_${index}` as ShotId,
      boardAssetId: board as AssetId | null,
    }));
    expect(onionSkinOf(shots, 'shot_0' as ShotId)).toEqual({ previous: null, next: null });
    expect(onionSkinOf(shots, 'shot_1' as ShotId)).toEqual({ previous: 'a', next: 'c' });
    expect(onionSkinOf(shots, 'shot_3' as ShotId)).toEqual({ previous: 'c', next: null });
    expect(onionSkinOf(shots, 'shot_9' as ShotId)).toEqual({ previous: null, next: null });
  });
});
