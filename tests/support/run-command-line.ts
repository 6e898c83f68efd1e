/** Starts the true command line as a process of its own, or the same code in this process where that is enough. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { runCommandLine as runHere } from '#main/command-line/run-command-line.ts';
import { openStudio } from '#main/compose.ts';
import { projectRoot, resourcesDir } from './test-studio.ts';

const entry = path.join(projectRoot, 'src/main/command-line-entry.ts');

export type CommandLineRun = {
  words: readonly string[];
  environment?: NodeJS.ProcessEnv;
  /** Gets standard error as it comes; may interrupt. */
  onError?: (text: string, interrupt: () => void) => void;
};

export type CommandLineEnd = { exitCode: number | null; signal: string | null; out: string; error: string };

export function runCommandLine({ words, environment = {}, onError }: CommandLineRun): Promise<CommandLineEnd> {
  const child = spawn(process.execPath, [entry, ...words], {
    cwd: projectRoot,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, error] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    error += text;
    // A second one would end it at once.
    onError?.(error, () => child.killed || child.kill('SIGINT'));
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, signal) => resolve({ exitCode, signal, out, error }));
  });
}

/** The same without a process: a second less. */
export async function runCommandLineHere(words: readonly string[]): Promise<CommandLineEnd> {
  let [out, error] = ['', ''];
  const exitCode = await runHere({
    openStudio,
    appVersion: '0.0.0',
    resourcesDir,
    process: {
      words,
      environment: process.env,
      writeOut: (text) => void (out += text),
      writeError: (text) => void (error += text),
      isTerminal: false,
      signal: new AbortController().signal,
    },
  });
  return { exitCode, signal: null, out, error };
}
