/**
 * Which scenes and shots of a project stand for which of a script: by the lines that they were made from, or by their
 * words where they were imported before lines were kept.
 *
 * - Several shots of the same lines (a copy, the two halves of one) are one shot of the script: the one that comes
 *   first in the storyboard is bound to it, the others are its companions.
 * - A shot whose lines span several shots of the script, as one that was merged, stands for all of them.
 */
import type { SceneId, ScriptId, ShotId } from '#shared/domain/ids.ts';
import type { Scene, ScriptLines, Shot } from '#shared/domain/records.ts';
import { alignScripts } from './align-scripts.ts';
import type { FlatScript } from './flat-script.ts';

/** What of a scene a script has to do with. */
export type BoundScene = Pick<Scene, 'id' | 'heading' | 'sceneNumber' | 'synopsis' | 'notes' | 'scriptLines'>;

/** What of a shot a script has to do with. */
export type BoundShot = Pick<
  Shot,
  'id' | 'sceneId' | 'title' | 'prompt' | 'dialogue' | 'notes' | 'durationFrames' | 'scriptLines'
>;

/** Scenes in their order; shots by scene, then in their order. */
export type BoundProject = { scenes: readonly BoundScene[]; shots: readonly BoundShot[] };

export type ShotBinding = {
  /** Places in the script's list of shots, at least one, rising. */
  places: number[];
  isCompanion: boolean;
};

export type ScriptBinding = {
  shots: Map<ShotId, ShotBinding>;
  /** Place of each scene in the script's list. */
  scenes: Map<SceneId, number>;
};

/** Binds those that name the script, or, where none does, those that name no script at all. */
export function bindToScript(script: FlatScript, scriptId: ScriptId, project: BoundProject): ScriptBinding {
  const isLinked = ({ scriptLines }: { scriptLines: ScriptLines | null }) => scriptLines?.scriptId === scriptId;
  const linked = project.shots.filter(isLinked);
  if (linked.length === 0 && !project.scenes.some(isLinked)) return bindByWords(script, project);
  const shots = bindShotsByLines(script, linked);
  return { shots, scenes: bindScenes(script, project, shots, isLinked) };
}

/** Shots and scenes that were made from no script that is known. */
function bindByWords(script: FlatScript, { scenes, shots }: BoundProject): ScriptBinding {
  const isFree = ({ scriptLines }: { scriptLines: ScriptLines | null }) => scriptLines === null;
  const freeScenes = scenes.filter(isFree);
  const shotsOf = groupBy(shots.filter(isFree), ({ sceneId }) => sceneId);
  const noLines = { startLine: 0, endLine: 0 };
  const flat: FlatScript = { scenes: [], shots: [] };
  const ids: ShotId[] = [];
  for (const scene of freeScenes) {
    const own = (shotsOf.get(scene.id) ?? []).map((shot) => ({ ...shot, ...noLines }));
    const firstShot = flat.shots.length;
    for (const shot of own) {
      flat.shots.push({ shot, sceneAt: flat.scenes.length });
      ids.push(shot.id);
    }
    flat.scenes.push({ scene: { ...scene, shots: own, ...noLines }, firstShot, endShot: flat.shots.length });
  }
  const found = alignScripts(flat, script);
  return {
    shots: new Map(
      ids.flatMap((id, at) => {
        const place = found.shots[at] ?? -1;
        return place < 0 ? [] : [[id, { places: [place], isCompanion: false }] as const];
      }),
    ),
    scenes: new Map(
      freeScenes.flatMap(({ id }, at) => {
        const place = found.scenes[at] ?? -1;
        return place < 0 ? [] : [[id, place] as const];
      }),
    ),
  };
}

function bindShotsByLines(script: FlatScript, linked: readonly BoundShot[]): Map<ShotId, ShotBinding> {
  const placesOfSpan = groupBy(script.shots.keys(), (place) => spanKey(script.shots[place]?.shot));
  const shotsOfSpan = groupBy(linked, ({ scriptLines }) => spanKey(scriptLines));
  const bound = new Map<ShotId, ShotBinding>();
  const taken = new Set<number>();
  const bind = (id: ShotId, places: number[]) => {
    const isCompanion = places.every((place) => taken.has(place));
    bound.set(id, { places, isCompanion });
    for (const place of places) taken.add(place);
  };
  for (const [span, shots] of shotsOfSpan) {
    const places = placesOfSpan.get(span);
    if (places) pairSameSpan(script, shots, places, bind);
  }
  // Cut in other places than the script is now, or several made one.
  for (const { id, scriptLines } of linked) {
    if (bound.has(id) || !scriptLines) continue;
    const free = placesWithin(script, scriptLines).filter((place) => !taken.has(place));
    const place = placeAround(script, scriptLines);
    if (free.length > 0) bind(id, free);
    else if (place !== null) bind(id, [place]);
  }
  addMerged(script, linked, bound, taken);
  return bound;
}

/** Shots of overlapping lines that were merged have the lines of the longer one: their words tell. */
function addMerged(
  script: FlatScript,
  linked: readonly BoundShot[],
  bound: ReadonlyMap<ShotId, ShotBinding>,
  taken: ReadonlySet<number>,
): void {
  for (const { id, scriptLines, prompt, dialogue } of linked) {
    const binding = bound.get(id);
    if (!scriptLines || !binding || binding.isCompanion) continue;
    const merged = placesWithin(script, scriptLines).filter((place) => {
      const written = script.shots[place]?.shot;
      if (!written || taken.has(place) || written.prompt + written.dialogue === '') return false;
      return prompt.includes(written.prompt) && dialogue.includes(written.dialogue);
    });
    if (merged.length > 0) binding.places = [...binding.places, ...merged].sort((a, b) => a - b);
  }
}

/** A long paragraph is several shots of the same lines: the same words first, the others in their order. */
function pairSameSpan(
  script: FlatScript,
  shots: readonly BoundShot[],
  places: readonly number[],
  bind: (id: ShotId, places: number[]) => void,
): void {
  const open = [...shots];
  const unbound: number[] = [];
  for (const place of places) {
    const written = script.shots[place]?.shot;
    const same = open.findIndex(({ prompt, dialogue }) => prompt === written?.prompt && dialogue === written.dialogue);
    const [shot] = same < 0 ? [] : open.splice(same, 1);
    if (shot) bind(shot.id, [place]);
    else unbound.push(place);
  }
  const last = places.at(-1) ?? 0;
  // The copy of a shot that was matched has its words, else it belongs to the last.
  for (const { id, prompt, dialogue } of open) {
    const same = places.find((place) => {
      const written = script.shots[place]?.shot;
      return prompt === written?.prompt && dialogue === written.dialogue;
    });
    bind(id, [same ?? unbound.shift() ?? last]);
  }
}

type Span = { startLine: number; endLine: number };

function spanKey(span: Span | null | undefined): string {
  return span ? `${span.startLine}-${span.endLine}` : '';
}

/** Shots of the script that begin and end inside of some lines. */
function placesWithin({ shots }: FlatScript, { startLine, endLine }: Span): number[] {
  const places: number[] = [];
  for (let at = firstFrom(shots, startLine); at < shots.length; at++) {
    const shot = shots[at]?.shot;
    if (!shot || shot.startLine > endLine) break;
    if (shot.endLine <= endLine) places.push(at);
  }
  return places;
}

/** The last shot that begins at or before the first of some lines and reaches it. */
function placeAround({ shots }: FlatScript, { startLine }: Span): number | null {
  const at = firstFrom(shots, startLine + 1) - 1;
  const shot = shots[at]?.shot;
  return shot && shot.endLine >= startLine ? at : null;
}

/** Place of the first shot that begins at or behind a line. */
function firstFrom(shots: FlatScript['shots'], line: number): number {
  let low = 0;
  let high = shots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((shots[middle]?.shot.startLine ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return low;
}

function bindScenes(
  script: FlatScript,
  { scenes, shots }: BoundProject,
  bound: ReadonlyMap<ShotId, ShotBinding>,
  isLinked: (scene: BoundScene) => boolean,
): Map<SceneId, number> {
  const places = new Map(script.scenes.map(({ scene }, at) => [spanKey(scene), at]));
  const result = new Map<SceneId, number>();
  const taken = new Set<number>();
  const bind = (id: SceneId, place: number | undefined) => {
    if (place === undefined || taken.has(place) || result.has(id)) return;
    result.set(id, place);
    taken.add(place);
  };
  const linked = scenes.filter(isLinked);
  for (const { id, scriptLines } of linked) bind(id, places.get(spanKey(scriptLines)));
  // By what most of its shots stand for.
  const votes = groupBy(
    shots.filter(({ id }) => bound.has(id)),
    ({ sceneId }) => sceneId,
  );
  for (const { id } of linked) {
    const ofShots = (votes.get(id) ?? []).map((shot) => script.shots[bound.get(shot.id)?.places[0] ?? -1]?.sceneAt);
    bind(id, mostFrequent(ofShots));
  }
  return result;
}

function mostFrequent<Value>(values: readonly Value[]): Value | undefined {
  const counts = groupBy(values, (value) => value);
  let best: [Value, number] | undefined;
  for (const [value, { length }] of counts) if (!best || length > best[1]) best = [value, length];
  return best?.[0];
}

function groupBy<Value, Key>(values: Iterable<Value>, keyOf: (value: Value) => Key): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}
