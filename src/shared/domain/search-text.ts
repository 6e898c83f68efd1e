/**
 * What counts as a hit when people search: every word that they typed begins a word of the text, whatever the case and
 * the accents. Scripts that put no blanks between words (Chinese, Japanese, Thai and their like) are found by any part.
 *
 * Both sides of a search read text through this file: what writes the index and what asks it, and the window where it
 * filters by itself and marks what was found.
 */

/** A stretch of a text, in UTF-16 code units; the end is not part of it. */
export type TextRange = { start: number; end: number };

/** One word of a text or of what was typed, folded. */
export type SearchWord = {
  text: string;
  /** Of a script without blanks: a run of characters, of which any part may be meant. */
  isUnspaced: boolean;
};

/** Longer words are cut, in the index and in what is asked. */
export const longestWord = 40;

/** More words than this are not looked for. */
const mostWords = 12;

/** Of what was typed or pasted, in code units; the rest is not looked for. */
const longestQuery = 400;

// Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic: people type without them.
const accents = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]/g;
const lettersOfTheirOwn: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i' };
const isPlain = /^[\0-\x7f]*$/;

const unspaced =
  '(?=[\\p{L}\\p{M}\\p{N}])[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}]';
// Reads 夜のtrain3 🚂 as 夜の, train3, 🚂.
const wordPattern = new RegExp(
  `(?<unspaced>(?:${unspaced})+)|(?:(?!${unspaced})[\\p{L}\\p{M}\\p{N}])+|\\p{Extended_Pictographic}`,
  'gu',
);
const plainWordPattern = /[a-z0-9]+/g;

/** A text as texts are compared: without case, accents and variants of the same letter. */
export function foldText(text: string): string {
  if (isPlain.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(accents, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[ßæœøłđı]/g, (letter) => lettersOfTheirOwn[letter] ?? letter);
}

/** The words of a text in their order, each as often as it stands there. */
export function wordsOf(text: string): SearchWord[] {
  return foundWords(foldText(text)).map(({ word }) => word);
}

/** What was typed, as words to look for: each once, and none that begins another. */
export function wordsToFind(query: string): SearchWord[] {
  const words = wordsOf(query.slice(0, longestQuery))
    .slice(0, mostWords)
    .map(({ text, isUnspaced }) => ({ text: cut(text), isUnspaced }));
  return words.filter(
    (word, index) =>
      !words.some((other, place) => {
        if (place === index || other.isUnspaced !== word.isUnspaced) return false;
        return other.text === word.text ? place < index : other.text.startsWith(word.text);
      }),
  );
}

/** Whether the texts together hold every word. No words are in every text. */
export function holdsWords(texts: readonly string[], words: readonly SearchWord[]): boolean {
  const found = texts.flatMap(wordsOf);
  return words.every((word) => found.some((candidate) => isHit(candidate, word)));
}

/** Where a text holds any of the words, in order and without overlaps. */
export function findRanges(text: string, words: readonly SearchWord[]): TextRange[] {
  if (words.length === 0) return [];
  const { folded, starts } = foldWithPlaces(text);
  const ranges: TextRange[] = [];
  for (const { word, index } of foundWords(folded)) {
    for (const wanted of words) {
      for (const at of placesOf(word, wanted)) {
        const [from, to] = [index + at, index + at + wanted.text.length];
        ranges.push({ start: starts[from] ?? 0, end: starts[to] ?? text.length });
      }
    }
  }
  return joined(ranges);
}

function isHit(candidate: SearchWord, wanted: SearchWord): boolean {
  if (candidate.isUnspaced !== wanted.isUnspaced) return false;
  return wanted.isUnspaced ? candidate.text.includes(wanted.text) : candidate.text.startsWith(wanted.text);
}

function placesOf(candidate: SearchWord, wanted: SearchWord): number[] {
  if (!isHit(candidate, wanted)) return [];
  if (!wanted.isUnspaced) return [0];
  const places: number[] = [];
  for (let at = candidate.text.indexOf(wanted.text); at >= 0; at = candidate.text.indexOf(wanted.text, at + 1)) {
    places.push(at);
  }
  return places;
}

function foundWords(folded: string): Array<{ word: SearchWord; index: number }> {
  const matches = isPlain.test(folded) ? folded.matchAll(plainWordPattern) : folded.matchAll(wordPattern);
  return Array.from(matches, (match) => {
    const isUnspaced = match.groups?.['unspaced'] !== undefined;
    // Without blanks a run may be a whole sentence, and any part of it is looked for.
    const text = isUnspaced ? match[0] : cut(match[0]);
    return { word: { text, isUnspaced }, index: match.index };
  });
}

/** Never through the middle of a character. */
function cut(word: string): string {
  if (word.length <= longestWord) return word;
  return word.slice(0, longestWord).replace(/[\ud800-\udbff]$/, '');
}

/** The folded text, and where in the text each of its code units begins; one place more marks the end. */
function foldWithPlaces(text: string): { folded: string; starts: number[] } {
  const starts: number[] = [];
  let folded = '';
  // A letter with all that is put on it, however it is encoded.
  for (const { 0: cluster, index } of text.matchAll(/[\0-\x7f](?!\p{M})|\P{M}?\p{M}+|\P{M}/gu)) {
    const piece = foldText(cluster);
    for (let unit = 0; unit < piece.length; unit += 1) starts.push(index);
    folded += piece;
  }
  starts.push(text.length);
  return { folded, starts };
}

function joined(ranges: TextRange[]): TextRange[] {
  const merged: TextRange[] = [];
  for (const range of ranges.sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = merged.at(-1);
    if (last && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else if (range.end > range.start) merged.push({ ...range });
  }
  return merged;
}
