/**
 * Breaks text into lines by estimated widths. libass wraps at spaces only, so text without spaces (Chinese, Japanese,
 * a long address) would leave the picture; and lines must be counted before they are drawn.
 */

// Han, kana, Hangul and what stands among them full-width.
const wide =
  /[\u1100-\u11ff\u2e80-\u303e\u3041-\u33ff\u3400-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** East Asian marks that must not begin a line. */
const closing = /[、。，．・：；？！゛゜ヽヾゝゞ々ー’”）〕］｝〉》」』】…‥ぁぃぅぇぉっゃゅょァィゥェォッャュョ]/u;
/** East Asian marks that must not end one. */
const opening = /[‘“（〔［｛〈《「『【]/u;

/** Width of a text in ems of its font: an estimate on the wide side. */
export function textWidthEms(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

function characterWidth(character: string): number {
  if (wide.test(character)) return 1;
  if (/\p{M}/u.test(character)) return 0;
  if (/\s/.test(character)) return 0.27;
  if (/[mwMW@%—]/.test(character)) return 0.9;
  if (/[iljtfrI.,:;'!|()[\]-]/.test(character)) return 0.36;
  return /\p{Lu}/u.test(character) ? 0.68 : 0.57;
}

/**
 * Lines no wider than `maxEms`. Line breaks in the text stay; a word that is wider than a line is cut.
 *
 * @returns at least one line; an empty text gives one empty line
 */
export function wrapText(text: string, maxEms: number): string[] {
  return text.split(/\r\n|\r|\n/).flatMap((paragraph) => wrapParagraph(paragraph, maxEms));
}

/** As few lines as `wrapText` makes, as even as they can be: the shape of a subtitle. */
export function wrapEvenly(text: string, maxEms: number): string[] {
  let best = wrapText(text, maxEms);
  for (let ems = maxEms * 0.95; ems > maxEms * 0.4; ems *= 0.95) {
    const lines = wrapText(text, ems);
    if (lines.length > best.length || lines.some((line) => textWidthEms(line) > ems)) break;
    best = lines;
  }
  return best;
}

/** The first lines, with an ellipsis where others were left out. */
export function limitLines(lines: readonly string[], maxLines: number): string[] {
  if (lines.length <= maxLines) return [...lines];
  const kept = lines.slice(0, maxLines);
  const last = kept.pop() ?? '';
  return [...kept, `${last.replace(/[\s.,;:、。，]+$/u, '')}…`];
}

function wrapParagraph(paragraph: string, maxEms: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of breakIntoPieces(paragraph, maxEms)) {
    if (line !== '' && textWidthEms(line + piece.trimEnd()) > maxEms) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += line === '' ? piece.trimStart() : piece;
  }
  return [...lines, line.trimEnd()];
}

/** Parts between which a line may break; spaces stay at the end of the part before them. */
function breakIntoPieces(paragraph: string, maxEms: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let pieceEms = 0;
  let previous = '';
  for (const character of paragraph) {
    const ems = characterWidth(character);
    const breaks = previous !== '' && canBreakBetween(previous, character);
    if (breaks || pieceEms + ems > maxEms) {
      pieces.push(piece);
      piece = '';
      pieceEms = 0;
    }
    piece += character;
    pieceEms += ems;
    previous = character;
  }
  return [...pieces, piece].filter((part) => part !== '');
}

function canBreakBetween(previous: string, next: string): boolean {
  if (/\s/.test(next)) return false;
  if (/\s/.test(previous)) return true;
  // Korean is wide, but breaks at its spaces.
  if (/\p{Script=Hangul}/u.test(previous) && /\p{Script=Hangul}/u.test(next)) return false;
  if (!wide.test(previous) && !wide.test(next)) return false;
  return !closing.test(next) && !opening.test(previous) && !/[.,!?:;)\]]/.test(next);
}
