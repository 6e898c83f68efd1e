/**
 * Plays the lanes along with a film that is played elsewhere.
 *
 * Each clip that sounds has an audio element, which is brought back to its place when it drifts. Gain and fades are set
 * as the position moves. Backwards nothing is heard.
 */
import { assetUrl } from '#shared/contract/media-urls.ts';
import type { SoundClipId } from '#shared/domain/ids.ts';
import { type ScheduledSound, soundsAt } from '#shared/domain/sound-schedule.ts';
import type { FrameRate } from '#shared/domain/time.ts';
import { nominalRate } from '#shared/domain/time.ts';

export type SoundPlayer = {
  /** Brings what is heard in line with the film. */
  follow: (film: { frame: number; speed: number }) => void;
  setSchedule: (scheduled: readonly ScheduledSound[], frameRate: FrameRate) => void;
  close: () => void;
};

type Voice = { audio: HTMLAudioElement; gain: GainNode };

/** A clip this far off is brought back; less is not heard, and jumping is. */
const mostDriftSeconds = 0.12;
const fastestSpeed = 4;

export function createSoundPlayer(): SoundPlayer {
  let context: AudioContext | null = null;
  let scheduled: readonly ScheduledSound[] = [];
  let frameRate: FrameRate = { numerator: 24, denominator: 1 };
  const voices = new Map<SoundClipId, Voice>();

  function open({ clipId, assetId }: Pick<ScheduledSound, 'clipId' | 'assetId'>): Voice {
    const known = voices.get(clipId);
    if (known) return known;
    context ??= new AudioContext();
    const audio = new Audio(assetUrl(assetId));
    audio.preload = 'auto';
    const gain = context.createGain();
    gain.gain.value = 0;
    context.createMediaElementSource(audio).connect(gain).connect(context.destination);
    const voice = { audio, gain };
    voices.set(clipId, voice);
    return voice;
  }

  function drop(clipId: SoundClipId, { audio, gain }: Voice): void {
    audio.pause();
    audio.removeAttribute('src');
    audio.load();
    gain.disconnect();
    voices.delete(clipId);
  }

  /** What sounds within a second is loaded ahead; what is neither heard nor near is let go. */
  function keepNear(frame: number): void {
    const second = nominalRate(frameRate);
    const near = scheduled.filter((sound) => sound.startFrame <= frame + second && sound.endFrame > frame);
    const wanted = new Set(near.map(({ clipId }) => clipId));
    for (const [clipId, voice] of voices) if (!wanted.has(clipId)) drop(clipId, voice);
    for (const sound of near) open(sound);
  }

  function follow({ frame, speed }: { frame: number; speed: number }): void {
    const isHeard = speed > 0 && speed <= fastestSpeed;
    if (!isHeard) {
      for (const { audio } of voices.values()) audio.pause();
      return;
    }
    keepNear(frame);
    const sounding = new Map(soundsAt(scheduled, frame, frameRate).map((sound) => [sound.clipId, sound]));
    if (sounding.size > 0 && context?.state === 'suspended') void context.resume();
    for (const [clipId, { audio, gain }] of voices) {
      const sound = sounding.get(clipId);
      if (!sound) {
        audio.pause();
        continue;
      }
      gain.gain.setTargetAtTime(sound.gain, context?.currentTime ?? 0, 0.01);
      audio.playbackRate = speed;
      const seconds = sound.sourceMs / 1000;
      if (Math.abs(audio.currentTime - seconds) > mostDriftSeconds * speed && !audio.seeking)
        audio.currentTime = seconds;
      // Refused where the window may not play yet, and when it is paused again at once.
      if (audio.paused) audio.play().catch(() => undefined);
    }
  }

  return {
    follow,
    setSchedule(next, rate) {
      const assets = new Map(next.map(({ clipId, assetId }) => [clipId, assetId]));
      for (const [clipId, voice] of voices) if (!assets.has(clipId)) drop(clipId, voice);
      scheduled = next;
      frameRate = rate;
    },
    close() {
      for (const [clipId, voice] of voices) drop(clipId, voice);
      void context?.close();
      context = null;
    },
  };
}
