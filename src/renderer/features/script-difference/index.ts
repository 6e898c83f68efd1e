export { ScriptDifferenceHost } from './script-difference-host.tsx';
export { compareDropped, openScriptDifference } from './script-difference-state.ts';
