export { shotSpriteUrl, shotStillUrl, shotThumbnailUrl } from './shot-picture.ts';
export { type Segment, type Timeline, clipFrames, segmentIndexAt, startFrameOf, toTimeline } from './timeline.ts';
export type { Tone } from './tone.ts';
export { clampFrame, frameAtSeconds, seekSecondsOfFrame, shuttleSpeed } from './frame-stepping.ts';
export { type PlayerCommand, playerCommandOf } from './player-keys.ts';
