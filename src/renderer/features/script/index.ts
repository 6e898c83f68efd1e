export { ScriptBoard, type ScriptBoardProps } from './script-board.tsx';
export { ScriptEmpty } from './script-empty.tsx';
export type { ScriptPageHandle, ScriptShotFacts } from './script-page.tsx';
