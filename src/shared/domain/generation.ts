/** What a shot asks of a model, what of it a model can honour, and what it will cost. */
import type { FrameSize } from './frame-size.ts';
import type { AssetId, ConnectionId, ShotId, TakeId } from './ids.ts';
import type { InputRole, SettingValue } from './model.ts';
import type { Micros } from './money.ts';

/** A shot's own wishes for generation; what is null or empty is left to the project, then to the model. */
export type ShotGeneration = {
  /** Belongs to the shot's connection; null means the project's default model, or the connection's first. */
  modelId: string | null;
  seed: number | null;
  negativePrompt: string;
  /** Whether the clip is to have sound; null leaves it to the model. */
  hasSound: boolean | null;
  /** A class such as `1080p`; null means the one nearest to the project's size. */
  resolution: string | null;
  /** The model's own settings by key. */
  settings: Record<string, SettingValue>;
  /** Begins with the last frame of the previous shot's chosen take, as it is when the job is queued. */
  startsFromPrevious: boolean;
  /** A still that the clip ends with. */
  lastFrameAssetId: AssetId | null;
  /** Stills of what is to appear, most important first. */
  referenceAssetIds: AssetId[];
};

/** Most stills of what is to appear that a shot keeps; a model may take fewer. */
export const mostReferences = 50;

/** Of a shot that nobody set anything for. */
export const defaultShotGeneration: ShotGeneration = {
  modelId: null,
  seed: null,
  negativePrompt: '',
  hasSound: null,
  resolution: null,
  settings: {},
  startsFromPrevious: false,
  lastFrameAssetId: null,
  referenceAssetIds: [],
};

/** A file that goes with a request. */
export type RequestInput = { role: InputRole; assetId: AssetId };

/** What is really asked of the model, after fitting. */
export type FittedSettings = {
  durationSeconds: number;
  /** For models that take pixels; null for those that take tiers. */
  frameSize: FrameSize | null;
  /** For models that take tiers; null for those that take pixels. */
  resolution: string | null;
  aspectRatio: string | null;
  /** Null where the model has no such switch. */
  hasSound: boolean | null;
  seed: number | null;
  negativePrompt: string | null;
  extra: Record<string, SettingValue>;
};

/** Something that the model cannot honour as asked. */
export type Adjustment = {
  field:
    | 'duration'
    | 'size'
    | 'resolution'
    | 'aspect-ratio'
    | 'sound'
    | 'seed'
    | 'negative-prompt'
    | 'prompt'
    | 'first-frame'
    | 'last-frame'
    | 'reference'
    | 'voice'
    | 'camera'
    | 'setting';
  /** `changed` to the nearest possible; `left-out` altogether; `missing`: the model cannot start without it. */
  kind: 'changed' | 'left-out' | 'missing';
  /** As a person reads it, such as `6.5 s`, `1920×1080`, `3`; empty where the field says enough. */
  from: string;
  to: string;
};

/** What generating one take of a shot would be. */
export type TakePlan = {
  shotId: ShotId;
  connectionId: ConnectionId;
  modelId: string;
  settings: FittedSettings;
  inputs: RequestInput[];
  /** The prompt as it will be sent, style notes included. */
  promptAsSent: string;
  adjustments: Adjustment[];
  /** Null when the price is not known; 0 for free engines. */
  estimate: Micros | null;
  /** The take that the clip begins with the last frame of. */
  startsFrom: { takeId: TakeId; assetId: AssetId } | null;
};
