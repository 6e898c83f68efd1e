/** Finds which packages end up in the app, and their licences. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { listSources, parseSource, readSource, walk } from './source-files.mjs';

/**
 * @typedef {object} Notice
 * @property {string} name
 * @property {string} version
 * @property {string} licence such as "MIT"; "see the text" when the package names none
 * @property {string} home where the source is; may be empty
 * @property {string} text the licence files, or empty when the package brings none
 */

/**
 * Packages that the sources import by value, directly, in order of name.
 *
 * @param {string} root the project's folder
 */
export function listImportedPackages(root) {
  const names = new Set();
  for (const file of listSources(root, 'src')) {
    walk(parseSource(file, readSource(root, file)).program, (node) => {
      const source = node.source?.value;
      const isTypeOnly = (node.importKind ?? node.exportKind) === 'type';
      if (typeof source === 'string' && !isTypeOnly && !/^(#|\.|node:)/.test(source)) names.add(packageName(source));
    });
  }
  return [...names].sort((a, b) => (a < b ? -1 : 1));
}

/**
 * The packages and all that they depend on at run time, in order of name. What is not installed is left out: an
 * optional dependency that could not be installed is not shipped either.
 *
 * @param {string} root
 * @param {string[]} names
 * @returns {Notice[]}
 */
export function collectNotices(root, names) {
  /** @type {Map<string, Notice>} */
  const found = new Map();
  const waiting = names.map((name) => ({ name, from: root }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const folder = findPackage(next.name, next.from, root);
    if (!folder || found.has(folder)) continue;
    const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    found.set(folder, toNotice(manifest, folder));
    const { dependencies, optionalDependencies, peerDependencies } = manifest;
    const needed = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
    for (const name of needed.filter((item) => !isOptionalPeer(manifest, item))) waiting.push({ name, from: folder });
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** A library may work with many others; those that it does not need count only when the sources import them. */
function isOptionalPeer(/** @type {any} */ manifest, /** @type {string} */ name) {
  return manifest.peerDependenciesMeta?.[name]?.optional === true;
}

/** `@scope/name/deep/file.js` is of `@scope/name`. */
function packageName(/** @type {string} */ specifier) {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/**
 * Looks as Node does: in the package's own node_modules, then further up.
 *
 * @param {string} name
 * @param {string} from
 * @param {string} root
 */
function findPackage(name, from, root) {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', name);
    if (existsSync(path.join(candidate, 'package.json'))) return candidate;
    if (folder === root || folder === path.dirname(folder)) return null;
  }
}

/** @param {any} manifest @param {string} folder @returns {Notice} */
function toNotice(manifest, folder) {
  const files = readdirSync(folder).filter(
    (name) => /^(licen[cs]e|copying|notice)/i.test(name) || /\.licen[cs]e$/i.test(name),
  );
  const repository = typeof manifest.repository === 'string' ? manifest.repository : manifest.repository?.url;
  const licence = typeof manifest.license === 'string' ? manifest.license : manifest.license?.type;
  return {
    name: manifest.name,
    version: manifest.version,
    licence: licence ?? 'see the text',
    home: manifest.homepage ?? repository?.replace(/^git\+/, '') ?? '',
    text: files
      .sort()
      .map((name) => readFileSync(path.join(folder, name), 'utf8').trim())
      .join('\n\n'),
  };
}
