/** Which scene and shot of a project is which in a new draft, over the draft that the project was made from. */
import type { SceneId, ScriptId, ShotId } from '#shared/domain/ids.ts';
import type { Outline } from '#shared/domain/outline.ts';
import { alignSequences } from './align-sequences.ts';
import { alignScripts, type ScriptAlignment } from './align-scripts.ts';
import { type BoundProject, bindToScript, type ScriptBinding, type ShotBinding } from './bind-to-script.ts';
import { type FlatScript, flatten } from './flat-script.ts';
import { longestRising } from './longest-run.ts';
import { createVocabulary, wordsOf } from './word-bags.ts';

export type Comparable = {
  /** The draft that the project was made from, or brought up to, last. */
  baseId: ScriptId;
  /** It, and other scripts that shots of the project name. */
  scripts: ReadonlyMap<ScriptId, Outline>;
  next: Outline;
  project: BoundProject;
};

export type ProjectMatch = {
  base: FlatScript;
  next: FlatScript;
  drafts: ScriptAlignment;
  bound: ScriptBinding;
  /** Place in the new draft of the scene or shot of the earlier one, the other way round, or -1. */
  baseOfNext: { scenes: Int32Array; shots: Int32Array };
  /** Shots that an earlier draft dropped and this one has again, with the script whose words they had. */
  revived: Map<ShotId, { script: FlatScript; binding: ShotBinding; place: number }>;
  /** The same of scenes, with what they were in that script. */
  revivedScenes: Map<SceneId, FlatScript['scenes'][number]>;
  /** Shot of the project that stands for a shot of the new draft. */
  shotOfNext: Map<number, ShotId>;
  sceneOfNext: Map<number, SceneId>;
  /** Places in the new draft of what stands in another order or in another scene than before. */
  moved: { scenes: Set<number>; shots: Set<number> };
};

export function matchProject({ baseId, scripts, next: nextOutline, project }: Comparable): ProjectMatch {
  const base = flatten(scripts.get(baseId) ?? { scenes: [] });
  const next = flatten(nextOutline);
  const drafts = alignScripts(base, next);
  const bound = bindToScript(base, baseId, project);
  const baseOfNext = {
    scenes: inverse(drafts.scenes, next.scenes.length),
    shots: inverse(drafts.shots, next.shots.length),
  };
  const shotOfNext = new Map<number, ShotId>();
  for (const [id, { places, isCompanion }] of bound.shots) {
    if (isCompanion) continue;
    for (const place of places) {
      const at = drafts.shots[place] ?? -1;
      if (at >= 0 && !shotOfNext.has(at)) shotOfNext.set(at, id);
    }
  }
  const sceneOfNext = new Map<number, SceneId>();
  for (const [id, place] of bound.scenes) {
    const at = drafts.scenes[place] ?? -1;
    if (at >= 0) sceneOfNext.set(at, id);
  }
  const moved = findMoved(base, next, baseOfNext);
  const revivals = { revived: new Map(), revivedScenes: new Map() };
  const match = { base, next, drafts, bound, baseOfNext, shotOfNext, sceneOfNext, moved, ...revivals };
  revive(match, { baseId, scripts, project });
  return match;
}

function inverse(places: Int32Array, length: number): Int32Array {
  const back = new Int32Array(length).fill(-1);
  places.forEach((to, from) => {
    if (to >= 0) back[to] = from;
  });
  return back;
}

function findMoved(base: FlatScript, next: FlatScript, baseOf: ProjectMatch['baseOfNext']): ProjectMatch['moved'] {
  const outOfOrder = (places: readonly number[], baseAt: Int32Array): number[] => {
    const kept = new Set(longestRising(places.map((at) => baseAt[at] ?? 0)));
    return places.filter((_, index) => !kept.has(index));
  };
  const paired = [...baseOf.scenes.keys()].filter((at) => (baseOf.scenes[at] ?? -1) >= 0);
  const shots = new Set<number>();
  next.scenes.forEach(({ firstShot, endShot }, sceneAt) => {
    const own: number[] = [];
    for (let at = firstShot; at < endShot; at++) {
      const from = baseOf.shots[at] ?? -1;
      if (from < 0) continue;
      if (base.shots[from]?.sceneAt === baseOf.scenes[sceneAt]) own.push(at);
      else shots.add(at);
    }
    for (const at of outOfOrder(own, baseOf.shots)) shots.add(at);
  });
  return { scenes: new Set(outOfOrder(paired, baseOf.scenes)), shots };
}

/** How alike a shot that was dropped must be to what the script has again, and how many words it must have. */
const revivedLikeness = 0.8;
const revivedWords = 6;

/** Finds shots again that an earlier draft had, the one before had not, and this one has. */
function revive(match: ProjectMatch, { baseId, scripts, project }: Pick<Comparable, 'baseId' | 'scripts' | 'project'>) {
  const { next, baseOfNext, shotOfNext, revived, moved } = match;
  const open = [...next.shots.keys()].filter((at) => baseOfNext.shots[at] === -1);
  if (open.length === 0) return;
  const vocabulary = createVocabulary();
  const entry = ({ prompt, dialogue }: { prompt: string; dialogue: string }) => {
    const words = `${prompt}\n${dialogue}`;
    return { key: words, bag: vocabulary.bagOf(words), isTelling: wordsOf(words).length >= revivedWords };
  };
  const sceneWas = new Map<SceneId, FlatScript['scenes'][number]>();
  const dropped = [...scripts]
    .filter(([id]) => id !== baseId)
    .flatMap(([id, outline]) => {
      const script = flatten(outline);
      const { shots, scenes } = bindToScript(script, id, onlyLinked(project, id));
      // A script of which most is there is one that stands beside the other, not an earlier draft of it.
      if (shots.size * 2 >= script.shots.length) return [];
      for (const [sceneId, place] of scenes) {
        const was = script.scenes[place];
        if (was) sceneWas.set(sceneId, was);
      }
      return [...shots].map(([shotId, binding]) => ({ shotId, binding, script }));
    });
  const partners = alignSequences(
    dropped.flatMap(({ binding, script }) => entry(script.shots[binding.places[0] ?? 0]?.shot ?? noWords)),
    open.map((at) => entry(next.shots[at]?.shot ?? noWords)),
    {
      vocabulary,
      nearThreshold: revivedLikeness,
      farThreshold: revivedLikeness,
      isTelling: ({ isTelling }) => isTelling,
      score: (a, b, likeness) => (a.isTelling && b.isTelling ? likeness : 0),
    },
  );
  dropped.forEach(({ shotId, binding, script }, index) => {
    const place = open[partners[index] ?? -1];
    if (place === undefined || binding.isCompanion) return;
    revived.set(shotId, { script, binding, place });
    shotOfNext.set(place, shotId);
    moved.shots.add(place);
  });
  reviveScenes(match, project, sceneWas);
}

/** A scene that the script has again, where shots of it were found. */
function reviveScenes(
  { next, baseOfNext, sceneOfNext, revived, revivedScenes, moved }: ProjectMatch,
  project: BoundProject,
  sceneWas: ReadonlyMap<SceneId, FlatScript['scenes'][number]>,
): void {
  for (const { id, sceneId } of project.shots) {
    const place = next.shots[revived.get(id)?.place ?? -1]?.sceneAt ?? -1;
    const was = sceneWas.get(sceneId);
    if (!was || baseOfNext.scenes[place] !== -1 || sceneOfNext.has(place) || revivedScenes.has(sceneId)) continue;
    sceneOfNext.set(place, sceneId);
    revivedScenes.set(sceneId, was);
    moved.scenes.add(place);
  }
}

const noWords = { prompt: '', dialogue: '' };

function onlyLinked({ scenes, shots }: BoundProject, scriptId: ScriptId): BoundProject {
  const isLinked = ({ scriptLines }: BoundProject['shots'][number] | BoundProject['scenes'][number]) =>
    scriptLines?.scriptId === scriptId;
  return { scenes: scenes.filter(isLinked), shots: shots.filter(isLinked) };
}
