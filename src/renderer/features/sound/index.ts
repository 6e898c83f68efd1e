export { FilmSound } from './film-sound.tsx';
export { SoundLanes } from './sound-lanes.tsx';
