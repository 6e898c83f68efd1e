/** Takes the marks of emphasis (`*`, `**`, `***`, `_`) out of text. */

type Opener = { at: number; count: number };

// A mark between two letters or digits of a script with capitals is part of a word: "f*ck", "snake_case".
const wordCharacter = /[\p{Lu}\p{Ll}\p{N}]/u;

/**
 * Text without the marks of emphasis, as Fountain has them: a mark opens before a character that is no space and
 * closes after one, both on the same line; `\*` and `\_` are the characters themselves. What opens and never closes
 * stays as it is ("He dialed *69 and then *23").
 */
export function stripEmphasis(text: string): string {
  if (!/[*_]/.test(text)) return text;
  return text
    .split(/(\r\n|\r|\n)/)
    .map((part) => (/[*_]/.test(part) ? stripLine(part) : part))
    .join('');
}

function stripLine(line: string): string {
  const dropped = new Set<number>();
  const openers: Record<string, Opener[]> = { '*': [], _: [] };
  for (let at = 0; at < line.length; at++) {
    const mark = line[at] as string;
    if (mark === '\\' && (line[at + 1] === '*' || line[at + 1] === '_')) {
      dropped.add(at);
      at++;
      continue;
    }
    if (mark !== '*' && mark !== '_') continue;
    let count = 1;
    while (line[at + count] === mark) count++;
    readRun({ line, mark, at, count, openers: openers[mark] ?? [], dropped });
    at += count - 1;
  }
  if (dropped.size === 0) return line;
  return line
    .split('')
    .filter((_, at) => !dropped.has(at))
    .join('');
}

type Run = { line: string; mark: string; at: number; count: number; openers: Opener[]; dropped: Set<number> };

function readRun({ line, mark, at, count, openers, dropped }: Run): void {
  // "*****" is a rule drawn by hand, "__" a blank to fill in.
  if (count > (mark === '*' ? 3 : 1)) return;
  const before = line[at - 1] ?? ' ';
  const after = line[at + count] ?? ' ';
  if (wordCharacter.test(before) && wordCharacter.test(after)) return;
  let left = count;
  while (left > 0 && /\S/.test(before)) {
    const opener = openers.at(-1);
    if (!opener) break;
    const used = Math.min(left, opener.count);
    for (let index = 0; index < used; index++) {
      dropped.add(opener.at + opener.count - 1 - index);
      dropped.add(at + (count - left) + index);
    }
    opener.count -= used;
    left -= used;
    if (opener.count === 0) openers.pop();
  }
  if (left > 0 && /\S/.test(after)) openers.push({ at: at + (count - left), count: left });
}
