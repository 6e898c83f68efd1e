export { StoryboardView } from './storyboard-view.tsx';
