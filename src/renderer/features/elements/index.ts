export { ElementsView } from './elements-view.tsx';
