/**
 * Reads a list of shots in Markdown.
 *
 * - Headings are scenes; one with nothing under it but deeper headings is a section. A lone heading of the first
 *   level over deeper ones is the title of the script, and paragraphs under it are notes. `### Shot 3: …` is a shot.
 * - List items, table rows and paragraphs are shots; indented lines under an item go on with it.
 * - `NAME: words`, also in bold or a block quote, is dialogue of the shot before it. Other block quotes, code,
 *   comments and pictures are notes. Front matter is the title page.
 */
import type { TitlePageEntry } from '#shared/domain/outline.ts';
import {
  createElementList,
  type ElementList,
  type OpenElement,
  type ParsedScript,
  type ScriptLine,
  splitLines,
} from './element-list.ts';
import { stripEmphasis } from './emphasis.ts';
import { readShotListLine, readSpeech } from './shot-list-lines.ts';
import { readTitlePageEntry } from './title-page.ts';

type Parser = {
  list: ElementList;
  lines: ScriptLine[];
  titlePage: TitlePageEntry[];
  /** Whether a plain line goes on with the element before it. */
  goesOn: boolean;
  /** Shots that are paragraphs, not items of a list or a table. */
  paragraphs: Set<OpenElement>;
  /** A heading has just started a shot: the paragraph under it is of that shot. */
  isUnderShotHeading: boolean;
};

export function parseMarkdown(text: string): ParsedScript {
  const lines = splitLines(text);
  const parser: Parser = {
    list: createElementList(text),
    lines,
    titlePage: [],
    goesOn: false,
    paragraphs: new Set(),
    isUnderShotHeading: false,
  };
  let index = readFrontMatter(parser);
  while (index < lines.length) index = readNext(parser, index);
  settleHeadings(parser);
  return { titlePage: parser.titlePage, elements: parser.list.finish() };
}

function readFrontMatter({ list, lines, titlePage }: Parser): number {
  if (lines[0]?.content.trimEnd() !== '---') return 0;
  const end = lines.findIndex(({ content }, index) => index > 0 && /^(?:---|\.\.\.)[ \t]*$/.test(content));
  if (end < 1) return 0;
  list.add(
    'title-page',
    0,
    lines
      .slice(1, end)
      .map(({ content }) => content.trim())
      .join('\n'),
  );
  for (const { content } of lines.slice(1, end)) {
    const entry = readTitlePageEntry(content);
    if (entry) titlePage.push({ key: entry.key, value: entry.value.replace(/^(["'])(.*)\1$/, '$2') });
  }
  return end + 1;
}

/** Reads one block or line; gives the index of the line after it. */
function readNext(parser: Parser, index: number): number {
  const { list, lines } = parser;
  const line = lines[index] as ScriptLine;
  const words = line.content.trim();
  if (words === '') {
    // A shot's heading and its paragraph are one element, so the blank line between them belongs to it.
    if (parser.isUnderShotHeading) return index + 1;
    list.add('blank', line.start, '');
    parser.goesOn = false;
    return index + 1;
  }
  parser.isUnderShotHeading = false;
  const fence = /^(`{3,}|~{3,})/.exec(words)?.[1];
  if (fence)
    return readNote(parser, index, (next) => next.startsWith(fence) && next.length > 0, words.slice(fence.length));
  if (words.startsWith('<!--')) {
    return words.includes('-->')
      ? addNote(parser, index, words)
      : readNote(parser, index, (next) => next.includes('-->'), words);
  }
  if (/^!\[[^\]]*\]\([^)]*\)$/.test(words)) return addNote(parser, index, words);
  if (words.startsWith('>')) return readQuote(parser, line, index);
  const heading = readHeading(words, lines[index + 1]?.content, parser.goesOn);
  if (heading) {
    list.add(heading.isShot ? 'shot' : 'section', line.start, heading.text, heading);
    parser.isUnderShotHeading = heading.isShot;
    parser.goesOn = heading.isShot;
    return index + heading.lineCount;
  }
  if (words.startsWith('|') || isTableRule(lines[index + 1]?.content)) return readTableRow(parser, line, index);
  readListLine(parser, line, words);
  return index + 1;
}

/** A block up to the line that ends it, or the end of the script, as one note. */
function readNote(parser: Parser, index: number, isEnd: (line: string) => boolean, opening: string): number {
  let end = index + 1;
  while (end < parser.lines.length && !isEnd(parser.lines[end]?.content.trim() ?? '')) end++;
  const inner = parser.lines.slice(index + 1, end).map(({ content }) => content.trimEnd());
  const closing = parser.lines[end]?.content.trim() ?? '';
  const words = [opening, ...inner, closing.replace(/^(?:`+|~+)/, '')].join('\n');
  parser.list.add('note', parser.lines[index]?.start ?? 0, withoutCommentMarks(words));
  parser.goesOn = false;
  return Math.min(end + 1, parser.lines.length);
}

function addNote(parser: Parser, index: number, words: string): number {
  parser.list.add('note', parser.lines[index]?.start ?? 0, withoutCommentMarks(words));
  parser.goesOn = false;
  return index + 1;
}

function withoutCommentMarks(words: string): string {
  return words.replace(/^<!--/, '').replace(/-->/, '').trim();
}

function readQuote(parser: Parser, line: ScriptLine, index: number): number {
  const words = line.content.replace(/^[>\s]+/, '').trimEnd();
  const last = parser.list.open.at(-1);
  if (!addSpeech(parser, line, words)) {
    if (parser.goesOn && last?.kind === 'note') last.text += `\n${stripEmphasis(words)}`;
    else parser.list.add('note', line.start, stripEmphasis(words));
    parser.goesOn = parser.list.open.at(-1)?.kind === 'note';
  }
  return index + 1;
}

/** Adds `NAME: words`, `**Name:** words` or `**NAME**: words` as a cue and its words; false for all else. */
function addSpeech({ list }: Parser, line: ScriptLine, words: string): boolean {
  const bold = /^(?:[-*+]\s+)?\*\*([^*:]{1,40})(?::\*\*|\*\*:)\s*(?=\S)/.exec(words);
  if (bold) {
    const plain = readSpeech(`${bold[1]?.toUpperCase()}: ${words.slice(bold[0].length)}`, 0);
    if (plain?.kind === 'speech') {
      const start = line.content.indexOf(words) + bold[0].length;
      list.add('character', line.start, bold[1] ?? '');
      list.add('dialogue', line.start + start, stripEmphasis(words.slice(bold[0].length)));
      return true;
    }
  }
  const speech = readShotListLine(words);
  if (speech.kind !== 'speech') return false;
  list.add('character', line.start, stripEmphasis(speech.speaker));
  list.add('dialogue', line.start + line.content.indexOf(words) + speech.offset, stripEmphasis(speech.text));
  return true;
}

type Heading = { text: string; depth: number; number: string | null; isShot: boolean; lineCount: number };

function readHeading(words: string, next: string | undefined, goesOn: boolean): Heading | null {
  const marks = /^(#{1,6})[ \t]+(?=\S)/.exec(words);
  if (marks) return describeHeading(withoutClosingMarks(words.slice(marks[0].length)), marks[1]?.length ?? 1, 1);
  // A line under-lined with "===" or "---"; a list item or table row is no heading.
  if (goesOn || next === undefined || !/^ {0,3}(?:=+|-{2,})[ \t]*$/.test(next) || /^(?:[-*+|]|\d+[.)])/.test(words))
    return null;
  return describeHeading(words, next.trim().startsWith('=') ? 1 : 2, 2);
}

function withoutClosingMarks(words: string): string {
  let end = words.length;
  while (words[end - 1] === '#') end--;
  return end > 0 && words[end - 1] === ' ' ? words.slice(0, end).trimEnd() : words;
}

function describeHeading(words: string, depth: number, lineCount: number): Heading {
  const text = stripEmphasis(words);
  const reading = readShotListLine(text);
  if (reading.kind === 'shot' && reading.number !== null && reading.text !== '' && /^\p{L}/u.test(text)) {
    return { text: reading.text, depth: 0, number: reading.number, isShot: true, lineCount };
  }
  if (reading.kind === 'scene') return { text: reading.text, depth, number: reading.number, isShot: false, lineCount };
  return { text, depth, number: null, isShot: false, lineCount };
}

function isTableRule(line: string | undefined): boolean {
  return line?.includes('|') === true && line.includes('-') && /^[ \t|:-]+$/.test(line);
}

/** A row of a table is a shot; its head and the rule under it are one note. */
function readTableRow(parser: Parser, line: ScriptLine, index: number): number {
  const cells = line.content
    .split('|')
    .map((cell) => stripEmphasis(cell.trim()))
    .filter((cell) => cell !== '');
  parser.goesOn = false;
  if (isTableRule(parser.lines[index + 1]?.content)) {
    parser.list.add('note', line.start, cells.join(' | '));
    return index + 2;
  }
  const number = /^\d{1,4}\p{L}?$/u.test(cells[0] ?? '') && cells.length > 1 ? (cells.shift() ?? null) : null;
  parser.list.add('shot', line.start, cells.join('. '), { number });
  return index + 1;
}

function readListLine(parser: Parser, line: ScriptLine, words: string): void {
  const { list } = parser;
  if (addSpeech(parser, line, words)) {
    parser.goesOn = false;
    return;
  }
  const reading = readShotListLine(words);
  const last = list.open.at(-1);
  const isIndented = /^(?: {2,}|\t)/.test(line.content);
  if (reading.kind === 'shot' && !(isIndented && parser.goesOn && last?.kind === 'shot')) {
    const text = stripEmphasis(reading.text).replace(/^\[[ xX]\]\s+/, '');
    list.add('shot', line.start, text, { number: reading.number });
  } else if (reading.kind === 'rule' || reading.kind === 'transition' || reading.kind === 'note') {
    list.add(reading.kind === 'rule' ? 'page-break' : reading.kind, line.start, reading.kind === 'rule' ? '' : words);
    parser.goesOn = false;
    return;
  } else if (parser.goesOn && last?.kind === 'shot') {
    last.text += `\n${stripEmphasis(reading.kind === 'shot' ? reading.text : words)}`;
  } else {
    parser.paragraphs.add(list.add('shot', line.start, stripEmphasis(words)));
  }
  parser.goesOn = true;
}

/** Decides which headings are scenes, once it is known what stands under each. */
function settleHeadings({ list, titlePage, paragraphs }: Parser): void {
  const elements = list.open;
  const headings = elements.filter(({ kind }) => kind === 'section');
  const [first, second] = headings;
  const isTitle =
    first?.depth === 1 && second !== undefined && headings.filter(({ depth }) => depth === 1).length === 1;
  let nextDepth: number | null = null;
  let hasContent = false;
  for (const element of [...elements].reverse()) {
    if (element.kind === 'shot' || element.kind === 'dialogue') hasContent = true;
    if (element.kind !== 'section') continue;
    const isScene = hasContent || nextDepth === null || nextDepth <= element.depth;
    nextDepth = element.depth;
    hasContent = false;
    if (element === first && isTitle) continue;
    if (isScene) {
      element.kind = 'scene-heading';
      element.depth = 0;
    }
  }
  if (!isTitle || !first) return;
  const underTitle = elements.slice(elements.indexOf(first) + 1, elements.indexOf(second));
  const content = underTitle.filter(({ kind }) => kind === 'shot' || kind === 'dialogue');
  if (content.every((element) => paragraphs.has(element))) for (const element of content) element.kind = 'note';
  if (!titlePage.some(({ key }) => key.toLowerCase() === 'title')) titlePage.push({ key: 'Title', value: first.text });
}
