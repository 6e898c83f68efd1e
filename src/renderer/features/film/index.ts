export { ExportDialog } from './export-dialog.tsx';
export { filmKeyRows } from './film-key-rows.ts';
export { FilmStage } from './film-stage.tsx';
export { FilmView } from './film-view.tsx';
export { type Playback, playbackOf } from './playback.ts';
export { Strip } from './strip.tsx';
export { isKeyTaken, runFilmKey } from './use-film-keys.ts';
