/** Where shots and scenes stand in the script, and which of its lines no shot covers. Pure. */
import type { Outline, OutlineElementKind } from '#shared/domain/outline.ts';
import type { Scene, Shot } from '#shared/domain/records.ts';
import type { SceneId, ScriptId, ShotId } from '#shared/domain/ids.ts';

/** Whole lines from 1, both included. */
export type Lines = { startLine: number; endLine: number };

/** The script behind a project, as far as lines are concerned. */
export type LinedScript = { id: ScriptId; outline: Pick<Outline, 'scenes'> };

type LinkedScene = Pick<Scene, 'id' | 'heading' | 'scriptLines'>;
type LinkedShot = Pick<Shot, 'id' | 'sceneId' | 'prompt' | 'dialogue' | 'scriptLines'>;

/** The same words, whatever stands between them and however they are written. */
export function wordsOf(text: string): string[] {
  return text.toLocaleLowerCase('und').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/**
 * The lines of each shot. One that knows none of this script, because it was imported before lines were kept, is looked
 * for by its words: among the shots that the script would become now, in their order. Shots that are not found have no
 * entry.
 */
export function linesOfShots({ id, outline }: LinedScript, shots: readonly LinkedShot[]): Map<ShotId, Lines> {
  const found = new Map<ShotId, Lines>();
  const unlinked: LinkedShot[] = [];
  for (const shot of shots) {
    if (shot.scriptLines?.scriptId === id) found.set(shot.id, shot.scriptLines);
    else if (shot.scriptLines === null) unlinked.push(shot);
  }
  if (unlinked.length === 0) return found;
  const byWords = new Map<string, Lines[]>();
  for (const shot of outline.scenes.flatMap((scene) => scene.shots)) {
    const key = keyOf(shot);
    if (key === '') continue;
    byWords.set(key, [...(byWords.get(key) ?? []), { startLine: shot.startLine, endLine: shot.endLine }]);
  }
  // Lines that a shot knows to be its own are not given to another.
  const taken = new Set([...found.values()].map(nameOf));
  for (const shot of unlinked) {
    const candidates = byWords.get(keyOf(shot));
    while (candidates?.length) {
      const lines = candidates.shift();
      if (!lines || taken.has(nameOf(lines))) continue;
      found.set(shot.id, lines);
      break;
    }
  }
  return found;
}

type Worded = { prompt: string; dialogue: string };

const keys = new WeakMap<Worded, string>();

/** The words of a shot, kept as long as the shot stays the same; empty without any. */
function keyOf(shot: Worded): string {
  const known = keys.get(shot) ?? readKey(shot);
  keys.set(shot, known);
  return known;
}

function readKey({ prompt, dialogue }: Worded): string {
  const words = [wordsOf(prompt).join(' '), wordsOf(dialogue).join(' ')];
  return words.join('|').replace(/^\|$/, '');
}

function nameOf({ startLine, endLine }: Lines): string {
  return `${startLine}-${endLine}`;
}

/** The lines of each scene: those it knows, else those of the heading that reads the same, in order. */
export function linesOfScenes({ id, outline }: LinedScript, scenes: readonly LinkedScene[]): Map<SceneId, Lines> {
  const found = new Map<SceneId, Lines>();
  let from = 0;
  for (const { id: sceneId, heading, scriptLines } of scenes) {
    if (scriptLines) {
      if (scriptLines.scriptId === id) found.set(sceneId, scriptLines);
      continue;
    }
    const wanted = wordsOf(heading).join(' ');
    const at = outline.scenes.findIndex((scene, index) => index >= from && wordsOf(scene.heading).join(' ') === wanted);
    const scene = wanted === '' ? undefined : outline.scenes[at];
    if (!scene) continue;
    found.set(sceneId, { startLine: scene.startLine, endLine: scene.endLine });
    from = at + 1;
  }
  return found;
}

const needsShot: ReadonlySet<OutlineElementKind> = new Set([
  'action',
  'shot',
  'character',
  'parenthetical',
  'dialogue',
  'lyrics',
]);

/** Whether a line holds what is seen or heard: only such a line can lack a shot. */
export function canLackShot({ kind, text }: { kind: OutlineElementKind; text: string }): boolean {
  return needsShot.has(kind) && text.trim() !== '';
}

/** Whether some of these stretches holds a line, for lines that are asked in any order. */
export function coverOf(stretches: Iterable<Lines>): (line: number) => boolean {
  const merged: Lines[] = [];
  for (const { startLine, endLine } of [...stretches].sort((a, b) => a.startLine - b.startLine)) {
    const last = merged.at(-1);
    if (last && startLine <= last.endLine + 1) last.endLine = Math.max(last.endLine, endLine);
    else merged.push({ startLine, endLine });
  }
  return (line) => {
    let low = 0;
    let high = merged.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((merged[middle]?.startLine ?? 0) <= line) low = middle;
      else high = middle - 1;
    }
    const at = merged[low];
    return at !== undefined && at.startLine <= line && line <= at.endLine;
  };
}

/** What an import makes of a script now: by their lines, the words of its shots. */
export type ImportedWords = ReadonlyMap<string, ReadonlySet<string>>;

export function importedWords({ scenes }: Pick<Outline, 'scenes'>): ImportedWords {
  const imported = new Map<string, Set<string>>();
  for (const shot of scenes.flatMap((scene) => scene.shots)) {
    imported.set(nameOf(shot), (imported.get(nameOf(shot)) ?? new Set()).add(keyOf(shot)));
  }
  return imported;
}

export type EditedOptions = {
  lines: ReadonlyMap<ShotId, Lines>;
  /** The script's own words of some lines. */
  textOf: (lines: Lines) => string;
  headings: ReadonlyMap<SceneId, string>;
};

/**
 * The shots whose words are no longer those of their lines. The measure is what an import makes of the lines now. Where
 * it would cut them in another way, or several shots share them, it is any word that does not stand in them.
 */
export function editedShots(
  imported: ImportedWords,
  shots: readonly LinkedShot[],
  { lines, textOf, headings }: EditedOptions,
): Set<ShotId> {
  const sharers = new Map<string, number>();
  for (const own of lines.values()) sharers.set(nameOf(own), (sharers.get(nameOf(own)) ?? 0) + 1);
  const hasOnlyWordsOf = ({ prompt, dialogue, sceneId }: LinkedShot, own: Lines) => {
    // A shot in which people only speak is prompted with its place.
    const there = new Set(wordsOf(`${textOf(own)}\n${headings.get(sceneId) ?? ''}`));
    return wordsOf(`${prompt}\n${dialogue}`).every((word) => there.has(word));
  };
  const isEdited = (shot: LinkedShot) => {
    const own = lines.get(shot.id);
    if (!own) return false;
    const known = imported.get(nameOf(own));
    if (known?.has(keyOf(shot))) return false;
    const isAlone = known !== undefined && sharers.get(nameOf(own)) === 1;
    return isAlone || !hasOnlyWordsOf(shot, own);
  };
  return new Set(shots.filter(isEdited).map(({ id }) => id));
}
