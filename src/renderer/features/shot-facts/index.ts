export { followClock, type FollowingMedia } from './follow-clock.ts';
export { readDuration } from './read-duration.ts';
export { readSceneNumber } from './read-scene-number.ts';
export { readLens } from './read-lens.ts';
export { shotSpriteUrl, shotStillUrl, shotThumbnailUrl } from './shot-picture.ts';
export {
  type Segment,
  type Timeline,
  clipFrames,
  filmTimeline,
  frameAfterChange,
  planTimeline,
  segmentIndexAt,
  startFrameOf,
  withSegmentFrames,
} from './timeline.ts';
export type { Tone } from './tone.ts';
export { clampFrame, frameAtSeconds, seekSecondsOfFrame, shuttleSpeed } from './frame-stepping.ts';
export { type PlayerCommand, playerCommandOf, playerCommands, playerHints, pressedTakeNumber } from './player-keys.ts';
