/** How soon a line follows the pen on a drawing of 5,000 strokes, beside an empty one. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser } from '@playwright/test';
import { encodeSketch } from '#shared/domain/sketch-codec.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import { newSketch, type SketchDocument, type SketchStroke, sketchSizeFor } from '#shared/domain/sketch.ts';
import { setSetting } from '#main/db/settings-repository.ts';
import { type BenchPage, openBenchPage } from './bench-page.ts';
import type { Benchmark, BenchmarkContext, Measured } from './benchmark.ts';
import { compareInWindow, openChromium, timeDrag } from './chromium.ts';
import { addProject, format, openBenchLibrary } from './library.ts';
import { connectTo, needBuiltHost, startLocalHost } from './local-host.ts';
import { randomFrom } from './random.ts';
import { showStoryboard } from './window-studio.ts';

const strokeCount = 5_000;
const rounds = 4;
/** Until a drawing is on the paper. */
const settleMs = 3_000;

export const sketchLive: Benchmark = { name: 'sketch-live-5000', unit: 'ms', limit: null, measure };

/** The 95th percentile of the frames while a line is drawn across the paper. */
async function measure({ dir }: BenchmarkContext): Promise<Measured> {
  needBuiltHost();
  const browser = await openChromium();
  try {
    const { context, library, close } = await openBenchLibrary(dir);
    setSetting(context.db, 'sample.isMade', true);
    const projectId = addProject(context, 2);
    await close();
    const host = await startLocalHost({ dir, libraryDir: library.folders.root });
    try {
      const { client, close: hangUp } = await connectTo(host.url);
      const [full, empty] = (await client.storyboard.get({ projectId })).shots;
      if (!full || !empty) throw new Error('expected two shots');
      await client.sketches.saveDraft({ shotId: full.id, boardAssetId: null, sketch: encodeSketch(drawing()) });
      hangUp();
      const openPad = (shotId: string) => openPadOf(browser, { url: host.url, projectId, shotId });
      const [product, baseline] = [await openPad(full.id), await openPad(empty.id)];
      return await compareInWindow({
        rounds,
        part: 0.95,
        product: () => timeDrag(product, wave()),
        baseline: () => timeDrag(baseline, wave()),
      });
    } finally {
      await host.close();
    }
  } finally {
    await browser.close();
  }
}

async function openPadOf(
  browser: Browser,
  { url, projectId, shotId }: { url: string; projectId: ProjectId; shotId: string },
): Promise<BenchPage> {
  const page = await openBenchPage(browser, url);
  await showStoryboard(page, projectId);
  await page.click({ selector: `[data-shot-id="${shotId}"]` });
  await page.click({ selector: 'aside[aria-label="Inspector"] button', text: 'Draw' });
  await page.waitFor({ selector: '[role="application"], [role="dialog"] button' });
  const isAsked = await page.evaluate(() => document.querySelector('[role="application"]') === null, null);
  if (isAsked) await page.click({ selector: 'button', text: 'Go on with it' });
  await page.waitFor({ selector: '[role="application"]' });
  await wait(settleMs);
  return page;
}

/** Across the paper and back, in waves. */
function wave(): Array<{ x: number; y: number }> {
  return Array.from({ length: 150 }, (_, step) => ({ x: 380 + step * 4, y: 420 + 130 * Math.sin(step / 9) }));
}

/** Short lines all over the paper. */
function drawing(): SketchDocument {
  const document = newSketch(sketchSizeFor(format.frameSize), null);
  const { widthPx, heightPx } = document.frameSize;
  const random = randomFrom(7);
  const strokes = Array.from({ length: strokeCount }, (): SketchStroke => {
    const [x, y] = [random() * widthPx * 10, random() * heightPx * 10];
    const points = Array.from({ length: 12 }, (_, step) => [
      Math.round(x + step * 60),
      Math.round(y + 200 * Math.sin(step / 2)),
      128,
    ]).flat();
    return { kind: 'stroke', brush: 'ink', colour: '#17181a', size: 30, hasPressure: false, points };
  });
  return { ...document, layers: document.layers.map((layer) => ({ ...layer, items: strokes })) };
}
