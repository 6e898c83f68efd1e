/** Finds the boneyards and notes of a Fountain script, which may start and end anywhere, also inside lines. */
import { findLineEnd } from './element-list.ts';

/** A stretch of the script by its offsets; stretches follow one another without gaps. */
export type Stretch = { kind: 'text' | 'note' | 'boneyard'; start: number; end: number };

/**
 * A line as a reader sees it once boneyards and notes are taken out: line endings inside those do not end it.
 * A run of blank lines counts as one.
 */
export type VisibleLine = {
  stretches: Stretch[];
  /** Its words, with their spaces and without the line ending. */
  visible: string;
  /** Nothing but white space. */
  isBlank: boolean;
  /** Nothing to read, but a note or boneyard on it: neither text nor a blank line. */
  isHidden: boolean;
  /** A blank line of two spaces or more, which keeps a speech going. */
  isHeldOpen: boolean;
};

export function readVisibleLines(text: string): VisibleLine[] {
  const lines: VisibleLine[] = [];
  let stretches: Stretch[] = [];
  let visible = '';
  const close = () => {
    if (stretches.length > 0) addLine(lines, stretches, visible);
    stretches = [];
    visible = '';
  };
  for (const stretch of scanStretches(text)) {
    if (stretch.kind !== 'text') {
      stretches.push(stretch);
      continue;
    }
    let start = stretch.start;
    while (start < stretch.end) {
      const { contentEnd, end } = findLineEnd(text, start, stretch.end);
      stretches.push({ kind: 'text', start, end });
      visible += text.slice(start, contentEnd);
      if (contentEnd < end) close();
      start = end;
    }
  }
  close();
  return lines;
}

function addLine(lines: VisibleLine[], stretches: Stretch[], visible: string): void {
  const isEmpty = visible.trim() === '';
  const isBlank = isEmpty && stretches.length === 1 && stretches[0]?.kind === 'text';
  const isHeldOpen = isBlank && /^ {2,}$/.test(visible);
  const previous = lines.at(-1);
  if (isBlank && previous?.isBlank) {
    previous.isHeldOpen &&= isHeldOpen;
    return;
  }
  lines.push({ stretches, visible, isBlank, isHidden: isEmpty && !isBlank, isHeldOpen });
}

/** The whole text as stretches in order. Boneyards win over notes; a note may hold boneyards. */
export function scanStretches(text: string): Stretch[] {
  const boneyards = findBoneyards(text);
  const notes = findNotes(mask(text, boneyards));
  const stretches: Stretch[] = [];
  let at = 0;
  let boneyardIndex = 0;
  const addUntil = (kind: 'text' | 'note', end: number) => {
    for (;;) {
      const boneyard = boneyards[boneyardIndex];
      if (!boneyard || boneyard.start >= end) break;
      if (boneyard.start > at) stretches.push({ kind, start: at, end: boneyard.start });
      stretches.push(boneyard);
      at = boneyard.end;
      boneyardIndex++;
    }
    if (end > at) stretches.push({ kind, start: at, end });
    at = end;
  };
  for (const note of notes) {
    addUntil('text', note.start);
    addUntil('note', note.end);
  }
  addUntil('text', text.length);
  return stretches;
}

/**
 * Pairs of slash-star and star-slash. They may nest, as people expect who comment out a page with a comment on it;
 * where an inner one is never closed, the first end counts, as the syntax has it. One without any end is text.
 */
function findBoneyards(text: string): Stretch[] {
  const marks: { at: number; opens: boolean; partner: number | null }[] = [];
  const pending: number[] = [];
  const pattern = /\/\*|\*\//g;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const mark = { at: match.index, opens: match[0] === '/*', partner: null as number | null };
    marks.push(mark);
    if (mark.opens) {
      pending.push(marks.length - 1);
      continue;
    }
    const opener = marks[pending.pop() ?? -1];
    if (opener) opener.partner = mark.at;
  }
  const found: Stretch[] = [];
  let nextEnd = 0;
  for (const [index, { at, opens, partner }] of marks.entries()) {
    if (!opens || at < (found.at(-1)?.end ?? 0)) continue;
    nextEnd = Math.max(nextEnd, index);
    while (nextEnd < marks.length && marks[nextEnd]?.opens) nextEnd++;
    const close = partner ?? marks[nextEnd]?.at;
    if (close !== undefined) found.push({ kind: 'boneyard', start: at, end: close + 2 });
  }
  return found;
}

function mask(text: string, boneyards: Stretch[]): string {
  if (boneyards.length === 0) return text;
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of boneyards) {
    parts.push(text.slice(at, start), '\u0000'.repeat(end - start));
    at = end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** `[[…]]` without an empty line inside; two spaces on a line keep it from being empty. */
function findNotes(text: string): Stretch[] {
  const notes: Stretch[] = [];
  const emptyLine = /(?:\r\n|\r(?!\n)|\n)[ \t]?(?=[\r\n])/g;
  // Both only move forward, so that each stretch of the script is searched once.
  let nextEmptyLine = -1;
  let close = -1;
  let start = text.indexOf('[[');
  while (start !== -1) {
    if (close < start + 2) close = text.indexOf(']]', start + 2);
    if (close === -1) break;
    if (nextEmptyLine < start) {
      emptyLine.lastIndex = start;
      nextEmptyLine = emptyLine.exec(text)?.index ?? text.length;
    }
    if (close < nextEmptyLine) {
      notes.push({ kind: 'note', start, end: close + 2 });
      start = text.indexOf('[[', close + 2);
    } else {
      // No "]]" before the empty line, so no "[[" before that line is a note.
      start = text.indexOf('[[', nextEmptyLine);
    }
  }
  return notes;
}
