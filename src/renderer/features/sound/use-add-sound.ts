/** Files on their way onto a lane: where they go, how far they are, and a way to call them off. */
import { useEffect, useRef, useState } from 'react';
import type { ProjectId, SoundClipId } from '#shared/domain/ids.ts';
import { anchorAt, type FilmSegment } from '#shared/domain/sound-rules.ts';
import type { SoundLane, SoundLaneKind } from '#shared/domain/sound.ts';
import { addSound, createLane } from './sound-edits.ts';

/** A lane that is there, or the kind of a new one. */
export type SoundTarget = SoundLane | SoundLaneKind;

export type AddingSound = { fileName: string /** 0 to 1. */; progress: number };

export type AddSoundOptions = {
  projectId: ProjectId;
  segments: readonly FilmSegment[];
  onAdded: (clipId: SoundClipId) => void;
};

export function useAddSound({ projectId, segments, onAdded }: AddSoundOptions) {
  const [adding, setAdding] = useState<AddingSound | null>(null);
  const aborting = useRef(new AbortController());
  useEffect(() => () => aborting.current.abort(), []);

  const add = async (files: readonly File[], target: SoundTarget, frame: number) => {
    if (files.length === 0) return;
    const lane = typeof target === 'string' ? await createLane(projectId, target) : target;
    if (!lane) return;
    aborting.current = new AbortController();
    const { signal } = aborting.current;
    const anchor = anchorAt(segments, lane.kind, frame);
    for (const file of files) {
      if (signal.aborted) break;
      setAdding({ fileName: file.name, progress: 0 });
      const onProgress = (progress: number) => setAdding({ fileName: file.name, progress });
      const clipId = await addSound({ projectId, laneId: lane.id, anchor, file, onProgress, signal });
      if (clipId) onAdded(clipId);
    }
    setAdding(null);
  };
  return { adding, add, cancel: () => aborting.current.abort() };
}
