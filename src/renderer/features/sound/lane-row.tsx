/** One lane: its head, and its clips where they are in the film. */
import type { SoundClipId } from '#shared/domain/ids.ts';
import type { FilmSegment } from '#shared/domain/sound-rules.ts';
import type { FrameRate } from '#shared/domain/time.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { AudioDrop } from './audio-drop.tsx';
import type { FollowedFilm } from './film-sound.tsx';
import { LaneHead, type LaneHeadProps } from './lane-head.tsx';
import { SoundClipBox, type SoundClipProps } from './sound-clip.tsx';
import type { LanesView } from './sound-lanes.tsx';
import styles from './sound.module.css';
import type { PlacedClip } from './sound-view.ts';
import { laneAttribute } from './use-clip-drag.ts';

export type LaneRowProps = LaneHeadProps &
  Pick<SoundClipProps, 'onSelect' | 'onCommand' | 'onStartDrag'> & {
    clips: readonly PlacedClip[];
    segments: readonly FilmSegment[];
    view: LanesView;
    film: FollowedFilm;
    frameRate: FrameRate;
    selectedId: SoundClipId | null;
    /** Neither muted nor beside a solo lane. */
    isHeard: boolean;
    onFiles: (files: File[], frame: number) => void;
  };

export function LaneRow(props: LaneRowProps) {
  const { lane, clips, segments, view, film, frameRate, selectedId, isHeard, onFiles } = props;
  const { pxPerFrame, scrollLeftPx, widthPx } = view;
  const isSeen = ({ startFrame, endFrame }: FilmSegment) =>
    endFrame * pxPerFrame >= scrollLeftPx && startFrame * pxPerFrame <= scrollLeftPx + widthPx;
  return (
    <li className={styles.lane}>
      <LaneHead {...props} />
      <AudioDrop
        className={styles.track}
        onFiles={(files, clientX) => {
          const left = document.querySelector(`[${laneAttribute}="${lane.id}"]`)?.getBoundingClientRect().left ?? 0;
          onFiles(files, (clientX - left) / pxPerFrame);
        }}
      >
        <div
          className={styles.film}
          style={{ transform: `translateX(${-scrollLeftPx}px)` }}
          {...{ [laneAttribute]: lane.id }}
        >
          {segments.filter(isSeen).map(({ shotId, endFrame }) => (
            <span key={shotId} className={styles.cut} style={{ left: endFrame * pxPerFrame }} />
          ))}
          {clips.map((clip) => (
            <SoundClipBox
              key={clip.id}
              clip={clip}
              laneGainDb={lane.gainDb}
              pxPerFrame={pxPerFrame}
              seenFromPx={scrollLeftPx - 40}
              seenToPx={scrollLeftPx + widthPx + 40}
              frameRate={frameRate}
              isSelected={clip.id === selectedId}
              isSilent={!isHeard}
              onSelect={props.onSelect}
              onCommand={props.onCommand}
              onStartDrag={props.onStartDrag}
            />
          ))}
          <Playhead film={film} pxPerFrame={pxPerFrame} />
        </div>
      </AudioDrop>
    </li>
  );
}

function Playhead({ film, pxPerFrame }: { film: FollowedFilm; pxPerFrame: number }) {
  const frame = useObservable(film.frame);
  return <span className={styles.playhead} style={{ transform: `translateX(${frame * pxPerFrame}px)` }} />;
}
