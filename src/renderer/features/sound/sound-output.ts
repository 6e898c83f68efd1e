/** Where sounds are heard: an audio element for each, through a gain of its own and one guard for all. */
import type { FollowingMedia } from '#renderer/features/shot-facts/index.ts';
import { assetUrl } from '#shared/contract/media-urls.ts';
import type { AssetId } from '#shared/domain/ids.ts';
import { connectGuard, guardDelaySeconds } from './loudness-guard.ts';

/** One sound that can be heard. */
export type SoundVoice = {
  media: FollowingMedia;
  /** What samples are multiplied with; taken up smoothly. */
  setGain: (gain: number) => void;
  drop: () => void;
};

export type SoundOutput = {
  open: (assetId: AssetId) => SoundVoice;
  /** From what an element plays to what is heard of it. */
  latencySeconds: () => number;
  /** A window may not be heard before somebody pressed something in it. */
  wake: () => void;
  close: () => void;
};

/** More than this is no latency but a device that says nonsense. */
const mostLatencySeconds = 0.5;

export function createSoundOutput(): SoundOutput {
  let context: AudioContext | null = null;
  let guard: AudioNode | null = null;
  return {
    open(assetId) {
      context ??= new AudioContext();
      guard ??= connectGuard(context);
      const { currentTime } = context;
      const audio = new Audio(assetUrl(assetId));
      audio.preload = 'auto';
      const gain = context.createGain();
      gain.gain.setValueAtTime(0, currentTime);
      context.createMediaElementSource(audio).connect(gain).connect(guard);
      return {
        media: audio,
        setGain: (wanted) => gain.gain.setTargetAtTime(wanted, context?.currentTime ?? 0, 0.01),
        drop() {
          audio.pause();
          audio.removeAttribute('src');
          audio.load();
          gain.disconnect();
        },
      };
    },
    latencySeconds() {
      if (!context) return 0;
      // `outputLatency` is not told by every browser.
      const device = context.baseLatency + ((context as { outputLatency?: number }).outputLatency ?? 0);
      return Math.min(mostLatencySeconds, device + guardDelaySeconds);
    },
    wake() {
      if (context?.state === 'suspended') void context.resume();
    },
    close() {
      void context?.close();
      context = null;
      guard = null;
    },
  };
}
