/**
 * Shows the film at its position and moves it on while it plays.
 *
 * Two videos take turns: while one plays, the other holds the next clip ready at its first frame. A shot without a
 * take is its board. Each lasts as long as the timeline says: a longer take is cut off there, a shorter one stands
 * still at its last frame.
 */
import { type RefObject, useEffect, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { assetUrl } from '#shared/contract/media-urls.ts';
import type { Project, StoryboardShot } from '#shared/domain/records.ts';
import {
  frameAtSeconds,
  seekSecondsOfFrame,
  segmentIndexAt,
  shotStillUrl,
  type Timeline,
} from '#renderer/features/shot-facts/index.ts';
import styles from './film.module.css';
import type { Playback } from './playback.ts';

export type FilmStageProps = {
  project: Project;
  /** In the order of the film, as many as the timeline has segments. */
  shots: readonly StoryboardShot[];
  timeline: Timeline;
  playback: Playback;
};

export function FilmStage({ project, shots, timeline, playback }: FilmStageProps) {
  const { t } = useTranslation();
  const videos = useRef<Slots>([null, null]);
  const index = useSyncExternalStore(playback.frame.subscribe, () => segmentIndexAt(timeline, playback.frame.get()));
  useStageClock({ project, shots, timeline, playback, videos });
  const shot = shots[index];
  const still = shot && shotStillUrl({ ...shot, selectedTake: null });
  const { widthPx, heightPx } = project.frameSize;
  return (
    <div className={styles.stage} role="group" aria-label={t('film.stage')}>
      <div
        className={styles.screen}
        style={{ aspectRatio: `${widthPx} / ${heightPx}`, '--shape': widthPx / heightPx } as object}
      >
        {([0, 1] as const).map((slot) => {
          const held = index % 2 === slot ? index : index + 1;
          const take = shots[held]?.selectedTake;
          return (
            <video
              key={slot}
              ref={(element) => {
                videos.current[slot] = element;
              }}
              {...(take ? { src: assetUrl(take.assetId) } : {})}
              preload="auto"
              playsInline
              tabIndex={-1}
              className={held === index && take ? styles.shown : styles.hidden}
            />
          );
        })}
        {shot && !shot.selectedTake && still && <img className={styles.shown} src={still} alt="" />}
        {shot && !shot.selectedTake && !still && (
          <div className={styles.plain} dir="auto">
            <p>{shot.title || t('film.plainCard')}</p>
          </div>
        )}
      </div>
    </div>
  );
}

type Slots = [HTMLVideoElement | null, HTMLVideoElement | null];

type StageClockOptions = FilmStageProps & { videos: RefObject<Slots> };

/** Follows seeks while standing still, and the clock (the video's own where there is one) while playing. */
function useStageClock({ project: { frameRate }, shots, timeline, playback, videos: slots }: StageClockOptions): void {
  useEffect(() => {
    const videos = slots.current;
    const framesPerMs = frameRate.numerator / frameRate.denominator / 1000;

    /**
     * The video of the present shot, and where it should stand; null while a still is shown. It is over while the
     * position is behind the end of the take: the clock then goes on without it.
     */
    const present = () => {
      const index = segmentIndexAt(timeline, playback.frame.get());
      const segment = timeline.segments[index];
      const video = videos[index % 2 === 0 ? 0 : 1];
      const take = shots[index]?.selectedTake;
      if (!segment || !video || !take) return null;
      const takeEndFrame = segment.startFrame + take.durationFrames;
      const shownFrame = Math.min(playback.frame.get(), takeEndFrame - 1);
      return {
        segment,
        video,
        takeEndFrame,
        isOver: playback.frame.get() >= takeEndFrame,
        seconds: seekSecondsOfFrame(shownFrame - segment.startFrame, frameRate),
      };
    };
    const showPosition = () => {
      const at = present();
      if (at) at.video.currentTime = at.seconds;
    };
    const pauseAll = () => {
      for (const video of videos) video?.pause();
    };

    let request = 0;
    let lastMs = 0;
    let part = 0;
    let playing: HTMLVideoElement | null = null;

    const goTo = (frame: number) => {
      if (frame >= timeline.durationFrames || frame < 0) {
        playback.frame.set(frame < 0 ? 0 : Math.max(0, timeline.durationFrames - 1));
        playback.pause();
        return false;
      }
      playback.frame.set(frame);
      return true;
    };
    const tick = (nowMs: number) => {
      const speed = playback.speed.get();
      const sinceMs = Math.min(200, nowMs - lastMs);
      lastMs = nowMs;
      const now = speed > 0 ? present() : null;
      const at = now?.isOver ? null : now;
      if (at && playing !== at.video) {
        // The clip was held ready at its first frame; after a seek it must be brought to its place.
        pauseAll();
        playing = at.video;
        if (Math.abs(at.video.currentTime - at.seconds) > 0.5 / (framesPerMs * 1000)) at.video.currentTime = at.seconds;
        at.video.playbackRate = speed;
        at.video.play().catch(() => undefined);
      }
      if (at && !at.video.error) {
        const shown = at.segment.startFrame + frameAtSeconds(at.video.currentTime, frameRate);
        if (at.video.ended || shown >= at.segment.endFrame) {
          at.video.pause();
          playing = null;
          part = 0;
          if (!goTo(Math.min(at.segment.endFrame, at.takeEndFrame))) return;
        } else if (!at.video.seeking && shown > playback.frame.get()) {
          playback.frame.set(shown);
        }
      } else {
        playing?.pause();
        playing = null;
        part += sinceMs * framesPerMs * speed;
        const whole = Math.trunc(part);
        part -= whole;
        if (whole !== 0 && !goTo(playback.frame.get() + whole)) return;
        if (speed < 0) showPosition();
      }
      request = requestAnimationFrame(tick);
    };
    const follow = () => {
      cancelAnimationFrame(request);
      pauseAll();
      playing = null;
      part = 0;
      if (playback.speed.get() === 0) return showPosition();
      lastMs = performance.now();
      if (present()?.isOver) showPosition();
      request = requestAnimationFrame(tick);
    };

    const undos = [
      playback.speed.subscribe(follow),
      playback.seeks.subscribe(() => (playback.speed.get() === 0 ? showPosition() : follow())),
    ];
    for (const video of videos) {
      const onLoaded = () => {
        // The held clip waits at its first frame; the shown one at the position.
        if (present()?.video === video) showPosition();
        else if (video) video.currentTime = seekSecondsOfFrame(0, frameRate);
      };
      video?.addEventListener('loadedmetadata', onLoaded);
      undos.push(() => video?.removeEventListener('loadedmetadata', onLoaded));
    }
    follow();
    return () => {
      cancelAnimationFrame(request);
      pauseAll();
      for (const undo of undos) undo();
    };
  }, [frameRate, shots, timeline, playback, slots]);
}
