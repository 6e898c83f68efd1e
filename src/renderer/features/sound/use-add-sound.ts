/** Files on their way onto a lane: where they go, how far they are, and a way to call them off. */
import { useEffect, useRef, useState } from 'react';
import type { ProjectId, SoundClipId } from '#shared/domain/ids.ts';
import { anchorAt, type FilmSegment, soundLengthFrames } from '#shared/domain/sound-rules.ts';
import type { SoundLane, SoundLaneKind } from '#shared/domain/sound.ts';
import type { FrameRate } from '#shared/domain/time.ts';
import { showNotice } from '#renderer/rpc/notices.tsx';
import { translator } from '#renderer/rpc/translator.ts';
import { showUndoNotice } from '#renderer/rpc/undo.ts';
import { inNameOrder } from '#renderer/ui/chosen-files.ts';
import { addSound, type SoundPlace } from './sound-edits.ts';

/** A lane that is there, or the kind of a new one. */
export type SoundTarget = SoundLane | SoundLaneKind;

export type AddingSound = { fileName: string /** 0 to 1. */; progress: number };

export type AddSoundOptions = {
  projectId: ProjectId;
  frameRate: FrameRate;
  segments: readonly FilmSegment[];
  onAdded: (clipId: SoundClipId) => void;
};

export function useAddSound({ projectId, frameRate, segments, onAdded }: AddSoundOptions) {
  const [adding, setAdding] = useState<AddingSound | null>(null);
  const aborting = useRef(new AbortController());
  const lastTurn = useRef<Promise<void>>(Promise.resolve());
  // Who goes to another page meanwhile is told when it is done: a long file may take a while.
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);

  /** Several files follow one another, in the order of their names. */
  const addAll = async (files: readonly File[], target: SoundTarget, atFrame: number, signal: AbortSignal) => {
    const kind = typeof target === 'string' ? target : target.kind;
    const refusedNames: string[] = [];
    let place = placeOf(target);
    let frame = atFrame;
    for (const file of inNameOrder(files)) {
      if (signal.aborted) break;
      setAdding({ fileName: file.name, progress: 0 });
      const clip = await addSound({
        ...{ projectId, place, file, signal, anchor: anchorAt(segments, kind, frame) },
        onProgress: (progress) => setAdding({ fileName: file.name, progress }),
        onRefused: (fileName) => refusedNames.push(fileName),
      });
      if (!clip) continue;
      place = { laneId: clip.laneId };
      frame += soundLengthFrames(clip, frameRate);
      onAdded(clip.id);
      if (!isHere.current) showUndoNotice(translator.t('sound.added', { name: file.name }), projectId);
    }
    setAdding(null);
    if (refusedNames.length > 0) sayRefused(refusedNames);
  };
  /** Files that come while others are on their way wait for their turn; all of them are called off at once. */
  const add = (files: readonly File[], target: SoundTarget, atFrame: number): Promise<void> => {
    if (aborting.current.signal.aborted) aborting.current = new AbortController();
    const { signal } = aborting.current;
    if (files.length > 0) lastTurn.current = lastTurn.current.then(() => addAll(files, target, atFrame, signal));
    return lastTurn.current;
  };
  return { adding, add, cancel: () => aborting.current.abort() };
}

function placeOf(target: SoundTarget): SoundPlace {
  if (typeof target !== 'string') return { laneId: target.id };
  return { newLane: { kind: target, name: translator.t(`sound.kinds.${target}`) } };
}

function sayRefused(names: readonly string[]): void {
  const text = translator.t('sound.refused', { count: names.length, names: names.slice(0, 3).join(', ') });
  showNotice({ id: 'sound-refused', tone: 'bad', text });
}
