export type { FolderFile } from './chosen-import.ts';
export { droppedFiles } from './dropped-files.ts';
export { scriptRows } from './preview-rows.ts';
export { ScriptImportHost } from './script-import-host.tsx';
export { openScriptImport } from './script-import-state.ts';
