/** How wide a second is in the strip view, remembered on this machine. */
import { createObservable } from '#renderer/rpc/observable.ts';
import { clampScale, steppedScale } from './strip-zoom.ts';

/** A shot of four seconds is then about as wide as a card. */
const usualPxPerSecond = 36;
const key = 'strip-view-scale';

/** Pixels of a second, within the limits. */
export const stripScale = createObservable(readScale(localStorage.getItem(key)));

export function setStripScale(pxPerSecond: number): void {
  const next = clampScale(pxPerSecond);
  localStorage.setItem(key, String(next));
  stripScale.set(next);
}

export function stepStripScale(step: 1 | -1): void {
  setStripScale(steppedScale(stripScale.get(), step));
}

function readScale(text: string | null): number {
  const scale = Number(text ?? Number.NaN);
  return Number.isFinite(scale) && scale > 0 ? clampScale(scale) : usualPxPerSecond;
}
