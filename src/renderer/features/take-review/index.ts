export { PlayerDialog } from './player-dialog.tsx';
export { selectTake } from './select-take.ts';
export { TakeList } from './take-list.tsx';
