export { FindBar } from './find-bar.tsx';
export { type ShotFind, useShotFind } from './use-shot-find.ts';
