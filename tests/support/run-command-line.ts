/** Starts the true command line as a process of its own. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from './test-studio.ts';

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
    onError?.(error, () => child.kill('SIGINT'));
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, signal) => resolve({ exitCode, signal, out, error }));
  });
}
