export { DrawBoardButton, drawBoardItem } from './sketch-entries.tsx';
export { SketchHost } from './sketch-host.tsx';
