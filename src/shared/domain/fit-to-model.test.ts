/* oxlint-disable unicorn/no-thenable -- rules of a model have a field of this name */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cameraMoveKinds } from './camera-move.ts';
import { isAllowedDuration } from './fit-duration.ts';
import { aspectRatioOf } from './fit-size.ts';
import { type Fitted, fitToModel, type ShotWish } from './fit-to-model.ts';
import type { Adjustment, RequestInput } from './generation.ts';
import type { AssetId } from './ids.ts';
import type { DurationRule, InputRole, Model, ModelSetting, SizeRule, VideoCapability } from './model.ts';
import { frameRates, framesFromSeconds, type Frames } from './time.ts';

const capability: VideoCapability = {
  duration: { kind: 'listed', seconds: [4, 6, 8] },
  size: { kind: 'tiers', resolutions: ['720p', '1080p'], aspectRatios: ['16:9', '9:16'] },
  inputs: { 'first-frame': { min: 0, max: 1 } },
  exclusive: [],
  sound: 'none',
  hasSeed: false,
  hasNegativePrompt: false,
  maxPromptCharacters: null,
  isPromptOptional: false,
  settings: [],
  rules: [],
  burnsInSubtitles: false,
  isExact: false,
  followsCamera: false,
};

function aModel(video: Partial<VideoCapability> = {}): Model {
  return {
    modelId: 'gen',
    label: 'Gen',
    kind: 'video',
    prices: [],
    isFree: false,
    retiresOn: null,
    replacementModelId: null,
    source: 'test',
    asOf: '2026-11-21',
    video: { ...capability, ...video },
    image: null,
    voices: [],
  };
}

function aWish(wish: Partial<ShotWish> = {}): ShotWish {
  return {
    prompt: 'A boat leaves the harbour.',
    styleNotes: '',
    negativePrompt: '',
    durationFrames: 96 as Frames,
    frameRate: { numerator: 24, denominator: 1 },
    frameSize: { widthPx: 1920, heightPx: 1080 },
    cameraMove: { kind: 'static', strength: 0.3 },
    hasSound: null,
    seed: null,
    resolution: null,
    settings: {},
    inputs: [],
    ...wish,
  };
}

function adjustmentsOf(wish: Partial<ShotWish>, video: Partial<VideoCapability> = {}): Adjustment[] {
  return fitToModel(aWish(wish), aModel(video)).adjustments;
}

const asset = (index: number) => `asset_${String(index).padStart(16, '0')}` as AssetId;
const input = (role: InputRole, index = 0): RequestInput => ({ role, assetId: asset(index) });

describe('the length', () => {
  it('is the shortest that covers the shot, so that the clip can be trimmed', () => {
    const { settings, adjustments } = fitToModel(aWish({ durationFrames: 100 as Frames }), aModel());
    expect(settings.durationSeconds).toBe(6);
    expect(adjustments).toEqual([{ field: 'duration', kind: 'changed', from: '4.17 s', to: '6 s' }]);
  });

  it('is the longest where none covers the shot', () => {
    expect(fitToModel(aWish({ durationFrames: 480 as Frames }), aModel()).settings.durationSeconds).toBe(8);
  });

  it('counts whole frames: 96 frames at 23.976 are a clip of four seconds', () => {
    const wish = aWish({ frameRate: { numerator: 24000, denominator: 1001 } });
    expect(fitToModel(wish, aModel())).toMatchObject({ settings: { durationSeconds: 4 }, adjustments: [] });
  });

  it('is a step of a range', () => {
    const duration: DurationRule = { kind: 'range', minSeconds: 2, maxSeconds: 10, stepSeconds: 0.5 };
    const lengthOf = (frames: number) =>
      fitToModel(aWish({ durationFrames: frames as Frames }), aModel({ duration })).settings.durationSeconds;
    expect([1, 48, 49, 60, 61, 240, 999].map(lengthOf)).toEqual([2, 2, 2.5, 2.5, 3, 10, 10]);
  });

  it('is exact for a model that counts frames', () => {
    const duration: DurationRule = { kind: 'frames', minFrames: 1, maxFrames: 1000 };
    const { settings, adjustments } = fitToModel(aWish({ durationFrames: 97 as Frames }), aModel({ duration }));
    expect(framesFromSeconds(settings.durationSeconds, { numerator: 24, denominator: 1 })).toBe(97);
    expect(adjustments).toEqual([]);
  });

  it('follows the rules between settings', () => {
    const rules = [
      { when: { resolution: '1080p' }, then: { durationSeconds: [8] } },
      { when: { hasReferences: true }, then: { durationSeconds: [6, 8] } },
    ];
    const inputs = { reference: { min: 0, max: 3 } };
    const lengthOf = (wish: Partial<ShotWish>) => fitToModel(aWish(wish), aModel({ rules, inputs })).settings;
    expect(lengthOf({ resolution: '1080p' }).durationSeconds).toBe(8);
    expect(lengthOf({ resolution: '720p' }).durationSeconds).toBe(4);
    expect(lengthOf({ resolution: '720p', inputs: [input('reference')] }).durationSeconds).toBe(6);
    expect(lengthOf({ resolution: '1080p', inputs: [input('reference')] }).durationSeconds).toBe(8);
  });
});

describe('the picture', () => {
  it('is the class and the ratio nearest to the film', () => {
    expect(fitToModel(aWish(), aModel())).toMatchObject({
      settings: { frameSize: null, resolution: '1080p', aspectRatio: '16:9' },
      adjustments: [],
    });
    expect(adjustmentsOf({ frameSize: { widthPx: 1080, heightPx: 1080 } })).toEqual([
      { field: 'aspect-ratio', kind: 'changed', from: '1:1', to: '16:9' },
    ]);
    expect(adjustmentsOf({ frameSize: { widthPx: 3840, heightPx: 2160 } })).toEqual([
      { field: 'resolution', kind: 'changed', from: '3840×2160', to: '1080p' },
    ]);
  });

  it.each([
    ['4K', '4k'],
    ['2160p', '4k'],
    ['1440p', '2K'],
    ['800p', '768P'],
  ])('reads %s as %s', (resolution, expected) => {
    const size: SizeRule = { kind: 'tiers', resolutions: ['768P', '2K', '4k'], aspectRatios: ['16:9'] };
    expect(fitToModel(aWish({ resolution }), aModel({ size })).settings.resolution).toBe(expected);
  });

  it('is the shape of the film first, and then its size', () => {
    const sizes = [
      { widthPx: 1280, heightPx: 720 },
      { widthPx: 1920, heightPx: 1088 },
      { widthPx: 2560, heightPx: 1408 },
      { widthPx: 720, heightPx: 1280 },
      { widthPx: 1080, heightPx: 1080 },
    ];
    const size: SizeRule = { kind: 'listed', sizes };
    const sizeOf = (widthPx: number, heightPx: number, resolution: string | null = null) =>
      fitToModel(aWish({ frameSize: { widthPx, heightPx }, resolution }), aModel({ size })).settings.frameSize;
    expect(sizeOf(1920, 1080)).toEqual(sizes[1]);
    expect(sizeOf(1920, 1080, '720p')).toEqual(sizes[0]);
    expect(sizeOf(2160, 3840)).toEqual(sizes[3]);
    expect(sizeOf(1920, 804)).toEqual(sizes[2]);
    expect(sizeOf(2560, 1440)).toEqual(sizes[1]);
  });

  it('keeps a free size inside the limits', () => {
    const size: SizeRule = { kind: 'free', multipleOf: 16, maxSidePx: 1280 };
    expect(fitToModel(aWish(), aModel({ size }))).toMatchObject({
      settings: { frameSize: { widthPx: 1280, heightPx: 720 } },
      adjustments: [{ field: 'size', kind: 'changed', from: '1920×1080', to: '1280×720' }],
    });
    expect(adjustmentsOf({ resolution: '720p' }, { size })).toEqual([]);
    expect(adjustmentsOf({ resolution: 'cinema' }, { size })[0]).toEqual({
      field: 'resolution',
      kind: 'left-out',
      from: 'cinema',
      to: '',
    });
  });
});

describe('switches and texts', () => {
  it('are left out where the model has none, and only said where somebody set them', () => {
    expect(adjustmentsOf({})).toEqual([]);
    expect(adjustmentsOf({ hasSound: true, seed: 0, negativePrompt: 'rain' })).toEqual([
      { field: 'sound', kind: 'left-out', from: '', to: '' },
      { field: 'seed', kind: 'left-out', from: '0', to: '' },
      { field: 'negative-prompt', kind: 'left-out', from: '', to: '' },
    ]);
    expect(adjustmentsOf({ hasSound: false }, { sound: 'always' })).toEqual([
      { field: 'sound', kind: 'changed', from: '', to: '' },
    ]);
    expect(adjustmentsOf({ hasSound: false })).toEqual([]);
  });

  it('go along where the model takes them', () => {
    const video = { sound: 'optional', hasSeed: true, hasNegativePrompt: true } as const;
    const { settings } = fitToModel(aWish({ hasSound: false, seed: 0, negativePrompt: ' rain ' }), aModel(video));
    expect(settings).toMatchObject({ hasSound: false, seed: 0, negativePrompt: 'rain' });
  });

  it('put the camera into words for a model that does not follow it', () => {
    const cameraMove = { kind: 'push-in', strength: 0.3 } as const;
    const wish = aWish({ prompt: 'A boat.', styleNotes: 'Film noir.', cameraMove });
    expect(fitToModel(wish, aModel())).toMatchObject({
      promptAsSent: 'A boat.\nFilm noir.\nThe camera pushes in slowly.',
      adjustments: [],
    });
    expect(fitToModel(wish, aModel({ followsCamera: true })).promptAsSent).toBe('A boat.\nFilm noir.');
  });

  it('cut a prompt that is too long, never a character in half', () => {
    const { promptAsSent, adjustments } = fitToModel(aWish({ prompt: 'ab🎬cd' }), aModel({ maxPromptCharacters: 3 }));
    expect(promptAsSent).toBe('ab');
    expect(adjustments).toEqual([{ field: 'prompt', kind: 'changed', from: '6', to: '2' }]);
  });

  it('say when there is no prompt for a model that needs one', () => {
    expect(adjustmentsOf({ prompt: ' ' })).toEqual([{ field: 'prompt', kind: 'missing', from: '', to: '' }]);
    expect(adjustmentsOf({ prompt: '' }, { isPromptOptional: true })).toEqual([]);
  });

  it('keep settings of the model inside their limits and leave out the rest', () => {
    const settings: ModelSetting[] = [
      { key: 'steps', label: 'Steps', field: { kind: 'number', min: 1, max: 50, isWhole: true }, default: 30 },
      { key: 'mode', label: 'Mode', field: { kind: 'choice', options: ['Fast', 'Best'] }, default: null },
      { key: 'loop', label: 'Loop', field: { kind: 'switch' }, default: false },
    ];
    const asked = { steps: 99.6, mode: 'fast', loop: 'yes', other: 1 };
    const { settings: fitted, adjustments } = fitToModel(aWish({ settings: asked }), aModel({ settings }));
    expect(fitted.extra).toEqual({ steps: 50, mode: 'Fast' });
    expect(adjustments).toEqual([
      { field: 'setting', kind: 'changed', from: 'Steps 99.6', to: '50' },
      { field: 'setting', kind: 'changed', from: 'Mode fast', to: 'Fast' },
      { field: 'setting', kind: 'left-out', from: 'Loop yes', to: '' },
      { field: 'setting', kind: 'left-out', from: 'other 1', to: '' },
    ]);
  });
});

describe('files', () => {
  const inputs = {
    'first-frame': { min: 0, max: 1 },
    reference: { min: 0, max: 2 },
    'last-frame': { min: 0, max: 1 },
  };
  const asked = [input('first-frame'), input('reference', 1), input('reference', 2), input('reference', 3)];

  it('are as many as the model takes, the most important ones', () => {
    const fitted = fitToModel(aWish({ inputs: asked }), aModel({ inputs }));
    expect(fitted.inputs).toEqual(asked.slice(0, 3));
    expect(fitted.adjustments).toEqual([{ field: 'reference', kind: 'changed', from: '3', to: '2' }]);
  });

  it('go together: the more important role stays', () => {
    const exclusive: Array<[InputRole, InputRole]> = [['reference', 'first-frame']];
    const fitted = fitToModel(aWish({ inputs: asked }), aModel({ inputs, exclusive }));
    expect(fitted.inputs).toEqual([input('first-frame')]);
    expect(fitted.adjustments).toEqual([{ field: 'reference', kind: 'left-out', from: '3', to: '' }]);
  });

  it('keep what the model cannot do without, whatever it excludes', () => {
    const needsReference = { ...inputs, reference: { min: 1, max: 2 } };
    const exclusive: Array<[InputRole, InputRole]> = [['reference', 'first-frame']];
    const fitted = fitToModel(aWish({ inputs: asked }), aModel({ inputs: needsReference, exclusive }));
    expect(fitted.inputs).toEqual(asked.slice(1, 3));
  });

  it('are named when the model cannot start without them', () => {
    const needsFirst = { 'first-frame': { min: 1, max: 1 } };
    expect(adjustmentsOf({}, { inputs: needsFirst })).toEqual([
      { field: 'first-frame', kind: 'missing', from: '0', to: '1' },
    ]);
  });

  it('are left out where the model takes none', () => {
    expect(adjustmentsOf({ inputs: [input('voice')] })).toEqual([
      { field: 'voice', kind: 'left-out', from: '', to: '' },
    ]);
  });
});

describe('any wish and any model', () => {
  it('give an answer that honours the model', () => {
    fc.assert(
      fc.property(wishes, models, (wish, model) => {
        expect(breachesOf(fitToModel(wish, model), wish, model)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('have an adjustment for every difference, and none without', () => {
    fc.assert(
      fc.property(wishes, models, (wish, model) => {
        const fitted = fitToModel(wish, model);
        const said = fitted.adjustments.filter(({ kind }) => kind !== 'missing').map(({ field }) => field);
        expect(new Set(said)).toEqual(new Set(differencesOf(wish, fitted, model)));
      }),
      { numRuns: 1000 },
    );
  });

  it('give the same answer when it is fitted again, without adjustments', () => {
    fc.assert(
      fc.property(wishes, models, (wish, model) => {
        const once = fitToModel(wish, model);
        const twice = fitToModel(wishOf(once, wish), model);
        expect(twice.settings).toEqual(once.settings);
        expect(twice.inputs).toEqual(once.inputs);
        expect(twice.promptAsSent).toBe(once.promptAsSent);
        expect(twice.adjustments).toEqual(once.adjustments.filter(({ kind }) => kind === 'missing'));
      }),
      { numRuns: 1000 },
    );
  });
});

/** What was answered, as a wish: a wish that the model can honour. */
function wishOf({ settings, inputs, promptAsSent }: Fitted, wish: ShotWish): ShotWish {
  const ratio = settings.aspectRatio === null ? null : aspectRatioOf(settings.aspectRatio);
  // A side of 2160 is one that no class below stands for: the class is asked for by its name.
  const named = ratio === null ? wish.frameSize : { widthPx: Math.round(2160 * ratio), heightPx: 2160 };
  return {
    ...wish,
    prompt: promptAsSent,
    styleNotes: '',
    cameraMove: { kind: 'static', strength: 0 },
    durationFrames: framesFromSeconds(settings.durationSeconds, wish.frameRate),
    frameSize: settings.frameSize ?? named,
    resolution: settings.resolution,
    hasSound: settings.hasSound,
    seed: settings.seed,
    negativePrompt: settings.negativePrompt ?? '',
    settings: settings.extra,
    inputs,
  };
}

/** What an answer asks that the model does not state, in words; a second reading of the rules. */
function breachesOf({ settings, inputs, promptAsSent, adjustments }: Fitted, wish: ShotWish, model: Model): string[] {
  const video = model.video as VideoCapability;
  const breaches: string[] = [];
  const must = (isKept: boolean, what: string) => {
    if (!isKept) breaches.push(what);
  };
  const count = (role: InputRole) => inputs.filter((one) => one.role === role).length;
  must(isAllowedDuration(settings.durationSeconds, video.duration, wish.frameRate), 'duration');
  for (const { when, then } of video.rules) {
    const holds =
      (when.resolution === undefined || when.resolution === settings.resolution) &&
      (when.hasReferences === undefined || when.hasReferences === count('reference') > 0) &&
      (when.hasLastFrame === undefined || when.hasLastFrame === count('last-frame') > 0);
    must(!holds || then.durationSeconds.includes(settings.durationSeconds), 'rule');
  }
  const { size } = video;
  const { frameSize } = settings;
  if (size.kind === 'tiers') {
    must(frameSize === null, 'pixels for a model of tiers');
    must(settings.resolution !== null && size.resolutions.includes(settings.resolution), 'resolution');
    must(settings.aspectRatio !== null && size.aspectRatios.includes(settings.aspectRatio), 'aspect ratio');
  } else {
    must(settings.resolution === null && settings.aspectRatio === null, 'tiers for a model of pixels');
    must(frameSize !== null, 'no size');
    const sides = frameSize ? [frameSize.widthPx, frameSize.heightPx] : [];
    if (size.kind === 'listed') {
      must(
        size.sizes.some(({ widthPx, heightPx }) => widthPx === sides[0] && heightPx === sides[1]),
        'a size that is not listed',
      );
    } else {
      must(
        sides.every((side) => side % size.multipleOf === 0 && side > 0 && side <= size.maxSidePx),
        'a side',
      );
    }
  }
  must(settings.hasSound === null || video.sound === 'optional', 'sound');
  must(settings.seed === null || video.hasSeed, 'seed');
  must(settings.negativePrompt === null || video.hasNegativePrompt, 'negative prompt');
  must(promptAsSent.length <= (video.maxPromptCharacters ?? Number.POSITIVE_INFINITY), 'prompt');
  const isMissing = (field: Adjustment['field']) =>
    adjustments.some((one) => one.field === field && one.kind === 'missing');
  must(promptAsSent !== '' || video.isPromptOptional || isMissing('prompt'), 'no prompt');
  for (const role of roles) {
    const limits = video.inputs[role] ?? { min: 0, max: 0 };
    must(count(role) <= limits.max, `too many: ${role}`);
    must(count(role) >= limits.min || isMissing(role), `too few: ${role}`);
  }
  for (const [a, b] of video.exclusive) must(a === b || count(a) === 0 || count(b) === 0, `${a} with ${b}`);
  for (const [key, value] of Object.entries(settings.extra)) {
    const field = video.settings.find((setting) => setting.key === key)?.field;
    if (field?.kind === 'number') {
      const isInside = typeof value === 'number' && value >= field.min && value <= field.max;
      must(isInside && (!field.isWhole || Number.isInteger(value)), `setting ${key}`);
    } else if (field?.kind === 'choice') must(field.options.includes(String(value)), `setting ${key}`);
    else must(typeof value === (field?.kind === 'switch' ? 'boolean' : 'string') && field !== undefined, key);
  }
  return breaches;
}

/** Fields in which an answer differs from its wish. */
function differencesOf(wish: ShotWish, { settings, inputs, promptAsSent }: Fitted, model: Model): string[] {
  const video = model.video as VideoCapability;
  const whole = fitToModel(wish, aModel({ ...video, maxPromptCharacters: null })).promptAsSent;
  const fields: string[] = [];
  const add = (differs: boolean, field: string) => {
    if (differs) fields.push(field);
  };
  add(framesFromSeconds(settings.durationSeconds, wish.frameRate) !== wish.durationFrames, 'duration');
  const sidePx = Math.min(wish.frameSize.widthPx, wish.frameSize.heightPx);
  const sideOf = (name: string) => ({ '2K': 1440, '4k': 2160 })[name] ?? Number.parseInt(name, 10);
  if (settings.frameSize === null) {
    const asked = wish.resolution === null ? sidePx : sideOf(wish.resolution);
    add(settings.resolution === null || sideOf(settings.resolution) !== asked, 'resolution');
    const ratio = aspectRatioOf(settings.aspectRatio ?? '') ?? 1;
    const isNear = Math.abs(Math.log(wish.frameSize.widthPx / wish.frameSize.heightPx / ratio)) <= 0.01;
    add(!isNear, 'aspect-ratio');
  } else {
    const factor = wish.resolution === null ? 1 : sideOf(wish.resolution) / sidePx;
    const isAsked =
      settings.frameSize.widthPx === Math.round(wish.frameSize.widthPx * factor) &&
      settings.frameSize.heightPx === Math.round(wish.frameSize.heightPx * factor);
    add(!isAsked, 'size');
  }
  const willSound = settings.hasSound ?? (video.sound === 'optional' ? wish.hasSound : video.sound === 'always');
  add(wish.hasSound !== null && willSound !== wish.hasSound, 'sound');
  add(settings.seed !== wish.seed, 'seed');
  add((settings.negativePrompt ?? '') !== wish.negativePrompt.trim(), 'negative-prompt');
  add(promptAsSent !== whole, 'prompt');
  for (const role of roles) {
    const count = (list: RequestInput[]) => list.filter((one) => one.role === role).length;
    add(count(inputs) !== count(wish.inputs), role);
  }
  const isSame = Object.entries(wish.settings).every(([key, value]) => settings.extra[key] === value);
  add(!isSame, 'setting');
  return fields;
}

const roles: InputRole[] = ['first-frame', 'last-frame', 'reference', 'voice'];
const resolutions = ['480p', '720p', '768P', '1080p', '2K', '4k'];
const aspectRatios = ['16:9', '9:16', '1:1', '4:3', '21:9', '2.39:1'];
const side = fc.integer({ min: 8, max: 2000 }).map((half) => half * 2);
const frameSize = fc.record({ widthPx: side, heightPx: side });
const seconds = fc.integer({ min: 1, max: 20 });
const role = fc.constantFrom(...roles);

const durations: fc.Arbitrary<DurationRule> = fc.oneof(
  fc.uniqueArray(seconds, { minLength: 1, maxLength: 6 }).map(
    (list): DurationRule => ({
      kind: 'listed',
      seconds: list.sort((a, b) => a - b),
    }),
  ),
  fc
    .record({ min: fc.constantFrom(0.5, 0.99, 1.01, 2, 3), span: seconds, step: fc.constantFrom(0.01, 0.1, 0.5, 1, 3) })
    .map(
      ({ min, span, step }): DurationRule => ({
        kind: 'range',
        minSeconds: min,
        maxSeconds: min + span,
        stepSeconds: step,
      }),
    ),
  fc
    .record({ min: fc.integer({ min: 1, max: 40 }), span: fc.integer({ min: 0, max: 900 }) })
    .map(({ min, span }): DurationRule => ({ kind: 'frames', minFrames: min, maxFrames: min + span })),
);

const sizes: fc.Arbitrary<SizeRule> = fc.oneof(
  fc
    .record({ multipleOf: fc.constantFrom(1, 2, 8, 16, 32), maxSidePx: fc.integer({ min: 64, max: 4096 }) })
    .map((rule): SizeRule => ({ kind: 'free', ...rule })),
  fc.array(frameSize, { minLength: 1, maxLength: 5 }).map((list): SizeRule => ({ kind: 'listed', sizes: list })),
  fc
    .record({
      resolutions: fc.subarray(resolutions, { minLength: 1 }),
      aspectRatios: fc.subarray(aspectRatios, { minLength: 1 }),
    })
    .map((rule): SizeRule => ({ kind: 'tiers', ...rule })),
);

const modelSettings: ModelSetting[] = [
  { key: 'steps', label: 'Steps', field: { kind: 'number', min: 1, max: 50, isWhole: true }, default: 30 },
  { key: 'guidance', label: 'Guidance', field: { kind: 'number', min: 0.5, max: 20, isWhole: false }, default: 7 },
  { key: 'mode', label: 'Mode', field: { kind: 'choice', options: ['fast', 'best'] }, default: 'fast' },
  { key: 'loop', label: 'Loop', field: { kind: 'switch' }, default: false },
  { key: 'tag', label: 'Tag', field: { kind: 'text' }, default: null },
];

const models: fc.Arbitrary<Model> = fc
  .record({
    duration: durations,
    size: sizes,
    inputs: fc.dictionary(
      role,
      fc.record({ min: fc.integer({ min: 0, max: 1 }), max: fc.integer({ min: 1, max: 3 }) }),
    ),
    exclusive: fc.array(fc.tuple(role, role), { maxLength: 2 }),
    sound: fc.constantFrom('none' as const, 'always' as const, 'optional' as const),
    hasSeed: fc.boolean(),
    hasNegativePrompt: fc.boolean(),
    maxPromptCharacters: fc.option(fc.integer({ min: 1, max: 40 })),
    isPromptOptional: fc.boolean(),
    settings: fc.subarray(modelSettings),
    followsCamera: fc.boolean(),
    ruled: fc.constantFrom('none', 'resolution', 'references', 'last frame'),
  })
  .map(({ ruled, ...video }) => {
    // A rule names lengths that the model makes.
    const { duration } = video;
    const length = duration.kind === 'listed' ? (duration.seconds[0] ?? 1) : null;
    const then = { durationSeconds: length === null ? [] : [length] };
    const whens = {
      none: null,
      resolution: { resolution: '1080p' },
      references: { hasReferences: true },
      'last frame': { hasLastFrame: false },
    };
    const when = whens[ruled as keyof typeof whens];
    return aModel({ ...video, rules: when && length !== null ? [{ when, then }] : [] });
  });

const settingValue = fc.oneof(fc.integer({ min: -5, max: 90 }), fc.boolean(), fc.constantFrom('fast', 'Best', 'other'));

const wishes: fc.Arbitrary<ShotWish> = fc.record({
  prompt: fc.string({ unit: 'grapheme', maxLength: 60 }),
  styleNotes: fc.constantFrom('', 'Film noir.'),
  negativePrompt: fc.constantFrom('', ' ', 'rain'),
  durationFrames: fc.integer({ min: 1, max: 700 }).map((frames) => frames as Frames),
  frameRate: fc.constantFrom(...frameRates),
  frameSize,
  cameraMove: fc.record({
    kind: fc.constantFrom(...cameraMoveKinds),
    strength: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  hasSound: fc.option(fc.boolean()),
  seed: fc.option(fc.nat()),
  resolution: fc.option(fc.constantFrom(...resolutions)),
  settings: fc.dictionary(fc.constantFrom('steps', 'guidance', 'mode', 'loop', 'tag', 'other'), settingValue),
  inputs: fc.array(
    fc.record({ role, index: fc.nat(9) }).map(({ role: one, index }) => input(one, index)),
    { maxLength: 8 },
  ),
});
