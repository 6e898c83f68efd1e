export { TrashView } from './trash-view.tsx';
