/** Reads TypeScript sources for the project's own checks. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';

/** @typedef {{ type: string, start: number, end: number, [key: string]: any }} SyntaxNode */

/**
 * Source files below a folder, as paths from `root` with forward slashes, in order of name. Tests are left out.
 *
 * @param {string} root
 * @param {string} folder such as `src`
 * @returns {string[]}
 */
export function listSources(root, folder) {
  return readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((file) => !/\.(test|test-d|d)\.tsx?$/.test(file) && !/\/__fixtures__\//.test(file))
    .sort();
}

/**
 * @param {string} root
 * @param {string} file
 */
export function readSource(root, file) {
  return readFileSync(path.join(root, file), 'utf8');
}

/**
 * @param {string} file names the language by its ending
 * @param {string} text
 */
export function parseSource(file, text) {
  const parsed = parseSync(file, text);
  const error = parsed.errors.find((item) => item.severity === 'Error');
  if (error) throw new Error(`${file}: ${error.message}`);
  return parsed;
}

/**
 * Calls `visit` for a node and all below it.
 *
 * @param {any} node
 * @param {(node: SyntaxNode) => void} visit
 */
export function walk(node, visit) {
  if (Array.isArray(node)) {
    for (const item of node) walk(item, visit);
  } else if (node && typeof node === 'object') {
    if (typeof node.type === 'string') visit(node);
    for (const value of Object.values(node)) if (value && typeof value === 'object') walk(value, visit);
  }
}

/** 1-based line of a position. */
export function lineAt(/** @type {string} */ text, /** @type {number} */ position) {
  return text.slice(0, position).split('\n').length;
}

/**
 * Prints problems as `file:line  message` and sets the exit code.
 *
 * @param {string} what for the line that says all is well
 * @param {{ file: string, line: number, message: string }[]} problems
 */
export function reportProblems(what, problems) {
  for (const { file, line, message } of problems) console.error(`${file}:${line}  ${message}`);
  if (problems.length) console.error(`${problems.length} problems`);
  else console.log(what);
  process.exitCode = problems.length ? 1 : 0;
}
