export { chooseFile, clearMedia, imageTypes, picturesOf, setBoard } from './board-files.ts';
export { focusTitleField } from './focus-title.ts';
export { ShotInspector } from './shot-inspector.tsx';
export { useDraft } from './use-draft.ts';
