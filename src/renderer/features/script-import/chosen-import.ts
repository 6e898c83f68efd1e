/** What a person chose, dropped or pasted, and which import it belongs to. The studio looks at the content itself. */
import { importKindOf } from '#shared/domain/import-plan.ts';

/** A file with its path in the folder that was chosen, parts joined by `/`; its name where it came alone. */
export type FolderFile = { path: string; file: File };

export type ChosenImport =
  | { kind: 'script'; file: File }
  | { kind: 'subtitles' | 'table'; file: File }
  | { kind: 'storyboarder'; projects: FolderFile[]; script: FolderFile | null; others: FolderFile[] };

const scriptEnding = /\.(?:fountain|fdx)$/i;

/** Most files of a folder that are looked at, as the studio takes them. */
const mostFiles = 20_000;

/** The import for some files; null without any. A folder of a Storyboarder project is taken whole. */
export function chooseImport(files: readonly FolderFile[]): ChosenImport | null {
  const projects = files.filter(({ path }) => importKindOf(path) === 'storyboarder');
  if (projects.length > 0) {
    const rest = files.filter(({ path }) => importKindOf(path) !== 'storyboarder');
    // The script of a project lies above its scenes.
    const scripts = rest.filter(({ path }) => scriptEnding.test(path));
    const script = scripts.reduce<FolderFile | null>(
      (best, one) => (best === null || depthOf(one.path) < depthOf(best.path) ? one : best),
      null,
    );
    return { kind: 'storyboarder', projects, script, others: rest.filter((one) => one !== script).slice(0, mostFiles) };
  }
  const file = files.find(({ path }) => isOfAnyKind(path))?.file ?? files[0]?.file;
  if (!file) return null;
  const kind = importKindOf(file.name);
  return kind === 'subtitles' || kind === 'table' ? { kind, file } : { kind: 'script', file };
}

function isOfAnyKind(path: string): boolean {
  return importKindOf(path) !== null || scriptEnding.test(path);
}

function depthOf(path: string): number {
  return path.split('/').length;
}

/** Files of a folder field with their paths in the folder; those of a plain field by their names. */
export function folderFiles(files: Iterable<File>): FolderFile[] {
  return Array.from(files, (file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** Whether a text is cells as spreadsheets put them on the clipboard: at least two beside each other. */
export function isCells(text: string): boolean {
  return text.trim().includes('\t');
}

/**
 * A file of what was pasted as text: cells of a spreadsheet, subtitles, else a script; null for nothing.
 *
 * @param readHtml the rows of the first table of a copied page, null without one; asked for only where the text has none
 */
export function pastedFile(text: string, readHtml: () => string[][] | null): File | null {
  if (/^\ufeff?WEBVTT(?:\s|$)/.test(text)) return asFile('Pasted.vtt', text);
  if (/^\s*(?:\d+\s*\n)?\s*\d{1,2}:\d{2}:\d{2}[,.]\d{3}\s*-->/.test(text)) return asFile('Pasted.srt', text);
  // Spreadsheets put both on the clipboard; their text is what they themselves read back.
  if (isCells(text)) return asFile('Pasted.tsv', text);
  const table = readHtml();
  if (table && table.length > 0) return asFile('Pasted.tsv', toTabs(table));
  return text.trim() === '' ? null : asFile('Pasted.txt', text);
}

function asFile(name: string, text: string): File {
  return new File([text], name, { type: 'text/plain' });
}

/** Rows as tab-separated text, quoted where a cell needs it. */
export function toTabs(rows: ReadonlyArray<readonly string[]>): string {
  return rows
    .map((cells) => cells.map((cell) => (/["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t'))
    .join('\n');
}
