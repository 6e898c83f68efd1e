/** What a person fills in for a quick take, and which model it begins with. */
import { type FrameSize, frameSizeLabel, frameSizes } from '#shared/domain/frame-size.ts';
import { animaticConnectionId } from '#shared/domain/ids.ts';
import type { ModelRef } from '#shared/domain/model.ts';
import { findNamed, type ModelCatalog, modelKey, readModelKey } from './model-catalog.ts';

export const shortestSeconds = 0.5;
export const longestSeconds = 120;

/** Null for what is no length that can be asked for. */
export function readSeconds(typed: number | string): number | null {
  const seconds = typeof typed === 'number' ? typed : Number(typed.trim().replace(',', '.') || Number.NaN);
  return seconds >= shortestSeconds && seconds <= longestSeconds ? seconds : null;
}

/** What the last one was made with. */
export type QuickMemory = { model: ModelRef | null; frameSize: FrameSize };

const usualSize: FrameSize = { widthPx: 1920, heightPx: 1080 };

export function memoryToText({ model, frameSize }: QuickMemory): string {
  return JSON.stringify({ model: model && modelKey(model), size: frameSizeLabel(frameSize) });
}

/** Anything odd is as if nothing was remembered. */
export function memoryFromText(text: string | null): QuickMemory {
  const nothing: QuickMemory = { model: null, frameSize: usualSize };
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    if (typeof value !== 'object' || value === null) return nothing;
    const { model, size } = value as { model?: unknown; size?: unknown };
    return {
      model: typeof model === 'string' && model.includes(' ') ? readModelKey(model) : null,
      frameSize: frameSizes.find((one) => frameSizeLabel(one) === size) ?? usualSize,
    };
  } catch {
    return nothing;
  }
}

/** The one of last time, else the first that generates, else the built-in engine. */
export function firstModel(catalog: ModelCatalog, remembered: ModelRef | null): ModelRef | null {
  const known = remembered && findNamed(catalog, remembered).model;
  const all = catalog.connections.flatMap(({ id }) => catalog.models.get(id) ?? []);
  const model = known ?? all.find(({ connectionId }) => connectionId !== animaticConnectionId) ?? all[0];
  return model ? { connectionId: model.connectionId, modelId: model.modelId } : null;
}
