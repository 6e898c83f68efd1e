export { CameraDialog } from './camera-dialog.tsx';
export { clearMedia, setBoard } from './board-files.ts';
export { focusShotField } from './focus-field.ts';
export type { ShotBefore } from './generation-fields.tsx';
export { saveScene } from './save-scene.ts';
export { saveShots, saveShotsEach } from './save-shots.ts';
export { ShotInspector } from './shot-inspector.tsx';
export { useDraft } from './use-draft.ts';
