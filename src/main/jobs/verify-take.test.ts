import { describe, expect, it } from 'vitest';
import type { AssetId, ConnectionId } from '#shared/domain/ids.ts';
import type { TakeRecipe } from '#shared/domain/records.ts';
import { type FrameRate, frameRates, type Frames, secondsFromFrames } from '#shared/domain/time.ts';
import { oldRecipeFields } from '#main/db/take-repository.ts';
import { type ProbedClip, verifyTake } from './verify-take.ts';

const frameSize = { widthPx: 320, heightPx: 180 };

function recipe(frameRate: FrameRate, durationFrames: number): TakeRecipe {
  return {
    connectionId: 'conn_animatic00000000' as ConnectionId,
    modelId: 'animatic',
    shotNumber: '1',
    title: '',
    prompt: '',
    styleNotes: '',
    dialogue: '',
    durationFrames: durationFrames as Frames,
    cameraMove: { kind: 'static', strength: 0 },
    boardAssetId: null satisfies AssetId | null,
    voiceAssetId: null,
    frameSize,
    frameRate,
    recipeDigest: '',
    ...oldRecipeFields({ prompt: '', frameSize }),
  };
}

function verify(
  change: Partial<ProbedClip>,
  { rate = { numerator: 24, denominator: 1 }, frames = 48, isExact = true } = {},
) {
  const durationMs = Math.round(secondsFromFrames(frames, rate) * 1000);
  const clip: ProbedClip = { kind: 'video', durationMs, frameSize, frameCount: frames, ...change };
  return verifyTake(clip, { recipe: recipe(rate, frames), isExact });
}

const refused = expect.objectContaining({ code: 'TAKE_VERIFICATION_FAILED' });

describe('verifyTake', () => {
  it.each(frameRates.map((rate) => [`${rate.numerator}/${rate.denominator}`, rate] as const))(
    'accepts the asked length at %s, also with a packet of sound too much',
    (_label, rate) => {
      for (const frames of [1, 23, 1001, 216_000]) {
        const durationMs = Math.round(secondsFromFrames(frames, rate) * 1000);
        expect(verify({}, { rate, frames }).durationFrames).toBe(frames);
        expect(verify({ durationMs: durationMs + 42 }, { rate, frames }).durationFrames).toBe(frames);
        expect(verify({ frameCount: null }, { rate, frames }).durationFrames).toBe(frames);
      }
    },
  );

  it('accepts one frame more or less, and says how many there are', () => {
    expect(verify({ frameCount: 47 }).durationFrames).toBe(47);
    expect(verify({ frameCount: 49, durationMs: 2042 }).durationFrames).toBe(49);
  });

  it.each<[string, Partial<ProbedClip>]>([
    ['two frames too few', { frameCount: 46 }],
    ['two frames too many', { frameCount: 50 }],
    ['a file that says it is longer than its pictures', { durationMs: 2200 }],
    ['half the length, uncounted', { frameCount: null, durationMs: 1000 }],
    ['another width', { frameSize: { widthPx: 322, heightPx: 180 } }],
    ['another height', { frameSize: { widthPx: 320, heightPx: 182 } }],
    ['sound alone', { kind: 'audio', frameSize: null, frameCount: null }],
    ['no pictures', { frameCount: 0 }],
    ['no length', { durationMs: 0 }],
    ['a length that is no number', { durationMs: Number.NaN }],
  ])('refuses %s', (_what, change) => {
    expect(() => verify(change)).toThrowError(refused);
  });

  it('takes from a model that is not exact what it made, in frames of the project', () => {
    const made = { durationMs: 5000, frameCount: 80, frameSize: { widthPx: 1280, heightPx: 720 } };
    expect(verify(made, { isExact: false })).toEqual({ frameSize: made.frameSize, durationFrames: 120 });
    expect(() => verify({ frameSize: null }, { isExact: false })).toThrowError(refused);
  });
});
