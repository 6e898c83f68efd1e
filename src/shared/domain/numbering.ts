/** The numbers that people see on scenes and shots. They follow from the order, unless they are locked. */

/** `A` to `Z`, then `AA`, `AB` and so on, for a 0-based position. */
export function letterOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : letterOf(Math.floor(index / 26) - 1) + letter;
}

/**
 * Numbers of scenes in order: the one it keeps, else the script's own number where there is one, else the position
 * from 1.
 *
 * @returns as many labels as scenes, in the same order.
 */
export function sceneNumbers(
  scenes: ReadonlyArray<{ sceneNumber: string | null; lockedNumber?: string | null }>,
): string[] {
  return scenes.map(({ sceneNumber, lockedNumber }, index) => lockedNumber ?? sceneNumber ?? String(index + 1));
}

/** Numbers of shots, such as `3A`, by shot id; scenes and shots come in their order. */
export function shotNumbers<Scene extends string, Shot extends string>(
  scenes: ReadonlyArray<{ id: Scene; sceneNumber: string | null; lockedNumber?: string | null }>,
  shots: ReadonlyArray<{ id: Shot; sceneId: Scene; lockedNumber?: string | null }>,
): Map<Shot, string> {
  const numbers = sceneNumbers(scenes);
  const numberOfScene = new Map(scenes.map((scene, index) => [scene.id, numbers[index] ?? '']));
  const counts = new Map<Scene, number>();
  return new Map(
    shots.map(({ id, sceneId, lockedNumber }) => {
      const index = counts.get(sceneId) ?? 0;
      counts.set(sceneId, index + 1);
      return [id, lockedNumber ?? `${numberOfScene.get(sceneId) ?? ''}${letterOf(index)}`];
    }),
  );
}
