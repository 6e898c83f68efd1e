/** Which library to open: the one named at the start, else the last one, else the standard one. */
import path from 'node:path';

/** Reads `--library=<folder>` wherever it stands: Chromium puts its own switches between. */
export function findLibraryOption(args: readonly string[], workingDir: string): string | null {
  const prefix = '--library=';
  const option = args.find((arg) => arg.startsWith(prefix) && arg.length > prefix.length);
  return option ? path.resolve(workingDir, option.slice(prefix.length)) : null;
}

export type LibraryChoice = {
  /** Of `--library=`. */
  named: string | null;
  environment: NodeJS.ProcessEnv;
  /** What the settings hold. */
  last: unknown;
  userDataDir: string;
};

/** Absolute path. */
export function chooseLibrary({ named, environment, last, userDataDir }: LibraryChoice): string {
  if (named) return named;
  if (environment.SHOTWRIGHT_LIBRARY) return path.resolve(environment.SHOTWRIGHT_LIBRARY);
  if (typeof last === 'string' && path.isAbsolute(last)) return last;
  return path.join(userDataDir, 'Library');
}
