/** What differs between two texts, word by word. */

/** A stretch that both texts have, or only one of them. */
export type WordPart = { kind: 'same' | 'mine' | 'script'; text: string };

/** Words times words up to which stretches in common are searched; longer texts are shown as replaced. */
const mostCells = 400_000;

/** Both texts as stretches in order: `same` and `mine` joined are mine, `same` and `script` joined the script's. */
export function wordDifference(mine: string, script: string): WordPart[] {
  const a = piecesOf(mine);
  const b = piecesOf(script);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const parts: WordPart[] = [];
  const add = (kind: WordPart['kind'], text: string) => {
    const last = parts.at(-1);
    if (text === '') return;
    if (last?.kind === kind) last.text += text;
    else parts.push({ kind, text });
  };
  add('same', a.slice(0, start).join(''));
  addMiddle(a.slice(start, a.length - end), b.slice(start, b.length - end), add);
  add('same', a.slice(a.length - end).join(''));
  return parts;
}

/** Words with the space behind them, and each mark by itself. */
function piecesOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}'’]+\s*|[^\p{L}\p{N}\p{M}'’]\s*/gu) ?? [];
}

function addMiddle(a: string[], b: string[], add: (kind: WordPart['kind'], text: string) => void): void {
  if (a.length * b.length > mostCells) {
    add('mine', a.join(''));
    add('script', b.join(''));
    return;
  }
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let row = a.length - 1; row >= 0; row--) {
    for (let column = b.length - 1; column >= 0; column--) {
      const at = row * width + column;
      lengths[at] =
        a[row] === b[column]
          ? 1 + (lengths[at + width + 1] ?? 0)
          : Math.max(lengths[at + width] ?? 0, lengths[at + 1] ?? 0);
    }
  }
  let [row, column] = [0, 0];
  while (row < a.length || column < b.length) {
    const at = row * width + column;
    if (row < a.length && column < b.length && a[row] === b[column]) {
      add('same', a[row++] ?? '');
      column++;
    } else if (row < a.length && (column === b.length || (lengths[at + width] ?? 0) >= (lengths[at + 1] ?? 0))) {
      add('mine', a[row++] ?? '');
    } else {
      add('script', b[column++] ?? '');
    }
  }
}
