/**
 * Numbers for what comes into a project whose numbers are locked. Numbers that were given stay; what is new gets one
 * that nobody had, also none that lies in the trash:
 *
 * - a scene between two gets the number of the next one with a letter in front (`A4`, `B4` between 3 and 4), a scene
 *   behind all the next whole number;
 * - a shot behind all of its scene gets the next letter, a shot between two the number of the one before with a count
 *   behind it (`3A-1`, `3A-2` between 3A and 3B).
 */
import { letterOf } from './numbering.ts';

/** What of a scene decides its number; a locked one has it already. */
export type NumberedScene<Id extends string> = { id: Id; sceneNumber: string | null; lockedNumber: string | null };
/** What of a shot decides its number; a locked one has it already. */
export type NumberedShot<Id extends string, Scene extends string> = {
  id: Id;
  sceneId: Scene;
  lockedNumber: string | null;
};

/** Numbers of the scenes that have none yet; scenes come in their order. @param taken by whatever was ever numbered. */
export function newSceneNumbers<Id extends string>(
  scenes: ReadonlyArray<NumberedScene<Id>>,
  taken: ReadonlySet<string>,
): Map<Id, string> {
  const used = new Set(taken);
  const given = new Map<Id, string>();
  scenes.forEach(({ id, sceneNumber, lockedNumber }, index) => {
    if (lockedNumber !== null) return;
    const next = scenes.slice(index + 1).find((scene) => scene.lockedNumber !== null)?.lockedNumber ?? null;
    const number = sceneNumber !== null && !used.has(sceneNumber) ? sceneNumber : freeSceneNumber(next, used);
    used.add(number);
    given.set(id, number);
  });
  return given;
}

function freeSceneNumber(next: string | null, used: ReadonlySet<string>): string {
  if (next !== null) return firstFree((count) => `${letterOf(count - 1)}${next}`, used);
  const whole = [...used].filter((number) => /^\d{1,9}$/.test(number)).map(Number);
  return firstFree((count) => String(Math.max(0, ...whole) + count), used);
}

/** Numbers of the shots that have none yet. @param numberOf each scene, @param shots by scene, then in their order. */
export function newShotNumbers<Id extends string, Scene extends string>(
  shots: ReadonlyArray<NumberedShot<Id, Scene>>,
  numberOf: (sceneId: Scene) => string,
  taken: ReadonlySet<string>,
): Map<Id, string> {
  const used = new Set(taken);
  const given = new Map<Id, string>();
  const lastNumbered = new Map<Scene, number>();
  shots.forEach(({ sceneId, lockedNumber }, index) => {
    if (lockedNumber !== null) lastNumbered.set(sceneId, index);
  });
  let before: { sceneId: Scene; number: string } | null = null;
  shots.forEach(({ id, sceneId, lockedNumber }, index) => {
    if (before?.sceneId !== sceneId) before = null;
    let number = lockedNumber;
    if (number === null) {
      const isBetween = index < (lastNumbered.get(sceneId) ?? -1);
      const base: string = before?.number.replace(/-\d+$/, '') ?? numberOf(sceneId);
      number = isBetween
        ? firstFree((count) => `${base}-${count}`, used)
        : `${numberOf(sceneId)}${nextLetter(numberOf(sceneId), used)}`;
      used.add(number);
      given.set(id, number);
    }
    before = { sceneId, number };
  });
  return given;
}

/** Behind the highest letter that shots of a scene ever had. */
function nextLetter(sceneNumber: string, used: ReadonlySet<string>): string {
  let highest = -1;
  for (const number of used) {
    const letters = number.startsWith(sceneNumber) ? number.slice(sceneNumber.length) : '';
    if (/^[A-Z]{1,4}$/.test(letters)) highest = Math.max(highest, indexOfLetters(letters));
  }
  return letterOf(highest + 1);
}

/** The other way round than `letterOf`. */
function indexOfLetters(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** @param candidate gets 1, 2, 3 and so on. */
function firstFree(candidate: (count: number) => string, used: ReadonlySet<string>): string {
  let count = 1;
  while (used.has(candidate(count))) count += 1;
  return candidate(count);
}
