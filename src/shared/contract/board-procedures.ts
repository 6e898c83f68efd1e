/** The part of the contract about what becomes a board: drawings, frames of clips, and pictures edited elsewhere. */
import { z } from 'zod';
import type { StoryboardShot } from '#shared/domain/records.ts';
import type { BoardsPlaced, Saved } from './answers.ts';
import type { OutsideBoard } from './outside-answers.ts';
import { procedure } from './procedure.ts';
import { assetIdSchema, sceneIdSchema, shotIdSchema, typed, uploadIdSchema } from './schemas.ts';
import type { SketchOpening } from './sketch-answers.ts';
import { storedSketchSchema } from './sketch-schemas.ts';

const ofShot = z.strictObject({ shotId: shotIdSchema });
/** Microseconds, up to a day. */
const atMicrosSchema = z.int().min(0).max(86_400_000_000);

export const sketches = {
  /** What a pad opens with. */
  open: procedure.input(ofShot).output(typed<SketchOpening>()),
  /** Keeps what is being drawn, so that a crash loses none of it. `boardAssetId` is the board that it began with. */
  saveDraft: procedure
    .input(z.strictObject({ shotId: shotIdSchema, boardAssetId: assetIdSchema.nullable(), sketch: storedSketchSchema }))
    .output(typed<Saved>()),
  /** Gives up what was drawn and not saved. */
  discardDraft: procedure.input(ofShot).output(typed<{ isDiscarded: true }>()),
  /** Makes the uploaded PNG of a drawing the board of a shot and keeps the drawing with it. */
  save: procedure
    .input(z.strictObject({ shotId: shotIdSchema, uploadId: uploadIdSchema, sketch: storedSketchSchema }))
    .output(typed<Saved & { shot: StoryboardShot }>()),
};

/** Most pictures of one call. */
const mostPictures = 500;

export const boards = {
  /**
   * Makes uploaded pictures boards in one step to undo, in their order: of shots of a project, then of new shots behind
   * a shot of a scene (null means first). What is no picture is left out and named; where none is one, it fails.
   */
  fromFiles: procedure
    .input(
      z.strictObject({
        uploadIds: z.array(uploadIdSchema).min(1).max(mostPictures),
        shotIds: z.array(shotIdSchema).max(mostPictures),
        sceneId: sceneIdSchema,
        afterShotId: shotIdSchema.nullable(),
      }),
    )
    .output(typed<Saved & BoardsPlaced>()),
  /** Makes the picture that begins at `atMicros` of a take's clip the board of a shot. */
  fromFrame: procedure
    .input(z.strictObject({ shotId: shotIdSchema, assetId: assetIdSchema, atMicros: atMicrosSchema }))
    .output(typed<Saved & { shot: StoryboardShot }>()),
  /** As `fromFrame`, of an uploaded video, which is not kept. */
  fromVideo: procedure
    .input(z.strictObject({ shotId: shotIdSchema, uploadId: uploadIdSchema, atMicros: atMicrosSchema }))
    .output(typed<Saved & { shot: StoryboardShot }>()),
  /** Opens the board of a shot in another program; each save there becomes the board. NOT_AVAILABLE_HERE in a browser. */
  openOutside: procedure.input(ofShot).output(typed<OutsideBoard>()),
  /** The boards that are open in other programs. */
  outside: procedure.input(z.strictObject({})).output(typed<OutsideBoard[]>()),
  /** Takes what was saved last and follows no longer. */
  closeOutside: procedure.input(ofShot).output(typed<{ isClosed: true }>()),
};
