/** Drives one video by whole frames: exact steps, shuttle in both directions, and which frame is on the screen. */
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { FrameRate } from '#shared/domain/time.ts';
import { clampFrame, frameAtSeconds, seekSecondsOfFrame, shuttleSpeed } from '#renderer/features/shot-facts/index.ts';

export type VideoFrames = {
  /** Goes on the video. */
  video: RefObject<HTMLVideoElement | null>;
  /** 0-based frame on the screen. */
  frame: number;
  /** 0 is standing still; negative is backwards. */
  speed: number;
  seek: (frame: number) => void;
  /** Stops and moves by so many frames. */
  step: (frames: number) => void;
  toggle: () => void;
  shuttle: (direction: 'back' | 'on') => void;
  pause: () => void;
};

export type VideoFramesOptions = {
  /** Changes with the clip, so that the position starts anew. */
  clipKey: string;
  frameRate: FrameRate;
  durationFrames: number;
};

export function useVideoFrames({ clipKey, frameRate, durationFrames }: VideoFramesOptions): VideoFrames {
  const video = useRef<HTMLVideoElement>(null);
  // What belongs to another clip counts as the start, standing still.
  const [state, setState] = useState({ clipKey, frame: 0, speed: 0 });
  const { frame, speed } = state.clipKey === clipKey ? state : { frame: 0, speed: 0 };
  const patch = useCallback(
    (change: { frame?: number; speed?: number }) =>
      setState((now) => ({ ...(now.clipKey === clipKey ? now : { clipKey, frame: 0, speed: 0 }), ...change })),
    [clipKey],
  );
  const setFrame = useCallback((next: number) => patch({ frame: next }), [patch]);
  const setSpeed = useCallback((next: number) => patch({ speed: next }), [patch]);
  // A step during a seek counts from where that seek goes to, so that quick presses are not lost.
  const target = useRef(0);

  const seek = useCallback(
    (to: number) => {
      const next = clampFrame(to, durationFrames);
      target.current = next;
      setFrame(next);
      if (video.current) video.current.currentTime = seekSecondsOfFrame(next, frameRate);
    },
    [setFrame, frameRate, durationFrames],
  );

  const setRunning = useCallback(
    (next: number) => {
      const element = video.current;
      if (!element) return;
      setSpeed(next);
      if (next <= 0) element.pause();
      if (next > 0) {
        if (target.current >= durationFrames - 1) seek(0);
        element.playbackRate = next;
        // Fails when the video is gone or cannot be decoded: its error event tells.
        element.play().catch(() => setSpeed(0));
      }
    },
    [durationFrames, seek, setSpeed],
  );

  useEffect(() => {
    target.current = 0;
  }, [clipKey]);

  useEffect(() => {
    const element = video.current;
    if (!element) return;
    let handle = 0;
    const onFrame: VideoFrameRequestCallback = (_now, { mediaTime }) => {
      const shown = clampFrame(frameAtSeconds(mediaTime, frameRate), durationFrames);
      if (!element.paused) target.current = shown;
      setFrame(element.paused ? target.current : shown);
      handle = element.requestVideoFrameCallback(onFrame);
    };
    handle = element.requestVideoFrameCallback(onFrame);
    // Only an end by itself: going backwards is a row of seeks on a paused video.
    const onPause = () => setState((now) => (now.clipKey === clipKey && now.speed > 0 ? { ...now, speed: 0 } : now));
    const onEnded = () => setFrame((target.current = Math.max(0, durationFrames - 1)));
    element.addEventListener('pause', onPause);
    element.addEventListener('ended', onEnded);
    return () => {
      element.cancelVideoFrameCallback(handle);
      element.removeEventListener('pause', onPause);
      element.removeEventListener('ended', onEnded);
    };
  }, [clipKey, frameRate, durationFrames, setFrame]);

  // Browsers play backwards at no rate, so going back is a row of seeks.
  useEffect(() => {
    if (speed >= 0) return;
    let last = performance.now();
    let position = target.current;
    let request = requestAnimationFrame(function back(now) {
      position += ((now - last) / 1000) * speed * (frameRate.numerator / frameRate.denominator);
      last = now;
      if (position <= 0) {
        seek(0);
        setSpeed(0);
        return;
      }
      if (Math.floor(position) !== target.current && !video.current?.seeking) seek(Math.floor(position));
      request = requestAnimationFrame(back);
    });
    return () => cancelAnimationFrame(request);
  }, [speed, frameRate, seek, setSpeed]);

  return {
    video,
    frame,
    speed,
    seek,
    step: (frames) => {
      setRunning(0);
      seek(target.current + frames);
    },
    toggle: () => setRunning(speed === 0 ? 1 : 0),
    shuttle: (direction) => setRunning(shuttleSpeed(speed, direction)),
    pause: () => setRunning(0),
  };
}
