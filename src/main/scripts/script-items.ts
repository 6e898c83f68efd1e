/** Puts elements together to what a breakdown works with: whole paragraphs, whole speeches, headings, notes. */
import type { OutlineElement } from '#shared/domain/outline.ts';
import { assertNever } from '#shared/util/assert-never.ts';

type Span = { startLine: number; endLine: number };

/** A paragraph of action, or a shot of a list. `notes` are those inside it. */
export type ActionItem = Span & {
  kind: 'action';
  text: string;
  notes: string[];
  startsShot: boolean;
  number: string | null;
};

/** A cue with its words on one line; `speaker` without small letters, null where nobody is named. */
export type SpeechItem = Span & {
  kind: 'speech';
  speaker: string | null;
  text: string;
  notes: string[];
  isDualRight: boolean;
};

export type ScriptItem =
  | ActionItem
  | SpeechItem
  | (Span & { kind: 'heading'; text: string; number: string | null })
  | (Span & { kind: 'section' | 'synopsis' | 'note'; text: string });

type Grouping = {
  items: ScriptItem[];
  /** The paragraph or speech that may go on. */
  current: ActionItem | SpeechItem | null;
  /** White space between the last words of `current` and the next. */
  gap: string;
};

export function groupElements(elements: readonly OutlineElement[]): ScriptItem[] {
  const grouping: Grouping = { items: [], current: null, gap: '' };
  for (const element of elements) addElement(grouping, element);
  for (const item of grouping.items) {
    if (item.kind === 'action') item.text = trimLines(item.text);
    if (item.kind === 'speech') item.text = item.text.replace(/\s+/g, ' ').trim();
  }
  return grouping.items.filter(
    (item) => item.kind === 'speech' || item.text !== '' || (item.kind === 'action' && item.notes.length > 0),
  );
}

function addElement(grouping: Grouping, element: OutlineElement): void {
  const span = { startLine: element.startLine, endLine: element.startLine + countInnerLineEndings(element.source) };
  switch (element.kind) {
    case 'blank':
    case 'title-page':
      grouping.current = null;
      return;
    case 'boneyard':
      grouping.gap += edges(element.source);
      return;
    case 'note':
      addNote(grouping, element, span);
      return;
    case 'action':
    case 'shot':
      addActionWords(grouping, element, span);
      return;
    case 'character':
      startSpeech(grouping, element, span);
      return;
    case 'parenthetical':
    case 'dialogue':
      addSpeechWords(grouping, element, span);
      return;
    case 'lyrics':
      if (grouping.current?.kind === 'speech') addSpeechWords(grouping, element, span);
      else addSingle(grouping, { kind: 'note', text: element.text, ...span });
      return;
    case 'scene-heading':
      if (element.text !== '')
        addSingle(grouping, { kind: 'heading', text: element.text, number: element.number, ...span });
      return;
    case 'page-break':
      addSingle(grouping, { kind: 'note', text: element.source.trim(), ...span });
      return;
    case 'transition':
    case 'centered':
      addSingle(grouping, { kind: 'note', text: element.text, ...span });
      return;
    case 'section':
    case 'synopsis':
      addSingle(grouping, { kind: element.kind, text: element.text, ...span });
      return;
    default:
      assertNever(element.kind);
  }
}

function addSingle(grouping: Grouping, item: ScriptItem): void {
  grouping.current = null;
  grouping.items.push(item);
}

function addNote(grouping: Grouping, { source, text }: OutlineElement, span: Span): void {
  if (!grouping.current) {
    grouping.items.push({ kind: 'note', text, ...span });
    return;
  }
  grouping.gap += edges(source);
  grouping.current.notes.push(text);
  grouping.current.endLine = span.endLine;
}

function addActionWords(grouping: Grouping, { kind, text, source, number }: OutlineElement, span: Span): void {
  const { current } = grouping;
  if (current?.kind === 'action' && kind === 'action') {
    current.text += separator(grouping.gap + leadingSpace(source)) + text.trim();
    current.endLine = span.endLine;
  } else {
    const item: ActionItem = { kind: 'action', text, notes: [], startsShot: kind === 'shot', number, ...span };
    grouping.items.push(item);
    grouping.current = item;
  }
  grouping.gap = trailingSpace(source);
}

function startSpeech(grouping: Grouping, { text, source, dual }: OutlineElement, span: Span): void {
  if (text === '' && grouping.current) {
    grouping.gap += source.trim() === '' ? source : '\n';
    return;
  }
  const item: SpeechItem = {
    kind: 'speech',
    speaker: toSpeakerName(text),
    text: '',
    notes: [],
    isDualRight: dual === 'right',
    ...span,
  };
  grouping.items.push(item);
  grouping.current = item;
  grouping.gap = trailingSpace(source);
}

function addSpeechWords(grouping: Grouping, { text, source, dual }: OutlineElement, span: Span): void {
  let { current } = grouping;
  if (current?.kind !== 'speech') {
    current = { kind: 'speech', speaker: null, text: '', notes: [], isDualRight: dual === 'right', ...span };
    grouping.items.push(current);
    grouping.current = current;
    grouping.gap = '';
  }
  current.text += (current.text === '' ? '' : separator(grouping.gap + leadingSpace(source))) + text;
  current.endLine = span.endLine;
  grouping.gap = trailingSpace(source);
}

/** Capitals outside the parentheses, as `parseDialogue` knows a speaker. */
function toSpeakerName(cue: string): string | null {
  const name = cue.replace(/[(（][^()（）]*[)）]|[^(（]+/g, (part) =>
    /^[(（]/.test(part) ? part : part.toUpperCase(),
  );
  return name.trim() || null;
}

function separator(gap: string): string {
  if (/[\r\n]/.test(gap)) return '\n';
  return gap === '' ? '' : ' ';
}

function leadingSpace(source: string): string {
  return source.slice(0, source.length - source.trimStart().length);
}

function trailingSpace(source: string): string {
  return source.slice(source.trimEnd().length);
}

function edges(source: string): string {
  return leadingSpace(source) + trailingSpace(source);
}

function trimLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .trim();
}

function countInnerLineEndings(source: string): number {
  return source.trimEnd().match(/\r\n|\r|\n/g)?.length ?? 0;
}
