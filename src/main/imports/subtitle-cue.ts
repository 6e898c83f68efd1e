/** What the readers of subtitle files have in common: cues, and the speeches in the lines of one. */
import type { ImportProblem } from '#shared/domain/import-plan.ts';
import type { Speech } from '#shared/domain/dialogue.ts';

/** A text with its time. Times are milliseconds from the start of the film. */
export type SubtitleCue = {
  startMs: number;
  endMs: number;
  /** At least one; every text has at least one character. */
  speeches: Speech[];
  /** 1-based line of the file at which its times stand. */
  line: number;
};

/** A file of subtitles as read: cues in the order of the file. */
export type ParsedSubtitles = { cues: SubtitleCue[]; problems: ImportProblem[] };

/** Adds a cue, or says why it is none. */
export function addCue({ cues, problems }: ParsedSubtitles, cue: SubtitleCue): void {
  const reason = cue.speeches.length === 0 ? 'cue-without-text' : cue.endMs <= cue.startMs ? 'cue-wrong-time' : null;
  if (reason) problems.push({ reason, at: cue.line, name: firstWords(cue.speeches) });
  else cues.push(cue);
}

const problemNameLength = 40;

function firstWords(speeches: readonly Speech[]): string {
  return (speeches[0]?.text ?? '').slice(0, problemNameLength);
}

// "- Nine.", "–Ten." but not "---"
const dashedLine = /^[-\u2013\u2014]\s*(?=[^-\u2013\u2014\s])/u;

/**
 * The speeches in the lines of one cue: a line that begins with a dash or with a name in capitals begins one, any other
 * goes on with the one before. The dash goes where there are several, because it is put back when they are shown.
 */
export function speechesOfLines(lines: readonly string[]): Speech[] {
  const trimmed = lines.map((line) => line.replace(/\s+/gu, ' ').trim()).filter((line) => line !== '');
  const dashes = trimmed.filter((line) => dashedLine.test(line)).length;
  const texts: string[] = [];
  for (const line of trimmed) {
    if (texts.length === 0 || dashedLine.test(line) || capitalName.test(line)) texts.push(line);
    else texts.push(`${texts.pop() ?? ''} ${line}`);
  }
  return texts.map((text) => ({ speaker: null, text: dashes > 1 ? text.replace(dashedLine, '') : text }));
}

// "MARA: Nine."
const capitalName = /^\p{Lu}[\p{Lu}\p{N} .'’()-]{0,39}[:：]\s*\S/u;

// "Mara: Nine.", "Old Mara: Nine."; every word of the name begins with a capital
const mixedName = /^(\p{Lu}[\p{L}\p{N}.'’-]{0,24}(?: \p{Lu}[\p{L}\p{N}.'’-]{0,24}){0,2})[:：]\s+(\S.*)$/u;

/** The same speeches, with `Mara: words` taken for a speaker and her words. */
export function withSpeakers(speeches: readonly Speech[]): Speech[] {
  return speeches.map((speech) => {
    const match = speech.speaker === null ? mixedName.exec(speech.text) : null;
    return match?.[1] && match[2] ? { speaker: match[1], text: match[2] } : speech;
  });
}

/** Dialogue as a shot keeps it: one line a speech, names in capitals. */
export function toDialogue(speeches: readonly Speech[]): string {
  return speeches
    .map(({ speaker, text }) => (speaker ? `${speaker.replace(/[:：]/gu, ' ').toUpperCase()}: ${text}` : text))
    .join('\n');
}

const namedReferences: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  lrm: '\u200e',
  rlm: '\u200f',
};

/** Resolves the character references that subtitles use; any other text stands as it is. */
export function decodeReferences(text: string): string {
  // "&amp;", "&#39;", "&#x27;"
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal, hexadecimal, name) => {
    if (name) return namedReferences[String(name).toLowerCase()] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(String(hexadecimal), 16);
    const isCharacter = code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : whole;
  });
}
