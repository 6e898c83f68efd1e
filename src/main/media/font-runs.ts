/**
 * Says which of the shipped fonts sets which letters. libass looks for a missing letter among the system's fonts only,
 * not among those of its `fontsdir`, so each run of a text names its family. Scripts without a family here are left to
 * the system's fonts.
 */

/** A part of a text with the family that sets it. */
export type FontRun = { family: string; text: string };

/** Sets everything that no other family claims. */
export const baseFamily = 'Noto Sans';

const families: ReadonlyArray<{ family: string; letters: RegExp }> = [
  { family: 'Noto Sans Arabic', letters: /\p{Script=Arabic}/u },
  { family: 'Noto Sans Hebrew', letters: /\p{Script=Hebrew}/u },
  { family: 'Noto Sans KR', letters: /\p{Script=Hangul}/u },
  // The punctuation and the full-width forms of East Asia stand in the same font; emoji stand in none of ours.
  {
    family: 'Noto Sans SC',
    letters:
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303f\u30fb-\u30ff\uff00-\uffef]/u,
  },
];

const letterOrMark = /[\p{L}\p{M}\p{N}]/u;

/** Cuts a text into runs of one family. Spaces and marks between stay with the run before them. */
export function toFontRuns(text: string): FontRun[] {
  const runs: FontRun[] = [];
  for (const character of text) {
    const last = runs.at(-1);
    const family = familyOf(character) ?? (letterOrMark.test(character) || !last ? baseFamily : last.family);
    if (last?.family === family || (last && isCombining(character))) last.text += character;
    else runs.push({ family, text: character });
  }
  return runs;
}

function familyOf(character: string): string | null {
  return families.find(({ letters }) => letters.test(character))?.family ?? null;
}

function isCombining(character: string): boolean {
  return /\p{M}/u.test(character);
}

/** Whether a text reads from right to left: its first letter with a direction decides. */
export function isRightToLeft(text: string): boolean {
  const first = /\p{L}/u.exec(text)?.[0] ?? '';
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(first);
}
