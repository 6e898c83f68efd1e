/** Collects the elements of an outline so that no character of the script can get lost between them. */
import type { OutlineElement, OutlineElementKind, TitlePageEntry } from '#shared/domain/outline.ts';

/** What a parser of one format gives back. */
export type ParsedScript = { titlePage: TitlePageEntry[]; elements: OutlineElement[] };

/** An element whose end is not known yet: it ends where the next one starts. */
export type OpenElement = Omit<OutlineElement, 'source' | 'startLine'> & { start: number };

/**
 * No script has so many elements (a screenplay of 120 pages has about 6 000). From there on all that follows is one
 * action, so that a hostile file of 10 MB cannot take all memory.
 */
export const maxElements = 250_000;

type ElementDetails = Partial<Pick<OutlineElement, 'number' | 'dual' | 'depth'>>;

export type ElementList = {
  /** Elements so far; a parser may still change their text and side. */
  readonly open: OpenElement[];
  /** Starts an element at this offset, which ends the one before it. Offsets never go down. */
  add(kind: OutlineElementKind, start: number, text: string, details?: ElementDetails): OpenElement;
  /** The elements with their source and line numbers. */
  finish(): OutlineElement[];
};

const restOfScript = { kind: 'action', number: null, dual: null, depth: 0 } as const;

/**
 * Elements know only where they start. The source of each is cut at the end from one start to the next, so the
 * sources together are the script, whatever a parser does.
 */
export function createElementList(text: string): ElementList {
  const open: OpenElement[] = [];
  return {
    open,
    add(kind, start, words, { number = null, dual = null, depth = 0 } = {}) {
      const last = open.at(-1);
      if (last && open.length >= maxElements) {
        if (open.length === maxElements) open.push({ ...restOfScript, start, text: words });
        else last.text += `\n${words}`;
        return { ...restOfScript, start, text: words };
      }
      const element: OpenElement = { kind, text: words, number, dual, depth, start };
      open.push(element);
      return element;
    },
    finish() {
      const lineAt = createLineCounter(text);
      return open.map(({ start, ...element }, index) => {
        const from = index === 0 ? 0 : start;
        return { ...element, source: text.slice(from, open[index + 1]?.start ?? text.length), startLine: lineAt(from) };
      });
    },
  };
}

/** A line of a script: from `start` to `end`, its words without the line ending in `content`. */
export type ScriptLine = { start: number; end: number; content: string };

/** Lines in order, ended by CRLF, LF or CR. A script that ends in a line ending has no empty line after it. */
export function splitLines(text: string): ScriptLine[] {
  const lines: ScriptLine[] = [];
  let start = 0;
  while (start < text.length) {
    const { contentEnd, end } = findLineEnd(text, start);
    lines.push({ start, end, content: text.slice(start, contentEnd) });
    start = end;
  }
  return lines;
}

/** Where the line that holds `from` ends, before and after its line ending; at `limit` at the latest. */
export function findLineEnd(text: string, from: number, limit = text.length): { contentEnd: number; end: number } {
  let at = from;
  while (at < limit) {
    const code = text.charCodeAt(at);
    if (code === 10) return { contentEnd: at, end: at + 1 };
    if (code === 13) return { contentEnd: at, end: at + 1 < limit && text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1 };
    at++;
  }
  return { contentEnd: at, end: at };
}

/** 1-based line numbers of offsets that are asked for in rising order. */
function createLineCounter(text: string): (offset: number) => number {
  let at = 0;
  let line = 1;
  return (offset) => {
    for (; at < offset; at++) {
      const code = text.charCodeAt(at);
      if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) line++;
    }
    return line;
  };
}
