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
type Piece = { kind: OutlineElementKind; text: string; source: string; number: string | null; dual: Side; depth: number };

type FdxReading = {
  pieces: Piece[];
  /** What Final Draft treats a type of paragraph as that people made themselves. */
  baseTypes: ReadonlyMap<string, string>;
};

// Final Draft's own types; "General" is text of any kind. The outline types are those of Final Draft 13.
const kinds: Record<string, OutlineElementKind> = {
  'scene heading': 'scene-heading',
  action: 'action',
  general: 'action',
  character: 'character',
  parenthetical: 'parenthetical',
  dialogue: 'dialogue',
  singing: 'lyrics',
  lyrics: 'lyrics',
  transition: 'transition',
  shot: 'shot',
  'cast list': 'note',
  'new act': 'section',
  'end of act': 'centered',
  'show/ep. title': 'centered',
  'outline body': 'synopsis',
};

const speechKinds = new Set<OutlineElementKind>(['character', 'parenthetical', 'dialogue', 'lyrics']);

/** @throws {AppError} SCRIPT_BINARY for what is no Final Draft XML, SCRIPT_DAMAGED (params `line`) for a broken file */
export function parseFdx(text: string): ParsedScript {
  const root = readXml(text, 'FinalDraft');
  const reading: FdxReading = { pieces: [], baseTypes: readBaseTypes(root) };
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
  const kind = kinds[type] ?? kinds[baseTypes.get(type) ?? ''] ?? 'action';
  const isCentered = paragraph.attributes.get('Alignment') === 'Center';
  if (kind === 'action' && isCentered) return { kind: 'centered', depth: 0 };
  return { kind, depth: kind === 'section' ? 1 : 0 };
}

function readParagraph(reading: FdxReading, paragraph: XmlElement, side: Side): void {
  if (paragraph.attributes.get('StartsNewPage') === 'Yes' && reading.pieces.some(({ kind }) => kind !== 'title-page')) {
    add(reading, 'page-break', '');
  }
  const { kind, depth } = kindOf(reading, paragraph);
  const words = textOf(paragraph);
  const number = kind === 'scene-heading' ? paragraph.attributes.get('Number')?.trim() || null : null;
  // A heading whose words are missing still has its number, and what hangs on it.
  if (words.trim() !== '') {
    addParagraph(reading, kind, words, { number, depth, dual: speechKinds.has(kind) ? side : null });
  } else if (!paragraph.children.some((child) => typeof child !== 'string' && child.name !== 'Text')) {
    addGap(reading);
  }
  for (const child of paragraph.children) {
    if (typeof child === 'string' || child.name === 'Text') continue;
    if (child.name === 'DualDialogue') readBody(reading, child, 'left');
    else readAttached(reading, child);
  }
}

function addParagraph(reading: FdxReading, kind: OutlineElementKind, words: string, details: Partial<Piece> = {}): void {
  const last = reading.pieces.findLast(({ kind: earlier }) => earlier !== 'note' && earlier !== 'synopsis')?.kind;
  const goesOn =
    (kind !== 'character' && speechKinds.has(kind) && last !== undefined && speechKinds.has(last)) ||
    (kind === 'action' && last === 'shot');
  if (!goesOn) addGap(reading);
  add(reading, kind, words, details);
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
 * was left out is struck, and all else (notes, arc beats) is a note.
 */
function readAttached(reading: FdxReading, element: XmlElement): void {
  if (element.name === 'SceneProperties') {
    for (const words of [element.attributes.get('Title'), element.attributes.get('Synopsis')]) {
      if (words?.trim()) add(reading, 'synopsis', words);
    }
  }
  const kind = element.name === 'OmittedScene' ? 'boneyard' : element.name === 'Summary' ? 'synopsis' : 'note';
  const name = element.attributes.get('Name') ?? '';
  const paragraphs: string[] = element.name === 'ScriptNote' || element.name === 'CharacterArcBeat' ? [name] : [];
  for (const child of element.children) {
    if (typeof child === 'string') paragraphs.push(child);
    else if (child.name === 'Paragraph' || child.name === 'Text') {
      paragraphs.push(textOf(child.name === 'Text' ? { ...element, children: [child] } : child));
      if (child.name === 'Paragraph') {
        for (const inner of child.children) if (typeof inner !== 'string' && inner.name !== 'Text') readAttached(reading, inner);
      }
    } else readAttached(reading, child);
  }
  const words = paragraphs.filter((paragraph) => paragraph.trim() !== '').join('\n');
  if (words !== '') add(reading, kind, words);
}
