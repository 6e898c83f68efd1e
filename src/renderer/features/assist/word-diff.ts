/** What changed between two texts, word by word. */

/** A stretch of words that both texts have, or only one of them. */
export type DiffPart = { kind: 'same' | 'removed' | 'added'; text: string };

/** Cells of the table that is filled in; texts beyond it are compared as wholes. */
const maxCells = 4_000_000;

/** The changes in reading order; what is left out stands before what is new. */
export function diffWords(before: string, after: string): DiffPart[] {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  const startCount = commonStart(a, b);
  const endCount = commonEnd(a, b, startCount);
  const middleA = a.slice(startCount, a.length - endCount);
  const middleB = b.slice(startCount, b.length - endCount);
  return joinParts([
    { kind: 'same', text: a.slice(0, startCount).join('') },
    ...diffMiddle(middleA, middleB),
    { kind: 'same', text: a.slice(a.length - endCount).join('') },
  ]);
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Words, and what stands between them; joined they are the text. */
function wordsOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count += 1;
  return count;
}

function commonEnd(a: readonly string[], b: readonly string[], startCount: number): number {
  const most = Math.min(a.length, b.length) - startCount;
  let count = 0;
  while (count < most && a[a.length - 1 - count] === b[b.length - 1 - count]) count += 1;
  return count;
}

/** By the longest common subsequence. */
function diffMiddle(a: readonly string[], b: readonly string[]): DiffPart[] {
  if (a.length * b.length > maxCells) {
    return [
      { kind: 'removed', text: a.join('') },
      { kind: 'added', text: b.join('') },
    ];
  }
  const lengths = commonLengths(a, b);
  const width = b.length + 1;
  const parts: DiffPart[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      parts.push({ kind: 'same', text: a[i] ?? '' });
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && at(lengths, (i + 1) * width + j) >= at(lengths, i * width + j + 1))) {
      parts.push({ kind: 'removed', text: a[i] ?? '' });
      i += 1;
    } else {
      parts.push({ kind: 'added', text: b[j] ?? '' });
      j += 1;
    }
  }
  return parts;
}

/** At `i * (b.length + 1) + j`: words that the texts from `i` and from `j` on have in common, in order. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint32Array {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        a[i] === b[j]
          ? at(lengths, (i + 1) * width + j + 1) + 1
          : Math.max(at(lengths, (i + 1) * width + j), at(lengths, i * width + j + 1));
    }
  }
  return lengths;
}

function at(lengths: Uint32Array, index: number): number {
  return lengths[index] ?? 0;
}

/**
 * Joins neighbours of one kind. Between two changes a space alone is no common ground: it goes with both, so that
 * "a red boat" for "two blue ships" reads as one change and not as three.
 */
function joinParts(parts: readonly DiffPart[]): DiffPart[] {
  const joined: DiffPart[] = [];
  let [removed, added] = ['', ''];
  const flush = () => {
    const space = commonSpace(removed, added);
    const before = removed.slice(0, removed.length - space.length);
    const after = added.slice(0, added.length - space.length);
    if (before !== '') joined.push({ kind: 'removed', text: before });
    if (after !== '') joined.push({ kind: 'added', text: after });
    if (space !== '') joined.push({ kind: 'same', text: space });
    [removed, added] = ['', ''];
  };
  const filled = parts.filter(({ text }) => text !== '');
  for (const [index, { kind, text }] of filled.entries()) {
    if (kind === 'removed') removed += text;
    else if (kind === 'added') added += text;
    else if (text.trim() === '' && removed + added !== '' && isChange(filled[index + 1])) {
      removed += text;
      added += text;
    } else {
      flush();
      const last = joined.at(-1);
      if (last?.kind === 'same') last.text += text;
      else joined.push({ kind: 'same', text });
    }
  }
  flush();
  return joined;
}

/** The space that both end with. */
function commonSpace(a: string, b: string): string {
  // " ", "\n\n"
  const [space = ''] = /\s*$/.exec(a) ?? [];
  return b.endsWith(space) ? space : '';
}

function isChange(part: DiffPart | undefined): boolean {
  return part !== undefined && part.kind !== 'same';
}
