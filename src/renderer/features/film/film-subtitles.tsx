/** Dialogue over the picture, cut and timed as in an exported film. */
import { useMemo, useSyncExternalStore } from 'react';
import type { Project, StoryboardShot } from '#shared/domain/records.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import type { Timeline } from '#renderer/features/shot-facts/index.ts';
import styles from './film.module.css';
import type { Playback } from './playback.ts';
import { filmCues } from './film-cues.ts';

export type FilmSubtitlesProps = {
  project: Project;
  shots: readonly StoryboardShot[];
  timeline: Timeline;
  playback: Playback;
};

export function FilmSubtitles({ project: { frameSize }, shots, timeline, playback }: FilmSubtitlesProps) {
  const isShown = useObservable(playback.showsSubtitles);
  const cues = useMemo(() => filmCues({ shots, timeline, frameSize }), [shots, timeline, frameSize]);
  const text = useSyncExternalStore(playback.frame.subscribe, () => cues.textAt(playback.frame.get()));
  if (!isShown || text === null) return null;
  return (
    <p className={styles.subtitle} dir="auto">
      {text}
    </p>
  );
}
