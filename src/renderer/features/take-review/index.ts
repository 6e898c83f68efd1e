export { clampFrame, frameAtSeconds, seekSecondsOfFrame, shuttleSpeed } from './frame-stepping.ts';
export { PlayerDialog } from './player-dialog.tsx';
export { type PlayerCommand, playerCommandOf } from './player-keys.ts';
export { selectTake } from './select-take.ts';
export { TakeList } from './take-list.tsx';
