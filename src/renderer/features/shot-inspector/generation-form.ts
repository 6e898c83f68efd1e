/** Which fields a model offers for a shot, worked out from what it can do and from what the shot has set already. */
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { ShotGeneration } from '#shared/domain/generation.ts';
import type { ModelSetting, SettingValue, SizeRule, VideoCapability } from '#shared/domain/model.ts';

/**
 * `taken`: the model does something with it; `kept`: it does not, but a shot has a value, which stays for other models;
 * `hidden`: neither.
 */
export type FieldUse = 'taken' | 'kept' | 'hidden';

export type GenerationForm = {
  resolution: FieldUse;
  /** Classes to choose from; those that shots have set are among them. */
  resolutions: string[];
  sound: FieldUse;
  seed: FieldUse;
  negativePrompt: FieldUse;
  startsFromPrevious: FieldUse;
  lastFrame: FieldUse;
  references: FieldUse;
  /** How many the model takes. */
  mostReferences: number;
  /** The model's own. */
  settings: readonly ModelSetting[];
  /** Keys that shots have set and the model does not know. */
  unknownSettings: string[];
};

/** Short sides that are offered where any size is possible. */
const usualSides = [480, 720, 1080, 1440, 2160];

/**
 * @param video of the model that all shots have.
 * @param isBuiltIn the built-in engine makes the project's own size; a smaller one is offered only where it is set.
 */
export function formOf(
  video: VideoCapability,
  wishes: readonly ShotGeneration[],
  { frameSize, isBuiltIn }: { frameSize: FrameSize; isBuiltIn: boolean },
): GenerationForm {
  const has = (isSet: (wish: ShotGeneration) => boolean) => wishes.some(isSet);
  const stateOf = (isTaken: boolean, isSet: (wish: ShotGeneration) => boolean): FieldUse => {
    if (isTaken) return 'taken';
    return has(isSet) ? 'kept' : 'hidden';
  };
  const offered = isBuiltIn ? [] : resolutionsOf(video.size, frameSize);
  const ofShots = wishes.flatMap(({ resolution }) => resolution ?? []);
  const known = new Set(video.settings.map(({ key }) => key));
  return {
    // A model of pixels honours any class that tells a size.
    resolution: stateOf(
      offered.length > 1 || (video.size.kind !== 'tiers' && ofShots.length > 0),
      () => ofShots.length > 0,
    ),
    resolutions: [...new Set([...offered, ...ofShots])],
    sound: stateOf(video.sound === 'optional', ({ hasSound }) => hasSound !== null),
    seed: stateOf(video.hasSeed, ({ seed }) => seed !== null),
    negativePrompt: stateOf(video.hasNegativePrompt, ({ negativePrompt }) => negativePrompt.trim() !== ''),
    startsFromPrevious: stateOf(mostOf(video, 'first-frame') > 0, (wish) => wish.startsFromPrevious),
    lastFrame: stateOf(mostOf(video, 'last-frame') > 0, ({ lastFrameAssetId }) => lastFrameAssetId !== null),
    references: stateOf(mostOf(video, 'reference') > 0, ({ referenceAssetIds }) => referenceAssetIds.length > 0),
    mostReferences: mostOf(video, 'reference'),
    settings: video.settings,
    unknownSettings: [...new Set(wishes.flatMap(({ settings }) => Object.keys(settings)))].filter(
      (key) => !known.has(key),
    ),
  };
}

function mostOf({ inputs }: VideoCapability, role: keyof VideoCapability['inputs']): number {
  return inputs[role]?.max ?? 0;
}

/** Ascending; a single one is nothing to choose from. */
function resolutionsOf(rule: SizeRule, { widthPx, heightPx }: FrameSize): string[] {
  switch (rule.kind) {
    case 'tiers':
      return rule.resolutions;
    case 'listed':
      return sidesToNames(rule.sizes.map((size) => Math.min(size.widthPx, size.heightPx)));
    case 'free': {
      const projectSide = Math.min(widthPx, heightPx);
      const ratio = Math.max(widthPx, heightPx) / projectSide;
      return sidesToNames(usualSides.filter((side) => side <= projectSide && side * ratio <= rule.maxSidePx));
    }
  }
}

function sidesToNames(sides: readonly number[]): string[] {
  return [...new Set(sides)].sort((a, b) => a - b).map((side) => `${side}p`);
}

/** The whole number that a person typed as a seed; null for an empty field, undefined for what is none. */
export function readSeed(text: string): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const seed = Number(trimmed);
  return /^\d+$/.test(trimmed) && seed < 2 ** 32 ? seed : undefined;
}

/** The number that a person typed for a setting; null for an empty field, undefined for what the model does not take. */
export function readNumber(
  text: string,
  { min, max, isWhole }: { min: number; max: number; isWhole: boolean },
): number | null | undefined {
  const trimmed = text.trim().replace(',', '.');
  if (trimmed === '') return null;
  const value = Number(trimmed);
  const isNumber = Number.isFinite(value) && (!isWhole || Number.isInteger(value));
  return isNumber && value >= min && value <= max ? value : undefined;
}

/** The pictures in another order: the one at a place moved by one step; unchanged at the ends. */
export function moved<Item>(items: readonly Item[], index: number, step: 1 | -1): Item[] {
  const next = [...items];
  const [item] = next.splice(index, 1);
  if (item === undefined || index + step < 0 || index + step > next.length) return [...items];
  next.splice(index + step, 0, item);
  return next;
}

/** How many of a model's own settings some shot has set. */
export function countSet(settings: readonly ModelSetting[], wishes: readonly ShotGeneration[]): number {
  return settings.filter(({ key }) => wishes.some((wish) => key in wish.settings)).length;
}

/** A setting of a shot; null where it is left to the model. */
export function settingOf({ settings }: ShotGeneration, key: string): SettingValue | null {
  return settings[key] ?? null;
}
