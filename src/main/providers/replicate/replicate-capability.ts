/**
 * From the input schema of a Replicate model to what it can do.
 *
 * Some limits stand in descriptions only ("up to 9", "Max 2500 characters", "Cannot be combined with reference
 * images"). They are read from there where they can be: a wrong guess costs a rejected request, which is free.
 */
import type { DurationRule, InputRole, ModelSetting, SizeRule, VideoCapability } from '#shared/domain/model.ts';
import { type InputField, type NamedFields, nameFields } from './replicate-schema.ts';

/** Files of a list whose length nothing tells. */
const usualReferences = 4;
/** Seconds of a model that has no field for its length: what most of them make. */
const usualSeconds = 5;

export type CapabilityHints = {
  /** Shortest clip, where the schema's own limit is lower than what the model takes. */
  minSeconds?: number | undefined;
};

/** Null for a model that makes no clip of what the studio has: no prompt, or a field that only others can fill. */
export function capabilityOf(fields: readonly InputField[], hints: CapabilityHints = {}): VideoCapability | null {
  const named = nameFields(fields);
  const used = new Set(Object.values(named));
  const others = fields.filter((field) => !used.has(field));
  if (!named.prompt || others.some((field) => field.isRequired && !toSetting(field))) return null;
  return {
    duration: durationRule(named.duration, hints),
    size: sizeRule(named),
    inputs: inputLimits(named),
    exclusive: exclusions(named),
    sound: named.sound ? 'optional' : 'none',
    hasSeed: named.seed !== undefined,
    hasNegativePrompt: named['negative-prompt'] !== undefined,
    maxPromptCharacters: named.prompt.maxLength ?? numberIn(named.prompt.description, /max\.?\s+(\d+) characters/i),
    isPromptOptional: !named.prompt.isRequired,
    settings: others.flatMap((field) => toSetting(field) ?? []),
    rules: [],
    burnsInSubtitles: false,
    isExact: false,
    followsCamera: false,
  };
}

function numberIn(text: string, pattern: RegExp): number | null {
  const [, digits] = pattern.exec(text) ?? [];
  return digits === undefined ? null : Number(digits);
}

function durationRule(field: InputField | undefined, { minSeconds = 1 }: CapabilityHints): DurationRule {
  const listed = (field?.choices ?? []).map(secondsOf).filter((seconds) => seconds > 0);
  if (listed.length > 0) return { kind: 'listed', seconds: [...listed].sort((one, other) => one - other) };
  if (field && field.max !== null) {
    // A smallest value of -1 stands for "as the model likes".
    const smallest = Math.max(minSeconds, field.min ?? minSeconds);
    return { kind: 'range', minSeconds: smallest, maxSeconds: field.max, stepSeconds: 1 };
  }
  const preset = secondsOf(field?.default ?? usualSeconds);
  return { kind: 'listed', seconds: [preset > 0 ? preset : usualSeconds] };
}

/** Also from text such as `5` and `5s`; NaN for other text. */
export function secondsOf(value: unknown): number {
  return typeof value === 'number' ? value : Number.parseFloat(String(value));
}

function sizeRule({ size, resolution, 'aspect-ratio': aspectRatio }: NamedFields): SizeRule {
  const sizes = (size?.choices ?? []).flatMap((choice) => parseSize(String(choice)) ?? []);
  if (sizes.length > 0) return { kind: 'listed', sizes };
  return {
    kind: 'tiers',
    resolutions: textChoices(resolution).sort((one, other) => heightOf(one) - heightOf(other)),
    // "auto", "adaptive" and "match_input_image" leave it to the model.
    aspectRatios: textChoices(aspectRatio).filter((choice) => /^\d+:\d+$/.test(choice)),
  };
}

/** Reads `1280*720` and `1280x720`. */
export function parseSize(text: string): { widthPx: number; heightPx: number } | null {
  const [, width, height] = /^(\d+)\s*[*x×]\s*(\d+)$/i.exec(text.trim()) ?? [];
  return width === undefined || height === undefined ? null : { widthPx: Number(width), heightPx: Number(height) };
}

function textChoices(field: InputField | undefined): string[] {
  return (field?.choices ?? []).map(String);
}

/** `720p` and `4k`: lines, so that classes can be put in order. */
function heightOf(resolution: string): number {
  const value = Number.parseFloat(resolution);
  return /k$/i.test(resolution) ? value * 540 : value;
}

function inputLimits(named: NamedFields): VideoCapability['inputs'] {
  const limits: VideoCapability['inputs'] = {};
  const roles: InputRole[] = ['first-frame', 'last-frame', 'reference', 'voice'];
  for (const role of roles) {
    const field = named[role];
    if (!field) continue;
    const most = field.kind === 'files' ? (field.maxLength ?? mostFiles(field.description) ?? usualReferences) : 1;
    limits[role] = { min: field.isRequired ? 1 : 0, max: most };
  }
  return limits;
}

/** Reads `Reference images (up to 9)`, `1 to 3 reference images` and `Max 7 without video, 4 with video`. */
function mostFiles(description: string): number | null {
  return numberIn(description, /(?:up to|max\.?|\d to)\s+(\d+)\b/i);
}

function exclusions(named: NamedFields): VideoCapability['exclusive'] {
  const { reference } = named;
  const frames = (['first-frame', 'last-frame'] as const).filter((role) => named[role] !== undefined);
  if (!reference || frames.length === 0) return [];
  const texts = [reference, ...frames.map((role) => named[role])].map((field) => field?.description ?? '');
  const isForbidden = texts.some((text) => /cannot be (?:combined|used)\b.*\b(?:reference|frame)/i.test(text));
  return isForbidden ? frames.map((role) => [role, 'reference']) : [];
}

/** A field of its own for people; null for what they cannot fill in. */
function toSetting({ name, label, kind, choices, min, max, default: preset }: InputField): ModelSetting | null {
  const field = ((): ModelSetting['field'] | null => {
    if (choices !== null) return choices.length > 0 ? { kind: 'choice', options: choices.map(String) } : null;
    if (kind === 'switch') return { kind: 'switch' };
    if ((kind !== 'number' && kind !== 'whole-number') || min === null || max === null) return null;
    return { kind: 'number', min, max, isWhole: kind === 'whole-number' };
  })();
  if (!field) return null;
  return { key: name, label, field, default: field.kind === 'choice' && preset !== null ? String(preset) : preset };
}
