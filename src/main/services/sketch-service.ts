/** Drawings: what a pad opens with, its draft, and saving one as the board of a shot. */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { AssetStore } from '#main/assets/asset-store.ts';
import type { Uploads } from '#main/assets/uploads.ts';
import {
  deleteSketchDraft,
  findSketchDocument,
  findSketchDraft,
  insertSketchDocument,
  putSketchDraft,
} from '#main/db/sketch-repository.ts';
import { markPng } from '#main/media/png-mark.ts';
import type { Saved } from '#shared/contract/answers.ts';
import type { SketchOpening } from '#shared/contract/sketch-answers.ts';
import type { AssetId, ShotId, UploadId } from '#shared/domain/ids.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { decodeSketch, type StoredSketch } from '#shared/domain/sketch-codec.ts';
import { picturesOf } from '#shared/domain/sketch.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { ServiceContext } from './service-context.ts';
import type { ShotService } from './shot-service.ts';

export interface SketchService {
  /** @throws {AppError} SHOT_NOT_FOUND */
  open(shotId: ShotId): SketchOpening;
  /**
   * Keeps what is being drawn, in the place of the draft before.
   *
   * @param boardAssetId the board that the drawing began with
   * @throws {AppError} SHOT_NOT_FOUND, INVALID_INPUT for a picture that is not in the library, DISK_FULL
   */
  saveDraft(shotId: ShotId, draft: { boardAssetId: AssetId | null; sketch: StoredSketch }): Saved;
  /** Gives up what was drawn. */
  discardDraft(shotId: ShotId): void;
  /**
   * Makes the uploaded picture of a drawing the board of a shot, in one step to undo, and keeps the drawing with it.
   * The draft is done with then; whatever fails leaves it.
   *
   * @throws {AppError} SHOT_NOT_FOUND, UPLOAD_NOT_FOUND, INVALID_INPUT, IMAGE_…, DISK_FULL
   */
  save(
    shotId: ShotId,
    drawing: { uploadId: UploadId; sketch: StoredSketch },
    signal?: AbortSignal,
  ): Promise<Saved & { shot: StoryboardShot }>;
}

export type SketchParts = {
  shots: Pick<ShotService, 'get' | 'setMedia'>;
  assets: Pick<AssetStore, 'find' | 'commit'>;
  uploads: Pick<Uploads, 'takeFile'>;
};

export function createSketchService(context: ServiceContext, { shots, assets, uploads }: SketchParts): SketchService {
  const { db, clock } = context;

  function assertPictures(sketch: StoredSketch): void {
    const document = decodeSketch(sketch);
    if (document && picturesOf(document).every((assetId) => assets.find(assetId)?.kind === 'image')) return;
    throw new AppError('INVALID_INPUT', 'a drawing with a picture that is not here', { params: { field: 'sketch' } });
  }

  return {
    open(shotId) {
      const { boardAssetId } = shots.get(shotId);
      const sketch = boardAssetId && findSketchDocument(db, boardAssetId);
      const draft = findSketchDraft(db, shotId);
      // A studio that ended between saving and giving up the draft: there is nothing in it that the board has not.
      const isSaved = sketch !== null && JSON.stringify(draft?.sketch) === JSON.stringify(sketch);
      return { boardAssetId, sketch, draft: isSaved ? null : draft };
    },
    saveDraft(shotId, { boardAssetId, sketch }) {
      shots.get(shotId);
      assertPictures(sketch);
      const updatedAtMs = clock.nowMs();
      db.transaction(() => putSketchDraft(db, shotId, { boardAssetId, sketch, updatedAtMs }));
      return { savedAtMs: updatedAtMs };
    },
    discardDraft: (shotId) => db.transaction(() => deleteSketchDraft(db, shotId)),
    async save(shotId, { uploadId, sketch }, signal) {
      shots.get(shotId);
      assertPictures(sketch);
      const { staged, fileName } = await uploads.takeFile(uploadId);
      try {
        await markWithSketch(staged.path, sketch);
      } catch (error) {
        await staged.discard();
        throw error;
      }
      const asset = await assets.commit(staged, { originalName: fileName, ...(signal && { signal }) });
      db.transaction(() => insertSketchDocument(db, asset.id, sketch, clock.nowMs()));
      const { shots: changed, savedAtMs } = shots.setMedia([shotId], 'board', asset.id, { labelKey: 'drawBoard' });
      const shot = changed[0];
      if (!shot) throw new AppError('SHOT_NOT_FOUND', `no shot ${shotId}`);
      db.transaction(() => deleteSketchDraft(db, shotId));
      return { shot, savedAtMs };
    },
  };
}

/** Two drawings may look the same, such as by a hidden layer: a picture is made one drawing's own. */
async function markWithSketch(file: string, sketch: StoredSketch): Promise<void> {
  const digest = createHash('sha256').update(JSON.stringify(sketch)).digest('hex');
  await writeFile(file, markPng(await readFile(file), 'Sketch', digest));
}
