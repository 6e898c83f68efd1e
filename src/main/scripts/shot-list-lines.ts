/** How the lines of a shot list in plain text or Markdown are told apart. */
import { parseDialogue } from '#shared/domain/dialogue.ts';
import { isInCapitals, isSceneHeadingText, isTransitionText } from './screenplay-marks.ts';

/** What a line is; `text` starts at `offset` in it, after its marks. */
export type ShotListLine =
  | { kind: 'scene'; text: string; number: string | null }
  | { kind: 'speech'; speaker: string; text: string; offset: number }
  | { kind: 'shot'; text: string; number: string | null }
  | { kind: 'transition' | 'note' | 'rule' | 'plain'; text: string };

// "Scene 2: Kitchen", "SCENE 2", "Scene: Kitchen"
const sceneLabel =
  /^(?:scene|szene|scène|escena|scena|cena|сцена|场景|場景|シーン)(?:\s*#?(\d{1,4}\p{L}?)(?=\W|$)|(?=\s*[:：]))\s*[:：.–—-]?\s*/iu;
// "Shot 3: …", "Shot 12A - …", "Кадр 3. …"
const shotLabel =
  /^(?:shot|einstellung|plan|plano|inquadratura|кадр|镜头|鏡頭|カット)\s*#?(\d{1,4}\p{L}?)(?=\W|$)\s*[:：.)–—-]?\s*/iu;
// "1. …", "2) …", "12A: …", "- …", "• …"
const listMark = /^(?:(\d{1,4}\p{L}?)[.):]|[-*+•–—])\s+/u;
const noteLabel = /^(?:notes?|sfx|fx|sound|music|song|todo)\s*[:：]/i;
// Words before a colon that describe a view and name nobody.
const viewLabel =
  /^(?:wide|wide shot|close|close[ -]?up|extreme close[ -]?up|medium|medium shot|long shot|[emx]?[clmw][usw]|ots|pov|insert|aerial|drone|establishing|establishing shot|two[ -]shot|camera|action|super|title|titles|shot|angle|angle on|back to|cut to|location|time)$/i;

/** Longest line in capitals that is a scene heading, in characters. */
const longestCapitalHeading = 80;

export function readShotListLine(line: string): ShotListLine {
  // The length first: a repeated group over megabytes overflows the stack of the regular expression.
  if (line.length <= 200 && /^([-*_=])(?:[ \t]*\1){2,}$/.test(line)) return { kind: 'rule', text: line };
  const heading = readHeading(line);
  if (heading) return heading;
  const labelled = shotLabel.exec(line);
  if (labelled) return { kind: 'shot', text: line.slice(labelled[0].length), number: labelled[1] ?? null };
  const marked = listMark.exec(line);
  if (marked) return readListItem(line, marked[0].length, marked[1] ?? null);
  if (isTransitionText(line)) return { kind: 'transition', text: line };
  const speech = readSpeech(line, 0);
  if (speech) return speech;
  if (noteLabel.test(line)) return { kind: 'note', text: line };
  if (isCapitalHeading(line)) return { kind: 'scene', text: line, number: null };
  return { kind: 'plain', text: line };
}

function readHeading(line: string): ShotListLine | null {
  if (isSceneHeadingText(line)) return { kind: 'scene', text: line, number: null };
  const labelled = sceneLabel.exec(line);
  if (!labelled) return null;
  const words = line.slice(labelled[0].length).trim();
  return { kind: 'scene', text: words === '' ? line : words, number: labelled[1] ?? null };
}

function readListItem(line: string, offset: number, number: string | null): ShotListLine {
  const text = line.slice(offset);
  if (isSceneHeadingText(text)) return { kind: 'scene', text, number };
  const labelled = shotLabel.exec(text);
  if (labelled) return { kind: 'shot', text: text.slice(labelled[0].length), number: labelled[1] ?? number };
  return readSpeech(line, offset) ?? { kind: 'shot', text, number };
}

/** `NAME: words` from this offset on; null where the words before the colon name nobody. */
export function readSpeech(line: string, offset: number): ShotListLine | null {
  const words = line.slice(offset);
  const colon = words.indexOf(':');
  if (colon < 1 || colon > 40) return null;
  const [speech] = parseDialogue(words);
  if (!speech?.speaker || viewLabel.test(speech.speaker) || noteLabel.test(words)) return null;
  return {
    kind: 'speech',
    speaker: speech.speaker,
    text: speech.text,
    offset: line.indexOf(speech.text, offset + colon),
  };
}

function isCapitalHeading(line: string): boolean {
  return (
    line.length <= longestCapitalHeading && isInCapitals(line) && /\p{L}.*\p{L}/u.test(line) && !/[.!?…,;]$/.test(line)
  );
}
