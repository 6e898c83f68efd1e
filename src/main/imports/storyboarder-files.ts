/**
 * Finds the files that boards name among those of the project's folder.
 *
 * A name is only ever looked up in the list of files that are there, so that it can lead nowhere else; one that tries
 * to (a path from the root, a drive, `..`) is named as a problem.
 */
import type { ImportProblem } from '#shared/domain/import-plan.ts';
import type { StoryboarderBoard, StoryboarderLayer } from './storyboarder-project.ts';

/** The picture of a board: one file, or layers that are drawn over each other from the first on. Paths are as listed. */
export type BoardPicture = { layers: Array<{ path: string; opacity: number }>; isFlat: boolean };

export type BoardFiles = { picture: BoardPicture | null; sound: string | null };

export type FileIndex = {
  /** The listed path of a file in the `images` folder beside a project file; null where there is none. */
  find(folder: string, name: string): string | null;
};

/** @param paths relative to the chosen folder, with `/` */
export function indexFiles(paths: readonly string[]): FileIndex {
  // Systems differ in capitals and in how they compose letters; the file was written on one and is read on another.
  const byKey = new Map(paths.map((path) => [keyOf(path), path]));
  return { find: (folder, name) => byKey.get(keyOf(joined(folder, 'images', name))) ?? null };
}

function keyOf(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('/');
}

/**
 * The name inside `images/` that a board gives a file; null for one that would lead elsewhere.
 */
export function safeName(name: string): string | null {
  const plain = name
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '')
    .replace(/^images\//i, '');
  // "/tmp/x", "C:/x", "//server/x", "../x", "a/../x"
  const isInside = plain !== '' && !plain.startsWith('/') && !/^[a-z]:/i.test(plain) && !plain.includes('\0');
  return isInside && !plain.split('/').some((part) => part === '..' || part === '.') ? plain : null;
}

/**
 * What there is of a board's picture and sound: the flattened picture that Storyboarder keeps beside it, else the one
 * it names, else its layers.
 *
 * @param folder of the project file, relative to the chosen folder; empty for that folder itself
 */
export function findBoardFiles(
  board: StoryboarderBoard,
  folder: string,
  files: FileIndex,
  problems: ImportProblem[],
): BoardFiles {
  const at = board.boardNumber;
  const look = (name: string): string | null => {
    const safe = safeName(name);
    if (safe === null) problems.push({ reason: 'file-name-unsafe', at, name: name.slice(0, 200) });
    return safe === null ? null : files.find(folder, safe);
  };
  const sound = board.audio === null ? null : look(board.audio);
  if (board.audio !== null && sound === null && safeName(board.audio) !== null) {
    problems.push({ reason: 'file-missing', at, name: board.audio.slice(0, 200) });
  }
  return { picture: findPicture(board, look, problems), sound };
}

function findPicture(
  { url, layers, boardNumber: at }: StoryboarderBoard,
  look: (name: string) => string | null,
  problems: ImportProblem[],
): BoardPicture | null {
  const flat = url === null ? null : findFlat(url, look);
  if (flat !== null) return { layers: [{ path: flat, opacity: 1 }], isFlat: true };
  const found: BoardPicture['layers'] = [];
  const missing: StoryboarderLayer[] = [];
  for (const layer of layers) {
    const path = look(layer.url);
    if (path !== null) found.push({ path, opacity: layer.opacity });
    else if (safeName(layer.url) !== null) missing.push(layer);
  }
  const names = missing.map((layer) => layer.url);
  // A board without layers that could be read is missed under its own name.
  const missed = layers.length === 0 && url !== null && safeName(url) !== null ? [url] : names;
  for (const name of missed) problems.push({ reason: 'file-missing', at, name: name.slice(0, 200) });
  return found.length > 0 ? { layers: found, isFlat: false } : null;
}

function findFlat(url: string, look: (name: string) => string | null): string | null {
  // "board-2-RRO6K.png" has "board-2-RRO6K-posterframe.jpg" beside it
  const posterframe = safeName(url) === null ? null : look(url.replace(/\.[^./\\]*$/, '-posterframe.jpg'));
  return posterframe ?? look(url);
}
