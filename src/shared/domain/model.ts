/**
 * Models as data: what a connection offers, what can be asked of each, what it costs and when it ends.
 *
 * Forms, clamping and estimates all read these records; no other part knows a model by name. A model comes from the
 * provider's own list (`live`), else from the table that ships with the adapter (`bundled`), and a person may change
 * either (`edited`).
 */
import type { FrameSize } from './frame-size.ts';
import type { ConnectionId } from './ids.ts';
import type { Micros } from './money.ts';

/** What a model makes. */
export type ModelKind = 'video' | 'image' | 'text' | 'speech' | 'transcription' | 'moderation';

/** What an input file is for. */
export type InputRole = 'first-frame' | 'last-frame' | 'reference' | 'voice';

/** Seconds that a clip may last. */
export type DurationRule =
  /** Any number of whole frames at the project's rate. */
  | { kind: 'frames'; minFrames: number; maxFrames: number }
  /** Ascending. */
  | { kind: 'listed'; seconds: number[] }
  | { kind: 'range'; minSeconds: number; maxSeconds: number; stepSeconds: number };

/** Pictures that a model makes. */
export type SizeRule =
  /** Any size whose sides are a multiple of `multipleOf` and at most `maxSidePx`. */
  | { kind: 'free'; multipleOf: number; maxSidePx: number }
  | { kind: 'listed'; sizes: FrameSize[] }
  /** Named classes such as `720p`, ascending, and ratios such as `16:9`; the provider decides the pixels. */
  | { kind: 'tiers'; resolutions: string[]; aspectRatios: string[] };

/** One more setting of a model, shown as a field of its own and sent under its key. */
export type ModelSetting = {
  /** The provider's own name of the field. */
  key: string;
  label: string;
  field:
    | { kind: 'choice'; options: string[] }
    | { kind: 'number'; min: number; max: number; isWhole: boolean }
    | { kind: 'switch' }
    | { kind: 'text' };
  /** What the provider takes when nothing is sent; null when it does not tell. */
  default: SettingValue | null;
};

/** A value of a setting of a model. */
export type SettingValue = string | number | boolean;

/** What one unit costs, where the conditions hold. */
export type Price = {
  unit:
    | 'second'
    | 'clip'
    | 'image'
    | 'thousand-characters'
    | 'minute'
    | 'million-input-tokens'
    | 'million-output-tokens';
  amount: Micros;
  /** Every given condition must hold; the first price that fits counts. `startsFromPicture` is for pictures alone. */
  when?: { resolution?: string; hasSound?: boolean; durationSeconds?: number; startsFromPicture?: boolean };
};

/** A rule between two settings, such as "1080p only with 8 seconds". */
export type ModelRule = {
  when: { resolution?: string; hasReferences?: boolean; hasLastFrame?: boolean };
  then: { durationSeconds: number[] };
};

/** One model of a connection. */
export type Model = {
  /** As the provider names it. */
  modelId: string;
  label: string;
  kind: ModelKind;
  /** Prices in the order in which they are tried; empty when nobody knows. `isFree` models cost nothing. */
  prices: Price[];
  isFree: boolean;
  /** `2026-10-23` when the provider has announced its end; null without one. */
  retiresOn: string | null;
  /** What to use instead, as the provider says; null when it does not. */
  replacementModelId: string | null;
  /** Where these facts are from: a document's name, or the call that answered. */
  source: string;
  /** `2026-11-21`: when they were true. */
  asOf: string;
  /** Only for `video`. */
  video: VideoCapability | null;
  /** Only for `image`. */
  image: ImageCapability | null;
  /** Only for `speech`: names of its voices; empty when any text is taken. */
  voices: string[];
};

/** What a video model can be asked for. */
export type VideoCapability = {
  duration: DurationRule;
  size: SizeRule;
  /** How many files of each role it takes; a role that is left out is not taken. `min` 1 means it cannot do without. */
  inputs: Partial<Record<InputRole, { min: number; max: number }>>;
  /** Roles that cannot go together, such as a first frame and references. */
  exclusive: Array<[InputRole, InputRole]>;
  sound: 'none' | 'always' | 'optional';
  hasSeed: boolean;
  hasNegativePrompt: boolean;
  /** Null when unlimited or unknown. */
  maxPromptCharacters: number | null;
  /** Whether it can do without a prompt. */
  isPromptOptional: boolean;
  settings: ModelSetting[];
  rules: ModelRule[];
  /** Whether the words of the dialogue become part of the picture. */
  burnsInSubtitles: boolean;
  /** Whether the result has exactly the asked size and, to one frame, the asked length. */
  isExact: boolean;
  /** Whether it moves the picture as the shot's camera says without being told in the prompt. */
  followsCamera: boolean;
};

/** What an image model can be asked for. */
export type ImageCapability = {
  size: SizeRule;
  /** Most pictures that an edit takes; 0 when it cannot edit. */
  maxInputImages: number;
  maxPromptCharacters: number | null;
  settings: ModelSetting[];
};

/** A model as the window lists it. */
export type ListedModel = Model & {
  connectionId: ConnectionId;
  origin: 'live' | 'bundled' | 'edited';
};

/** Names one model of one connection. */
export type ModelRef = { connectionId: ConnectionId; modelId: string };
