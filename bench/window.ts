/**
 * How smooth the window is with 5,000 shots: frames while the cards and the table scroll, keystrokes while eight jobs
 * run, the first look at a storyboard, and an undo. Each beside an empty page that does the same.
 */
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser } from '@playwright/test';
import type { Storyboard } from '#shared/domain/records.ts';
import { type BenchPage, htmlUrl, openBenchPage } from './bench-page.ts';
import type { Benchmark, BenchmarkContext, Measured } from './benchmark.ts';
import { compareInWindow, openChromium, timeFirst, timeKey, timeKeys, timeScroll } from './chromium.ts';
import { openFfmpeg } from './ffmpeg.ts';
import { makeResultClip, startStandInProcess } from './generation-studio.ts';
import { connectTo, type HostClient, needBuiltHost, startLocalHost } from './local-host.ts';
import { makeWindowLibrary, showStoryboard, type WindowLibrary } from './window-studio.ts';

const shotCount = 5_000;
const jobCount = 8;
/** Until what a window does once it is open is done. */
const settleMs = 3_000;

export const windowBenchmarks: readonly Benchmark[] = [
  { name: 'window-scroll-5000', unit: 'ms', limit: 33, measure: (context) => withWindow(context, measureScroll) },
  {
    name: 'window-table-scroll-5000',
    unit: 'ms',
    limit: null,
    measure: (context) => withWindow(context, measureTable),
  },
  { name: 'window-keystroke-5000', unit: 'ms', limit: 16, measure: (context) => withWindow(context, measureKeys) },
  { name: 'window-undo-5000', unit: 'ms', limit: null, measure: (context) => withWindow(context, measureUndo) },
  { name: 'window-open-5000', unit: 'ms', limit: null, measure: (context) => withWindow(context, measureOpen) },
];

type OpenWindow = WindowLibrary & { browser: Browser; url: string; client: HostClient['client'] };

async function withWindow(
  { dir }: BenchmarkContext,
  measure: (window: OpenWindow) => Promise<Measured>,
): Promise<Measured> {
  needBuiltHost();
  const browser = await openChromium();
  try {
    const clip = await makeResultClip(await openFfmpeg(), path.join(dir, 'result.mp4'));
    const standIn = await startStandInProcess({ clipFile: clip.file, answerMs: 50, ending: 'slowly', results: 'same' });
    try {
      const library = await makeWindowLibrary(dir, shotCount, standIn.url);
      const host = await startLocalHost({ dir, libraryDir: library.libraryDir });
      try {
        const { client, close } = await connectTo(host.url);
        const measured = await measure({ ...library, browser, url: host.url, client });
        close();
        return measured;
      } finally {
        await host.close();
      }
    } finally {
      await standIn.close();
    }
  } finally {
    await browser.close();
  }
}

const scrollRounds = 12;
/** Twelve rows of cards a second, as a brisk turn of a wheel; two seconds a round. */
const scroll = { at: { x: 700, y: 420 }, distancePx: 6_000, pxPerSecond: 3_000 };

async function measureScroll(window: OpenWindow): Promise<Measured> {
  return compareScrolls(window, await openStoryboard(window));
}

async function measureTable(window: OpenWindow): Promise<Measured> {
  const page = await openStoryboard(window);
  await page.click({ selector: 'label', text: 'Table' });
  await page.waitFor({ selector: '[role="grid"]' });
  return compareScrolls(window, page);
}

/** The 99th percentile of all frames of all rounds but the first; beside it that of a page with nothing to scroll but room. */
async function compareScrolls({ browser }: OpenWindow, page: BenchPage): Promise<Measured> {
  const empty = await openBenchPage(
    browser,
    htmlUrl(`<body style="margin: 0"><div style="height: 100vh; overflow: auto; background: #fff; will-change: scroll-position">
      <div style="height: 200000px"></div></div>`),
  );
  return compareInWindow({
    rounds: scrollRounds,
    part: 0.99,
    product: () => timeScroll(page, scroll),
    baseline: () => timeScroll(empty, scroll),
  });
}

const keyRounds = 8;
const typed = 'The boats come in at dusk, lamps lit, and nobody speaks. ';
/** Between two keys: a quick typist. */
const keyPauseMs = 90;

async function measureKeys(window: OpenWindow): Promise<Measured> {
  const { browser, client, projectId } = window;
  const page = await openStoryboard(window);
  const { shots } = await client.storyboard.get({ projectId });
  const scope = shots.slice(0, jobCount).map(({ id }) => id);
  await client.generation.generate({
    ...{ projectId, scope, connectionId: null, modelId: null, takesPerShot: 1, notBeforeMs: null },
  });
  await openPrompt(page);
  await wait(settleMs);
  const empty = await openBenchPage(browser, htmlUrl('<textarea rows="6" cols="40"></textarea>'));
  await empty.click({ selector: 'textarea' });
  return compareInWindow({
    rounds: keyRounds,
    part: 0.95,
    product: () => timeKeys(page, typed, keyPauseMs),
    baseline: () => timeKeys(empty, typed, keyPauseMs),
  });
}

const undoRounds = 20;

/** From the keys to the frame that shows the title of before; beside it a text that is put into an empty page by a key. */
async function measureUndo(window: OpenWindow): Promise<Measured> {
  const { browser, client, projectId } = window;
  const page = await openStoryboard(window);
  const [shot] = (await client.storyboard.get({ projectId })).shots as Storyboard['shots'];
  if (!shot) throw new Error('the project is empty');
  const empty = await openBenchPage(
    browser,
    htmlUrl(`<p id="text">before</p><script>
      addEventListener('keydown', () => { document.getElementById('text').textContent = 'after'; });</script>`),
  );
  const roundsOf = async (part: () => Promise<number>) => [await part()];
  return compareInWindow({
    rounds: undoRounds,
    part: 0.95,
    async product() {
      await client.shots.update({ shotIds: [shot.id], patch: { title: 'Changed for a moment', prompt: '' } });
      const card = `[data-shot-id="${shot.id}"]`;
      await page.waitFor({ selector: `${card} *`, text: 'Changed for a moment' });
      await page.evaluate((selector) => document.querySelector<HTMLElement>(selector)?.focus(), card);
      return roundsOf(() => timeKey(page, 'Control+z', `[data-shot-id="${shot.id}"]`, 'Changed for a moment'));
    },
    async baseline() {
      await empty.evaluate(() => document.getElementById('text')?.replaceChildren('before'), null);
      return roundsOf(() => timeKey(empty, 'Control+z', '#text', 'before'));
    },
  });
}

const openRounds = 5;

/** From the address to the first picture of a card, in a window that has not shown it; beside it a project of 18 shots. */
async function measureOpen({ browser, url, projectId, smallProjectId }: OpenWindow): Promise<Measured> {
  const open = async (id: string) => {
    const page = await openBenchPage(browser, url);
    await wait(settleMs);
    const tookMs = await timeFirst(page, `#/project/${id}/storyboard`, '[data-shot-id] img');
    await page.close();
    return [tookMs];
  };
  return compareInWindow({
    rounds: openRounds,
    part: 0.5,
    product: () => open(projectId),
    baseline: () => open(smallProjectId),
  });
}

async function openStoryboard({ browser, url, projectId }: OpenWindow): Promise<BenchPage> {
  const page = await openBenchPage(browser, url);
  await showStoryboard(page, projectId);
  await wait(settleMs);
  return page;
}

async function openPrompt(page: BenchPage): Promise<void> {
  // Not one of those that have a job.
  await page.click({ selector: '[data-shot-id]', index: jobCount });
  await page.click({ selector: '[data-shot-field="prompt"]' });
  await page.evaluate(() => {
    const area = document.activeElement;
    if (area instanceof HTMLTextAreaElement) area.selectionStart = area.value.length;
  }, null);
}
