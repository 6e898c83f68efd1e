/**
 * The log of a host: one JSON line an event, in `shotwright.log`; the file before it is `shotwright.1.log`.
 *
 * Holds codes, ids and figures, never content, keys or the text of an error: of an error only its name, its code and
 * the line of the program that threw it. A log that cannot be written is given up silently; the studio goes on.
 */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Logger } from '#main/logger.ts';
import type { Clock } from '#shared/util/clock.ts';

export type LogFileOptions = {
  folder: string;
  clock: Clock;
  /** A file past this size is put aside. @default 512 KiB */
  maxBytes?: number;
};

export function createLogFile({ folder, clock, maxBytes = 512 * 1024 }: LogFileOptions): Logger {
  const file = path.join(folder, 'shotwright.log');

  function write(entry: Record<string, unknown>): void {
    try {
      mkdirSync(folder, { recursive: true });
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > maxBytes) {
        renameSync(file, path.join(folder, 'shotwright.1.log'));
      }
      appendFileSync(file, `${JSON.stringify({ at: new Date(clock.nowMs()).toISOString(), ...entry })}\n`);
    } catch {
      // A full or read-only disk must not take the studio down with its log.
    }
  }

  return {
    info: (event, facts) => write({ level: 'info', event, ...facts }),
    error: (event, error, facts) => write({ level: 'error', event, ...facts, ...describeError(error) }),
  };
}

function describeError(thrown: unknown): Record<string, unknown> {
  if (!(thrown instanceof Error)) return { error: typeof thrown };
  const { code } = thrown as { code?: unknown };
  return {
    error: thrown.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(thrown.cause instanceof Error ? { cause: describeError(thrown.cause) } : {}),
    where: whereThrown(thrown),
  };
}

/** The innermost lines of the stack without folders, such as `index.cjs:120:7`; the message is not among them. */
function whereThrown({ stack = '' }: Error): string[] {
  // "    at open (/home/ada/app/out/main/index.cjs:120:7)"
  const frames = stack.matchAll(/^\s+at .*?([^\\/()\s]+:\d+:\d+)\)?$/gm);
  return [...frames].slice(0, 4).map(([, place = '']) => place);
}
