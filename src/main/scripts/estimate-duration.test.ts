import { describe, expect, test } from 'vitest';
import { defaultDurationRule } from '#shared/domain/outline.ts';
import { countCharacters, countSpokenWords, estimateDuration } from './estimate-duration.ts';

const rate = { numerator: 24000, denominator: 1001 };

describe('the length of a shot', () => {
  test.each([
    ['', '', 48],
    ['a'.repeat(150), '', 240],
    ['', `BOB: ${'word '.repeat(40)}`, 360],
    ['a'.repeat(150), `BOB: (beat) ${'word '.repeat(20)}`, 420],
    ['a'.repeat(5000), '', 719],
  ])('comes from action and words, in whole frames (%#)', (action, dialogue, frames) => {
    expect(estimateDuration({ action, dialogue }, defaultDurationRule, rate)).toBe(frames);
  });

  test.each([
    ['Nine… ten — (beat) 3.5 m', 4],
    ['', 0],
    ['— … !', 0],
    ['你好你好你好你好', 5],
    ['OK 你好你好你好你好', 6],
    ['さくらさくらさくらさく', 5],
    ['안녕 하세요', 2],
  ])('counts the words of %j as %d', (text, words) => {
    expect(countSpokenWords(text)).toBeCloseTo(words);
  });

  test('counts ideographs three times, for they say as much as three letters', () => {
    expect(countCharacters(' 雨 \n a ')).toBe(5);
  });
});
