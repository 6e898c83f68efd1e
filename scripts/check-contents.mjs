/**
 * Checks that no file of the repository names the host of a package registry or a folder of one particular computer,
 * or holds what looks like a secret. Part of `npm run check`.
 */
import './lib/require-node.mjs';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { isProgram, projectRoot, run } from './lib/run.mjs';
import { lineAt, reportProblems } from './lib/source-files.mjs';

const largestBytes = 2 * 1024 * 1024;

/** Each with a sample of what it reads, broken in two so that this file does not read as one. */
const rules = [
  // registry.example + .com, and npm mirrors such as npm.example + .dev/
  { pattern: /\bregistry\.[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}\b/i, says: 'names the host of a package registry' },
  {
    pattern: /"resolved":\s*"https?:/,
    says: 'names where packages were downloaded from (npm: omit-lockfile-registry-resolved)',
  },
  // /wo + rk/main
  { pattern: /(?<![\w.~/-])\/work\/(?!\w*-)[\w.]/, says: 'names a folder of one particular computer' },
  { pattern: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/, says: 'holds a private key' },
  // AK + IA0123456789ABCDEF
  { pattern: /\bAKIA[0-9A-Z]{16}\b/, says: 'holds what looks like an AWS key' },
  // gh + p_ and 36 characters
  { pattern: /\bgh[pousr]_[A-Za-z0-9]{36,}\b/, says: 'holds what looks like a GitHub token' },
  { pattern: /\bnpm_[A-Za-z0-9]{36}\b/, says: 'holds what looks like an npm token' },
  { pattern: /\bsk-(?:[a-z]+-)*[A-Za-z0-9_]{24,}\b/, says: 'holds what looks like an API key' },
  { pattern: /\bAIza[0-9A-Za-z_-]{35}\b/, says: 'holds what looks like a Google API key' },
  { pattern: /\b(?:hf|r8)_[A-Za-z0-9]{30,}\b/, says: 'holds what looks like an API token' },
  { pattern: /\bxox[abprs]-[A-Za-z0-9-]{20,}/, says: 'holds what looks like a Slack token' },
];

if (isProgram(import.meta.url)) {
  const files = await listFiles(projectRoot);
  const problems = files.flatMap((file) => findForbiddenContents(file, readText(path.join(projectRoot, file))));
  reportProblems(`${files.length} files hold no secrets and name no particular computer.`, problems);
}

/**
 * @param {string} file
 * @param {string} text
 * @returns {{ file: string, line: number, message: string }[]} never with the text found, which may be a secret
 */
export function findForbiddenContents(file, text) {
  return rules.flatMap(({ pattern, says }) => {
    const found = pattern.exec(text);
    return found ? [{ file, line: lineAt(text, found.index), message: says }] : [];
  });
}

/** What git tracks or would track; without git or outside of a clone there is nothing to check. */
async function listFiles(/** @type {string} */ root) {
  const { code, stdout } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    capture: true,
  });
  return code === 0 ? [...new Set(stdout.split('\0').filter(Boolean))] : [];
}

/** Text of a file; empty for what is binary, very large or gone. */
function readText(/** @type {string} */ file) {
  try {
    if (statSync(file).size > largestBytes) return '';
    const text = readFileSync(file, 'utf8');
    return text.includes('\0') ? '' : text;
  } catch {
    return '';
  }
}
