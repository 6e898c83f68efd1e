/**
 * A first breakdown of a script: its elements as scenes and shots.
 *
 * - A scene heading starts a scene. What is seen or said before the first heading is a scene with an empty heading.
 *   In a script without headings its sections are the headings.
 * - Each paragraph of action starts a shot. A short one (60 characters at most) joins the shot before it when that
 *   holds nothing but short action and both together have 120 characters at most.
 * - A speech joins the shot before it in its scene. When that shot would then last longer than the rule allows, the
 *   speech starts a new shot; the two sides of a dual dialogue stay together. A paragraph or speech that is longer
 *   by itself is split between sentences.
 * - Transitions, centred text, page breaks, notes, and lyrics outside of a speech go to the notes of the shot before
 *   them, else of their scene, else of the next scene. Lyrics in a speech are its words.
 * - Synopses go to the synopsis of their scene, sections to the notes of the next one.
 * - A script of nothing but a title page, notes or the like is one scene with one shot: a card with these words.
 */
import type {
  DurationRule,
  OutlineElement,
  OutlineScene,
  OutlineShot,
  ScriptFormat,
  TitlePageEntry,
} from '#shared/domain/outline.ts';
import type { FrameRate } from '#shared/domain/time.ts';
import { estimateDuration, estimateSeconds } from './estimate-duration.ts';
import { type ActionItem, groupElements, type ScriptItem, type SpeechItem } from './script-items.ts';
import { cutTitle, splitSentences, toShotTitle } from './shot-text.ts';

export type SegmentOptions = {
  format: ScriptFormat;
  titlePage: readonly TitlePageEntry[];
  frameRate: FrameRate;
  durationRule: DurationRule;
};

/** A shot that words are still added to. */
export type ShotDraft = {
  action: string[];
  dialogue: string[];
  speakers: string[];
  notes: string[];
  seconds: number;
  startLine: number;
  endLine: number;
  /** All of its action is short, so that another short paragraph may join. */
  isShort: boolean;
};

type SceneDraft = {
  heading: string;
  sceneNumber: string | null;
  synopsis: string[];
  notes: string[];
  shots: ShotDraft[];
  startLine: number;
  endLine: number;
};

type Segmenter = {
  options: SegmentOptions;
  scenes: SceneDraft[];
  /** What waits for the next scene, or for content that shows that it belongs to this one. */
  pending: { hasSection: boolean; synopsis: string[]; notes: string[]; startLine: number; endLine: number };
  shotCount: number;
};

const shortParagraphCharacters = 60;
const joinedParagraphCharacters = 120;

/** Scenes in order, each with at least one shot. None for a script of nothing but blank lines and boneyards. */
export function segmentScenes(elements: readonly OutlineElement[], options: SegmentOptions): OutlineScene[] {
  const segmenter: Segmenter = { options, scenes: [], pending: emptyPending(), shotCount: 0 };
  const items = groupElements(elements);
  const hasHeadings = items.some(({ kind }) => kind === 'heading');
  for (const item of items) addItem(segmenter, item, hasHeadings);
  settlePendingAtEnd(segmenter);
  const titleCard = readTitleCard(elements, options.titlePage);
  if (segmenter.scenes.length === 0 && titleCard) openScene(segmenter, titleCard, '', null);
  const cardText = segmenter.scenes.length === 1 ? (titleCard?.text ?? '') : '';
  return segmenter.scenes.map((scene) => finishScene(scene, cardText, options));
}

/** The words of the title page without its keys, where it has any, and the lines on which it stands. */
function readTitleCard(
  elements: readonly OutlineElement[],
  titlePage: readonly TitlePageEntry[],
): (Span & { text: string }) | null {
  const page = elements.filter(({ kind, text }) => kind === 'title-page' && text.trim() !== '');
  const [first, last] = [page[0], page.at(-1)];
  if (!first || !last) return null;
  const text = joinLines(titlePage.map(({ value }) => value)) || joinLines(page.map((element) => element.text));
  const innerLines = last.source.trimEnd().match(/\r\n|\r|\n/g)?.length ?? 0;
  return { text, startLine: first.startLine, endLine: last.startLine + innerLines };
}

function emptyPending(): Segmenter['pending'] {
  return { hasSection: false, synopsis: [], notes: [], startLine: 0, endLine: 0 };
}

function addItem(segmenter: Segmenter, item: ScriptItem, hasHeadings: boolean): void {
  const { scenes, pending } = segmenter;
  const scene = scenes.at(-1);
  switch (item.kind) {
    case 'heading':
      openScene(segmenter, item, item.text, item.number);
      break;
    case 'section':
      if (!hasHeadings) openScene(segmenter, item, item.text, null);
      else {
        waitWith(pending, item, 'notes', item.text);
        pending.hasSection = true;
      }
      break;
    case 'synopsis':
      if (scene && !pending.hasSection) extend(scene, item).synopsis.push(item.text);
      else waitWith(pending, item, 'synopsis', item.text);
      break;
    case 'note':
      if (!scene || pending.hasSection) waitWith(pending, item, 'notes', item.text);
      else (scene.shots.at(-1) ?? scene).notes.push(item.text);
      if (scene && !pending.hasSection) extendAll(scene, item);
      break;
    case 'action':
      addAction(segmenter, item);
      break;
    case 'speech':
      addSpeech(segmenter, item);
      break;
  }
}

/** Adds lists to a list one by one: `push(...list)` overflows the stack for a list of hundreds of thousands. */
function append(target: string[], ...lists: string[][]): void {
  for (const list of lists) for (const text of list) target.push(text);
}

type Span = { startLine: number; endLine: number };

function waitWith(pending: Segmenter['pending'], item: Span, list: 'synopsis' | 'notes', text: string): void {
  pending[list].push(text);
  pending.startLine ||= item.startLine;
  pending.endLine = item.endLine;
}

function extend<T extends Span>(target: T, { endLine }: Span): T {
  target.endLine = Math.max(target.endLine, endLine);
  return target;
}

function extendAll(scene: SceneDraft, item: Span): void {
  extend(scene, item);
  const shot = scene.shots.at(-1);
  if (shot) extend(shot, item);
}

function openScene(segmenter: Segmenter, span: Span, heading: string, sceneNumber: string | null): SceneDraft {
  const { synopsis, notes, startLine } = segmenter.pending;
  segmenter.pending = emptyPending();
  const scene: SceneDraft = {
    heading,
    sceneNumber,
    synopsis,
    notes,
    shots: [],
    startLine: startLine || span.startLine,
    endLine: span.endLine,
  };
  segmenter.scenes.push(scene);
  return scene;
}

/** The scene that content belongs to. What was pending turns out to be of this scene. */
function sceneForContent(segmenter: Segmenter, item: Span): { scene: SceneDraft; notes: string[] } {
  const scene = segmenter.scenes.at(-1);
  if (!scene) return { scene: openScene(segmenter, item, '', null), notes: [] };
  const { synopsis, notes } = segmenter.pending;
  segmenter.pending = emptyPending();
  append(scene.synopsis, synopsis);
  return { scene, notes };
}

function settlePendingAtEnd(segmenter: Segmenter): void {
  const { synopsis, notes, startLine, endLine } = segmenter.pending;
  if (startLine === 0) return;
  const scene = segmenter.scenes.at(-1);
  if (!scene) {
    openScene(segmenter, { startLine, endLine }, '', null);
    return;
  }
  append(scene.synopsis, synopsis);
  append((scene.shots.at(-1) ?? scene).notes, notes);
  extendAll(scene, { startLine, endLine });
}

function addAction(segmenter: Segmenter, item: ActionItem): void {
  const { scene, notes } = sceneForContent(segmenter, item);
  const { durationRule, format } = segmenter.options;
  extend(scene, item);
  const isShort = item.text.length <= shortParagraphCharacters && isScreenplay(format) && !item.startsShot;
  const last = scene.shots.at(-1);
  const joined = last ? last.action.join('\n').length + item.text.length : 0;
  if (
    isShort &&
    last?.isShort &&
    last.dialogue.length === 0 &&
    notes.length === 0 &&
    joined <= joinedParagraphCharacters
  ) {
    last.action.push(item.text);
    append(last.notes, item.notes);
    last.seconds += estimateSeconds({ action: item.text, dialogue: '' }, durationRule);
    extend(last, item);
    return;
  }
  const parts = splitToFit(item.text, durationRule.maximumSeconds, (text) =>
    estimateSeconds({ action: text, dialogue: '' }, durationRule),
  );
  for (const { text, seconds } of parts) {
    const shot = openShot(segmenter, scene, item);
    if (text !== '') shot.action.push(text);
    shot.seconds = seconds;
    shot.isShort = isShort;
  }
  // The notes stand with the first part, which is where a reader looks for them.
  const first = scene.shots.at(-parts.length);
  if (first) append(first.notes, notes, item.notes, describeNumber(segmenter, scene, item.number));
}

/** Formats in which a shot is many short paragraphs; in a list each is a shot of its own. */
function isScreenplay(format: ScriptFormat): boolean {
  return format === 'fountain' || format === 'final-draft';
}

/** The number that a list gives a shot, where it would not be seen from the shot's place. */
function describeNumber({ shotCount }: Segmenter, { shots }: SceneDraft, number: string | null): string[] {
  if (number === null || number === String(shots.length) || number === String(shotCount)) return [];
  return [`#${number}`];
}

function openShot(segmenter: Segmenter, scene: SceneDraft, { startLine, endLine }: Span): ShotDraft {
  const shot: ShotDraft = {
    action: [],
    dialogue: [],
    speakers: [],
    notes: [],
    seconds: 0,
    startLine,
    endLine,
    isShort: false,
  };
  scene.shots.push(shot);
  segmenter.shotCount++;
  return shot;
}

function addSpeech(segmenter: Segmenter, item: SpeechItem): void {
  const { scene, notes } = sceneForContent(segmenter, item);
  const { durationRule } = segmenter.options;
  extend(scene, item);
  if (item.text === '') {
    const target = scene.shots.at(-1) ?? scene;
    append(target.notes, notes, [item.speaker ?? ''], item.notes);
    extendAll(scene, item);
    return;
  }
  const toLine = (text: string) => (item.speaker === null ? text : `${item.speaker}: ${text}`);
  const parts = splitToFit(item.text, durationRule.maximumSeconds, (text) =>
    estimateSeconds({ action: '', dialogue: toLine(text) }, durationRule),
  );
  let first: ShotDraft | undefined;
  for (const { text, seconds } of parts) {
    let shot = scene.shots.at(-1);
    const isTooLong = shot && shot.seconds > 0 && shot.seconds + seconds > durationRule.maximumSeconds;
    if (!shot || (isTooLong && !(item.isDualRight && parts.length === 1))) shot = openShot(segmenter, scene, item);
    shot.dialogue.push(toLine(text));
    if (item.speaker !== null && !shot.speakers.includes(item.speaker)) shot.speakers.push(item.speaker);
    shot.seconds += seconds;
    extend(shot, item);
    first ??= shot;
  }
  if (first) append(first.notes, notes, item.notes);
}

type Part = { text: string; seconds: number };

/** Sentences put together to parts that last no longer than the limit; a sentence that does is a part by itself. */
function splitToFit(text: string, maximumSeconds: number, measure: (text: string) => number): Part[] {
  const whole = measure(text);
  if (whole <= maximumSeconds) return [{ text, seconds: whole }];
  const parts: Part[] = [];
  for (const sentence of splitSentences(text)) {
    const seconds = measure(sentence);
    const last = parts.at(-1);
    if (last && last.seconds + seconds <= maximumSeconds) {
      last.text += sentence;
      last.seconds += seconds;
    } else {
      parts.push({ text: sentence, seconds });
    }
  }
  return parts.map((part) => ({ ...part, text: part.text.trim() })).filter((part) => part.text !== '');
}

function finishScene(scene: SceneDraft, cardText: string, options: SegmentOptions): OutlineScene {
  const { heading, sceneNumber, synopsis, notes, startLine, endLine } = scene;
  const shots = scene.shots.map((shot) => finishShot(shot, heading, options));
  const scenery = [heading, ...synopsis].filter((line) => line !== '').join('\n');
  if (shots.length === 0) {
    const prompt = scenery || cardText || joinLines(notes);
    // Of a title page the first line is the title; the lines of a synopsis or note go on.
    const title = prompt === cardText ? cutTitle(prompt.replace(/\n.*/s, '')) : toShotTitle(prompt);
    shots.push(createOnlyShot(cutTitle(heading) || title, prompt, scene, options));
  }
  return {
    heading,
    sceneNumber,
    synopsis: joinLines(synopsis),
    notes: joinLines(notes),
    startLine,
    endLine,
    shots,
  };
}

/** A scene in which nothing is written yet is one shot of its heading and synopsis, else of the title page or notes. */
function createOnlyShot(
  title: string,
  prompt: string,
  { startLine, endLine }: Span,
  options: SegmentOptions,
): OutlineShot {
  const { durationRule, frameRate } = options;
  const durationFrames = estimateDuration({ action: '', dialogue: '' }, durationRule, frameRate);
  return { title, prompt, dialogue: '', notes: '', durationFrames, startLine, endLine };
}

/** @param heading of its scene; says where people speak when nothing is seen. */
export function finishShot(
  shot: Omit<ShotDraft, 'seconds' | 'isShort'>,
  heading: string,
  { durationRule, frameRate }: Pick<SegmentOptions, 'durationRule' | 'frameRate'>,
): OutlineShot {
  const action = shot.action.join('\n');
  const dialogue = shot.dialogue.join('\n');
  return {
    title: toShotTitle(action || dialogue) || cutTitle(heading),
    prompt: action || describeSpeakers(heading, shot) || dialogue,
    dialogue,
    notes: joinLines(shot.notes),
    durationFrames: estimateDuration({ action, dialogue }, durationRule, frameRate),
    startLine: shot.startLine,
    endLine: shot.endLine,
  };
}

/** The prompt of a shot in which people only speak: where it is, and who speaks. */
function describeSpeakers(heading: string, { speakers }: Pick<ShotDraft, 'speakers'>): string {
  const place = heading === '' || /[.!?:]$/.test(heading) ? heading : `${heading}.`;
  return [place, speakers.join(', ')].filter((part) => part !== '').join(' ');
}

function joinLines(lines: string[]): string {
  return lines.filter((line) => line !== '').join('\n');
}
