/** Shows the choice of a frame while there is a video to choose from; put once into the window. */
import { lazy, Suspense } from 'react';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { closeVideoFrame, openedVideo } from './open-video.ts';

const VideoFrameDialog = lazy(() =>
  import('./video-frame-dialog.tsx').then((module) => ({ default: module.VideoFrameDialog })),
);

export function VideoFrameHost() {
  const video = useObservable(openedVideo);
  if (!video) return null;
  return (
    <Suspense fallback={null}>
      <VideoFrameDialog video={video} onClose={closeVideoFrame} />
    </Suspense>
  );
}
