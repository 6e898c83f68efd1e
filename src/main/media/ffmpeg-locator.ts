/**
 * Finds the ffmpeg that the studio runs: the one that the person set, else the one shipped with ffmpeg-static, else the
 * first on PATH. A candidate counts only when it answers `-version`; a broken one is passed over.
 */
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '#shared/errors/app-error.ts';

/** Where a found ffmpeg comes from. */
export type FfmpegSource = 'setting' | 'bundled' | 'path';

export type LocatedFfmpeg = {
  /** Absolute. */
  path: string;
  source: FfmpegSource;
  /** As ffmpeg writes it: `6.1.1`, `N-109542-g…`. */
  version: string;
};

export interface FfmpegLocator {
  /**
   * The binary to run. Each binary is checked once; what was found is remembered, what was not is looked for again.
   *
   * @throws {AppError} FFMPEG_MISSING, params `command`: what installs it on this system
   */
  locate(): Promise<LocatedFfmpeg>;
  /** Makes the next call look again, after a binary turned out to be gone. */
  forget(): void;
}

export type FfmpegLocatorOptions = {
  /** Path that the person set, null for none; asked at each call, so that a change counts at once. */
  configuredPath: () => string | null;
  /** PATH is read from it. */
  env: Readonly<Record<string, string | undefined>>;
  platform: NodeJS.Platform;
  /** Path of the binary that ffmpeg-static holds. @default its own answer; null where it is not installed */
  findBundled?: () => Promise<string | null>;
  /** Whether a file can be run. @default the file system's answer */
  canExecute?: (file: string) => Promise<boolean>;
  /** Version that a binary tells; null when it does not run. @default starts it once with `-version` */
  readVersion?: (file: string) => Promise<string | null>;
  /** Content of /etc/os-release; null where there is none. @default reads it */
  readOsRelease?: () => Promise<string | null>;
};

export function createFfmpegLocator(options: FfmpegLocatorOptions): FfmpegLocator {
  let remembered: { configuredPath: string | null; found: Promise<LocatedFfmpeg> } | null = null;
  return {
    locate() {
      const configuredPath = options.configuredPath();
      if (remembered?.configuredPath === configuredPath) return remembered.found;
      const found = locateFfmpeg(options);
      const entry = { configuredPath, found };
      remembered = entry;
      found.catch(() => {
        if (remembered === entry) remembered = null;
      });
      return found;
    },
    forget() {
      remembered = null;
    },
  };
}

/** Looks once, without memory. @throws {AppError} FFMPEG_MISSING */
export async function locateFfmpeg({
  configuredPath,
  env,
  platform,
  findBundled = findFfmpegStatic,
  canExecute = isExecutable,
  readVersion = readFfmpegVersion,
  readOsRelease = readOsReleaseFile,
}: FfmpegLocatorOptions): Promise<LocatedFfmpeg> {
  const configured = configuredPath();
  const bundled = await findBundled();
  const candidates: Array<{ path: string; source: FfmpegSource }> = [
    ...(configured ? [{ path: configured, source: 'setting' as const }] : []),
    ...(bundled ? [{ path: bundled, source: 'bundled' as const }] : []),
    ...pathCandidates(env, platform).map((file) => ({ path: file, source: 'path' as const })),
  ];
  for (const candidate of candidates) {
    if (!(await canExecute(candidate.path))) continue;
    const version = await readVersion(candidate.path);
    if (version !== null) return { ...candidate, version };
  }
  const command = installCommand(platform, (await readOsRelease()) ?? '');
  throw new AppError('FFMPEG_MISSING', `no ffmpeg that runs; install it with: ${command}`, {
    params: { command },
    retry: 'after-user-action',
  });
}

/** Where ffmpeg may stand on PATH, in order. */
export function pathCandidates(env: FfmpegLocatorOptions['env'], platform: NodeJS.Platform): string[] {
  const { delimiter, join, isAbsolute } = platform === 'win32' ? path.win32 : path.posix;
  const name = platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  // Windows names it "Path" in a copied environment; a window started from a dock on macOS has no Homebrew on PATH.
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter);
  if (platform === 'darwin') folders.push('/opt/homebrew/bin', '/usr/local/bin');
  return [...new Set(folders.filter((folder) => isAbsolute(folder)).map((folder) => join(folder, name)))];
}

/** The command that installs ffmpeg on this system, ready to be copied. */
export function installCommand(platform: NodeJS.Platform, osRelease: string): string {
  if (platform === 'darwin') return 'brew install ffmpeg';
  if (platform === 'win32') return 'winget install --id Gyan.FFmpeg';
  // ID=ubuntu, ID_LIKE="rhel fedora"
  const ids = [...osRelease.matchAll(/^ID(?:_LIKE)?=["']?([^"'\n]*)/gm)].flatMap(([, value = '']) => value.split(' '));
  const isLike = (...names: string[]) => names.some((name) => ids.includes(name));
  if (isLike('alpine')) return 'sudo apk add ffmpeg';
  if (isLike('arch')) return 'sudo pacman -S ffmpeg';
  if (ids.some((id) => id.includes('suse'))) return 'sudo zypper install ffmpeg';
  if (isLike('fedora', 'rhel')) return 'sudo dnf install ffmpeg-free';
  return 'sudo apt install ffmpeg';
}

/** The version out of the first line of `ffmpeg -version`. */
export function parseVersion(text: string): string | null {
  // "ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026 the FFmpeg developers"
  return /^ffmpeg version (\S+)/m.exec(text)?.[1] ?? null;
}

async function findFfmpegStatic(): Promise<string | null> {
  try {
    // An optional dependency: absent where its download was refused. The name is a variable so that a bundler leaves it.
    const packageName = 'ffmpeg-static';
    const { default: file } = (await import(packageName)) as { default: string | null };
    // A packed app keeps programs beside its archive: nothing can be started from inside.
    return file?.replace(/([\\/])app\.asar([\\/])/, '$1app.asar.unpacked$2') ?? null;
  } catch {
    return null;
  }
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function readFfmpegVersion(file: string): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(file, ['-version'], { timeout: 15_000, windowsHide: true }, (error, stdout) => {
      resolve(error ? null : parseVersion(stdout));
    });
  });
}

async function readOsReleaseFile(): Promise<string | null> {
  return readFile('/etc/os-release', 'utf8').catch(() => null);
}
