export { scriptRows } from './preview-rows.ts';
export { ScriptImportHost } from './script-import-host.tsx';
export { openScriptImport } from './script-import-state.ts';
