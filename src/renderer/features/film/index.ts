export { FilmStage } from './film-stage.tsx';
export { FilmView } from './film-view.tsx';
export { type Playback, playbackOf } from './playback.ts';
export { Strip } from './strip.tsx';
export { lengthByStep, tickSeconds } from './strip-layout.ts';
export { useEndDrag } from './use-end-drag.ts';
export { filmCommands, isKeyTaken } from './use-film-keys.ts';
