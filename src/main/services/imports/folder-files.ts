/**
 * The files of a folder on this disk, for the command line.
 *
 * Links are left out of the list, so that nothing outside the folder can be named; and a path is looked at once more
 * when it is opened, because a folder may change meanwhile.
 */
import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { importKindOf } from '#shared/domain/import-plan.ts';
import { AppError, hasCode } from '#shared/errors/app-error.ts';
import { type ImportFiles, maxImportBytes, type NamedBytes, tooLarge } from './import-files.ts';

/** Deepest folder that is read, and most files: a Storyboarder project has three levels. */
const mostLevels = 6;
const mostFiles = 20_000;

/** Paths of the files below a folder inside `root`, relative to `root`, with `/`. */
async function listFolder(root: string, start: string): Promise<string[]> {
  const found: string[] = [];
  const walk = async (folder: string, levels: number): Promise<void> => {
    for (const entry of await readdir(path.join(root, folder), { withFileTypes: true })) {
      const inside = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (found.length >= mostFiles) return;
      if (entry.isFile()) found.push(inside);
      else if (entry.isDirectory() && levels > 0) await walk(inside, levels - 1);
    }
  };
  await walk(start, mostLevels);
  return found.sort();
}

/** Files of a folder that were listed before. */
export function folderFiles(root: string): ImportFiles {
  return {
    async locate(name) {
      const file = path.join(root, name);
      const base = await realpath(root);
      const real = await realpath(file).catch(() => null);
      const isInside = real !== null && real.startsWith(base + path.sep) && (await lstat(file)).isFile();
      if (!isInside) throw new AppError('UPLOAD_NOT_FOUND', `"${name}" is not in the folder`);
      return real;
    },
    close: () => Promise.resolve(),
  };
}

export type StoryboarderFolder = {
  root: string;
  projects: Array<NamedBytes & { path: string }>;
  script: NamedBytes | null;
  paths: string[];
};

/** A project file with the folder around it, or every project of a folder. @throws {AppError} IMPORT_TOO_LARGE, SCRIPT_NOT_FOUND, SCRIPT_NOT_READABLE */
export async function readStoryboarderFolder(file: string): Promise<StoryboarderFolder> {
  const isFolder = await stat(file).then(
    (facts) => facts.isDirectory(),
    () => false,
  );
  const root = isFolder ? file : path.dirname(file);
  const listed = isFolder
    ? await listFolder(root, '').catch((cause: unknown) => {
        throw notReadable(file, cause);
      })
    : (await openBeside(file)).paths;
  const isProject = (name: string) => importKindOf(name) === 'storyboarder';
  const names = isFolder ? listed.filter(isProject) : [path.basename(file)];
  const projects: StoryboarderFolder['projects'] = [];
  for (const name of names) projects.push({ path: name, ...(await readNamed(path.join(root, name))) });
  const scriptName = isFolder ? listed.find((name) => /^[^/]+\.(?:fountain|fdx)$/i.test(name)) : undefined;
  const script = scriptName ? await readNamed(path.join(root, scriptName)) : null;
  return { root, projects, script, paths: listed.filter((name) => !isProject(name) && name !== scriptName) };
}

/**
 * The pictures and sounds of a single project file: what is in `images` beside it and nothing else, because the folder
 * around it may be anything. None where there is no such folder, or a link in its place.
 *
 * @throws {AppError} SCRIPT_NOT_READABLE
 */
export async function openBeside(file: string): Promise<{ paths: string[]; files: ImportFiles }> {
  const root = path.dirname(file);
  try {
    const facts = await lstat(path.join(root, 'images'));
    return { paths: facts.isDirectory() ? await listFolder(root, 'images') : [], files: folderFiles(root) };
  } catch (cause) {
    if (hasCode(cause, 'ENOENT') || hasCode(cause, 'ENOTDIR')) return { paths: [], files: folderFiles(root) };
    throw notReadable(file, cause);
  }
}

/** @throws {AppError} IMPORT_TOO_LARGE, SCRIPT_NOT_FOUND, SCRIPT_NOT_READABLE */
export async function readNamed(file: string, limitBytes = maxImportBytes): Promise<NamedBytes> {
  const fileName = path.basename(file);
  try {
    const { size } = await stat(file);
    if (size > limitBytes) throw tooLarge(fileName, size, limitBytes);
    return { fileName, bytes: await readFile(file) };
  } catch (cause) {
    throw cause instanceof AppError ? cause : notReadable(file, cause);
  }
}

function notReadable(file: string, cause: unknown): AppError {
  const code = hasCode(cause, 'ENOENT') || hasCode(cause, 'ENOTDIR') ? 'SCRIPT_NOT_FOUND' : 'SCRIPT_NOT_READABLE';
  return new AppError(code, `cannot read ${file}`, { cause, params: { path: file } });
}
