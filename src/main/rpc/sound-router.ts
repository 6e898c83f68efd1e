/** Sound on lanes, and voices that are recorded. */
import { os } from './base.ts';
import type { StudioServices } from './studio-services.ts';

export function soundRoutes({ sound, recordings }: StudioServices) {
  return {
    recordings: {
      begin: os.recordings.begin.handler(({ input }) => recordings.begin(input.shotId)),
      list: os.recordings.list.handler(({ input }) => recordings.list(input.shotId)),
      keep: os.recordings.keep.handler(({ input, signal }) => recordings.keep(input.recordingId, signal)),
      discard: os.recordings.discard.handler(async ({ input }) => {
        await recordings.discard(input.recordingId);
        return { isDiscarded: true };
      }),
    },
    sound: {
      get: os.sound.get.handler(({ input }) => sound.get(input.projectId)),
      createLane: os.sound.createLane.handler(({ input }) => sound.createLane(input)),
      updateLane: os.sound.updateLane.handler(({ input }) =>
        sound.updateLane(input.laneId, input.patch, input.typingKey),
      ),
      moveLane: os.sound.moveLane.handler(({ input }) => sound.moveLane(input.laneId, input.afterLaneId)),
      deleteLane: os.sound.deleteLane.handler(({ input }) => sound.deleteLane(input.laneId)),
      addClip: os.sound.addClip.handler(({ input, signal }) => sound.addClip({ ...input, ...(signal && { signal }) })),
      updateClip: os.sound.updateClip.handler(({ input }) =>
        sound.updateClip(input.clipId, input.patch, input.typingKey),
      ),
      splitClip: os.sound.splitClip.handler(({ input }) => sound.splitClip(input)),
      waveform: os.sound.waveform.handler(({ input, signal }) => sound.waveform(input.assetId, signal)),
      deleteClips: os.sound.deleteClips.handler(({ input }) => sound.deleteClips(input.clipIds)),
    },
  };
}
