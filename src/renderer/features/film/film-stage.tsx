/**
 * Shows the film at its position, without rendering anything first: takes where there are some, else boards under their
 * camera move or plain cards, with voices and subtitles. `stage-player.ts` keeps it going.
 */
import { type ReactNode, type SyntheticEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { assetUrl } from '#shared/contract/media-urls.ts';
import { framingOf } from '#shared/domain/camera-move.ts';
import type { ShotId } from '#shared/domain/ids.ts';
import type { Project, StoryboardShot } from '#shared/domain/records.ts';
import { segmentIndexAt, shotStillUrl, type Timeline } from '#renderer/features/shot-facts/index.ts';
import { FilmSound } from '#renderer/features/sound/index.ts';
import { boardTransform } from './board-transform.ts';
import styles from './film.module.css';
import { FilmSubtitles } from './film-subtitles.tsx';
import type { Playback } from './playback.ts';
import { createStagePlayer, slotOf, type StageFilm, type StagePlayer, type StageSlots } from './stage-player.ts';
import { StageBar } from './stage-bar.tsx';

export type FilmStageProps = {
  project: Project;
  /** In the order of the film, as many as the timeline has segments. */
  shots: readonly StoryboardShot[];
  numbers: ReadonlyMap<ShotId, string>;
  timeline: Timeline;
  playback: Playback;
};

export function FilmStage({ project, shots, numbers, timeline, playback }: FilmStageProps) {
  const { t } = useTranslation();
  const index = useSyncExternalStore(playback.frame.subscribe, () => segmentIndexAt(timeline, playback.frame.get()));
  const screen = useRef<HTMLDivElement>(null);
  useEffect(() => {
    playback.stage.set(screen.current);
    return () => playback.stage.set(null);
  }, [playback]);
  const { holdVideo, holdVoice, refresh } = useStagePlayer({ project, shots, timeline, playback });
  const { widthPx, heightPx } = project.frameSize;
  return (
    <div className={styles.stage} role="group" aria-label={t('film.stage')} ref={screen}>
      <FilmSound project={project} segments={timeline.segments} film={playback} />
      <div
        className={styles.screen}
        style={{ aspectRatio: `${widthPx} / ${heightPx}`, '--shape': widthPx / heightPx } as object}
      >
        {([0, 1] as const).map((slot) => {
          const held = slotOf(index) === slot ? index : index + 1;
          const shot = shots[held];
          const take = shot?.selectedTake;
          const voiceId = take ? null : shot?.voiceAssetId;
          return (
            <div key={slot} className={held === index ? styles.shown : styles.hidden}>
              <video
                ref={holdVideo[slot]}
                {...(take ? { src: assetUrl(take.assetId) } : {})}
                preload="auto"
                playsInline
                tabIndex={-1}
                onLoadedMetadata={refresh}
                className={take ? styles.layer : styles.hidden}
              />
              {/* Its words are the subtitles. */}
              {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
              <audio ref={holdVoice[slot]} {...(voiceId ? { src: assetUrl(voiceId) } : {})} preload="auto" />
              {shot && !take && (
                <Board
                  key={shot.id}
                  shot={shot}
                  number={numbers.get(shot.id) ?? ''}
                  startFrame={timeline.segments[held]?.startFrame ?? 0}
                  playback={playback}
                />
              )}
            </div>
          );
        })}
        <FilmSubtitles project={project} shots={shots} timeline={timeline} playback={playback} />
      </div>
      <StageBar project={project} timeline={timeline} playback={playback} />
    </div>
  );
}

type BoardProps = { shot: StoryboardShot; number: string; startFrame: number; playback: Playback };

/** A board under its camera move, or the card of a shot without one. */
function Board({ shot, number, startFrame, playback }: BoardProps) {
  const url = shotStillUrl({ ...shot, selectedTake: null });
  const { cameraMove, framing, durationFrames } = shot;
  const moved = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const show = () => {
      const element = moved.current;
      if (!element) return;
      const camera = framingOf(cameraMove, framing);
      element.style.transform = boardTransform(camera, playback.frame.get() - startFrame, durationFrames);
    };
    show();
    return playback.frame.subscribe(show);
  }, [cameraMove, framing, durationFrames, startFrame, playback]);
  if (!url) return <Card shot={shot} number={number} />;
  return (
    <div ref={moved} className={styles.board}>
      <BoardPicture url={url} />
    </div>
  );
}

/** A board of nearly the frame's shape fills it; any other stands whole over a dark, blurred copy of itself. */
function BoardPicture({ url }: { url: string }) {
  const [isFilling, setFilling] = useState(true);
  const decide = ({
    currentTarget: { naturalWidth, naturalHeight, parentElement },
  }: SyntheticEvent<HTMLImageElement>) => {
    if (!parentElement || naturalHeight === 0) return;
    const ratio = naturalWidth / naturalHeight / (parentElement.clientWidth / parentElement.clientHeight);
    setFilling(ratio > 0.97 && ratio < 1.03);
  };
  return (
    <>
      {!isFilling && <img className={styles.backdrop} src={url} alt="" />}
      <img className={isFilling ? styles.filling : styles.layer} src={url} alt="" onLoad={decide} />
    </>
  );
}

function Card({ shot: { title, prompt }, number }: { shot: StoryboardShot; number: string }): ReactNode {
  const { t } = useTranslation();
  const isSaidByTitle = prompt.trim().replace(/[.。!?…]+$/u, '') === title.trim();
  return (
    <div className={styles.plain} dir="auto">
      <p className={styles.plainNumber}>{number}</p>
      <p className={styles.plainTitle}>{title || t('film.plainCard')}</p>
      {!isSaidByTitle && prompt.trim() !== '' && <p className={styles.plainText}>{prompt}</p>}
    </div>
  );
}

type StagePlayerHookOptions = Pick<FilmStageProps, 'project' | 'shots' | 'timeline' | 'playback'>;

function useStagePlayer({ project: { frameRate }, shots, timeline, playback }: StagePlayerHookOptions) {
  const [stage] = useState(createStage);
  useEffect(() => stage.open(playback), [playback, stage]);
  useEffect(() => stage.setFilm({ frameRate, shots, timeline }), [playback, stage, frameRate, shots, timeline]);
  return stage;
}

type HoldMedia = (element: HTMLMediaElement | null) => void;

/** The elements of both slots with the refs that put them there, and the player that moves them. */
function createStage() {
  const slots: StageSlots = { videos: [null, null], voices: [null, null] };
  const hold = (kind: keyof StageSlots): [HoldMedia, HoldMedia] => [
    (element) => {
      slots[kind][0] = element;
    },
    (element) => {
      slots[kind][1] = element;
    },
  ];
  let player: StagePlayer | null = null;
  return {
    holdVideo: hold('videos'),
    holdVoice: hold('voices'),
    /** @returns what closes it. */
    open(playback: Playback) {
      const made = createStagePlayer({ playback, slots, nowMs: () => performance.now(), beforePainting });
      player = made;
      return () => made.close();
    },
    setFilm: (film: StageFilm) => player?.setFilm(film),
    refresh: () => player?.refresh(),
  };
}

function beforePainting(run: () => void): () => void {
  const request = requestAnimationFrame(run);
  return () => cancelAnimationFrame(request);
}
