/**
 * Reads a plain list of shots.
 *
 * - A line in capitals, `Scene 2: …`, `INT. …` or `# …` starts a scene.
 * - `1. …`, `- …` and `Shot 3: …` start a shot; unmarked lines right under it go on with it.
 * - Any other line is a shot of its own, unless the line before it looks wrapped: it has 50 to 100 characters and
 *   does not end a sentence.
 * - `NAME: words` is dialogue of the shot before it. `Note: …` and `SFX: …` are notes, `CUT TO:` a transition.
 */
import type { TitlePageEntry } from '#shared/domain/outline.ts';
import { createElementList, type ElementList, type ParsedScript, type ScriptLine, splitLines } from './element-list.ts';
import { readShotListLine } from './shot-list-lines.ts';
import { isKnownKey, isTitleKey, readTitlePageEntry } from './title-page.ts';

export function parseText(text: string): ParsedScript {
  const list = createElementList(text);
  const lines = splitLines(text);
  const titlePage: TitlePageEntry[] = [];
  let index = 0;
  for (; index < lines.length; index++) {
    const line = lines[index] as ScriptLine;
    const entry = readTitlePageEntry(line.content);
    if (!entry || !(titlePage.length > 0 ? isKnownKey(entry.key) : isTitleKey(entry.key))) break;
    titlePage.push(entry);
    list.add('title-page', line.start, line.content.trim());
  }
  while (index < lines.length) index = readBlock(list, lines, index);
  return { titlePage, elements: list.finish() };
}

/** Reads a run of blank lines, or of lines that are not blank; gives the index of the line after it. */
function readBlock(list: ElementList, lines: ScriptLine[], first: number): number {
  const isBlank = isBlankLine(lines[first]);
  let end = first + 1;
  while (end < lines.length && isBlankLine(lines[end]) === isBlank) end++;
  if (isBlank) {
    list.add('blank', lines[first]?.start ?? 0, '');
    return end;
  }
  let goingOn: GoingOn = 'no';
  for (const line of lines.slice(first, end)) goingOn = addShotListLine(list, line, goingOn);
  return end;
}

function isBlankLine(line: ScriptLine | undefined): boolean {
  return line !== undefined && line.content.trim() === '';
}

function looksWrapped(line: string): boolean {
  return line.length >= 50 && line.length <= 100 && !/[.!?…:。！？"”)]$/.test(line);
}

/** Whether a plain line goes on with the line before it: under a marked shot always, else only in wrapped prose. */
type GoingOn = 'no' | 'wrapped' | 'marked';

/** Adds one line; says how the line after it may go on. */
function addShotListLine(list: ElementList, line: ScriptLine, goingOn: GoingOn): GoingOn {
  const indent = line.content.length - line.content.trimStart().length;
  const words = line.content.trim();
  if (/^#{1,6}\s/.test(words)) {
    list.add('scene-heading', line.start, words.replace(/^#+\s+/, ''));
    return 'no';
  }
  const reading = readShotListLine(words);
  switch (reading.kind) {
    case 'scene':
      list.add('scene-heading', line.start, reading.text, { number: reading.number });
      return 'no';
    case 'shot':
      list.add('shot', line.start, reading.text, { number: reading.number });
      return 'marked';
    case 'speech':
      list.add('character', line.start, reading.speaker);
      list.add('dialogue', line.start + indent + reading.offset, reading.text);
      return looksWrapped(words) ? 'wrapped' : 'no';
    case 'plain': {
      const last = list.open.at(-1);
      if (goingOn === 'no' || !last) {
        list.add('shot', line.start, words);
        return looksWrapped(words) ? 'wrapped' : 'no';
      }
      last.text += `\n${words}`;
      return goingOn === 'marked' || looksWrapped(words) ? goingOn : 'no';
    }
    default:
      list.add(reading.kind === 'rule' ? 'page-break' : reading.kind, line.start, reading.kind === 'rule' ? '' : words);
      return 'no';
  }
}
