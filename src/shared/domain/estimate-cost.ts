/**
 * What a request is expected to cost, by the price list of its model. Null wherever the list does not tell; 0 for models
 * that are free. An estimate is never a bill: what the provider says in the end stands in the ledger.
 */
import { resolutionSidePx } from './fit-size.ts';
import type { FittedSettings } from './generation.ts';
import type { Model, Price } from './model.ts';
import { addMicros, type Micros, noMoney } from './money.ts';

type Priced = Pick<Model, 'isFree' | 'prices'>;

/** One clip. Where it is left to the model whether the clip has sound, the dearer of both. */
export function estimateCost(model: Priced & Pick<Model, 'video'>, settings: FittedSettings): Micros | null {
  if (model.isFree) return noMoney;
  const known = soundsOf(model, settings)
    .map((hasSound) => clipCost(model.prices, settings, hasSound))
    .filter((amount) => amount !== null);
  return known.length === 0 ? null : (Math.max(...known) as Micros);
}

/** Whether the clip will have sound; both where nobody knows. */
function soundsOf({ video }: Pick<Model, 'video'>, { hasSound }: FittedSettings): boolean[] {
  if (hasSound !== null) return [hasSound];
  return video?.sound === 'optional' ? [true, false] : [video?.sound === 'always'];
}

function clipCost(prices: readonly Price[], settings: FittedSettings, hasSound: boolean): Micros | null {
  const units: Partial<Record<Price['unit'], number>> = {
    second: settings.durationSeconds,
    clip: 1,
    minute: settings.durationSeconds / 60,
  };
  const price = prices.find(({ unit, when = {} }) => units[unit] !== undefined && holds(when, settings, hasSound));
  return price ? times(price, units[price.unit] ?? 0) : null;
}

function holds(when: NonNullable<Price['when']>, settings: FittedSettings, hasSound: boolean): boolean {
  if (when.resolution !== undefined && !isOfResolution(settings, when.resolution)) return false;
  if (when.hasSound !== undefined && when.hasSound !== hasSound) return false;
  if (when.startsFromPicture !== undefined) return false;
  return when.durationSeconds === undefined || Math.abs(when.durationSeconds - settings.durationSeconds) < 1e-6;
}

/** For a model that takes pixels, the class is the size's short side. */
function isOfResolution({ resolution, frameSize }: FittedSettings, asked: string): boolean {
  if (resolution !== null) return resolution.toLowerCase() === asked.toLowerCase();
  return frameSize !== null && resolutionSidePx(asked) === Math.min(frameSize.widthPx, frameSize.heightPx);
}

/** So many pictures, where one has a price. One made from another costs what a new one does, unless the list tells more. */
export function estimateImages(model: Priced, count: number, startsFromPicture = false): Micros | null {
  const price = findEditPrice(model);
  if (startsFromPicture && price && !model.isFree) return times(price, count);
  return estimateUnits(model, { image: count });
}

/** Whether the list tells what a picture costs that is made from another one. */
export function hasEditPrice(model: Priced): boolean {
  return model.isFree || findEditPrice(model) !== undefined;
}

function findEditPrice({ prices }: Priced): Price | undefined {
  return prices.find(({ unit, when }) => unit === 'image' && when?.startsFromPicture === true);
}

/** Characters that are read aloud in a minute, at the least. */
const spokenPerMinute = 800;

/** A text of so many characters read aloud. */
export function estimateSpeech(model: Priced, characterCount: number): Micros | null {
  const minutes = characterCount / spokenPerMinute;
  return estimateUnits(model, { 'thousand-characters': characterCount / 1000, minute: minutes });
}

/** A recording of so many milliseconds written down. */
export function estimateTranscription(model: Priced, durationMs: number): Micros | null {
  return estimateUnits(model, { minute: durationMs / 60_000 });
}

/** Characters that make one token, at the least: an estimate should rather be too high. */
const charactersPerToken = 3;

/** An answer of a language model, as if it were as long as it may be. */
export function estimateText(
  model: Priced,
  { inputCharacters, maxOutputTokens }: { inputCharacters: number; maxOutputTokens: number },
): Micros | null {
  const input = estimateUnits(model, { 'million-input-tokens': inputCharacters / charactersPerToken / 1e6 });
  const output = estimateUnits(model, { 'million-output-tokens': maxOutputTokens / 1e6 });
  return input === null || output === null ? null : addMicros([input, output]);
}

/** By the first price without conditions whose unit is counted. */
function estimateUnits({ isFree, prices }: Priced, counts: Partial<Record<Price['unit'], number>>): Micros | null {
  if (isFree) return noMoney;
  const price = prices.find(({ unit, when }) => counts[unit] !== undefined && when === undefined);
  return price ? times(price, counts[price.unit] ?? 0) : null;
}

/** Rounded up: a part of a millionth is paid for as a whole one. */
function times({ amount }: Price, count: number): Micros {
  return Math.ceil(amount * count - 1e-6) as Micros;
}
