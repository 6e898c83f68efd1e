/** Names for files that a person will meet in a folder. */
import { access } from 'node:fs/promises';
import path from 'node:path';

/** Longest name in UTF-8 bytes, with room for ` (99)` below the 255 that file systems take. */
const longestNameBytes = 200;

/** A name that every system takes: one part, no control characters, nothing reserved on Windows. */
export function toFileName(suggested: string, whenEmpty = 'Untitled'): string {
  const cleaned = [...suggested]
    .map((character) => (/[\p{Cc}<>:"/\\|?*]/u.test(character) ? ' ' : character))
    .join('')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const { name, ext } = path.parse(cleaned);
  let stem = name || whenEmpty;
  // Windows takes these for devices, with any ending: `con.mp4`.
  if (/^(con|prn|aux|nul|com\d|lpt\d)$/i.test(stem)) stem = `_${stem}`;
  while (Buffer.byteLength(stem + ext) > longestNameBytes && stem.length > 1) stem = [...stem].slice(0, -1).join('');
  return stem.trimEnd() + ext;
}

/**
 * Path of a file that is not there yet: `Film.mp4`, else `Film (2).mp4`, and so on.
 *
 * @param isPromised whether somebody is about to write a path
 */
export async function findFreePath(
  folder: string,
  suggestedName: string,
  isPromised: (file: string) => boolean = () => false,
): Promise<string> {
  const { name, ext } = path.parse(toFileName(suggestedName));
  for (let number = 1; ; number++) {
    const candidate = path.join(folder, number === 1 ? name + ext : `${name} (${number})${ext}`);
    if (!(await exists(candidate)) && !isPromised(candidate)) return candidate;
  }
}

/** Whether something lies at that path. */
async function exists(at: string): Promise<boolean> {
  return access(at).then(
    () => true,
    () => false,
  );
}
