/**
 * Runs before electron-builder packs one target (`beforePack` in electron-builder.yml).
 *
 * ffmpeg-static holds the ffmpeg of the computer it was installed on. For another system or processor its installer
 * runs again with that target; when that fails the package goes without ffmpeg rather than with one that cannot start.
 */
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { projectRoot, run } from './lib/run.mjs';

/** electron-builder's numbers for processors. */
const archNames = /** @type {Record<number, string>} */ ({
  0: 'ia32',
  1: 'x64',
  2: 'armv7l',
  3: 'arm64',
  4: 'universal',
});

/** The target that the binary on disk is for; none until it was downloaded, which an install does not do. */
let present = existsSync(ffmpegBinary()) ? `${process.platform}-${process.arch}` : 'none';

function ffmpegBinary() {
  return path.join(projectRoot, 'node_modules/ffmpeg-static', process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg');
}

/** @param {{ electronPlatformName: string, arch: number }} context */
export default async function beforePack({ electronPlatformName, arch }) {
  const folder = path.join(projectRoot, 'node_modules/ffmpeg-static');
  const wanted = `${electronPlatformName}-${archNames[arch]}`;
  const installer = path.join(folder, 'install.js');
  if (!existsSync(installer)) {
    console.log(`${wanted}: without ffmpeg (ffmpeg-static is not installed). The app asks for one.`);
    return;
  }
  if (wanted === present) return;
  for (const name of ['ffmpeg', 'ffmpeg.exe']) rmSync(path.join(folder, name), { force: true });
  const { code } = await run(process.execPath, [installer], {
    cwd: folder,
    env: { npm_config_platform: electronPlatformName, npm_config_arch: archNames[arch] },
    timeoutMs: 10 * 60_000,
  });
  present = code === 0 ? wanted : 'none';
  if (code !== 0) console.log(`${wanted}: without ffmpeg (its download failed). The app asks for one.`);
}
