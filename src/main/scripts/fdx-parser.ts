/**
 * Reads Final Draft's XML (`.fdx`); no schema is published, so this follows files that Final Draft 8 to 13 and
 * other programs write.
 *
 * The script that the outline quotes is put together from the paragraphs: the title page first, then the body as it
 * stands, then what was written elsewhere in the file (see `readOtherParts`). Each paragraph ends with a line break;
 * an empty line stands between paragraphs, but not inside a speech and not under a shot. Typeface and style are left
 * out, as are names and phrases that Final Draft collects by itself for completion.
 */
import type { OutlineElementKind, TitlePageEntry } from '#shared/domain/outline.ts';
import { createElementList, type ParsedScript } from './element-list.ts';
import { isKnownKey, readTitlePageEntry } from './title-page.ts';
import { readXml, type XmlElement } from './xml-reader.ts';

type Side = 'left' | 'right' | null;

/** An element before its place in the text is known. */
type Piece = {
  kind: OutlineElementKind;
  text: string;
  source: string;
  number: string | null;
  dual: Side;
  depth: number;
};

type FdxReading = {
  pieces: Piece[];
  /** What Final Draft treats a type of paragraph as that people made themselves. */
  baseTypes: ReadonlyMap<string, string>;
  /** Of the last paragraph of the body; null at its start. */
  lastKind: OutlineElementKind | null;
};

// Final Draft's own types; "General" is text of any kind. The outline types are those of Final Draft 13.
const kinds = new Map<string, OutlineElementKind>([
  ['scene heading', 'scene-heading'],
  ['action', 'action'],
  ['general', 'action'],
  ['character', 'character'],
  ['parenthetical', 'parenthetical'],
  ['dialogue', 'dialogue'],
  ['singing', 'lyrics'],
  ['lyrics', 'lyrics'],
  ['transition', 'transition'],
  ['shot', 'shot'],
  ['cast list', 'note'],
  ['new act', 'section'],
  ['end of act', 'centered'],
  ['show/ep. title', 'centered'],
  ['outline body', 'synopsis'],
]);

const speechKinds = new Set<OutlineElementKind>(['character', 'parenthetical', 'dialogue', 'lyrics']);

/** @throws {AppError} SCRIPT_BINARY for what is no Final Draft XML, SCRIPT_DECLARES_ENTITIES, SCRIPT_DAMAGED (params `line`) for a broken file */
export function parseFdx(text: string): ParsedScript {
  const root = readXml(text, 'FinalDraft');
  const reading: FdxReading = { pieces: [], baseTypes: readBaseTypes(root), lastKind: null };
  const titlePage = readTitlePage(reading, root);
  for (const content of childrenOf(root, 'Content')) readBody(reading, content, null);
  readOtherParts(reading, root);
  return { titlePage, elements: placePieces(reading.pieces) };
}

/** Whether a text says of itself that it is XML; any root element, so that another kind of XML is named as such. */
export function looksLikeFdx(text: string): boolean {
  return /^\ufeff?\s*<(?:\?xml\s|FinalDraft[\s>]|!DOCTYPE\s+FinalDraft)/.test(text.slice(0, 1000));
}

function placePieces(pieces: Piece[]) {
  const list = createElementList(pieces.map(({ source }) => source).join(''));
  let start = 0;
  for (const { kind, text, source, number, dual, depth } of pieces) {
    list.add(kind, start, text, { number, dual, depth });
    start += source.length;
  }
  return list.finish();
}

function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child): child is XmlElement => typeof child !== 'string' && child.name === name);
}

function readBaseTypes(root: XmlElement): Map<string, string> {
  const baseTypes = new Map<string, string>();
  for (const settings of childrenOf(root, 'ElementSettings')) {
    const base = childrenOf(settings, 'Behavior')[0]?.attributes.get('PaginateAs');
    if (base) baseTypes.set((settings.attributes.get('Type') ?? '').toLowerCase(), base.toLowerCase());
  }
  return baseTypes;
}

function add(reading: FdxReading, kind: OutlineElementKind, text: string, details: Partial<Piece> = {}): void {
  reading.pieces.push({ kind, text: text.trim(), source: `${text}\n`, number: null, dual: null, depth: 0, ...details });
}

/** An empty line, but never at the start and never two. */
function addGap(reading: FdxReading): void {
  const last = reading.pieces.at(-1);
  if (last && last.kind !== 'blank' && last.kind !== 'page-break') add(reading, 'blank', '');
}

/** The paragraphs of a body, and the two sides of dual dialogue, which stand in a body or in a paragraph. */
function readBody(reading: FdxReading, body: XmlElement, side: Side): void {
  let current = side;
  let cues = 0;
  for (const child of body.children) {
    if (typeof child === 'string') {
      if (child.trim() !== '') addParagraph(reading, 'action', child);
    } else if (child.name === 'DualDialogue') {
      readBody(reading, child, 'left');
    } else if (child.name === 'Paragraph') {
      if (side && kindOf(reading, child).kind === 'character' && ++cues > 1) current = 'right';
      readParagraph(reading, child, current);
    } else {
      readAttached(reading, child);
    }
  }
}

function kindOf({ baseTypes }: FdxReading, paragraph: XmlElement): { kind: OutlineElementKind; depth: number } {
  const type = (paragraph.attributes.get('Type') ?? '').toLowerCase();
  const outlineDepth = /^outline (\d)$/.exec(type)?.[1];
  if (outlineDepth) return { kind: 'section', depth: Number(outlineDepth) };
  const kind = kinds.get(type) ?? kinds.get(baseTypes.get(type) ?? '') ?? 'action';
  const isCentered = paragraph.attributes.get('Alignment') === 'Center';
  if (kind === 'action' && isCentered) return { kind: 'centered', depth: 0 };
  return { kind, depth: kind === 'section' ? 1 : 0 };
}

function readParagraph(reading: FdxReading, paragraph: XmlElement, side: Side): void {
  if (paragraph.attributes.get('StartsNewPage') === 'Yes' && reading.lastKind !== null) {
    add(reading, 'page-break', '');
  }
  const { kind, depth } = kindOf(reading, paragraph);
  const words = textOf(paragraph);
  const number = kind === 'scene-heading' ? paragraph.attributes.get('Number')?.trim() || null : null;
  if (words.trim() !== '') {
    addParagraph(reading, kind, words, { number, depth, dual: speechKinds.has(kind) ? side : null });
  } else if (isEmptyLine(paragraph, kind)) {
    addGap(reading);
  }
  for (const child of paragraph.children) {
    if (typeof child === 'string' || child.name === 'Text') continue;
    if (child.name === 'DualDialogue') readBody(reading, child, 'left');
    else readAttached(reading, child);
  }
}

/** Whether a paragraph without words shows as an empty line. One inside a speech, such as an empty parenthetical, does not end it. */
function isEmptyLine({ children }: XmlElement, kind: OutlineElementKind): boolean {
  if (speechKinds.has(kind) && kind !== 'character') return false;
  return !children.some((child) => typeof child !== 'string' && child.name !== 'Text');
}

function addParagraph(
  reading: FdxReading,
  kind: OutlineElementKind,
  words: string,
  details: Partial<Piece> = {},
): void {
  const { lastKind } = reading;
  const goesOn =
    (kind !== 'character' && speechKinds.has(kind) && lastKind !== null && speechKinds.has(lastKind)) ||
    (kind === 'action' && lastKind === 'shot');
  if (!goesOn) addGap(reading);
  add(reading, kind, words, details);
  const added = reading.pieces.at(-1);
  // Some programs leave the parentheses to the page; without them the words would count as spoken.
  if (added && kind === 'parenthetical' && !/^[(（]|[)）]$/.test(added.text)) added.text = `(${added.text})`;
  reading.lastKind = kind;
}

/** The words of a paragraph without those of what is attached to it. */
function textOf(paragraph: XmlElement): string {
  let words = '';
  for (const child of paragraph.children) {
    if (typeof child === 'string') words += child.trim() === '' ? '' : child;
    else if (child.name === 'Text') words += allTextOf(child);
  }
  return words;
}

/** Everything written in an element. The depth was bounded when it was read. */
function allTextOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : allTextOf(child))).join('');
}

/**
 * What hangs on a paragraph or stands between paragraphs: a scene's title and summary are its synopsis, a scene that
 * was left out is struck, and all else (notes, arc beats) is a note. What is inside has the kind of what it is in.
 */
function readAttached(reading: FdxReading, element: XmlElement, outer: OutlineElementKind | null = null): void {
  const kind = outer ?? attachedKinds.get(element.name) ?? 'note';
  for (const key of element.name === 'SceneProperties' ? ['Title', 'Synopsis'] : ['Name', 'Title']) {
    const words = element.attributes.get(key) ?? '';
    if (words.trim() !== '') add(reading, outer ?? (element.name === 'SceneProperties' ? 'synopsis' : kind), words);
  }
  const words = textOf(element);
  if (words.trim() !== '') add(reading, kind, words);
  for (const child of element.children) {
    if (typeof child === 'string' || child.name === 'Text') continue;
    readAttached(reading, child, element.name === 'SceneProperties' || element.name === 'SceneArcBeats' ? outer : kind);
  }
}

const attachedKinds = new Map<string, OutlineElementKind>([
  ['OmittedScene', 'boneyard'],
  ['Summary', 'synopsis'],
]);

/**
 * What was written outside of title page and body: notes of the script as a whole are notes; headers and footers,
 * deleted text, alternatives and boards are struck: they are no part of the film, but they stand in the outline.
 * Of headers and footers only what has a letter or digit, for the full stop after the page number is Final Draft's.
 */
function readOtherParts(reading: FdxReading, root: XmlElement): void {
  const visit = (element: XmlElement, isPageEdge: boolean): void => {
    if (element.name === 'ScriptNote') {
      readAttached(reading, element);
    } else if (element.name === 'Paragraph') {
      if (!isPageEdge || /[\p{L}\p{N}]/u.test(allTextOf(element))) readAttached(reading, element, 'boneyard');
    } else {
      const isEdge = isPageEdge || element.name === 'HeaderAndFooter';
      for (const child of element.children) if (typeof child !== 'string') visit(child, isEdge);
    }
  };
  const parts = root.children.filter((part): part is XmlElement => typeof part !== 'string' && part.name !== 'Content');
  if (parts.length > 0) addGap(reading);
  for (const part of parts) {
    for (const inner of part.name === 'TitlePage' ? part.children : [part]) {
      if (typeof inner !== 'string' && inner.name !== 'Content') visit(inner, false);
    }
  }
}

const creditLine = /^(?:(?:written|screenplay|teleplay|story|script|adapted|created|directed)\b.*\s)?by:?$/i;

/** Keeps the lines, with one empty line between groups, and guesses from their order what each one is. */
function readTitlePage(reading: FdxReading, root: XmlElement): TitlePageEntry[] {
  const entries: TitlePageEntry[] = [];
  // What a line is that does not say it itself.
  let nextKey = 'Title';
  let isFirstOfGroup = true;
  const paragraphs = childrenOf(root, 'TitlePage')
    .flatMap((page) => childrenOf(page, 'Content'))
    .flatMap((content) => childrenOf(content, 'Paragraph'));
  for (const paragraph of paragraphs) {
    const words = textOf(paragraph);
    const line = words.trim();
    const last = entries.at(-1);
    if (line === '') {
      addGap(reading);
      // The authors stand under the credit, with or without empty lines between.
      if (last?.key === nextKey) nextKey = 'Notes';
      isFirstOfGroup = true;
    } else {
      add(reading, 'title-page', words);
      const entry = readEntry(line, nextKey);
      if (last?.key === entry.key && !isFirstOfGroup) last.value += `\n${entry.value}`;
      else entries.push(entry);
      if (entry.key === 'Credit') nextKey = 'Author';
      isFirstOfGroup = false;
    }
    for (const child of paragraph.children) {
      if (typeof child !== 'string' && child.name !== 'Text') readAttached(reading, child, 'boneyard');
    }
  }
  return entries;
}

function readEntry(line: string, key: string): TitlePageEntry {
  if (creditLine.test(line)) return { key: 'Credit', value: line };
  if (/^(?:copyright\b|©|\(c\))/i.test(line)) return { key: 'Copyright', value: line };
  const entry = readTitlePageEntry(line);
  return entry && isKnownKey(entry.key) ? entry : { key, value: line };
}
