export { openFind, showShot } from './selection-store.ts';
export { StoryboardView } from './storyboard-view.tsx';
