/**
 * Finds JSON in the answer of a language model: alone, in a fence of backticks, or between sentences.
 *
 * Never throws, never repairs, and looks at no more than a few times the length of the text.
 */

/** Longer answers are not looked at: eight shots take a fiftieth of this. */
const maxCharacters = 500_000;
/** Places at which a value may begin. */
const maxStarts = 200;
/** Characters that are walked over in all. */
const maxSteps = 4 * maxCharacters;
/** Values that are taken out of one text. */
const maxValues = 20;

// What a model that thinks aloud writes before its answer: "<think>…</think>".
const thoughts = /^\s*<(think|thinking|reasoning)>[^]*?<\/\1>/i;

/** Every whole object or array that stands in the text and in no other one, in their order. */
export function findJsonValues(text: string): unknown[] {
  if (text.length > maxCharacters) return [];
  const answer = text.replace(thoughts, '').replace(/^\uFEFF/, '');
  const whole = parseJson(answer);
  if (whole !== undefined) return [whole];
  const values: unknown[] = [];
  let steps = 0;
  let starts = 0;
  for (let at = nextStart(answer, 0); at >= 0; ) {
    starts += 1;
    if (starts > maxStarts || steps > maxSteps || values.length >= maxValues) break;
    const end = endOfValue(answer, at);
    steps += (end < 0 ? answer.length : end) - at;
    const value = end < 0 ? undefined : parseJson(answer.slice(at, end));
    if (value !== undefined) values.push(value);
    at = nextStart(answer, value === undefined ? at + 1 : end);
  }
  return values;
}

function nextStart(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) if (text[at] === '{' || text[at] === '[') return at;
  return -1;
}

/** Behind the bracket that closes the one at `start`; -1 when none does. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  let isInString = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (isInString) {
      if (character === '\\') at += 1;
      else if (character === '"') isInString = false;
      continue;
    }
    if (character === '"') isInString = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return -1;
}

/** Undefined for what is no JSON, and for JSON that is neither object nor array. */
function parseJson(text: string): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
