/** Names that are being typed behind an `@`. */
import { elementNameKey, isElementName, type StoryElement } from '#shared/domain/element.ts';

/** The part of a text that a chosen name takes the place of, from its `@` on. */
export type MentionAtCaret = {
  start: number;
  end: number;
  /** What stands between the `@` and the caret. */
  query: string;
};

// The same rule as in the domain, for a name that is not finished: it may still end in `_` or `-`.
const unfinished = /@(?<![\p{L}\p{M}\p{N}@][_-]*@|_@)((?:[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]*)?)$/u;
const restOfName = /^[\p{L}\p{M}\p{N}_-]*/u;

/** Null when the caret is in no name. */
export function mentionAtCaret(text: string, caret: number): MentionAtCaret | null {
  const found = unfinished.exec(text.slice(0, caret));
  if (!found) return null;
  const rest = restOfName.exec(text.slice(caret))?.[0].length ?? 0;
  return { start: found.index, end: caret + rest, query: found[1] ?? '' };
}

/** The text with a chosen name in place, and where the caret stands then: behind the name and a blank. */
export function withMention(
  text: string,
  { start, end }: Pick<MentionAtCaret, 'start' | 'end'>,
  name: string,
): { text: string; caret: number; hasNewBlank: boolean } {
  const after = text.slice(end);
  // A blank that is there is used; before a full stop there is to be none.
  const blank = after === '' || /^[^\s\p{P}]/u.test(after) ? ' ' : '';
  const written = `@${name}${blank}`;
  const step = blank === '' && /^[^\S\n]/.test(after) ? 1 : 0;
  const caret = start + written.length + step;
  return { text: text.slice(0, start) + written + after, caret, hasNewBlank: blank !== '' };
}

/** What is typed behind a name without a blank before it. */
const closing = /^[.,;:!?…)\]}’”»。，、；：！？）」』]$/u;

/** The text with a typed character in place of the blank that was put behind a name; null for one that follows it. */
export function withClosing(text: string, caret: number, key: string): { text: string; caret: number } | null {
  if (!closing.test(key) || text[caret - 1] !== ' ') return null;
  return { text: text.slice(0, caret - 1) + key + text.slice(caret), caret };
}

/** A line of the list: an element that fits, or one that would be made. */
export type Suggestion<Named> = { kind: 'element'; element: Named } | { kind: 'new'; name: string };

/** Most lines: more are found by typing on. */
const mostSuggestions = 8;

/** Elements whose names begin with what was typed, then those that hold it; last, the name itself if nobody has it. */
export function suggestElements<Named extends Pick<StoryElement, 'name'>>(
  elements: readonly Named[],
  query: string,
): Array<Suggestion<Named>> {
  const key = looseKey(query);
  const placed = elements.map((element) => ({ element, at: looseKey(element.name).indexOf(key) }));
  const fitting = [...placed.filter(({ at }) => at === 0), ...placed.filter(({ at }) => at > 0)];
  const found = fitting.slice(0, mostSuggestions).map(({ element }) => ({ kind: 'element' as const, element }));
  const isNew = isElementName(query) && !elements.some(({ name }) => elementNameKey(name) === elementNameKey(query));
  return isNew ? [...found, { kind: 'new', name: query }] : found;
}

/** Without accents: `zoe` finds Zoé. */
function looseKey(text: string): string {
  return elementNameKey(text).normalize('NFD').replace(/\p{M}/gu, '');
}
