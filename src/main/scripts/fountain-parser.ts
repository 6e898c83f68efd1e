/**
 * Reads Fountain 1.1 (fountain.io/syntax), line by line and in linear time.
 *
 * Beyond the syntax, because scripts in the wild are so: a heading in capitals may have text right under it, a cue
 * or a heading may follow a heading, section, transition or page break without a blank line, FADE IN: and FADE OUT.
 * are transitions, boneyards nest, and scripts without case may have cues (see `isCueText`).
 */
import type { OutlineElementKind, TitlePageEntry } from '#shared/domain/outline.ts';
import { createElementList, type ElementList, type OpenElement, type ParsedScript } from './element-list.ts';
import { stripEmphasis } from './emphasis.ts';
import { readVisibleLines, type Stretch, type VisibleLine } from './fountain-stretches.ts';
import {
  isCueText,
  isParentheticalText,
  isSceneHeadingText,
  isTransitionText,
  splitSceneNumber,
} from './screenplay-marks.ts';
import { isTitlePage, readTitlePageEntry } from './title-page.ts';

type Parser = {
  text: string;
  lines: VisibleLine[];
  list: ElementList;
  /** For each line, the line after it that is not hidden. */
  next: (VisibleLine | undefined)[];
  /** The last line that was not hidden lets a heading or cue follow: it was blank, or an element of one line. */
  isBoundary: boolean;
  /** In a speech: from its cue to the next blank line. */
  isInSpeech: boolean;
  /** Whether the last paragraph of action or dialogue goes on when the next line is of its kind. */
  isParagraphOpen: boolean;
  /** Index of the cue of the last speech while nothing but blank lines and notes has come after it. */
  lastCue: number | null;
  dual: 'right' | null;
};

/** What one line is, with the words of the elements of one line. */
type LineReading = { kind: OutlineElementKind; text: string; number?: string | null; depth?: number; isDual?: boolean };

export function parseFountain(text: string): ParsedScript {
  const lines = readVisibleLines(text);
  const parser: Parser = {
    text,
    lines,
    list: createElementList(text),
    next: findNextLines(lines),
    isBoundary: true,
    isInSpeech: false,
    isParagraphOpen: false,
    lastCue: null,
    dual: null,
  };
  const titlePage: TitlePageEntry[] = [];
  const bodyStart = readTitlePage(parser, titlePage);
  for (let index = bodyStart; index < lines.length; index++) readLine(parser, index);
  return { titlePage, elements: parser.list.finish() };
}

function findNextLines(lines: VisibleLine[]): (VisibleLine | undefined)[] {
  const next: (VisibleLine | undefined)[] = lines.map(() => undefined);
  let following: VisibleLine | undefined;
  for (let index = lines.length - 1; index >= 0; index--) {
    next[index] = following;
    const line = lines[index];
    if (line && !line.isHidden) following = line;
  }
  return next;
}

/** Reads the title page if there is one; gives the index of the first line of the body. */
function readTitlePage(parser: Parser, titlePage: TitlePageEntry[]): number {
  const { lines } = parser;
  const first = lines[0]?.isBlank ? 1 : 0;
  let end = first;
  const entries: TitlePageEntry[] = [];
  for (; end < lines.length; end++) {
    const line = lines[end] as VisibleLine;
    if (line.isHidden) continue;
    if (line.isBlank) break;
    const last = entries.at(-1);
    if (last && /^[ \t]/.test(line.visible)) {
      last.value += `\n${line.visible.trim()}`;
      continue;
    }
    const entry = readTitlePageEntry(line.visible);
    if (!entry) break;
    entries.push(entry);
  }
  if (!isTitlePage(entries)) return 0;
  // A note or boneyard right after the last entry belongs to what follows it.
  while (lines[end - 1]?.isHidden) end--;
  for (const { key, value } of entries) titlePage.push({ key, value: stripEmphasis(value).trim() });
  for (let index = 0; index < end; index++) {
    const line = lines[index] as VisibleLine;
    if (line.isBlank) parser.list.add('blank', startOf(line), '');
    else emitParagraphLine(parser, line, 'title-page', !/^[ \t]/.test(line.visible));
  }
  parser.isParagraphOpen = false;
  return end;
}

function startOf(line: VisibleLine): number {
  return line.stretches[0]?.start ?? 0;
}

function readLine(parser: Parser, index: number): void {
  const line = parser.lines[index] as VisibleLine;
  if (line.isHidden) {
    emitStretches(parser, line, () => undefined);
    return;
  }
  if (line.isBlank) {
    readBlankLine(parser, line, parser.next[index]);
    return;
  }
  const reading = classify(parser, line.visible, parser.next[index]);
  if (reading.kind === 'action' || reading.kind === 'dialogue') {
    if (reading.kind === 'action') leaveSpeech(parser);
    emitParagraphLine(parser, line, reading.kind, false);
    parser.isBoundary = false;
    return;
  }
  if (reading.kind === 'character') startSpeech(parser, reading.isDual ?? false);
  else if (!parser.isInSpeech || (reading.kind !== 'parenthetical' && reading.kind !== 'lyrics')) leaveSpeech(parser);
  emitSingleLine(parser, line, reading);
  parser.isBoundary = !parser.isInSpeech && reading.kind !== 'lyrics';
}

function readBlankLine(parser: Parser, line: VisibleLine, next: VisibleLine | undefined): void {
  // Two spaces keep a speech going; a heading under them shows that they were no more than indentation.
  if (parser.isInSpeech && line.isHeldOpen && next && !next.isBlank && !isStrictHeading(next.visible.trim())) {
    emitParagraphLine(parser, line, 'dialogue', false);
    return;
  }
  parser.list.add('blank', startOf(line), '');
  parser.isInSpeech = false;
  parser.isParagraphOpen = false;
  parser.isBoundary = true;
}

function startSpeech(parser: Parser, isDual: boolean): void {
  const { list, lastCue } = parser;
  parser.dual = null;
  if (isDual && lastCue !== null) {
    parser.dual = 'right';
    for (const element of list.open.slice(lastCue)) if (isSpeechKind(element.kind)) element.dual ??= 'left';
  }
  parser.isInSpeech = true;
  parser.lastCue = list.open.length;
}

function leaveSpeech(parser: Parser): void {
  parser.isInSpeech = false;
  parser.lastCue = null;
  parser.dual = null;
}

function isSpeechKind(kind: OutlineElementKind): boolean {
  return kind === 'character' || kind === 'parenthetical' || kind === 'dialogue' || kind === 'lyrics';
}

function isStrictHeading(line: string): boolean {
  return isSceneHeadingText(line) && !/\p{Ll}/u.test(splitSceneNumber(line).text);
}

function classify(parser: Parser, visible: string, next: VisibleLine | undefined): LineReading {
  const line = visible.trim();
  const marked = readMarkedLine(line, parser.isInSpeech);
  if (marked) return marked;
  if (parser.isInSpeech) {
    return isParentheticalText(line) ? { kind: 'parenthetical', text: line } : { kind: 'dialogue', text: line };
  }
  const nextLine = next?.visible.trim() ?? '';
  const isHeadingPlace = parser.isBoundary && (nextLine === '' || /^[=#]/.test(nextLine) || isStrictHeading(line));
  if (isHeadingPlace && isSceneHeadingText(line)) return { kind: 'scene-heading', ...splitSceneNumber(line) };
  if (parser.isBoundary && isTransitionText(line)) {
    // The syntax: a space after the colon makes the line action.
    return { kind: /\s$/.test(visible) ? 'action' : 'transition', text: line };
  }
  if (parser.isBoundary && canBeSpoken(nextLine) && isCueText(line)) return readCue(line);
  return { kind: 'action', text: line };
}

/** A line that its first character decides; null for all others. */
function readMarkedLine(line: string, isInSpeech: boolean): LineReading | null {
  if (/^={3,}$/.test(line)) return { kind: 'page-break', text: '' };
  if (line.startsWith('!')) return { kind: 'action', text: line.slice(1) };
  if (line.startsWith('@') && line.length > 1) return readCue(line.slice(1).trim());
  if (line.startsWith('~')) return { kind: 'lyrics', text: line.slice(1).trim() };
  if (line.startsWith('>') && line.length > 1) return readAngled(line);
  if (isInSpeech) return null;
  if (line.startsWith('=')) return { kind: 'synopsis', text: line.slice(1).trim() };
  if (line.startsWith('#')) return readSection(line);
  if (/^\.[\p{L}\p{N}]/u.test(line)) return { kind: 'scene-heading', ...splitSceneNumber(line.slice(1)) };
  return null;
}

function readAngled(line: string): LineReading {
  if (line.length > 2 && line.endsWith('<')) return { kind: 'centered', text: line.slice(1, -1).trim() };
  return { kind: 'transition', text: line.slice(1).trim() };
}

function readSection(line: string): LineReading | null {
  let depth = 1;
  while (line[depth] === '#') depth++;
  const text = line.slice(depth).trim();
  return text === '' ? null : { kind: 'section', text, depth };
}

function readCue(line: string): LineReading {
  const isDual = line.endsWith('^');
  return { kind: 'character', text: isDual ? line.slice(0, -1).trim() : line, isDual };
}

/** Whether the line under a possible cue can be its words. */
function canBeSpoken(line: string): boolean {
  return line !== '' && !/^[!@>=]/.test(line) && !isStrictHeading(line) && !isTransitionText(line);
}

/** Adds a line to the open paragraph of its kind, or starts one. Notes cut the paragraph into several elements. */
function emitParagraphLine(parser: Parser, line: VisibleLine, kind: OutlineElementKind, startsAnew: boolean): void {
  const { list, text } = parser;
  let mayJoin = parser.isParagraphOpen && !startsAnew;
  let isFirst = true;
  emitStretches(parser, line, ({ start, end }) => {
    const words = readParagraphWords(text.slice(start, end), kind, isFirst);
    const last = list.open.at(-1);
    if (mayJoin && isFirst && last?.kind === kind) last.text += `\n${words}`;
    else list.add(kind, start, words, { dual: kind === 'dialogue' ? parser.dual : null });
    isFirst = false;
    mayJoin = false;
  });
  parser.isParagraphOpen = true;
}

function readParagraphWords(source: string, kind: OutlineElementKind, isFirst: boolean): string {
  const words = stripEmphasis(source.replace(/[\r\n]+$/, '')).trimEnd();
  if (kind !== 'action') return words.trim();
  return isFirst ? words.replace(/^(\s*)!/, '$1') : words;
}

/** An element of one line. Where a note cuts it, the first stretch has all the words and the others have none. */
function emitSingleLine(parser: Parser, line: VisibleLine, reading: LineReading): void {
  const { kind, number = null, depth = 0 } = reading;
  const dual = isSpeechKind(kind) && parser.isInSpeech ? parser.dual : null;
  let words = stripEmphasis(reading.text);
  let first: OpenElement | null = null;
  emitStretches(parser, line, ({ start }) => {
    const element = parser.list.add(kind, start, words, { number: first ? null : number, depth, dual });
    first ??= element;
    words = '';
  });
  parser.isParagraphOpen = false;
}

/**
 * Adds the notes and boneyards of a line, and hands its stretches of text to `addText`. White space alone between
 * them makes no element: it goes to the one before it, at the start of a line to the one after.
 */
function emitStretches(parser: Parser, line: VisibleLine, addText: (stretch: Stretch) => void): void {
  const { list, text } = parser;
  const isHeldLine = line.isBlank;
  let pendingStart: number | null = null;
  let isEmpty = true;
  for (const { kind, start, end } of line.stretches) {
    if (kind === 'text' && !isHeldLine && text.slice(start, end).trim() === '') {
      if (isEmpty) pendingStart ??= start;
      continue;
    }
    const from = pendingStart ?? start;
    if (kind === 'text') addText({ kind, start: from, end });
    else list.add(kind, from, readHiddenWords(text.slice(start, end), kind));
    pendingStart = null;
    isEmpty = false;
  }
}

function readHiddenWords(source: string, kind: 'note' | 'boneyard'): string {
  if (kind === 'boneyard') return source.slice(2, -2).trim();
  return source.replace(/^\[\[/, '').replace(/\]\]$/, '').trim();
}
