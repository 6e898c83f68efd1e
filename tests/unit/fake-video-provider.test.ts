import type { VideoRequest } from '#main/providers/video-provider.ts';
import type { Frames } from '#shared/domain/time.ts';
import { describeVideoProvider } from '../support/describe-video-provider.ts';
import { createFakeProvider, createFakeServer, fakeModel } from '../support/fake-video-provider.ts';

const request: VideoRequest = {
  modelId: 'fake',
  model: fakeModel,
  promptAsSent: 'A boat leaves at dawn.',
  settings: {
    durationSeconds: 2,
    frameSize: { widthPx: 320, heightPx: 180 },
    resolution: null,
    aspectRatio: null,
    hasSound: null,
    seed: null,
    negativePrompt: null,
    extra: {},
  },
  shotNumber: '1',
  title: '',
  prompt: 'A boat leaves at dawn.',
  styleNotes: '',
  dialogue: '',
  durationFrames: 48 as Frames,
  frameSize: { widthPx: 320, heightPx: 180 },
  frameRate: { numerator: 24, denominator: 1 },
  cameraMove: { kind: 'static', strength: 0 },
  inputs: [],
};

describeVideoProvider('the fake provider', async () => {
  const server = createFakeServer();
  const provider = createFakeProvider({ server });
  return {
    provider,
    request,
    countCreates: (attemptId) => server.creates.get(attemptId) ?? 0,
    finish(how) {
      if (how === 'well') return;
      for (const job of server.jobs.values()) job.plan = 'fail';
    },
    expectedBytes: (attemptId) => new TextEncoder().encode(`clip of ${attemptId}`),
    survivesRestart: true,
    restart: async () => createFakeProvider({ server }),
    dispose: async () => {},
  };
});
