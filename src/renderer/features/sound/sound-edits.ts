/** Every change of the lanes, shown at once and sent to the studio. None of them rejects: a notice says what failed. */
import type { SoundClipPatch, SoundLanePatch } from '#shared/contract/sound-schemas.ts';
import type { ProjectId, SoundClipId, SoundLaneId } from '#shared/domain/ids.ts';
import type { ListedSoundClip, SoundAnchor, SoundLane, SoundLaneKind, Soundtrack } from '#shared/domain/sound.ts';
import { studio, studioQuery, toErrorData } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { showError } from '#renderer/rpc/notices.tsx';
import { queryClient } from '#renderer/rpc/query-client.ts';
import { translator } from '#renderer/rpc/translator.ts';
import { showUndoNotice } from '#renderer/rpc/undo.ts';
import { uploadFile } from '#renderer/rpc/upload.ts';

function keyOf(projectId: ProjectId) {
  return studioQuery.sound.get.queryKey({ input: { projectId } });
}

function patchCache(projectId: ProjectId, change: (soundtrack: Soundtrack) => Soundtrack): void {
  const queryKey = keyOf(projectId);
  // An answer that is on its way knows nothing of this change yet; what is saved is told to every window again.
  if (queryClient.getQueryData(queryKey)) void queryClient.cancelQueries({ queryKey });
  queryClient.setQueryData<Soundtrack>(queryKey, (before) => before && change(before));
}

function refetch(projectId: ProjectId): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: keyOf(projectId) });
}

/** A clip as it is by now: keys in quick succession come before it is drawn again. */
export function clipNow({ projectId, id }: ListedSoundClip): ListedSoundClip | undefined {
  return queryClient.getQueryData<Soundtrack>(keyOf(projectId))?.clips.find((clip) => clip.id === id);
}

const withClip = (clip: ListedSoundClip) => (soundtrack: Soundtrack) => ({
  ...soundtrack,
  clips: soundtrack.clips.some(({ id }) => id === clip.id)
    ? soundtrack.clips.map((other) => (other.id === clip.id ? clip : other))
    : [...soundtrack.clips, clip],
});

const withLane = (lane: SoundLane) => (soundtrack: Soundtrack) => ({
  ...soundtrack,
  lanes: soundtrack.lanes.some(({ id }) => id === lane.id)
    ? soundtrack.lanes.map((other) => (other.id === lane.id ? lane : other))
    : [...soundtrack.lanes, lane],
});

/** Another lane of a kind, below the others. */
export async function createLane(
  projectId: ProjectId,
  kind: SoundLaneKind,
  lanes: readonly SoundLane[],
): Promise<void> {
  const name = `${translator.t(`sound.kinds.${kind}`)} ${lanes.filter((lane) => lane.kind === kind).length + 1}`;
  const answer = await edit(() => studio.sound.createLane({ projectId, kind, name }));
  if (answer) patchCache(projectId, withLane(answer.lane));
}

export async function changeLane(lane: SoundLane, patch: SoundLanePatch, typingKey?: string): Promise<void> {
  const { projectId, id: laneId } = lane;
  patchCache(projectId, withLane({ ...lane, ...patch } as SoundLane));
  const answer = await edit(() => studio.sound.updateLane({ laneId, patch, ...(typingKey && { typingKey }) }));
  if (!answer) await refetch(projectId);
}

/** One place up or down. */
export async function moveLane(lanes: readonly SoundLane[], lane: SoundLane, step: 1 | -1): Promise<void> {
  const index = lanes.findIndex(({ id }) => id === lane.id);
  const others = lanes.filter(({ id }) => id !== lane.id);
  const afterLaneId = others[index + step - 1]?.id ?? null;
  await edit(() => studio.sound.moveLane({ laneId: lane.id, afterLaneId }));
  await refetch(lane.projectId);
}

export async function deleteLane({ id: laneId, projectId, name }: SoundLane): Promise<void> {
  const answer = await edit(() => studio.sound.deleteLane({ laneId }));
  if (answer) showUndoNotice(translator.t('sound.laneDeleted', { name }), projectId);
  await refetch(projectId);
}

/** A lane that is there, or one that is made together with what comes onto it. */
export type SoundPlace = { laneId: SoundLaneId } | { newLane: { kind: SoundLaneKind; name: string } };

export type NewSound = {
  projectId: ProjectId;
  place: SoundPlace;
  anchor: SoundAnchor;
  file: File;
  /** 0 to 1. */
  onProgress: (progress: number) => void;
  signal: AbortSignal;
  /** It cannot be read as a sound. */
  onRefused: (fileName: string) => void;
};

/** @returns the new clip, or null when there is none */
export async function addSound(sound: NewSound): Promise<ListedSoundClip | null> {
  const { projectId, place, anchor, file, onRefused, ...upload } = sound;
  const where = 'laneId' in place ? place : { newLane: { projectId, ...place.newLane } };
  const answer = await edit(
    async () => {
      const uploadId = await uploadFile(file, upload);
      return studio.sound.addClip({ ...where, uploadId, anchor }, { signal: upload.signal });
    },
    { onError: (thrown) => (isNoSound(thrown) ? onRefused(file.name) : showError(thrown)) },
  );
  if (!answer) return null;
  patchCache(projectId, withClip(answer.clip));
  if ('newLane' in place) await refetch(projectId);
  return answer.clip;
}

function isNoSound(thrown: unknown): boolean {
  const { code } = toErrorData(thrown);
  return code === 'MEDIA_TYPE_NOT_SUPPORTED' || code === 'MEDIA_DECODE_FAILED';
}

export async function changeClip(
  clip: ListedSoundClip,
  { anchor, ...patch }: SoundClipPatch,
  typingKey?: string,
): Promise<void> {
  const { projectId, id: clipId } = clip;
  patchCache(projectId, withClip({ ...clip, ...patch, ...anchor } as ListedSoundClip));
  const answer = await edit(() =>
    studio.sound.updateClip({
      clipId,
      patch: { ...patch, ...(anchor && { anchor }) },
      ...(typingKey && { typingKey }),
    }),
  );
  if (!answer) await refetch(projectId);
}

/** @returns the second part, or null when it was not split */
export async function splitClip(
  { id: clipId, projectId }: ListedSoundClip,
  atSourceMs: number,
  anchor: SoundAnchor,
): Promise<SoundClipId | null> {
  const answer = await edit(() => studio.sound.splitClip({ clipId, atSourceMs, anchor }));
  await refetch(projectId);
  return answer?.clip.id ?? null;
}

export async function deleteClip({ id, projectId, sourceName }: ListedSoundClip): Promise<void> {
  patchCache(projectId, (before) => ({ ...before, clips: before.clips.filter((clip) => clip.id !== id) }));
  const answer = await edit(() => studio.sound.deleteClips({ clipIds: [id] }));
  if (answer) showUndoNotice(translator.t('sound.clipDeleted', { name: sourceName }), projectId);
  else await refetch(projectId);
}
