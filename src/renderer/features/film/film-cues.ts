/** Subtitles of a film by its position. Only the shot at the position is worked out. */
import { toDialogueCues } from '#shared/domain/dialogue-cues.ts';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { type SubtitleCue, subtitleShape } from '#shared/domain/subtitle-shape.ts';
import { wrapEvenly } from '#shared/domain/text-layout.ts';
import { segmentIndexAt, type Timeline } from '#renderer/features/shot-facts/index.ts';

export type FilmCuesOptions = {
  shots: ReadonlyArray<Pick<StoryboardShot, 'dialogue' | 'selectedTake'>>;
  timeline: Timeline;
  frameSize: FrameSize;
};

export type FilmCues = {
  /** Lines of the subtitle at a frame of the film; null where there is none. */
  textAt: (frame: number) => string | null;
};

export function filmCues({ shots, timeline, frameSize }: FilmCuesOptions): FilmCues {
  const { widthEms } = subtitleShape(frameSize);
  let latest: { index: number; cues: SubtitleCue[] } | null = null;
  const cuesOf = (index: number, frames: number): SubtitleCue[] => {
    if (latest?.index === index) return latest.cues;
    const shot = shots[index];
    const isInPicture = shot?.selectedTake?.hasBurntInSubtitles ?? false;
    const cues = !shot || isInPicture ? [] : toDialogueCues(shot.dialogue, frames, widthEms);
    latest = { index, cues: cues.map((cue) => ({ ...cue, text: wrapEvenly(cue.text, widthEms).join('\n') })) };
    return latest.cues;
  };
  return {
    textAt(frame) {
      const index = segmentIndexAt(timeline, frame);
      const segment = timeline.segments[index];
      if (!segment) return null;
      const into = frame - segment.startFrame;
      const cue = cuesOf(index, segment.endFrame - segment.startFrame).find(
        ({ startFrames, endFrames }) => startFrames <= into && into < endFrames,
      );
      return cue?.text ?? null;
    },
  };
}
