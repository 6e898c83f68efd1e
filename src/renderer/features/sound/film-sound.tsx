/** Lets the lanes be heard wherever a film plays; shows nothing. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { Project } from '#shared/domain/records.ts';
import type { FilmSegment } from '#shared/domain/sound-rules.ts';
import { scheduleSounds } from '#shared/domain/sound-schedule.ts';
import { studioQuery } from '#renderer/rpc/client.ts';
import type { Observable } from '#renderer/rpc/observable.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { soloLanesOf } from './solo-lanes.ts';
import { createSoundPlayer } from './sound-player.ts';

/** A film that is played elsewhere. */
export type FollowedFilm = {
  /** 0-based. */
  frame: Observable<number>;
  /** Whether the position goes on now. */
  isMoving: Observable<boolean>;
  /** Where it is now, with fractions, and how fast it moves: 0 is standing still, negative backwards. */
  now: () => { position: number; speed: number };
};

export type FilmSoundProps = {
  project: Pick<Project, 'id' | 'frameRate'>;
  segments: readonly FilmSegment[];
  film: FollowedFilm;
};

export function FilmSound({ project: { id: projectId, frameRate }, segments, film }: FilmSoundProps) {
  const { data } = useQuery(studioQuery.sound.get.queryOptions({ input: { projectId } }));
  const soloLaneIds = useObservable(soloLanesOf(projectId));
  const [player] = useState(createSoundPlayer);
  const scheduled = useMemo(
    () => (data ? scheduleSounds({ segments, ...data, frameRate, soloLaneIds }) : []),
    [segments, data, frameRate, soloLaneIds],
  );
  useEffect(() => {
    player.setSchedule(scheduled, frameRate);
    const follow = () => player.follow(film.now());
    follow();
    const undos = [film.frame.subscribe(follow), film.isMoving.subscribe(follow)];
    return () => undos.forEach((undo) => undo());
  }, [player, scheduled, frameRate, film]);
  useEffect(() => () => player.close(), [player]);
  return null;
}
