export { shotSpriteUrl, shotStillUrl, shotThumbnailUrl } from './shot-picture.ts';
export { type Segment, type Timeline, clipFrames, segmentIndexAt, startFrameOf, toTimeline } from './timeline.ts';
export type { Tone } from './tone.ts';
