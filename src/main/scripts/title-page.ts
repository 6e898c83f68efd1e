/** Tells a title page from the start of a script. */
import type { TitlePageEntry } from '#shared/domain/outline.ts';
import { isSceneHeadingText, isTransitionText } from './screenplay-marks.ts';

// The keys of fountain.io/syntax and what others write for the same.
const knownKeys = new Set([
  ...['title', 'credit', 'author', 'authors', 'source', 'notes', 'draft date', 'date', 'contact', 'copyright'],
  ...['revision', 'episode', 'format', 'logline', 'version', 'written by'],
  ...[
    'titel',
    'título',
    'titulo',
    'titre',
    'titolo',
    'название',
    'автор',
    '标题',
    '电影',
    '片名',
    '作者',
    '題名',
    'タイトル',
    '제목',
  ],
]);

const titleKeys = new Set([
  'title',
  'titel',
  'título',
  'titulo',
  'titre',
  'titolo',
  'название',
  '标题',
  '片名',
  '題名',
  'タイトル',
  '제목',
]);

/** `Draft date: 1/20/2012` as key and value; null for a line that is no entry. */
export function readTitlePageEntry(line: string): TitlePageEntry | null {
  const colon = line.search(/[:：]/);
  if (colon < 1 || colon > 40 || /^[\s.#@!~>=([{*_-]/.test(line)) return null;
  if (isTransitionText(line.trim()) || isSceneHeadingText(line)) return null;
  return { key: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() };
}

/**
 * Whether entries at the start of a script are a title page: one key that is known, or two keys that are not in
 * capitals ("MARA: Hello" is a speech). A lone unknown key could be any first sentence with a colon.
 */
export function isTitlePage(entries: readonly TitlePageEntry[]): boolean {
  if (entries.some(({ key }) => isKnownKey(key))) return true;
  return entries.filter(({ key }) => key !== key.toUpperCase()).length >= 2;
}

export function isKnownKey(key: string): boolean {
  return knownKeys.has(key.toLowerCase());
}

export function isTitleKey(key: string): boolean {
  return titleKeys.has(key.toLowerCase());
}

/** The title on a title page, on one line; null where there is none. */
export function findTitle(titlePage: readonly TitlePageEntry[]): string | null {
  const entry = titlePage.find(({ key }) => isTitleKey(key));
  return entry?.value.replace(/\s+/g, ' ').trim() || null;
}
