import { describe, expect, it } from 'vitest';
import { defaultCameraMove } from '#shared/domain/camera-move.ts';
import type { StoryElement } from '#shared/domain/element.ts';
import { defaultShotGeneration } from '#shared/domain/generation.ts';
import {
  animaticConnectionId,
  type AssetId,
  type ConnectionId,
  type ElementId,
  type TakeId,
} from '#shared/domain/ids.ts';
import type { Project, Shot, Take } from '#shared/domain/records.ts';
import { defaultShotStructure } from '#shared/domain/shot-fields.ts';
import { outdatedReasons } from './outdated-reasons.ts';

const format = { frameSize: { widthPx: 1280, heightPx: 720 }, frameRate: { numerator: 24, denominator: 1 } };
const project = { ...format, defaultConnectionId: animaticConnectionId } as Project;
const words = { title: 'Rail', prompt: '@mara waits.', dialogue: '', durationFrames: 24 };
const shot = {
  ...words,
  cameraMove: defaultCameraMove,
  boardAssetId: null,
  voiceAssetId: null,
  connectionId: null,
  generation: defaultShotGeneration,
  ...defaultShotStructure,
} as unknown as Shot;
const cloud = 'conn_cloud' as ConnectionId;
const mara = { name: 'mara', kind: 'character', isInEveryPrompt: false, digest: 'one' } as StoryElement;
const recipe = {
  ...shot,
  ...format,
  connectionId: animaticConnectionId,
  startsFrom: null,
  elements: [{ elementId: 'elem_1' as ElementId, name: 'mara', digest: 'one' }],
} as unknown as Take['recipe'];
const reasons = (change: Partial<Shot>, elements: StoryElement[] | null = [mara]) =>
  outdatedReasons({ recipe, isOutdated: true }, { ...shot, ...change }, project, elements);

describe('the reasons why a take is outdated', () => {
  it('name what changed', () => {
    expect(reasons({ dialogue: 'MARA: Hot!' })).toEqual(['dialogue']);
    expect(reasons({ title: 'Boats', prompt: '@mara goes.' })).toEqual(['title', 'prompt']);
  });

  it('name an element that is described in another way, or is gone', () => {
    expect(reasons({}, [{ ...mara, digest: 'two' }])).toEqual(['elements']);
    expect(reasons({}, [])).toEqual(['elements']);
    expect(reasons({ prompt: 'Nobody.' }, [])).toEqual(['prompt']);
  });

  it('tell what a shot says besides its words', () => {
    expect(reasons({ action: 'She turns.' })).toEqual(['prompt']);
    expect(reasons({ lensMm: 35 })).toEqual(['shot']);
    const whole = { left: 0, top: 0, size: 1 };
    expect(reasons({ framing: { start: whole, end: whole, easing: 'linear' } })).toEqual(['camera']);
  });

  it('do not count the strength of a camera that stands still', () => {
    const still = { kind: 'static', strength: 0.9 } as const;
    const asked = { recipe: { ...recipe, cameraMove: { ...still, strength: 0.1 } }, isOutdated: true };
    expect(outdatedReasons(asked, { ...shot, cameraMove: still }, project, [mara])).toEqual(['settings']);
  });

  it('name the project’s format, and a model that the shot names itself', () => {
    const outdated = { recipe, isOutdated: true };
    const large = { ...project, frameSize: { widthPx: 1920, heightPx: 1080 } };
    const fast = { ...project, frameRate: { numerator: 30, denominator: 1 } };
    expect(outdatedReasons(outdated, shot, large, [mara])).toEqual(['size']);
    expect(outdatedReasons(outdated, shot, fast, [mara])).toEqual(['rate']);
    expect(reasons({ generation: { ...defaultShotGeneration, modelId: 'other' } })).toEqual(['model']);
    expect(reasons({ connectionId: cloud })).toEqual(['model']);
  });

  it('name the board only where it was the first frame', () => {
    const board = 'asset_board' as AssetId;
    const ofCloud = { ...recipe, connectionId: cloud };
    const why = (change: Partial<Take['recipe']>, boardAssetId: AssetId | null) =>
      outdatedReasons(
        { recipe: { ...ofCloud, ...change }, isOutdated: true },
        { ...shot, connectionId: cloud, boardAssetId },
        project,
        [mara],
      );
    expect(reasons({ boardAssetId: board })).toEqual(['board']);
    expect(why({ boardAssetId: board }, null)).toEqual(['board']);
    // The model takes no picture, or the clip began with another take.
    expect(why({ boardAssetId: null }, board)).toEqual(['settings']);
    const startsFrom = { takeId: 'take_1' as TakeId, assetId: board };
    expect(why({ startsFrom, boardAssetId: 'asset_frame' as AssetId }, board)).toEqual(['settings']);
  });

  it('are never none for a take that is outdated', () => {
    expect(reasons({})).toEqual(['settings']);
    expect(reasons({}, null)).toEqual(['settings']);
    expect(outdatedReasons({ recipe, isOutdated: false }, shot, project, [])).toEqual([]);
  });
});
