/** Makes a picture out of a clip the board of a shot. */
import { studio } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { putShots } from '#renderer/rpc/live.ts';
import { queryClient } from '#renderer/rpc/query-client.ts';
import { translator } from '#renderer/rpc/translator.ts';
import { showUndoNotice } from '#renderer/rpc/undo.ts';
import { type UploadOptions, uploadFile } from '#renderer/rpc/upload.ts';
import type { AssetId, ProjectId, ShotId } from '#shared/domain/ids.ts';
import { type FrameRate, secondsFromFrames } from '#shared/domain/time.ts';

/** The shot that gets the board. */
export type FrameTarget = { projectId: ProjectId; shotId: ShotId };

/** One frame of a clip in the library. */
export type ClipFrame = {
  assetId: AssetId;
  /** From 0. */
  frameIndex: number;
  /** Of the clip. */
  frameRate: FrameRate;
};

const microsInSecond = 1_000_000;

/** Never rejects. @returns whether it is the board now; a notice says so, or why not */
export async function takeClipFrame(target: FrameTarget, { assetId, frameIndex, frameRate }: ClipFrame) {
  const atMicros = Math.round(secondsFromFrames(frameIndex, frameRate) * microsInSecond);
  const answer = await edit(() => studio.boards.fromFrame({ shotId: target.shotId, assetId, atMicros }));
  if (!answer) return false;
  putShots(queryClient, target.projectId, [answer.shot]);
  showUndoNotice(translator.t('boardFrames.taken'), target.projectId);
  return true;
}

export type VideoFrame = { file: File; atSeconds: number };

/** As `takeClipFrame`, of a file that is sent and not kept. */
export async function takeVideoFrame(
  target: FrameTarget,
  { file, atSeconds }: VideoFrame,
  options: UploadOptions = {},
): Promise<boolean> {
  const atMicros = Math.max(0, Math.round(atSeconds * microsInSecond));
  const answer = await edit(async () => {
    const uploadId = await uploadFile(file, options);
    return studio.boards.fromVideo({ shotId: target.shotId, uploadId, atMicros }, options);
  });
  if (!answer) return false;
  putShots(queryClient, target.projectId, [answer.shot]);
  showUndoNotice(translator.t('boardFrames.taken'), target.projectId);
  return true;
}
