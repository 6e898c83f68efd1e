/**
 * Writes `out/THIRD-PARTY-NOTICES.txt`: the licences of everything that is shipped. Part of the build.
 *
 * Better one too many than one too few: it names all that the imported packages depend on, also what the bundler drops.
 */
import './lib/require-node.mjs';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { collectNotices, listImportedPackages } from './lib/licences.mjs';
import { isProgram, projectRoot } from './lib/run.mjs';

const rule = '='.repeat(80);

const ffmpegText = `${rule}
ffmpeg (GPL-3.0-or-later)
https://ffmpeg.org

Packages of Shotwright carry the ffmpeg program of the ffmpeg-static package. Shotwright starts it as a program of its
own and is not linked with it. It is free software: you can redistribute it and/or modify it under the terms of the GNU
General Public License as published by the Free Software Foundation, either version 3 of the License, or (at your
option) any later version. The text of that licence: https://www.gnu.org/licenses/gpl-3.0.txt

Its source, and how each binary was built, is named at https://github.com/eugeneware/ffmpeg-static; ffmpeg's own source
is at https://ffmpeg.org/download.html. In place of it you can set another ffmpeg in the settings.`;

if (isProgram(import.meta.url)) {
  const file = path.join(projectRoot, 'out/THIRD-PARTY-NOTICES.txt');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, noticesText(projectRoot));
}

/**
 * The whole text.
 *
 * @param {string} root the project's folder
 */
export function noticesText(root) {
  // Electron brings its own notices: LICENSES.chromium.html beside the program.
  const imported = listImportedPackages(root).filter((name) => name !== 'electron');
  const notices = collectNotices(root, [...imported, 'ffmpeg-static']);
  return [
    'Shotwright is made with the work of others. Their licences follow.',
    ffmpegText,
    ...notices.map(({ name, version, licence, home, text }) =>
      [rule, `${name} ${version} (${licence})`, home, '', text || `Licence: ${licence}.`].join('\n'),
    ),
    ...fontTexts(root),
    '',
  ].join('\n\n');
}

/** @param {string} root */
function fontTexts(root) {
  const folder = path.join(root, 'resources/fonts');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map(
      (name) =>
        `${rule}\nFonts: ${name.replace(/-LICENSE\.txt$/, '')} (OFL-1.1)\n\n${readFileSync(path.join(folder, name), 'utf8').trim()}`,
    );
}
