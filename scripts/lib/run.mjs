/** Starts other programs for the scripts in this folder. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's own folder. */
export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * @typedef {object} Finished
 * @property {number} code exit code; 128 when a signal or the time limit ended it, 127 when it could not be started
 * @property {string} stdout empty unless captured
 * @property {string} stderr empty unless captured
 * @property {boolean} timedOut
 */

/**
 * Runs a program to its end. Never throws: a program that is missing ends with code 127 and the reason in `stderr`.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, capture?: boolean, timeoutMs?: number }} [options]
 *   `env` is added to this process's own; `capture` keeps the output instead of showing it.
 * @returns {Promise<Finished>}
 */
export function run(command, args, { cwd = projectRoot, env = {}, capture = false, timeoutMs } = {}) {
  return new Promise((resolve) => {
    let stdout = '';
    let stderr = '';
    let timedOut = false;
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: capture ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      windowsHide: true,
    });
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill('SIGKILL');
          }, timeoutMs);
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    const finish = (/** @type {number} */ code) => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr, timedOut });
    };
    child.once('error', (error) => {
      stderr += String(error);
      finish(127);
    });
    child.once('close', (code) => finish(code ?? 128));
  });
}

/**
 * Runs a script with the same Node as this one.
 *
 * @param {string} file path from the project's folder
 * @param {string[]} [args]
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runNode(file, args = [], options) {
  return run(process.execPath, [path.join(projectRoot, file), ...args], options);
}

/**
 * Whether the module at `url` is the program that was started, and not imported by another.
 *
 * @param {string} url `import.meta.url`
 */
export function isProgram(url) {
  return process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(url);
}
