import { createFfmpegLocator } from './ffmpeg-locator.ts';
import { createFfmpegRunner } from './run-ffmpeg.ts';
import { identifyImage } from './identify-image.ts';
import { normalizeBoard } from './normalize-board.ts';
import { makeClipDerivatives } from './clip-derivatives.ts';
import { probeMedia } from './probe.ts';
import { readdirSync, mkdirSync } from 'node:fs';
import path from 'node:path';
const locator = createFfmpegLocator({ configuredPath: () => null, env: process.env, platform: process.platform });
const runner = createFfmpegRunner({ locator });
const root = '/work/shared/fixtures/media';
mkdirSync('/tmp/mw/out', { recursive: true });
for (const f of readdirSync(root, { recursive: true, withFileTypes: true })) {
  if (!f.isFile()) continue;
  const file = path.join(f.parentPath, f.name), rel = path.relative(root, file), id = rel.replaceAll('/', '_');
  if (/^image|^broken.*\.(png|jpg|gif|webp|avif|heic)$/.test(rel)) {
    try { const facts = await identifyImage({ path: file });
      const r = await normalizeBoard({ runner, path: file, facts, boardPath: `/tmp/mw/out/${id}.jpg`, thumbnailPath: `/tmp/mw/out/${id}-t.jpg` });
      console.log('OK ', rel, facts.extension, facts.frameSize.widthPx, facts.frameSize.heightPx, facts.orientation, r.boardSize.widthPx);
    } catch (e: any) { console.log('ERR', rel, e.code, e.message, JSON.stringify(e.params), String(e.cause?.cause?.message ?? '').slice(0, 150)); }
  }
  if (!/^image/.test(rel)) {
    try { const t = Date.now(); const facts = await probeMedia({ path: file, runner });
      let d = '';
      if (facts.kind === 'video') await makeClipDerivatives({ runner, path: file, facts, thumbnailPath: `/tmp/mw/out/${id}-t.jpg`, coverPath: `/tmp/mw/out/${id}-c.jpg`, spritePath: `/tmp/mw/out/${id}-s.jpg` }).catch((e) => { d = `DERIV ${e.code} ${e.message}`; });
      console.log('OK ', rel, JSON.stringify(facts), Date.now() - t, d);
    } catch (e: any) { console.log('ERR', rel, e.code, e.message); }
  }
}
runner.close();
