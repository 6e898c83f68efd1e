/** How a line of a screenplay is told from another: headings, cues, transitions. Lines come in trimmed. */

// fountain.io/syntax: INT, EXT, EST, INT./EXT, INT/EXT, I/E, each before a dot or a space. Beyond the syntax: "I./E.",
// EXT/INT, the full-width stops of Chinese and Japanese, and the words that Russian and Chinese screenplays use.
const latinHeading = /^(?:INT\.?\/EXT|EXT\.?\/INT|I\.?\/E|INT|EXT|EST)[.．。 \t]/i;
const otherHeading = /^(?:ИНТ\.?\/(?:НАТ|ЭКСТ)|НАТ\.?\/ИНТ|ИНТ|НАТ|ЭКСТ)\.|^(?:内景|外景|內景)[\s.．。:：、，]/iu;

export function isSceneHeadingText(line: string): boolean {
  return latinHeading.test(line) || otherHeading.test(line);
}

/** Capitals and no small letter. A script without case has neither, so it is not "in capitals". */
export function isInCapitals(line: string): boolean {
  return !/\p{Ll}/u.test(line) && /\p{Lu}/u.test(line);
}

/** Splits `INT. HOUSE - DAY #1-A#` into its words and its number. */
export function splitSceneNumber(line: string): { text: string; number: string | null } {
  if (!line.endsWith('#')) return { text: line, number: null };
  const open = line.lastIndexOf('#', line.length - 2);
  const number = line.slice(open + 1, -1);
  if (open < 1 || !/^[\p{L}\p{N}.\-–]+$/u.test(number)) return { text: line, number: null };
  return { text: line.slice(0, open).trimEnd(), number };
}

// Nobody writes "TO:" after these, and nobody wants them as a shot of their own.
const fade = /^(?:FADE (?:IN|OUT|UP)|FADE TO BLACK|淡入|淡出)[.:：。]?$/u;

/** `CUT TO:` in capitals; and the fades that screenplays start and end with. */
export function isTransitionText(line: string): boolean {
  return fade.test(line) || (/(?:^|\s)TO[:：]$/u.test(line) && isInCapitals(line));
}

/** Longest cue in a script without case, in characters: there the length has to tell a name from a sentence. */
const longestCaselessCue = 24;

/**
 * Whether a line can be the name over a speech: no small letters outside its parentheses, at least one letter.
 * In Chinese, Japanese, Arabic and other scripts without case it must also be short and hold no sentence marks.
 */
export function isCueText(line: string): boolean {
  const name = withoutParentheses(line.endsWith('^') ? line.slice(0, -1) : line).trim();
  if (!/\p{L}/u.test(name) || /[\p{Ll}^]/u.test(name)) return false;
  if (!/\p{Lo}/u.test(name)) return true;
  return name.length <= longestCaselessCue && !/[。！？，；：、!?,;:…]|\.$/u.test(name);
}

/** The text without `(…)` and `（…）`. */
export function withoutParentheses(text: string): string {
  return text.replace(/[(（][^()（）]*[)）]/g, '');
}

export function isParentheticalText(line: string): boolean {
  return line.length > 2 && /^[(（]/.test(line) && /[)）]$/.test(line);
}
