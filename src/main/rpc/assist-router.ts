/** Boards, words and voices that models make. No decisions are made here. */
import { os } from './base.ts';
import type { StudioServices } from './studio-services.ts';

export function assistRoutes({ assist }: Pick<StudioServices, 'assist'>) {
  return {
    assist: {
      plan: os.assist.plan.handler(({ input }) => assist.plan(input)),
      preview: os.assist.preview.handler(async ({ input }) => ({ requests: await assist.preview(input) })),
      makeBoard: os.assist.makeBoard.handler(({ input, signal }) => assist.makeBoard(input, signal)),
      draftShots: os.assist.draftShots.handler(({ input, signal }) => assist.draftShots(input, signal)),
      createShots: os.assist.createShots.handler(({ input }) => assist.createShots(input)),
      improvePrompt: os.assist.improvePrompt.handler(({ input, signal }) => assist.improvePrompt(input, signal)),
      speak: os.assist.speak.handler(({ input, signal }) => assist.speak(input, signal)),
      transcribe: os.assist.transcribe.handler(({ input, signal }) => assist.transcribe(input, signal)),
    },
  };
}
