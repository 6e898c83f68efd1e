export { openScriptImport } from './script-import-state.ts';
export { ScriptImportHost } from './script-import-host.tsx';
