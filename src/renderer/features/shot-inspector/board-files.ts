/** Pictures and recordings that a person drops, pastes or chooses, on their way to a shot. */
import type { Saved } from '#shared/contract/answers.ts';
import type { ProjectId, ShotId, UploadId } from '#shared/domain/ids.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { studio } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { putShots } from '#renderer/rpc/live.ts';
import { queryClient } from '#renderer/rpc/query-client.ts';
import { uploadFile } from '#renderer/rpc/upload.ts';

export const soundTypes = 'audio/*,.wav,.mp3,.m4a,.flac,.ogg,.opus,.aac';

export type MediaUpload = {
  projectId: ProjectId;
  shotId: ShotId;
  file: File;
  /** 0 to 1. */
  onProgress?: (progress: number) => void;
  /** Calls it off while it is being sent. */
  signal?: AbortSignal;
  /** Instead of a notice. */
  onError?: (thrown: unknown) => void;
};

/** Makes a file the board of a shot. @returns whether it became one. */
export function setBoard(upload: MediaUpload): Promise<boolean> {
  return setMedia(upload, (input) => studio.shots.setBoard(input));
}

/** Makes a file the voice of a shot. @returns whether it became one. */
export function setVoice(upload: MediaUpload): Promise<boolean> {
  return setMedia(upload, (input) => studio.shots.setVoice(input));
}

/** Makes a file the picture that a shot ends with, or one of those of what is to appear. @returns whether it is now */
export function addPicture(upload: MediaUpload, role: 'last-frame' | 'reference'): Promise<boolean> {
  return setMedia(upload, (input) => studio.shots.addMedia({ ...input, role }));
}

async function setMedia(
  { projectId, shotId, file, onProgress, signal, onError }: MediaUpload,
  call: (input: { shotId: ShotId; uploadId: UploadId }) => Promise<Saved & { shot: StoryboardShot }>,
): Promise<boolean> {
  const answer = await edit(
    async () => {
      const uploadId = await uploadFile(file, { ...(onProgress && { onProgress }), ...(signal && { signal }) });
      return call({ shotId, uploadId });
    },
    onError ? { onError } : {},
  );
  if (answer) putShots(queryClient, projectId, [answer.shot]);
  return answer !== null;
}

/** Takes the board or the voice away from shots. */
export async function clearMedia(projectId: ProjectId, shotIds: ShotId[], what: 'board' | 'voice'): Promise<void> {
  const answer = await edit(() => studio.shots.clearMedia({ shotIds, what }));
  if (answer) putShots(queryClient, projectId, answer.shots);
}
