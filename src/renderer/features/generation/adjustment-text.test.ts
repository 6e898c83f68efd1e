import { describe, expect, it } from 'vitest';
import type { Adjustment } from '#shared/domain/generation.ts';
import { createTranslator } from '#shared/messages/translate.ts';
import { adjustmentText, countAdjustments } from './adjustment-text.ts';

const { t } = createTranslator();

function anAdjustment(field: Adjustment['field'], kind: Adjustment['kind'], from = '', to = ''): Adjustment {
  return { field, kind, from, to };
}

describe('adjustmentText', () => {
  it.each([
    [anAdjustment('duration', 'changed', '6.5 s', '8 s'), '8 s instead of 6.5 s'],
    [anAdjustment('size', 'changed', '1920×1080', '1280×720'), '1280×720 instead of 1920×1080'],
    [anAdjustment('resolution', 'left-out', '1080p'), 'Resolution 1080p is not taken by this model'],
    [anAdjustment('seed', 'left-out', '7'), 'Seed is not taken by this model'],
    [anAdjustment('negative-prompt', 'left-out'), 'Negative prompt is not taken by this model'],
    [anAdjustment('sound', 'left-out'), 'Without sound: this model makes none'],
    [anAdjustment('sound', 'changed'), 'With sound: this model always makes it'],
    [anAdjustment('prompt', 'changed', '900', '500'), 'The prompt is cut from 900 to 500 characters'],
    [anAdjustment('prompt', 'missing'), 'Prompt is missing: this model cannot start without it'],
    [anAdjustment('first-frame', 'missing', '0', '1'), 'First frame is missing: this model cannot start without it'],
    [anAdjustment('first-frame', 'left-out'), 'First frame is not taken by this model'],
    [anAdjustment('reference', 'changed', '5', '3'), 'Reference pictures: the first 3 of 5 are taken'],
    [anAdjustment('reference', 'left-out', '3'), 'Reference pictures are not taken by this model'],
    [anAdjustment('reference', 'missing', '0', '2'), 'Reference pictures are missing: this model needs 2'],
    [anAdjustment('setting', 'changed', 'Guidance 12', '10'), 'Guidance 12 becomes 10'],
    [anAdjustment('setting', 'left-out', 'Guidance 12'), 'Guidance 12 is not known to this model'],
  ])('says %j as “%s”', (adjustment, text) => {
    expect(adjustmentText(t, adjustment)).toBe(text);
  });
});

describe('countAdjustments', () => {
  it('counts the shots of each, most frequent first', () => {
    const duration = anAdjustment('duration', 'changed', '3 s', '4 s');
    const seed = anAdjustment('seed', 'left-out', '7');
    const counted = countAdjustments([
      { adjustments: [seed, duration] },
      { adjustments: [] },
      { adjustments: [duration] },
    ]);
    expect(counted).toEqual([
      { adjustment: duration, shotCount: 2 },
      { adjustment: seed, shotCount: 1 },
    ]);
  });
});
