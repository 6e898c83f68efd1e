/**
 * Copies the fonts that text in films is set in from their packages into resources/fonts, with their licences.
 * Only what is missing or differs is written, so it is cheap to run before every start. Runs on Node 20.
 */
import { copyFile, mkdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Package and the files taken from it; the families are the ones that src/main/media/font-runs.ts names. */
const fonts = [
  { packageName: 'noto-sans', files: ['400Regular/NotoSans_400Regular.ttf', '700Bold/NotoSans_700Bold.ttf'] },
  { packageName: 'noto-sans-arabic', files: ['400Regular/NotoSansArabic_400Regular.ttf'] },
  { packageName: 'noto-sans-hebrew', files: ['400Regular/NotoSansHebrew_400Regular.ttf'] },
  { packageName: 'noto-sans-kr', files: ['400Regular/NotoSansKR_400Regular.ttf'] },
  { packageName: 'noto-sans-sc', files: ['400Regular/NotoSansSC_400Regular.ttf'] },
];

/**
 * @param {{ packagesDir?: string, targetDir?: string }} [options]
 * @returns {Promise<string[]>} names of the files that were written
 */
export async function fetchFonts({
  packagesDir = path.join(projectRoot, 'node_modules/@expo-google-fonts'),
  targetDir = path.join(projectRoot, 'resources/fonts'),
} = {}) {
  await mkdir(targetDir, { recursive: true });
  const written = [];
  for (const { packageName, files } of fonts) {
    const copies = files.map((file) => ({ from: file, to: path.basename(file) }));
    copies.push({ from: 'LICENSE_FONT', to: `${packageName}-LICENSE.txt` });
    for (const { from, to } of copies) {
      const source = path.join(packagesDir, packageName, from);
      const target = path.join(targetDir, to);
      if (await isSameFile(source, target)) continue;
      // Renamed when whole: a start that was cut short leaves no half font behind.
      await copyFile(source, `${target}.part`);
      await rename(`${target}.part`, target);
      written.push(to);
    }
  }
  return written;
}

async function isSameFile(source, target) {
  const [wanted, present] = await Promise.all([readFile(source), readFile(target).catch(() => null)]);
  return present !== null && wanted.equals(present);
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const written = await fetchFonts();
  if (written.length > 0) console.log(`fonts: ${written.join(', ')}`);
}
