/** How long a shot plays, from its text: a first guess that people then change. */
import { parseDialogue } from '#shared/domain/dialogue.ts';
import type { DurationRule } from '#shared/domain/outline.ts';
import { type FrameRate, type Frames, framesFromSeconds, maxShotFrames } from '#shared/domain/time.ts';
import { withoutParentheses } from './screenplay-marks.ts';

/** The text of a shot; `dialogue` as `shared/domain/dialogue.ts` reads it. */
export type ShotText = { action: string; dialogue: string };

/** Seconds before the shortest and longest length of the rule are applied. What is seen comes before what is said. */
export function estimateSeconds({ action, dialogue }: ShotText, rule: DurationRule): number {
  const spoken = parseDialogue(dialogue).reduce((sum, { text }) => sum + countSpokenWords(text), 0);
  return (spoken * 60) / rule.dialogueWordsPerMinute + countCharacters(action) / rule.actionCharactersPerSecond;
}

/** The length of a shot in whole frames, within the rule's limits. */
export function estimateDuration(text: ShotText, rule: DurationRule, frameRate: FrameRate): Frames {
  const seconds = Math.min(Math.max(estimateSeconds(text, rule), rule.minimumSeconds), rule.maximumSeconds);
  return Math.min(framesFromSeconds(seconds, frameRate), maxShotFrames) as Frames;
}

// Scripts that write no spaces between words. Ordinary speech of about 160 English words a minute is about 250
// Chinese characters, 350 kana or 600 Thai letters: so many characters take as long as one word.
const ideograph = /\p{Script=Han}/u;
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const lettersWithoutSpaces = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const withoutSpaces =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;

/**
 * Words that are spoken; parentheses are directions and do not count. Words are what stands between spaces and holds
 * a letter or digit. Where no spaces are written, 1.6 Chinese characters, 2.2 kana or 4 Thai, Lao, Khmer or Burmese
 * letters count as a word.
 */
export function countSpokenWords(text: string): number {
  let words = 0;
  const spaced = withoutParentheses(text).replace(withoutSpaces, (character) => {
    words += 1 / charactersPerWord(character);
    return ' ';
  });
  for (const word of spaced.split(/\s+/)) if (/[\p{L}\p{N}]/u.test(word)) words++;
  return words;
}

function charactersPerWord(character: string): number {
  if (ideograph.test(character)) return 1.6;
  return kana.test(character) ? 2.2 : 4;
}

/** Characters of action, runs of white space as one. Ideographs count three times, kana and Hangul twice. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const character of text.replace(/\s+/g, ' ').trim()) {
    if (character.charCodeAt(0) < 0x1100) count++;
    else if (ideograph.test(character)) count += 3;
    else if (kana.test(character) || /\p{Script=Hangul}/u.test(character)) count += 2;
    else if (!lettersWithoutSpaces.test(character) || /\p{L}/u.test(character)) count++;
  }
  return count;
}
