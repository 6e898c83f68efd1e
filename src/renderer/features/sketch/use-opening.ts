/** Fetches what a pad opens with: the drawing or the board, a draft that was left, and the pictures in it. */
import { useEffect, useState } from 'react';
import { studio } from '#renderer/rpc/client.ts';
import { showError } from '#renderer/rpc/notices.tsx';
import { readSketch } from '#shared/contract/sketch-schemas.ts';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { ShotId } from '#shared/domain/ids.ts';
import { newSketch, picturesOf, sketchSizeFor } from '#shared/domain/sketch.ts';
import type { Pictures } from './draw-items.ts';
import { loadPictures } from './load-pictures.ts';
import type { SketchStart } from './sketch-session.ts';

export type Opening =
  | { kind: 'loading' }
  | { kind: 'failed'; thrown: unknown }
  /** Something was drawn and not saved: whether to go on with it is the person's choice. */
  | { kind: 'draft'; atMs: number; goOn: () => void; startAnew: () => void }
  | { kind: 'ready'; start: SketchStart; pictures: Pictures };

/** @param frameSize of the film */
export function useOpening(shotId: ShotId, frameSize: FrameSize): { opening: Opening; retry: () => void } {
  const [opening, setOpening] = useState<Opening>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const { widthPx, heightPx } = frameSize;

  useEffect(() => {
    let isWanted = true;
    const show = (next: Opening) => {
      if (isWanted) setOpening(next);
    };
    const begin = async (start: SketchStart) => {
      try {
        show({ kind: 'ready', start, pictures: await loadPictures(picturesOf(start.document)) });
      } catch (thrown) {
        show({ kind: 'failed', thrown });
      }
    };
    const open = async () => {
      const { boardAssetId, sketch, draft } = await studio.sketches.open({ shotId });
      const saved = sketch && readSketch(sketch);
      const document = saved ?? newSketch(sketchSizeFor({ widthPx, heightPx }), boardAssetId);
      const start = { shotId, boardAssetId, document, isFromDraft: false };
      const drafted = draft && readSketch(draft.sketch);
      if (!draft || !drafted) return begin(start);
      show({
        kind: 'draft',
        atMs: draft.updatedAtMs,
        goOn: () => void begin({ shotId, boardAssetId: draft.boardAssetId, document: drafted, isFromDraft: true }),
        startAnew: () => void studio.sketches.discardDraft({ shotId }).then(() => begin(start), showError),
      });
    };
    open().catch((thrown: unknown) => show({ kind: 'failed', thrown }));
    return () => {
      isWanted = false;
    };
  }, [shotId, widthPx, heightPx, attempt]);

  return {
    opening,
    retry() {
      setOpening({ kind: 'loading' });
      setAttempt((count) => count + 1);
    },
  };
}
