/** Where the edits of a test are made: places that a number chooses, the same way each time. */
import type { ProjectId } from '#shared/domain/ids.ts';
import { type EditWorld, picture } from './edit-world.ts';
import { quickFormat, upload } from './test-studio.ts';

/** Chooses among things, always the same way for one number. */
export type Choice = {
  /** Below `limit`. */
  number(limit: number): number;
  of<Item>(items: readonly Item[]): Item | undefined;
  some<Item>(items: readonly Item[]): Item[];
};

/** A linear congruential sequence from a seed (Numerical Recipes). */
export function choiceFrom(seed: number): Choice {
  // Spread first: seeds that follow each other would choose alike.
  let state = Math.imul(seed + 1, 2_654_435_761) >>> 0;
  const number = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return {
    number,
    of: (items) => items[number(items.length)],
    some: (items) => items.filter(() => number(3) === 0),
  };
}

export type Edit = (world: EditWorld, choice: Choice) => Promise<unknown>;

export async function projectOf({ client }: EditWorld, choice: Choice): Promise<ProjectId | undefined> {
  return choice.of(await client.projects.list({}))?.id;
}

/** A project with its storyboard; undefined where all are in the trash. */
export async function boardOf(world: EditWorld, choice: Choice) {
  const projectId = await projectOf(world, choice);
  return projectId && world.client.storyboard.get({ projectId });
}

export async function shotOf(world: EditWorld, choice: Choice) {
  return choice.of((await boardOf(world, choice))?.shots ?? []);
}

export async function elementOf(world: EditWorld, choice: Choice) {
  const projectId = await projectOf(world, choice);
  return projectId && choice.of(await world.client.elements.list({ projectId }));
}

export async function soundOf(world: EditWorld, choice: Choice) {
  const projectId = await projectOf(world, choice);
  return projectId && world.client.sound.get({ projectId });
}

/** The start of the film, or a shot of the project. */
export async function anchorIn({ client }: EditWorld, projectId: ProjectId, choice: Choice) {
  const { shots } = await client.storyboard.get({ projectId });
  return {
    anchorShotId: choice.number(3) === 0 ? null : (choice.of(shots)?.id ?? null),
    offsetFrames: choice.number(9),
  };
}

export const newFormat = { frameSize: quickFormat.frameSize, frameRate: quickFormat.frameRate };
export const send = (world: EditWorld, name: string, bytes: Uint8Array) => upload(world.studio, name, bytes);
export const aPicture = (world: EditWorld, choice: Choice) => send(world, 'still.png', picture(choice.number(4)));
