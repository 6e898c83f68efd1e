/** An outline as two flat lists, so that scenes and shots have one number each. */
import type { Outline, OutlineScene, OutlineShot } from '#shared/domain/outline.ts';

/** A scene with the places of its shots in the list of all shots, the end not included. */
export type FlatScene = { scene: OutlineScene; firstShot: number; endShot: number };

/** A shot with the place of its scene in the list of scenes. */
export type FlatShot = { shot: OutlineShot; sceneAt: number };

export type FlatScript = { scenes: FlatScene[]; shots: FlatShot[] };

export function flatten({ scenes }: Pick<Outline, 'scenes'>): FlatScript {
  const flat: FlatScript = { scenes: [], shots: [] };
  scenes.forEach((scene, sceneAt) => {
    const firstShot = flat.shots.length;
    for (const shot of scene.shots) flat.shots.push({ shot, sceneAt });
    flat.scenes.push({ scene, firstShot, endShot: flat.shots.length });
  });
  return flat;
}
