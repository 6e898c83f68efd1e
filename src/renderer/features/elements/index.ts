export { showElement } from './element-to-show.ts';
export { ElementsView } from './elements-view.tsx';
