export { FrameBoardButton } from './frame-board-button.tsx';
export { openVideoFrame } from './open-video.ts';
export { VideoFrameHost } from './video-frame-host.tsx';
