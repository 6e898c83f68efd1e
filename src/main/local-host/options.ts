/** Reads how the local host was started: options first, then the environment, then the defaults. */
import path from 'node:path';
import { parseArgs } from 'node:util';

export type LocalHostStart = {
  libraryDir: string;
  /** 0 means any free one. */
  port: number;
  /** Folder for settings and logs of its own; null means the system's usual place. */
  configDir: string | null;
};

export type OptionProblem = { isProblem: true; option: string };

/** `--library=<folder>`, `--port=<number>`; SHOTWRIGHT_LIBRARY, SHOTWRIGHT_PORT, SHOTWRIGHT_CONFIG_DIR. */
export function readOptions(
  args: string[],
  environment: NodeJS.ProcessEnv,
  defaultLibraryDir: string,
): LocalHostStart | OptionProblem {
  let values: { library?: string; port?: string };
  try {
    ({ values } = parseArgs({ args, options: { library: { type: 'string' }, port: { type: 'string' } } }));
  } catch {
    return { isProblem: true, option: args.join(' ') };
  }
  const portText = values.port ?? (environment.SHOTWRIGHT_PORT || '0');
  const port = /^\d{1,5}$/.test(portText) ? Number(portText) : Number.NaN;
  if (!(port <= 65_535)) return { isProblem: true, option: `--port=${portText}` };
  const library = values.library || environment.SHOTWRIGHT_LIBRARY || defaultLibraryDir;
  return {
    libraryDir: path.resolve(library),
    port,
    configDir: environment.SHOTWRIGHT_CONFIG_DIR ? path.resolve(environment.SHOTWRIGHT_CONFIG_DIR) : null,
  };
}
