/**
 * Reads well-formed XML into a tree, strictly and in linear time.
 *
 * Small on purpose: no entity but the five of XML and numbers, no DTD (a file that declares one is refused, so that
 * nothing can expand or be fetched), names with their prefixes as they stand. Depth and count are bounded.
 */
import { AppError } from '#shared/errors/app-error.ts';

export type XmlElement = {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: (XmlElement | string)[];
};

/** Deepest nesting that is read; Final Draft has about 12 levels. */
const maxDepth = 100;

/** Most elements, attributes and stretches of text together: a long screenplay has about 150 000. */
const maxNodes = 1_000_000;

type Reader = { text: string; at: number; nodes: number; rootName: string };

const noAttributes: ReadonlyMap<string, string> = new Map();

/**
 * The root element of an XML document.
 *
 * @throws {AppError} SCRIPT_BINARY for what is no XML, XML with another root, or beyond the limits;
 *   SCRIPT_DECLARES_ENTITIES for a document type with declarations of its own; SCRIPT_DAMAGED (params `line`, 1-based)
 *   for what starts right and is then broken or cut off
 */
export function readXml(source: string, rootName: string): XmlElement {
  // XML has one line ending; a byte order mark or blank lines before the declaration do no harm.
  const text = source.replace(/\r\n?/g, '\n');
  const reader: Reader = { text, at: 0, nodes: 0, rootName };
  skipMisc(reader, true);
  if (text[reader.at] !== '<') throw notThisKind('no XML');
  const root = readTree(reader);
  skipMisc(reader, false);
  if (reader.at < text.length) throw damaged(reader, 'something after the root element');
  return root;
}

function notThisKind(message: string): AppError {
  return new AppError('SCRIPT_BINARY', message);
}

function damaged({ text, at }: Pick<Reader, 'text' | 'at'>, message: string): AppError {
  let line = 1;
  for (let from = text.indexOf('\n'); from !== -1 && from < at; from = text.indexOf('\n', from + 1)) line++;
  return new AppError('SCRIPT_DAMAGED', `line ${line}: ${message}`, { params: { line } });
}

/** White space, comments, processing instructions, and before the root a document type without declarations. */
function skipMisc(reader: Reader, isProlog: boolean): void {
  const { text } = reader;
  if (isProlog && text.startsWith('\ufeff')) reader.at = 1;
  for (;;) {
    skipSpace(reader);
    if (text.startsWith('<?', reader.at)) skipPast(reader, '?>');
    else if (text.startsWith('<!--', reader.at)) skipPast(reader, '-->');
    else if (isProlog && text.startsWith('<!DOCTYPE', reader.at)) skipDocumentType(reader);
    else return;
  }
}

function skipDocumentType(reader: Reader): void {
  const end = reader.text.indexOf('>', reader.at);
  const declaration = reader.text.slice(reader.at, end === -1 ? undefined : end);
  if (declaration.includes('['))
    throw new AppError('SCRIPT_DECLARES_ENTITIES', 'a document type with declarations of its own');
  if (end === -1) throw notThisKind('a document type without an end');
  reader.at = end + 1;
}

/** Moves behind the next `mark`, and gives what stands before it. */
function skipPast(reader: Reader, mark: string): string {
  const end = reader.text.indexOf(mark, reader.at);
  if (end === -1) throw damaged(reader, `no ${mark}`);
  const passed = reader.text.slice(reader.at, end);
  reader.at = end + mark.length;
  return passed;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 9;
}

function skipSpace(reader: Reader): void {
  while (isSpace(reader.text.charCodeAt(reader.at))) reader.at++;
}

/** A loop and not a recursion: the depth of a file must not be that of the stack. */
function readTree(reader: Reader): XmlElement {
  const { text } = reader;
  const open: XmlElement[] = [];
  for (;;) {
    const parent = open.at(-1);
    if (text.startsWith('</', reader.at)) {
      const name = skipPast(reader, '>').slice(2).trimEnd();
      if (name !== parent?.name) throw damaged(reader, `</${name.slice(0, 40)}> closes <${parent?.name ?? ''}>`);
      open.pop();
      if (open.length === 0) return parent;
    } else if (parent && /^<[!?]/.test(text.slice(reader.at, reader.at + 2))) {
      readMarkup(reader, parent);
    } else if (text[reader.at] === '<') {
      const { element, isClosed } = readStartTag(reader);
      if (!parent && element.name !== reader.rootName) throw notThisKind(`XML, but <${element.name.slice(0, 40)}>`);
      parent?.children.push(element);
      if (!isClosed) open.push(element);
      else if (!parent) return element;
      if (open.length > maxDepth) throw notThisKind(`more than ${maxDepth} levels of elements`);
    } else {
      const end = text.indexOf('<', reader.at);
      if (end === -1) throw damaged(reader, `the text ends inside <${parent?.name ?? ''}>`);
      parent?.children.push(decodeReferences(reader, text.slice(reader.at, end)));
      countNode(reader);
      reader.at = end;
    }
  }
}

/** A comment, a processing instruction or a CDATA section inside an element. */
function readMarkup(reader: Reader, parent: XmlElement): void {
  const { text, at } = reader;
  if (text.startsWith('<!--', at)) skipPast(reader, '-->');
  else if (text.startsWith('<?', at)) skipPast(reader, '?>');
  else if (text.startsWith('<![CDATA[', at)) {
    parent.children.push(skipPast(reader, ']]>').slice('<![CDATA['.length));
    countNode(reader);
  } else throw damaged(reader, 'a declaration inside an element');
}

function countNode(reader: Reader): void {
  reader.nodes++;
  if (reader.nodes > maxNodes) throw notThisKind(`more than ${maxNodes} elements, attributes and texts`);
}

function readStartTag(reader: Reader): { element: XmlElement; isClosed: boolean } {
  const { text } = reader;
  reader.at++;
  const name = readName(reader);
  let attributes: Map<string, string> | null = null;
  for (;;) {
    const before = reader.at;
    skipSpace(reader);
    const isClosed = text.startsWith('/>', reader.at);
    if (isClosed || text[reader.at] === '>') {
      reader.at += isClosed ? 2 : 1;
      countNode(reader);
      return { element: { name, attributes: attributes ?? noAttributes, children: [] }, isClosed };
    }
    if (reader.at === before) throw damaged(reader, `a broken tag <${name.slice(0, 40)}`);
    attributes ??= new Map();
    readAttribute(reader, attributes);
  }
}

function readAttribute(reader: Reader, attributes: Map<string, string>): void {
  const { text } = reader;
  const name = readName(reader);
  skipSpace(reader);
  if (text[reader.at] !== '=') throw damaged(reader, 'an attribute without a value');
  reader.at++;
  skipSpace(reader);
  const quote = text[reader.at];
  if (quote !== '"' && quote !== "'") throw damaged(reader, 'an attribute value without quotes');
  reader.at++;
  const value = skipPast(reader, quote);
  if (value.includes('<') || attributes.has(name)) throw damaged(reader, 'a broken attribute');
  attributes.set(name, decodeReferences(reader, value));
  countNode(reader);
}

/** Up to white space or a mark of the syntax; XML allows nearly every letter of the world here. */
function readName(reader: Reader): string {
  const { text, at: start } = reader;
  while (reader.at < text.length && !' \n\t=/><"\'&!?'.includes(text[reader.at] as string)) reader.at++;
  if (reader.at === start) {
    // A "<" that no tag follows is where a text of another kind gives itself away.
    if (reader.nodes === 0) throw notThisKind('no XML');
    throw damaged(reader, 'a tag or attribute without a name');
  }
  return text.slice(start, reader.at);
}

const namedCharacters = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Longest name of a reference, `#x0010FFFF` with its zeros. */
const maxReferenceLength = 10;

/** By hand, because `replace` with a function collects all matches first: a wrong one must stop at once. */
function decodeReferences(reader: Reader, text: string): string {
  let decoded = '';
  let from = 0;
  for (let at = text.indexOf('&'); at !== -1; at = text.indexOf('&', from)) {
    const name = text.slice(at + 1, at + 2 + maxReferenceLength).split(';', 1)[0] ?? '';
    const character = text[at + 1 + name.length] === ';' ? readReference(name) : undefined;
    if (character === undefined) throw damaged(reader, 'an unknown character reference');
    decoded += text.slice(from, at) + character;
    from = at + name.length + 2;
  }
  return from === 0 ? text : decoded + text.slice(from);
}

function readReference(name: string): string | undefined {
  if (/^#x[0-9a-f]+$/i.test(name)) return toCharacter(Number.parseInt(name.slice(2), 16));
  if (/^#[0-9]+$/.test(name)) return toCharacter(Number(name.slice(1)));
  return namedCharacters.get(name);
}

/** The character with this number, where XML allows it: no control character, no half of a pair. */
function toCharacter(code: number): string | undefined {
  const isAllowed =
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff);
  return isAllowed ? String.fromCodePoint(code) : undefined;
}
