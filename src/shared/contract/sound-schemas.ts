/** What a window sends about sound on lanes, as schemas. */
import { z } from 'zod';
import { leastGainDb, mostGainDb, mostSoundClips, soundLaneKinds } from '#shared/domain/sound.ts';
import { idSchema, projectIdSchema, shotIdSchema } from './schemas.ts';

export const soundLaneIdSchema = idSchema('soundLane');
export const soundClipIdSchema = idSchema('soundClip');
export const soundClipIdsSchema = z.array(soundClipIdSchema).min(1).max(mostSoundClips);

const soundLaneKindSchema = z.enum(soundLaneKinds);
const gainDbSchema = z.number().min(leastGainDb).max(mostGainDb);
const laneNameSchema = z.string().max(200);
/** Ten days at the fastest rate. */
const filmFramesSchema = z.int().min(0).max(51_840_000);
/** Twelve days. */
const sourceMsSchema = z.int().min(0).max(1_036_800_000);

/** Where a clip begins. */
const anchorFields = { anchorShotId: shotIdSchema.nullable(), offsetFrames: filmFramesSchema };
export const soundAnchorSchema = z.strictObject(anchorFields);

export const newSoundLaneSchema = z.strictObject({
  projectId: projectIdSchema,
  kind: soundLaneKindSchema,
  name: laneNameSchema,
});

/** What can be changed of a lane; a field that is left out stays as it is. */
export const soundLanePatchSchema = z.strictObject({
  name: laneNameSchema.optional(),
  gainDb: gainDbSchema.optional(),
  isMuted: z.boolean().optional(),
});

/** What can be changed of a clip; a field that is left out stays as it is. */
export const soundClipPatchSchema = z.strictObject({
  laneId: soundLaneIdSchema.optional(),
  /** The shot and the frames in it belong together. */
  anchor: soundAnchorSchema.optional(),
  trimInMs: sourceMsSchema.optional(),
  trimOutMs: sourceMsSchema.optional(),
  gainDb: gainDbSchema.optional(),
  fadeInFrames: filmFramesSchema.optional(),
  fadeOutFrames: filmFramesSchema.optional(),
});

/** Where a clip is cut in two. */
export const soundSplitSchema = z.strictObject({
  clipId: soundClipIdSchema,
  /** Millisecond of its file. */
  atSourceMs: sourceMsSchema,
  /** Where the second part begins. */
  anchor: soundAnchorSchema,
});

/** What a person chooses for a new lane. */
export type NewSoundLane = z.output<typeof newSoundLaneSchema>;
/** Changed fields of a lane. */
export type SoundLanePatch = z.output<typeof soundLanePatchSchema>;
/** Changed fields of a clip. */
export type SoundClipPatch = z.output<typeof soundClipPatchSchema>;
/** A clip cut in two. */
export type SoundSplit = z.output<typeof soundSplitSchema>;
