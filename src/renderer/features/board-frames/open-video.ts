/** A video whose frame is being chosen: opened from anywhere, shown once in the window. */
import { createObservable } from '#renderer/rpc/observable.ts';
import type { FrameTarget } from './take-frame.ts';

/** `url` is the file as an address, as long as it is open. */
export type OpenedVideo = FrameTarget & { file: File; url: string };

export const openedVideo = createObservable<OpenedVideo | null>(null);

/** Lets a person choose the frame of a video that becomes the board of a shot. */
export function openVideoFrame(video: FrameTarget & { file: File }): void {
  closeVideoFrame();
  openedVideo.set({ ...video, url: URL.createObjectURL(video.file) });
}

export function closeVideoFrame(): void {
  const video = openedVideo.get();
  openedVideo.set(null);
  if (video) URL.revokeObjectURL(video.url);
}
