/** A digest of everything of a shot that a take is made from: when it changes, the shot's takes are outdated. */
import { createHash } from 'node:crypto';
import type { Framing } from '#shared/domain/camera-move.ts';
import type { StoryElement } from '#shared/domain/element.ts';
import { defaultShotGeneration, type ShotGeneration } from '#shared/domain/generation.ts';
import type { RecipeStructure, Shot } from '#shared/domain/records.ts';

export type RecipeFields = Pick<
  Shot,
  | 'title'
  | 'prompt'
  | 'dialogue'
  | 'durationFrames'
  | 'cameraMove'
  | 'boardAssetId'
  | 'voiceAssetId'
  | 'connectionId'
  | 'generation'
> &
  Partial<RecipeStructure>;

/** What somebody set, by name. */
function chosenOf(generation: ShotGeneration): Array<[string, unknown]> {
  // Nothing, for most shots; the default is one object.
  if (generation === defaultShotGeneration) return [];
  return Object.entries(generation)
    .filter(([key, value]) => !isDefault(key as keyof ShotGeneration, value))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function isDefault(key: keyof ShotGeneration, value: unknown): boolean {
  return JSON.stringify(value) === JSON.stringify(defaultShotGeneration[key]);
}

/** What a shot says besides its words, by name; empty for one that says nothing. */
function saidOf({ shotSize, angle, lensMm, action, framing }: RecipeFields): unknown[][] {
  const said: unknown[][] = [];
  if (shotSize) said.push(['shotSize', shotSize]);
  if (angle) said.push(['angle', angle]);
  if (lensMm) said.push(['lensMm', lensMm]);
  if (action) said.push(['action', action]);
  if (framing) said.push(['framing', ...sidesOf(framing.start), ...sidesOf(framing.end), framing.easing]);
  return said;
}

function sidesOf({ left, top, size }: Framing): number[] {
  return [left, top, size];
}

/**
 * 32 hexadecimal characters. The fields and their order are part of the format: adding one outdates every take.
 *
 * @param elementDigests of the elements that go into the prompt, in order.
 */
export function recipeDigestOf(shot: RecipeFields, elementDigests: readonly string[]): string {
  const fields = [
    shot.title,
    shot.prompt,
    shot.dialogue,
    shot.durationFrames,
    shot.cameraMove.kind,
    shot.cameraMove.kind === 'static' ? 0 : shot.cameraMove.strength,
    shot.boardAssetId,
    shot.voiceAssetId,
    shot.connectionId,
    // Shots that nobody set anything for keep the digest that they had before there were such settings.
    ...chosenOf(shot.generation),
    ...saidOf(shot),
    // As do shots that name nothing.
    ...(elementDigests.length > 0 ? [['@', ...elementDigests]] : []),
  ];
  return digestOf(fields);
}

/** Of everything of an element that a prompt or a request takes from it. */
export function elementDigestOf({
  name,
  kind,
  description,
  referenceAssetIds,
}: Pick<StoryElement, 'name' | 'kind' | 'description' | 'referenceAssetIds'>): string {
  return digestOf([name, kind === 'style', description, referenceAssetIds]);
}

function digestOf(fields: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex').slice(0, 32);
}
