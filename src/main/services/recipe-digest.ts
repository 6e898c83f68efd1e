/** A digest of everything of a shot that a take is made from: when it changes, the shot's takes are outdated. */
import { createHash } from 'node:crypto';
import type { Shot } from '#shared/domain/records.ts';

export type RecipeFields = Pick<
  Shot,
  'title' | 'prompt' | 'dialogue' | 'durationFrames' | 'cameraMove' | 'boardAssetId' | 'voiceAssetId' | 'connectionId'
>;

/** 32 hexadecimal characters. The fields and their order are part of the format: adding one outdates every take. */
export function recipeDigestOf(shot: RecipeFields): string {
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
  ];
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex').slice(0, 32);
}
