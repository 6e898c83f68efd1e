import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outline } from '#shared/domain/outline.ts';
import type { ScriptId, ShotId } from '#shared/domain/ids.ts';
import { type DifferenceChoices, usualChoices } from '#shared/domain/script-difference.ts';
import { applyResolution, importOutline, scriptIdOf } from '../__fixtures__/script-project.ts';
import { outlineOf } from '../__fixtures__/script-samples.ts';
import type { BoundProject, BoundShot } from './bind-to-script.ts';
import { compareScripts } from './compare-scripts.ts';
import { resolveDifference } from './resolve-difference.ts';

type Part = { kind: 'action'; text: string } | { kind: 'speech'; speaker: string; text: string };
type SceneText = { heading: string; parts: Part[] };

const [first, second, third] = [scriptIdOf('first'), scriptIdOf('second'), scriptIdOf('third')];

const words =
  `harbour lantern boat fog rope captain window whistle stair bread letter storm mirror engine gull winter table key
coat river signal candle shadow broom ladder piano market sugar`.split(/\s+/);
const sentence = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 14 })
  .map((picked) => `${picked.join(' ').replace(/^./, (letter) => letter.toUpperCase())}.`);
const part: fc.Arbitrary<Part> = fc.oneof(
  sentence.map((text): Part => ({ kind: 'action', text })),
  fc.record({ kind: fc.constant('speech' as const), speaker: fc.constantFrom('MARA', 'JO'), text: sentence }),
);
const sceneText: fc.Arbitrary<SceneText> = fc.record({
  heading: fc
    .tuple(fc.constantFrom('INT.', 'EXT.'), fc.constantFrom(...words.slice(0, 8)), fc.constantFrom('DAY', 'NIGHT'))
    .map(([side, place, time]) => `${side} ${place.toUpperCase()} - ${time}`),
  parts: fc.array(part, { minLength: 1, maxLength: 6 }),
});
const script = fc.array(sceneText, { minLength: 1, maxLength: 7 });

/** One change that a writer makes; places are fractions of what there is. */
type WriterEdit =
  | { kind: 'insert-scene'; at: number; scene: SceneText }
  | { kind: 'delete-scene' | 'swap-scenes'; at: number; to: number }
  | { kind: 'rename-scene'; at: number; heading: string }
  | { kind: 'insert' | 'change'; at: number; part: Part }
  | { kind: 'delete'; at: number }
  | { kind: 'move'; at: number; to: number };
const place = fc.double({ min: 0, max: 0.999, noNaN: true });
const writerEdit: fc.Arbitrary<WriterEdit> = fc.oneof(
  fc.record({ kind: fc.constant('insert-scene' as const), at: place, scene: sceneText }),
  fc.record({ kind: fc.constantFrom('delete-scene' as const, 'swap-scenes' as const), at: place, to: place }),
  fc.record({
    kind: fc.constant('rename-scene' as const),
    at: place,
    heading: fc.constantFrom('INT. CELLAR - DAY', 'EXT. ROOF - DAWN'),
  }),
  fc.record({ kind: fc.constantFrom('insert' as const, 'change' as const), at: place, part }),
  fc.record({ kind: fc.constant('delete' as const), at: place }),
  fc.record({ kind: fc.constant('move' as const), at: place, to: place }),
);

function rewrite(script: readonly SceneText[], edit: WriterEdit): SceneText[] {
  const scenes = script.map(({ heading, parts }) => ({ heading, parts: [...parts] }));
  const sceneAt = (fraction: number) => Math.floor(fraction * scenes.length);
  const spots = scenes.flatMap(({ parts }, scene) => parts.map((_, at) => ({ scene, at })));
  const spot = spots[Math.floor(edit.at * spots.length)];
  const parts = scenes[spot?.scene ?? 0]?.parts ?? [];
  switch (edit.kind) {
    case 'insert-scene':
      scenes.splice(sceneAt(edit.at), 0, edit.scene);
      break;
    case 'delete-scene':
      if (scenes.length > 1) scenes.splice(sceneAt(edit.at), 1);
      break;
    case 'swap-scenes': {
      const [scene] = scenes.splice(sceneAt(edit.at), 1);
      if (scene) scenes.splice(sceneAt(edit.to), 0, scene);
      break;
    }
    case 'rename-scene':
      scenes[sceneAt(edit.at)] = { parts: [], ...scenes[sceneAt(edit.at)], heading: edit.heading };
      break;
    case 'insert':
      parts.splice(spot?.at ?? 0, 0, edit.part);
      break;
    case 'change':
      parts.splice(spot?.at ?? 0, 1, edit.part);
      break;
    case 'delete':
      parts.splice(spot?.at ?? 0, 1);
      break;
    case 'move': {
      const [moved] = parts.splice(spot?.at ?? 0, 1);
      if (moved) scenes[sceneAt(edit.to)]?.parts.push(moved);
      break;
    }
  }
  return scenes;
}

function write(script: readonly SceneText[]): Outline {
  const paragraphs = script.flatMap(({ heading, parts }) => [
    heading,
    ...parts.map((one) => (one.kind === 'action' ? one.text : `${one.speaker}\n${one.text}`)),
  ]);
  return outlineOf(`${paragraphs.join('\n\n')}\n`);
}

const drafts = fc
  .tuple(script, fc.array(writerEdit, { maxLength: 8 }))
  .map(([before, edits]) => ({ before: write(before), after: write(edits.reduce(rewrite, before)) }));

type Scripts = Array<[ScriptId, Outline]>;

function compare(project: BoundProject, scripts: Scripts, next: Outline) {
  const baseId = scripts.at(-1)?.[0] ?? first;
  return compareScripts({ baseId, scripts: new Map(scripts), next, project });
}

function update(
  project: BoundProject,
  scripts: Scripts,
  [nextId, next]: [ScriptId, Outline],
  choices: DifferenceChoices = usualChoices,
): BoundProject {
  const comparison = compare(project, scripts, next);
  return applyResolution(project, resolveDifference(comparison, project, choices), nextId);
}

/** Everything but the ids, of what stands in a script. */
function writtenIn(project: BoundProject, scriptId: ScriptId) {
  const inScript = <Linked extends Pick<BoundShot, 'scriptLines'>>(records: readonly Linked[]) =>
    records.filter(({ scriptLines }) => scriptLines?.scriptId === scriptId);
  return inScript(project.scenes).map(({ id: sceneId, ...scene }) => ({
    ...scene,
    shots: inScript(project.shots.filter((shot) => shot.sceneId === sceneId)).map(
      ({ id: _id, sceneId: _scene, ...shot }) => shot,
    ),
  }));
}

function whatIsToDo(project: BoundProject, scripts: Scripts, next: Outline) {
  return compare(project, scripts, next).scenes.flatMap(({ kind, isMoved, changes, shots }) => [
    ...(kind === 'matched' && !isMoved && changes.length === 0 ? [] : [kind]),
    ...shots.filter((shot) => shot.kind !== 'matched' || shot.isMoved || shot.changes.length > 0),
  ]);
}

/** Shots by their words, those that say what no other says. */
function uniqueTexts({ shots }: BoundProject): Map<string, ShotId> {
  const textOf = ({ prompt, dialogue, notes }: BoundShot) => [prompt, dialogue, notes].join('\n');
  const counts = new Map<string, number>();
  for (const shot of shots) counts.set(textOf(shot), (counts.get(textOf(shot)) ?? 0) + 1);
  return new Map(shots.flatMap((shot) => (counts.get(textOf(shot)) === 1 ? [[textOf(shot), shot.id] as const] : [])));
}

const idsOf = ({ shots }: BoundProject) => shots.map(({ id }) => id);

describe('a new draft', () => {
  it('that is the same leaves nothing to do', () => {
    fc.assert(
      fc.property(script, (scenes) => {
        const outline = write(scenes);
        const project = importOutline(outline, first);
        expect(whatIsToDo(project, [[first, outline]], outline)).toEqual([]);
        expect(whatIsToDo(importOutline(outline, null), [[first, outline]], outline)).toEqual([]);
        expect(idsOf(update(project, [[first, outline]], [second, outline]))).toEqual(idsOf(project));
      }),
    );
  });

  it('makes of an untouched project what a fresh import would be, loses no shot, and is done after once', () => {
    fc.assert(
      fc.property(drafts, ({ before, after }) => {
        const project = importOutline(before, first);
        const updated = update(project, [[first, before]], [second, after]);
        expect(writtenIn(updated, second)).toEqual(writtenIn(importOutline(after, second), second));
        expect(idsOf(updated)).toEqual(expect.arrayContaining(idsOf(project)));
        const scripts: Scripts = [
          [first, before],
          [second, after],
        ];
        expect(whatIsToDo(updated, scripts, after)).toEqual([]);
        const again = update(updated, scripts, [third, after]);
        expect(idsOf(again)).toEqual(idsOf(updated));
      }),
      { numRuns: 120 },
    );
  });

  it('finds every shot again whose words stand once in each draft, wherever they went', () => {
    fc.assert(
      fc.property(drafts, ({ before, after }) => {
        const project = importOutline(before, first);
        const updated = update(project, [[first, before]], [second, after]);
        const old = uniqueTexts(project);
        const inScript = updated.shots.filter(({ scriptLines }) => scriptLines?.scriptId === second);
        const others = [...uniqueTexts({ scenes: [], shots: inScript })].filter(([text, id]) => {
          const was = old.get(text);
          return was !== undefined && was !== id && text.split(' ').length > 5;
        });
        expect(others).toEqual([]);
      }),
      { numRuns: 120 },
    );
  });

  it('keeps what a person wrote, cut, copied and moved, and is done after once', () => {
    const personEdit = fc.record({
      kind: fc.constantFrom('prompt' as const, 'delete' as const, 'copy' as const, 'move' as const, 'add' as const),
      ...{ at: place, to: place },
    });
    fc.assert(
      fc.property(drafts, fc.array(personEdit, { maxLength: 6 }), ({ before, after }, edits) => {
        const project = edits.reduce(edited, importOutline(before, first));
        const updated = update(project, [[first, before]], [second, after]);
        expect(idsOf(updated)).toEqual(expect.arrayContaining(idsOf(project)));
        const texts = new Map(updated.shots.map(({ id, prompt }) => [id, prompt]));
        for (const { id, prompt } of project.shots) {
          if (prompt.startsWith('Mine')) expect(texts.get(id)).toBe(prompt);
        }
        const scripts: Scripts = [
          [first, before],
          [second, after],
        ];
        const toDo = whatIsToDo(updated, scripts, after).filter((one) =>
          typeof one === 'string' ? one !== 'left-out' : one.kind !== 'left-out',
        );
        expect(toDo).toEqual([]);
        expect(idsOf(update(updated, scripts, [third, after]))).toEqual(idsOf(updated));
      }),
      { numRuns: 120 },
    );
  });

  it('puts into the trash what is gone and nothing else, once that is chosen', () => {
    fc.assert(
      fc.property(drafts, ({ before, after }) => {
        const project = importOutline(before, first);
        const comparison = compare(project, [[first, before]], after);
        const all = comparison.scenes.flatMap(({ key, shots }) => [key, ...shots.map((shot) => shot.key)]);
        const decisions = Object.fromEntries(all.map((key) => [key, 'trash' as const]));
        const resolution = resolveDifference(comparison, project, { keepsOrder: false, decisions });
        const gone = comparison.scenes.flatMap(({ shots }) => shots.flatMap((s) => (s.kind === 'gone' ? s.key : [])));
        expect([...resolution.trashedShots].sort()).toEqual([...gone].sort());
        const updated = applyResolution(project, resolution, second);
        expect(updated.shots.length + gone.length).toBeGreaterThanOrEqual(project.shots.length);
        expect(writtenIn(updated, second)).toEqual(writtenIn(importOutline(after, second), second));
        expect(updated.scenes.every(({ scriptLines }) => scriptLines?.scriptId === second)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('leaves every shot where it is when the order is to be kept', () => {
    fc.assert(
      fc.property(drafts, ({ before, after }) => {
        const project = importOutline(before, first);
        const updated = update(project, [[first, before]], [second, after], { keepsOrder: true, decisions: {} });
        const known = new Set(idsOf(project));
        expect(idsOf(updated).filter((id) => known.has(id))).toEqual(idsOf(project));
      }),
      { numRuns: 60 },
    );
  });
});

let copies = 0;

function edited(
  { scenes, shots }: BoundProject,
  edit: { kind: 'prompt' | 'delete' | 'copy' | 'move' | 'add'; at: number; to: number },
): BoundProject {
  const list = [...shots];
  const at = Math.floor(edit.at * list.length);
  const shot = list[at];
  if (!shot) return { scenes, shots };
  const id = `shot_copy_${copies++}` as ShotId;
  if (edit.kind === 'prompt') list[at] = { ...shot, prompt: `Mine ${at}` };
  if (edit.kind === 'copy') list.splice(at + 1, 0, { ...shot, id });
  if (edit.kind === 'add') list.splice(at + 1, 0, { ...shot, id, prompt: 'Mine alone', scriptLines: null });
  if (edit.kind === 'delete' || edit.kind === 'move') list.splice(at, 1);
  if (edit.kind === 'move') {
    const to = Math.floor(edit.to * list.length);
    const target = list[to];
    if (target) list.splice(to + 1, 0, { ...shot, sceneId: target.sceneId });
    else list.push(shot);
  }
  return { scenes, shots: list };
}

const mill = `INT. MILL - DAY

The great wheel turns slowly in the dark water below the floor.

ANNA
It still works after all these years, can you believe it?

Flour dust dances in the slanting light of the only window over the stones.

EXT. RIVER - NIGHT

A boat without a lamp drifts past the reeds towards the mill.

Somebody lies in it, wrapped in a long grey coat, and does not move at all.
`;

function millProject() {
  const outline = outlineOf(mill);
  const project = importOutline(outline, first);
  const scripts: Scripts = [[first, outline]];
  const shots = project.shots.map(({ id }) => id);
  const change = (text: string, choices?: DifferenceChoices, from = project) =>
    update(from, scripts, [second, outlineOf(text)], choices);
  const withPatch = (at: number, patch: Partial<BoundShot>): BoundProject => ({
    ...project,
    shots: project.shots.map((shot, index) => (index === at ? { ...shot, ...patch } : shot)),
  });
  return { outline, project, scripts, shots, change, withPatch };
}

const promptOf = ({ shots }: BoundProject, id: ShotId | undefined) => shots.find((shot) => shot.id === id)?.prompt;

describe('field by field', () => {
  const rewritten = mill.replace(
    'in the slanting light of the only window',
    'in the slanting light of the broken window',
  );

  it('a text that nobody touched follows the script; one that only a person changed stays', () => {
    const { shots, change, withPatch } = millProject();
    expect(promptOf(change(rewritten), shots[1])).toBe(
      'Flour dust dances in the slanting light of the broken window over the stones.',
    );
    expect(promptOf(change(mill, undefined, withPatch(1, { prompt: 'My words' })), shots[1])).toBe('My words');
  });

  it('a text that both changed is a conflict, which keeps the words of the person until they say otherwise', () => {
    const { shots, scripts, change, withPatch } = millProject();
    const mine = withPatch(1, { prompt: 'My dust' });
    const found = compare(mine, scripts, outlineOf(rewritten)).scenes[0]?.shots[1];
    expect(found?.changes.filter(({ isConflict }) => isConflict)).toContainEqual({
      ...{ field: 'prompt', mine: 'My dust', isConflict: true },
      script: 'Flour dust dances in the slanting light of the broken window over the stones.',
    });
    expect(promptOf(change(rewritten, undefined, mine), shots[1])).toBe('My dust');
    const decisions = { [shots[1] ?? '']: 'script' as const };
    const taken = change(rewritten, { keepsOrder: false, decisions }, mine);
    expect(promptOf(taken, shots[1])).toContain('broken window');
    const kept = change(rewritten, { keepsOrder: false, decisions: { [shots[1] ?? '']: 'mine' } });
    expect(promptOf(kept, shots[1])).toContain('only window');
  });

  it('a length that was set by hand stays without a question', () => {
    const { shots, scripts, change, withPatch } = millProject();
    const mine = withPatch(0, { durationFrames: 17 as BoundShot['durationFrames'] });
    const text = mill.replace('can you believe it?', 'can you believe it? I could stand here and look at it all day.');
    const after = change(text, undefined, mine).shots.find(({ id }) => id === shots[0]);
    expect(after).toMatchObject({ durationFrames: 17, dialogue: expect.stringContaining('all day') as string });
    expect(compare(mine, scripts, outlineOf(text)).scenes[0]?.shots[0]?.changes.map(({ field }) => field)).toEqual([
      'dialogue',
    ]);
  });
});

describe('what belongs together', () => {
  it('a scene with another name and another place keeps its shots', () => {
    const { project, shots, change } = millProject();
    const [millScene = '', river = ''] = mill.split(/(?=EXT\.)/);
    const after = change(`${river.replace('RIVER', 'DARK RIVER')}\n${millScene}`);
    expect(after.scenes.map(({ id, heading }) => [id, heading])).toEqual([
      [project.scenes[1]?.id, 'EXT. DARK RIVER - NIGHT'],
      [project.scenes[0]?.id, 'INT. MILL - DAY'],
    ]);
    expect(idsOf(after)).toEqual([...shots.slice(2), ...shots.slice(0, 2)]);
  });

  it('a shot moves to another scene with the copies and the shots made by hand behind it', () => {
    const { project, shots, change } = millProject();
    const [, dust] = project.shots;
    if (!dust) throw new Error('the mill has a second shot');
    const own = { ...dust, id: 'shot_own' as ShotId, prompt: 'By hand', scriptLines: null };
    const copy = { ...dust, id: 'shot_copy' as ShotId };
    const with2 = { ...project, shots: project.shots.toSpliced(2, 0, own, copy) };
    const line = 'Flour dust dances in the slanting light of the only window over the stones.\n\n';
    const after = change(`${mill.replace(line, '')}\n${line}`, undefined, with2);
    expect(idsOf(after)).toEqual([shots[0], shots[2], shots[3], shots[1], 'shot_own', 'shot_copy']);
    expect(after.shots.at(-1)?.sceneId).toBe(project.scenes[1]?.id);
  });

  it('a merged shot stands for all of its parts, and takes what becomes of them', () => {
    const { project, shots, scripts, change } = millProject();
    const [one, two, ...others] = project.shots;
    if (!one?.scriptLines || !two?.scriptLines) throw new Error('the mill has two shots');
    const merged = {
      ...one,
      prompt: `${one.prompt}\n\n${two.prompt}`,
      durationFrames: (one.durationFrames + two.durationFrames) as BoundShot['durationFrames'],
      scriptLines: { ...one.scriptLines, endLine: two.scriptLines.endLine },
    };
    const mine = { ...project, shots: [merged, ...others] };
    expect(whatIsToDo(mine, scripts, outlineOf(mill))).toEqual([]);
    const after = change(mill.replace('only window', 'broken window'), undefined, mine);
    expect(promptOf(after, shots[0])).toBe(`${one.prompt}\n\n${two.prompt.replace('only', 'broken')}`);
    expect(after.shots).toHaveLength(3);
  });

  it('the parts of a long paragraph, which have the same lines, are told apart by their words', () => {
    const sentences = Array.from(
      { length: 12 },
      (_, index) => `Wave ${index} breaks over the wall of the old pier and takes some of it.`,
    );
    const text = (written: readonly string[]) => `EXT. PIER - DAY\n\n${written.join(' ')}\n`;
    const outline = outlineOf(text(sentences));
    const project = importOutline(outline, first);
    expect(new Set(project.shots.map(({ scriptLines }) => JSON.stringify(scriptLines))).size).toBe(1);
    expect(project.shots.length).toBeGreaterThan(1);
    expect(whatIsToDo(project, [[first, outline]], outline)).toEqual([]);
    const mine = { ...project, shots: project.shots.slice(1) };
    const left = compare(mine, [[first, outline]], outline).scenes[0]?.shots.map(({ kind }) => kind);
    expect(left).toEqual(['left-out', ...mine.shots.map(() => 'matched')]);
    const next = outlineOf(text(sentences.with(-1, 'Then the sea is quiet.')));
    const after = update(project, [[first, outline]], [second, next]);
    expect(idsOf(after)).toEqual(idsOf(project));
    expect(after.shots.at(-1)?.prompt).toContain('the sea is quiet');
  });

  it('a script in another format with the same words is the same script', () => {
    const fountain = outlineOf('INT. MILL - DAY\n\nThe great wheel turns slowly in the dark water.\n\nANNA\nStill.\n');
    const paragraph = (type: string, text: string) => `<Paragraph Type="${type}"><Text>${text}</Text></Paragraph>`;
    const finalDraft = outlineOf(
      `<?xml version="1.0"?><FinalDraft><Content>${[
        paragraph('Scene Heading', 'INT. MILL - DAY'),
        paragraph('Action', 'The great wheel turns slowly in the dark water.'),
        paragraph('Character', 'ANNA'),
        paragraph('Dialogue', 'Still.'),
      ].join('')}</Content></FinalDraft>`,
      'mill.fdx',
    );
    expect(whatIsToDo(importOutline(fountain, first), [[first, fountain]], finalDraft)).toEqual([]);
  });

  it('a shot that a person took out stays out until they want it again', () => {
    const { project, shots, scripts, change } = millProject();
    const mine = { ...project, shots: project.shots.filter(({ id }) => id !== shots[1]) };
    expect(idsOf(change(mill, undefined, mine))).toEqual([shots[0], shots[2], shots[3]]);
    const key = compare(mine, scripts, outlineOf(mill)).scenes[0]?.shots[1]?.key ?? '';
    const after = change(mill, { keepsOrder: false, decisions: { [key]: 'add' } }, mine);
    expect(after.shots.map(({ title }) => title)).toEqual(project.shots.map(({ title }) => title));
  });

  it('a shot that one draft dropped and a later one has again is the same shot', () => {
    const { project, shots, outline, change } = millProject();
    const without = mill.replace('Flour dust dances in the slanting light of the only window over the stones.\n\n', '');
    const between = change(without);
    expect(idsOf(between)).toEqual(idsOf(project));
    const scripts: Scripts = [
      [first, outline],
      [second, outlineOf(without)],
    ];
    const back = update(between, scripts, [third, outline]);
    expect(idsOf(back)).toEqual(shots);
    expect(back.shots.every(({ scriptLines }) => scriptLines?.scriptId === third)).toBe(true);
  });

  it('another script has next to nothing in common, and takes nothing away', () => {
    const { project, scripts } = millProject();
    const other = outlineOf('INT. OFFICE - DAY\n\nPrinters hum. Nobody speaks to anybody.\n\nJO\nCoffee?\n');
    const comparison = compare(project, scripts, other);
    expect(comparison.commonShare).toBe(0);
    expect(idsOf(update(project, scripts, [second, other]))).toEqual(expect.arrayContaining(idsOf(project)));
  });
});
