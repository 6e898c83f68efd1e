/** The order of what a search found, and what is shown of it. */
import type { SearchedTexts } from '#main/db/search-repository.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import type { MarkedText, SearchHit } from '#shared/domain/search.ts';
import { findRanges, holdsWords, type SearchWord, wordsOf } from '#shared/domain/search-text.ts';

/** Characters of a text that are shown around what was found. */
const snippetLength = 140;

/** Characters of a text in which what was found is marked. */
const longestMarked = 20_000;

/** A record that was found, with its place: 0 for the best there is. */
export type RankedTexts = { texts: SearchedTexts; tier: number };

/**
 * Best first: titles before other texts, the current project before others, titles that begin as it was typed before
 * other titles; then whole words before beginnings, and short titles before long ones.
 */
export function rankTexts(
  found: readonly SearchedTexts[],
  { words, projectId }: { words: readonly SearchWord[]; projectId: ProjectId | null },
): RankedTexts[] {
  return found
    .map((texts) => {
      const title = wordsOf(texts.titleForWords).map(({ text }) => text);
      const isOutside = projectId !== null && texts.record.projectId !== projectId;
      const whole = words.filter(({ text }) => title.includes(text)).length;
      return { texts, tier: tierOf(texts.titleForWords, { title, words, isOutside }), whole };
    })
    .sort((a, b) => a.tier - b.tier || b.whole - a.whole || a.texts.titleForWords.length - b.texts.titleForWords.length)
    .map(({ texts, tier }) => ({ texts, tier }));
}

type Facts = { title: readonly string[]; words: readonly SearchWord[]; isOutside: boolean };

function tierOf(titleForWords: string, { title, words, isOutside }: Facts): number {
  if (!holdsWords([titleForWords], words)) return isOutside ? 5 : 4;
  const typed = words.map(({ text }) => text).join('');
  return (isOutside ? 2 : 0) + (title.join('').startsWith(typed) ? 0 : 1);
}

export function toHit({ record, title, texts }: SearchedTexts, words: readonly SearchWord[]): SearchHit {
  const others = record.kind === 'line' ? [] : texts;
  const snippet = others.map((text) => markText(text, words)).find(({ ranges }) => ranges.length > 0);
  return { ...record, title: markText(title, words), snippet: snippet ?? null };
}

/** The stretch of a text around the first place that was found, on one line. */
export function markText(text: string, words: readonly SearchWord[]): MarkedText {
  const all = findRanges(text.slice(0, longestMarked), words);
  const first = all[0]?.start ?? 0;
  const start = text.length <= snippetLength ? 0 : startOfWord(text, Math.max(0, first - 40));
  const end = Math.min(text.length, wholeCharacter(text, start + snippetLength));
  const ranges = all
    .filter((range) => range.start < end)
    .map((range) => ({ start: range.start - start, end: Math.min(range.end, end) - start }));
  return {
    text: text.slice(start, end).replace(/[\r\n\t]/g, ' '),
    ranges,
    isCutBefore: start > 0,
    isCutAfter: end < text.length,
  };
}

function startOfWord(text: string, near: number): number {
  if (near === 0) return 0;
  const blank = text.slice(near, near + 20).search(/\s/);
  return blank < 0 ? wholeCharacter(text, near) : near + blank + 1;
}

/** Not between the two halves of a character. */
function wholeCharacter(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff ? index + 1 : index;
}
