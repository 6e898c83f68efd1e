export type { FolderFile } from './chosen-import.ts';
export { isCells } from './chosen-import.ts';
export { droppedFiles } from './dropped-files.ts';
export { scriptRows } from './preview-rows.ts';
export { FileChoice } from './file-choice.tsx';
export { type ScriptUpload, useScriptUpload } from './use-script-upload.ts';
export { ScriptImportHost } from './script-import-host.tsx';
export { usePastedCells } from './use-pasted-cells.ts';
export { openScriptImport } from './script-import-state.ts';
