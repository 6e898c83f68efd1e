/** Drawings, and what else becomes a board. No decisions are made here. */
import { os } from './base.ts';
import type { StudioServices } from './studio-services.ts';

export function boardRoutes({
  sketches,
  frames,
  outsideBoards,
  boardFiles,
}: Pick<StudioServices, 'sketches' | 'frames' | 'outsideBoards' | 'boardFiles'>) {
  return {
    sketches: {
      open: os.sketches.open.handler(({ input }) => sketches.open(input.shotId)),
      saveDraft: os.sketches.saveDraft.handler(({ input: { shotId, ...draft } }) => sketches.saveDraft(shotId, draft)),
      discardDraft: os.sketches.discardDraft.handler(({ input }) => {
        sketches.discardDraft(input.shotId);
        return { isDiscarded: true as const };
      }),
      save: os.sketches.save.handler(({ input: { shotId, ...drawing }, signal }) =>
        sketches.save(shotId, drawing, signal),
      ),
    },
    boards: {
      fromFiles: os.boards.fromFiles.handler(({ input, signal }) => boardFiles.place(input, signal)),
      fromFrame: os.boards.fromFrame.handler(({ input, signal }) => frames.fromAsset(input, signal)),
      fromVideo: os.boards.fromVideo.handler(({ input, signal }) => frames.fromUpload(input, signal)),
      openOutside: os.boards.openOutside.handler(({ input }) => outsideBoards.open(input.shotId)),
      outside: os.boards.outside.handler(() => outsideBoards.list()),
      closeOutside: os.boards.closeOutside.handler(async ({ input }) => {
        await outsideBoards.close(input.shotId);
        return { isClosed: true as const };
      }),
    },
  };
}
