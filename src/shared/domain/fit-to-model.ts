/**
 * What of a shot's wishes a model can honour, and what of them becomes of it. Pure: the same wish and model give the
 * same answer, everywhere.
 *
 * Promises: the answer always keeps to what the model states; a wish that the model can honour comes back as it was,
 * without an adjustment; everything that differs from the wish is an adjustment; fitting an answer again changes
 * nothing.
 */
import { AppError } from '#shared/errors/app-error.ts';
import type { CameraMove } from './camera-move.ts';
import { cameraSentence, composePrompt, cutPrompt, shotSentence } from './compose-prompt.ts';
import { fitDuration, isAllowedDuration } from './fit-duration.ts';
import { fitInputs } from './fit-inputs.ts';
import { fitSettings } from './fit-settings.ts';
import {
  fitAspectRatio,
  fitFrameSize,
  fitResolution,
  hasAspectRatio,
  resolutionSidePx,
  withShortSide,
} from './fit-size.ts';
import { aspectRatioLabel, type FrameSize, frameSizeLabel } from './frame-size.ts';
import type { Adjustment, FittedSettings, RequestInput } from './generation.ts';
import type { Model, SettingValue, SizeRule, VideoCapability } from './model.ts';
import type { ShotStructure } from './shot-fields.ts';
import { type FrameRate, type Frames, secondsFromFrames } from './time.ts';

/** How a shot is to be taken; what it leaves out is not said. */
export type ShotLook = Partial<Pick<ShotStructure, 'shotSize' | 'angle' | 'lensMm' | 'framing'>>;

/** What a shot asks, with the project's part in it. */
export type ShotWish = {
  /** The shot's own words, with what they name filled in. */
  prompt: string;
  /** Of the project. */
  styleNotes: string;
  negativePrompt: string;
  durationFrames: Frames;
  frameRate: FrameRate;
  frameSize: FrameSize;
  cameraMove: CameraMove;
  /** What the shot says besides its words. */
  shot?: ShotLook;
  /** Null leaves it to the model. */
  hasSound: boolean | null;
  seed: number | null;
  /** A class such as `1080p`; null means the one nearest to the size. */
  resolution: string | null;
  /** The model's own settings by key. */
  settings: Record<string, SettingValue>;
  /** Most important first: where two roles cannot go together, the earlier one stays. */
  inputs: RequestInput[];
};

/** What is asked of the model in the end. */
export type Fitted = {
  settings: FittedSettings;
  /** In the order of the wish. */
  inputs: RequestInput[];
  promptAsSent: string;
  /** Empty when the model honours all of it. */
  adjustments: Adjustment[];
};

/** @throws {AppError} INVALID_INPUT for a model that makes no video */
export function fitToModel(wish: ShotWish, model: Model): Fitted {
  const { video } = model;
  if (!video) throw new AppError('INVALID_INPUT', `${model.modelId} makes no video`, { params: { field: 'modelId' } });
  const adjustments: Adjustment[] = [];
  const inputs = fitInputs(wish.inputs, video, adjustments);
  const picture = fitPicture(wish, video.size, adjustments);
  const settings: FittedSettings = {
    durationSeconds: fitLength(wish, video, { resolution: picture.resolution, inputs }, adjustments),
    ...picture,
    hasSound: fitSound(wish.hasSound, video, adjustments),
    seed: fitSeed(wish.seed, video, adjustments),
    negativePrompt: fitNegativePrompt(wish.negativePrompt, video, adjustments),
    extra: fitSettings(wish.settings, video.settings, adjustments),
  };
  return { settings, inputs, promptAsSent: fitPrompt(wish, video, adjustments), adjustments };
}

function fitLength(
  { durationFrames, frameRate }: ShotWish,
  video: VideoCapability,
  chosen: { resolution: string | null; inputs: RequestInput[] },
  adjustments: Adjustment[],
): number {
  const only = durationsByRules(video, frameRate, chosen);
  const { seconds, frames } = fitDuration(durationFrames, frameRate, { rule: video.duration, only });
  if (frames !== durationFrames) {
    const from = secondsLabel(secondsFromFrames(durationFrames, frameRate));
    adjustments.push({ field: 'duration', kind: 'changed', from, to: secondsLabel(seconds) });
  }
  return seconds;
}

/** Lengths that the rules leave, which are those of all rules that hold; null when none holds. */
function durationsByRules(
  { duration, rules }: VideoCapability,
  frameRate: FrameRate,
  { resolution, inputs }: { resolution: string | null; inputs: RequestInput[] },
): number[] | null {
  const hasRole = (role: RequestInput['role']) => inputs.some((input) => input.role === role);
  let left: number[] | null = null;
  for (const { when, then } of rules) {
    if (when.resolution !== undefined && !isSameResolution(when.resolution, resolution)) continue;
    if (when.hasReferences !== undefined && when.hasReferences !== hasRole('reference')) continue;
    if (when.hasLastFrame !== undefined && when.hasLastFrame !== hasRole('last-frame')) continue;
    const before: number[] | null = left;
    const both: number[] = then.durationSeconds.filter((seconds) => before === null || before.includes(seconds));
    // A rule that contradicts another one leaves nothing to choose from: the earlier one stands.
    if (both.length > 0) left = both;
  }
  const allowed = left?.filter((seconds) => isAllowedDuration(seconds, duration, frameRate)) ?? null;
  return allowed && allowed.length > 0 ? allowed : left;
}

function isSameResolution(a: string, b: string | null): boolean {
  return b !== null && a.toLowerCase() === b.toLowerCase();
}

/** `6.5 s` */
function secondsLabel(seconds: number): string {
  return `${Number(seconds.toFixed(2))} s`;
}

type Picture = Pick<FittedSettings, 'frameSize' | 'resolution' | 'aspectRatio'>;

function fitPicture(wish: ShotWish, rule: SizeRule, adjustments: Adjustment[]): Picture {
  if (rule.kind !== 'tiers') return fitPixels(wish, rule, adjustments);
  return {
    frameSize: null,
    resolution: fitClass(wish, rule.resolutions, adjustments),
    aspectRatio: fitShape(wish.frameSize, rule.aspectRatios, adjustments),
  };
}

function fitPixels(wish: ShotWish, rule: Exclude<SizeRule, { kind: 'tiers' }>, adjustments: Adjustment[]): Picture {
  const sidePx = wish.resolution === null ? null : resolutionSidePx(wish.resolution);
  if (wish.resolution !== null && sidePx === null) {
    adjustments.push({ field: 'resolution', kind: 'left-out', from: wish.resolution, to: '' });
  }
  const asked = sidePx === null ? wish.frameSize : withShortSide(wish.frameSize, sidePx);
  const frameSize = fitFrameSize(asked, rule);
  const [from, to] = [frameSizeLabel(asked), frameSizeLabel(frameSize)];
  if (from !== to) adjustments.push({ field: 'size', kind: 'changed', from, to });
  return { frameSize, resolution: null, aspectRatio: null };
}

function fitClass({ resolution, frameSize }: ShotWish, offered: string[], adjustments: Adjustment[]): string | null {
  const named = offered.find((name) => isSameResolution(name, resolution));
  if (named !== undefined) return named;
  const sidePx = Math.min(frameSize.widthPx, frameSize.heightPx);
  const askedPx = (resolution === null ? null : resolutionSidePx(resolution)) ?? sidePx;
  const fitted = fitResolution(askedPx, offered);
  const isAsIs =
    fitted !== null && resolutionSidePx(fitted) === (resolution === null ? sidePx : resolutionSidePx(resolution));
  // A model that offers no class at all takes nothing from a film that asks for none.
  if (isAsIs || (fitted === null && resolution === null)) return fitted;
  const kind = fitted === null ? 'left-out' : 'changed';
  adjustments.push({ field: 'resolution', kind, from: resolution ?? frameSizeLabel(frameSize), to: fitted ?? '' });
  return fitted;
}

function fitShape(frameSize: FrameSize, offered: string[], adjustments: Adjustment[]): string | null {
  const fitted = fitAspectRatio(frameSize, offered);
  if (fitted !== null && !hasAspectRatio(frameSize, fitted)) {
    adjustments.push({ field: 'aspect-ratio', kind: 'changed', from: aspectRatioLabel(frameSize), to: fitted });
  }
  return fitted;
}

/** Where there is no switch, a model makes sound or it does not. */
function fitSound(asked: boolean | null, { sound }: VideoCapability, adjustments: Adjustment[]): boolean | null {
  if (sound === 'optional') return asked;
  if (asked === true && sound === 'none') adjustments.push({ field: 'sound', kind: 'left-out', from: '', to: '' });
  if (asked === false && sound === 'always') adjustments.push({ field: 'sound', kind: 'changed', from: '', to: '' });
  return null;
}

function fitSeed(asked: number | null, { hasSeed }: VideoCapability, adjustments: Adjustment[]): number | null {
  if (asked === null || hasSeed) return asked;
  adjustments.push({ field: 'seed', kind: 'left-out', from: String(asked), to: '' });
  return null;
}

function fitNegativePrompt(
  asked: string,
  { hasNegativePrompt }: VideoCapability,
  adjustments: Adjustment[],
): string | null {
  const text = asked.trim();
  if (text === '') return null;
  if (hasNegativePrompt) return text;
  adjustments.push({ field: 'negative-prompt', kind: 'left-out', from: '', to: '' });
  return null;
}

/** A camera that the model does not follow by itself is put into words, which is no adjustment. */
function fitPrompt(wish: ShotWish, video: VideoCapability, adjustments: Adjustment[]): string {
  const { prompt: words, shot = {}, styleNotes, cameraMove } = wish;
  const camera = video.followsCamera ? '' : cameraSentence(cameraMove, shot.framing);
  const whole = composePrompt({ words, shot: shotSentence(shot), styleNotes, camera });
  const fitted = video.maxPromptCharacters === null ? whole : cutPrompt(whole, video.maxPromptCharacters);
  if (fitted !== whole) {
    adjustments.push({ field: 'prompt', kind: 'changed', from: String(whole.length), to: String(fitted.length) });
  }
  if (fitted === '' && !video.isPromptOptional) {
    adjustments.push({ field: 'prompt', kind: 'missing', from: '', to: '' });
  }
  return fitted;
}
