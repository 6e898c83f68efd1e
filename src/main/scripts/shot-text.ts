/** Cuts text for shots: sentences to split between, and a short title. */

/** Longest title that an import gives a shot, in characters. */
const maxTitleCharacters = 48;

const sentenceEnd = new Set('.!?…。！？');
const fullWidthEnd = new Set('。！？');
const closingMark = new Set('"\'”’»)]」』）');

/** Sentences with the white space after them; joined they are the text. A line ending ends a sentence too. */
export function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  let at = 0;
  while (at < text.length) {
    const character = text[at] as string;
    let isEnd = character === '\n';
    at++;
    if (sentenceEnd.has(character)) {
      while (sentenceEnd.has(text[at] ?? '') || closingMark.has(text[at] ?? '')) at++;
      isEnd = fullWidthEnd.has(character) || at === text.length || /\s/.test(text[at] ?? '');
    }
    if (!isEnd) continue;
    while (at < text.length && /\s/.test(text[at] ?? '')) at++;
    sentences.push(text.slice(start, at));
    start = at;
  }
  if (start < text.length) sentences.push(text.slice(start));
  return sentences;
}

/** A first sentence shorter than this says too little for a title ("Sure.", "..."), so the next is added. */
const minTitleCharacters = 16;

/** The first words of a text as a title: whole sentences where they fit, else cut at a word. */
export function toShotTitle(text: string): string {
  let first = '';
  for (const sentence of splitSentences(text.slice(0, 400).trim())) {
    const longer = `${first} ${sentence.replace(/\s+/g, ' ').trim()}`.trim();
    if (first.length >= minTitleCharacters || (first !== '' && longer.length > maxTitleCharacters)) break;
    first = longer;
  }
  return cutTitle(first.replace(/(?<=[^.])\.$/, ''));
}

/** A line, such as a scene heading, as a title. */
export function cutTitle(line: string): string {
  if (line.length <= maxTitleCharacters) return line;
  const room = line.slice(0, maxTitleCharacters - 1);
  const lastSpace = room.search(/\s\S*$/);
  // Scripts without spaces, and words longer than a title, are cut between characters.
  const cut = lastSpace > maxTitleCharacters / 3 ? room.slice(0, lastSpace) : withoutHalfCharacter(room);
  return `${cut.replace(/[\s,;:–—-]+$/, '')}…`;
}

function withoutHalfCharacter(text: string): string {
  return text.replace(/[\ud800-\udbff]$/, '');
}
