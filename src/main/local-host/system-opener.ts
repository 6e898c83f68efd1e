/** Opens a path or link with the system's own opener, without a shell. */
import { type SpawnOptions, spawn } from 'node:child_process';
import path from 'node:path';
import { isExternalLink } from '#main/host/external-link.ts';

export type SystemOpenerOptions = {
  platform: NodeJS.Platform;
  environment: NodeJS.ProcessEnv;
  /** @default Node's own */
  spawnProcess?: (command: string, args: string[], options: SpawnOptions) => ReturnType<typeof spawn>;
};

/** @returns a function that answers false where nothing can be shown, such as a computer without a display. */
export function createSystemOpener({ platform, environment, spawnProcess = spawn }: SystemOpenerOptions) {
  return (target: string): Promise<boolean> => {
    // Anything else, such as `-x`, could be read as an option.
    if (!isExternalLink(target) && !path.isAbsolute(target)) return Promise.resolve(false);
    const hasDisplay = Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
    if (platform === 'linux' && !hasDisplay) return Promise.resolve(false);
    const command = platform === 'darwin' ? 'open' : platform === 'win32' ? 'explorer.exe' : 'xdg-open';
    return new Promise((resolve) => {
      const child = spawnProcess(command, [target], { stdio: 'ignore', detached: true });
      child.once('error', () => resolve(false));
      child.once('spawn', () => {
        child.unref();
        resolve(true);
      });
    });
  };
}
