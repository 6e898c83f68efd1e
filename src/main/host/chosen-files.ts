/**
 * Project files that a person dropped or chose in the window, by ids: an import may read the pictures beside them, while
 * the window never learns where they lie.
 *
 * Only a path that the preload got from the browser itself comes in here. Ids are forgotten when the app ends.
 */
import path from 'node:path';
import { importKindOf } from '#shared/domain/import-plan.ts';

export interface ChosenFiles {
  /** The id of a file; null for anything but the absolute path of a Storyboarder project. */
  add(file: unknown): string | null;
  /** Where the file of an id lies; null for an id that was not given, or long ago. */
  find(id: string): string | null;
}

/** Files that are remembered: more than anybody has open in imports. */
const mostFiles = 50;

/** @param createId a new id each time, which cannot be guessed */
export function createChosenFiles(createId: () => string): ChosenFiles {
  const files = new Map<string, string>();
  return {
    add(file) {
      if (typeof file !== 'string' || !path.isAbsolute(file) || file.includes('\0')) return null;
      if (importKindOf(file) !== 'storyboarder') return null;
      const id = createId();
      files.set(id, path.normalize(file));
      const [oldest] = files.keys();
      if (files.size > mostFiles && oldest !== undefined) files.delete(oldest);
      return id;
    },
    find: (id) => files.get(id) ?? null,
  };
}
