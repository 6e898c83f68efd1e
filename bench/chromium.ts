/** A Chromium that nobody sees, with windows whose frames and keystrokes can be timed. */
import { type Browser, chromium, type Page } from '@playwright/test';
import { chromiumArgs, chromiumPath } from '../tests/support/chromium.ts';
import { CannotMeasure, type Measured } from './benchmark.ts';
import { quantile, spreadOf } from './measure.ts';

/** Of every window here. */
export const windowSize = { width: 1440, height: 900 };

/** @throws {CannotMeasure} without a Chromium that starts */
export async function openChromium(): Promise<Browser> {
  try {
    return await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] });
  } catch (error) {
    throw new CannotMeasure(`no Chromium starts here: ${firstLine(error)}`);
  }
}

export async function openPage(browser: Browser, address: { url: string } | { html: string }): Promise<Page> {
  const context = await browser.newContext({ viewport: windowSize });
  const page = await context.newPage();
  if ('url' in address) await page.goto(address.url);
  else await page.setContent(address.html);
  return page;
}

export type Scroll = {
  /** Where the wheel turns, in pixels of the window. */
  at: { x: number; y: number };
  distancePx: number;
  pxPerSecond: number;
};

/**
 * Scrolls at a steady speed as a wheel does.
 *
 * @returns milliseconds between each two frames that the page could paint meanwhile
 */
export async function timeScroll(page: Page, { at, distancePx, pxPerSecond }: Scroll): Promise<number[]> {
  await page.bringToFront();
  const session = await page.context().newCDPSession(page);
  await page.evaluate(beginFrames);
  await session.send('Input.synthesizeScrollGesture', {
    ...at,
    yDistance: -distancePx,
    speed: pxPerSecond,
    gestureSourceType: 'mouse',
    preventFling: true,
  });
  const frames = await page.evaluate(endFrames);
  await session.detach();
  return frames;
}

/**
 * Types into whatever has the focus, one key after another with a pause between.
 *
 * @returns milliseconds from each key to the frame that shows its letter
 */
export async function timeKeys(page: Page, text: string, pauseMs: number): Promise<number[]> {
  await page.bringToFront();
  await page.evaluate(beginKeys);
  for (const key of text) {
    await page.keyboard.press(key);
    await page.waitForTimeout(pauseMs);
  }
  return page.evaluate(endKeys);
}

/**
 * Presses keys that take a text away.
 *
 * @returns milliseconds from the keys to the frame that no longer shows it
 */
export async function timeKey(page: Page, keys: string, selector: string, text: string): Promise<number> {
  await page.bringToFront();
  await page.evaluate(beginChange, { selector, text });
  await page.keyboard.press(keys);
  return page.evaluate(() => window.benchChange ?? Number.NaN);
}

/** Goes to a part of the page. @returns milliseconds until the first frame that shows what the selector means, loaded */
export async function timeFirst(page: Page, hash: string, selector: string): Promise<number> {
  await page.bringToFront();
  return page.evaluate(untilShown, { hash, selector });
}

/** Draws a line with the mouse, in steps as a hand does. @returns milliseconds between each two frames meanwhile */
export async function timeDrag(page: Page, points: ReadonlyArray<{ x: number; y: number }>): Promise<number[]> {
  await page.bringToFront();
  const [first] = points;
  if (!first) throw new Error('a line has points');
  await page.mouse.move(first.x, first.y);
  await page.mouse.down();
  await page.evaluate(beginFrames);
  for (const { x, y } of points) {
    await page.mouse.move(x, y);
    await page.waitForTimeout(stepMs);
  }
  const frames = await page.evaluate(endFrames);
  await page.mouse.up();
  return frames;
}

/** Between two places of a hand that draws. */
const stepMs = 8;

export type WindowComparison = {
  rounds: number;
  /** The part of all values that counts, 0 to 1. */
  part: number;
  /** Milliseconds of one round. */
  product(): Promise<number[]>;
  baseline(): Promise<number[]>;
};

/** Both sides in turns, after one round that does not count. */
export async function compareInWindow({ rounds, part, product, baseline }: WindowComparison): Promise<Measured> {
  await baseline();
  await product();
  const productRounds: number[][] = [];
  const baselineMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    baselineMs.push(...(await baseline()));
    productRounds.push(await product());
  }
  return {
    value: quantile(productRounds.flat(), part),
    baseline: quantile(baselineMs, part),
    spread: spreadOf(productRounds.map((roundMs) => quantile(roundMs, part))),
  };
}

declare global {
  interface Window {
    benchFrames?: { stop: boolean; atMs: number[] };
    benchKeys?: { stop: () => void; tookMs: number[] };
    benchChange?: Promise<number>;
  }
}

function beginChange({ selector, text }: { selector: string; text: string }): void {
  window.benchChange = new Promise((resolve) => {
    window.addEventListener(
      'keydown',
      function look(event) {
        if (event.key === 'Control') return;
        window.removeEventListener('keydown', look, true);
        const change = () => {
          if (document.querySelector(selector)?.textContent?.includes(text)) return;
          observer.disconnect();
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now() - event.timeStamp);
            port2.postMessage(null);
          });
        };
        const observer = new MutationObserver(change);
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      },
      true,
    );
  });
}

function untilShown({ hash, selector }: { hash: string; selector: string }): Promise<number> {
  return new Promise((resolve) => {
    const startMs = performance.now();
    const look = () => {
      const shown = document.querySelector(selector);
      if (!(shown instanceof HTMLImageElement && shown.complete)) return void requestAnimationFrame(look);
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now() - startMs);
      port2.postMessage(null);
    };
    location.hash = hash;
    requestAnimationFrame(look);
  });
}

function beginFrames(): void {
  const frames = { stop: false, atMs: [] as number[] };
  window.benchFrames = frames;
  const note = (nowMs: number) => {
    frames.atMs.push(nowMs);
    if (!frames.stop) requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
}

function endFrames(): number[] {
  const frames = window.benchFrames;
  if (!frames) throw new Error('no frames were noted');
  frames.stop = true;
  return frames.atMs.slice(1).map((atMs, index) => atMs - (frames.atMs[index] ?? 0));
}

function beginKeys(): void {
  const tookMs: number[] = [];
  let pressedAtMs = 0;
  const press = (event: Event) => {
    pressedAtMs = event.timeStamp;
  };
  // The letter is there at `input`; what is posted in the frame after it comes once that frame was painted.
  const write = () => {
    const fromMs = pressedAtMs;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => tookMs.push(performance.now() - fromMs);
      port2.postMessage(null);
    });
  };
  window.addEventListener('keydown', press, true);
  window.addEventListener('input', write, true);
  const stop = () => {
    window.removeEventListener('keydown', press, true);
    window.removeEventListener('input', write, true);
  };
  window.benchKeys = { stop, tookMs };
}

function endKeys(): number[] {
  window.benchKeys?.stop();
  const { tookMs } = window.benchKeys ?? { tookMs: [] };
  if (tookMs.length === 0) throw new Error('no key wrote anything');
  return tookMs;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
