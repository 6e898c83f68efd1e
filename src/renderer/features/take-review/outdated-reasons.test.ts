import { describe, expect, it } from 'vitest';
import { defaultCameraMove } from '#shared/domain/camera-move.ts';
import type { StoryElement } from '#shared/domain/element.ts';
import { defaultShotGeneration } from '#shared/domain/generation.ts';
import { animaticConnectionId, type ElementId } from '#shared/domain/ids.ts';
import type { Project, Shot, Take } from '#shared/domain/records.ts';
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
} as unknown as Shot;
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

  it('are never none for a take that is outdated', () => {
    expect(reasons({})).toEqual(['settings']);
    expect(reasons({}, null)).toEqual(['settings']);
    expect(outdatedReasons({ recipe, isOutdated: false }, shot, project, [])).toEqual([]);
  });
});
