/**
 * Plays the lanes along with a film that is played elsewhere.
 *
 * Each clip that sounds has an audio element that is kept at the film's exact position: a little faster or slower
 * within a frame, by a jump when it is far off. Elements need a moment to begin, which is learned: a clip begins that
 * much earlier, and where a film starts in the middle of one, that much further on. Gain and fades are set as the
 * position moves. Backwards nothing is heard.
 */
import { followClock } from '#renderer/features/shot-facts/index.ts';
import type { SoundClipId } from '#shared/domain/ids.ts';
import { type ScheduledSound, soundsAt } from '#shared/domain/sound-schedule.ts';
import { type FrameRate, nominalRate, secondsFromFrames } from '#shared/domain/time.ts';
import { createSoundOutput, type SoundOutput, type SoundVoice } from './sound-output.ts';

export type SoundPlayer = {
  /** Brings what is heard in line with the film; once for each of its frames. */
  follow: (film: { position: number; speed: number }) => void;
  setSchedule: (scheduled: readonly ScheduledSound[], frameRate: FrameRate) => void;
  close: () => void;
};

type Held = SoundVoice & {
  /** Where it was told to begin, in its own time; null once it plays. */
  beginsAt: number | null;
};

/** Sound that was held up may hurry more than a picture before anybody hears it. */
const mostChange = 0.25;
/** Further away than this, hurrying would take too long. */
const farSeconds = 0.3;
/** How long an element needs to begin: what is thought at first, and the most that is believed. */
const usualStartSeconds = 0.05;
const longestStartSeconds = 0.4;
/** An element that has not begun by then is told again. */
const patienceSeconds = 1;

/** @param output @default the window's own */
export function createSoundPlayer(output: SoundOutput = createSoundOutput()): SoundPlayer {
  let scheduled: readonly ScheduledSound[] = [];
  let frameRate: FrameRate = { numerator: 24, denominator: 1 };
  let startSeconds = usualStartSeconds;
  const voices = new Map<SoundClipId, Held>();

  function drop(clipId: SoundClipId, voice: SoundVoice): void {
    voice.drop();
    voices.delete(clipId);
  }

  /** What sounds within a second is loaded ahead, at its first sample; what is neither heard nor near is let go. */
  function keepNear(position: number, speed: number): void {
    const second = nominalRate(frameRate);
    const near = scheduled.filter((sound) => sound.startFrame <= position + second && sound.endFrame > position);
    const wanted = new Set(near.map(({ clipId }) => clipId));
    for (const [clipId, voice] of voices) if (!wanted.has(clipId)) drop(clipId, voice);
    for (const { clipId, assetId, startFrame, sourceStartMs } of near) {
      const voice = voices.get(clipId) ?? { ...output.open(assetId), beginsAt: null };
      voices.set(clipId, voice);
      const waitsSeconds = ((startFrame - position) * secondsFromFrames(1, frameRate)) / speed;
      if (waitsSeconds > 0) awaitStart(voice, { sourceSeconds: sourceStartMs / 1000, waitsSeconds, speed });
    }
  }

  type Wait = { sourceSeconds: number; waitsSeconds: number; speed: number };

  /** Stands at its first sample, and begins in silence as long before it is due as it needs for that. */
  function awaitStart(voice: Held, { sourceSeconds, waitsSeconds, speed }: Wait): void {
    const { media } = voice;
    voice.setGain(0);
    if (waitsSeconds > startSeconds + output.latencySeconds()) {
      voice.beginsAt = null;
      followClock(media, { seconds: sourceSeconds, speed: 0, frameSeconds: secondsFromFrames(1, frameRate) });
    } else if (media.paused) {
      voice.beginsAt = sourceSeconds;
      media.playbackRate = speed;
      media.play().catch(() => undefined);
    }
  }

  /** Keeps one that is heard at its place, and learns how long it needed to begin. */
  function keep(voice: Held, seconds: number, speed: number): void {
    const { media } = voice;
    const frameSeconds = secondsFromFrames(1, frameRate);
    if (media.paused) {
      voice.beginsAt = seconds + startSeconds * speed;
      return followClock(media, { seconds: voice.beginsAt, speed, frameSeconds, mostChange });
    }
    if (voice.beginsAt !== null) {
      const hasBegun = media.currentTime > voice.beginsAt;
      const lateSeconds = (seconds - media.currentTime) / speed;
      if (!hasBegun && lateSeconds < patienceSeconds) return;
      if (hasBegun) startSeconds = Math.max(0, Math.min(longestStartSeconds, startSeconds + lateSeconds));
      voice.beginsAt = null;
    }
    const isFar = Math.abs(media.currentTime - seconds) > farSeconds * speed;
    if (isFar && !media.seeking) {
      // A loop went round, or the device was away: it begins anew.
      voice.beginsAt = seconds + startSeconds * speed;
      media.currentTime = voice.beginsAt;
      media.playbackRate = speed;
      return;
    }
    followClock(media, { seconds, speed, frameSeconds, mostChange });
  }

  return {
    follow({ position, speed }) {
      if (speed <= 0) {
        for (const { media } of voices.values()) media.pause();
        return;
      }
      keepNear(position, speed);
      const sounding = soundsAt(scheduled, position, frameRate);
      if (sounding.length > 0) output.wake();
      const aheadSeconds = output.latencySeconds() * speed;
      for (const { clipId, sourceMs, gain } of sounding) {
        const voice = voices.get(clipId);
        voice?.setGain(gain);
        if (voice) keep(voice, sourceMs / 1000 + aheadSeconds, speed);
      }
    },
    setSchedule(next, rate) {
      const wanted = new Set(next.map(({ clipId }) => clipId));
      for (const [clipId, voice] of voices) if (!wanted.has(clipId)) drop(clipId, voice);
      scheduled = next;
      frameRate = rate;
    },
    close() {
      for (const [clipId, voice] of voices) drop(clipId, voice);
      output.close();
    },
  };
}
