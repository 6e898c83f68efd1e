/** A Chromium that nobody sees, with windows whose frames and keystrokes can be timed. */
import { setTimeout as wait } from 'node:timers/promises';
import { type Browser, chromium } from '@playwright/test';
import { chromiumArgs, chromiumPath } from '../tests/support/chromium.ts';
import type { BenchPage } from './bench-page.ts';
import { CannotMeasure, type Measured } from './benchmark.ts';
import { quantile, spreadOf } from './measure.ts';
import { type ProcessorTime, readProcessorTime, stolenPart } from './stolen-time.ts';

/** @throws {CannotMeasure} without a Chromium that starts */
export async function openChromium(): Promise<Browser> {
  try {
    return await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] });
  } catch (error) {
    throw new CannotMeasure(`no Chromium starts here: ${firstLine(error)}`);
  }
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
export async function timeScroll(page: BenchPage, { at, distancePx, pxPerSecond }: Scroll): Promise<number[]> {
  await page.bringToFront();
  await page.evaluate(beginFrames, null);
  await page.send('Input.synthesizeScrollGesture', {
    ...at,
    yDistance: -distancePx,
    speed: pxPerSecond,
    gestureSourceType: 'mouse',
    preventFling: true,
  });
  return page.evaluate(endFrames, null);
}

/**
 * Types into whatever has the focus, one key after another with a pause between.
 *
 * @returns milliseconds from each key to the frame that shows its letter
 */
export async function timeKeys(page: BenchPage, text: string, pauseMs: number): Promise<number[]> {
  await page.bringToFront();
  await page.evaluate(beginKeys, null);
  for (const key of text) {
    await page.press(key);
    await wait(pauseMs);
  }
  return page.evaluate(endKeys, null);
}

/**
 * Presses keys that take a text away.
 *
 * @returns milliseconds from the keys to the frame that no longer shows it
 */
export async function timeKey(page: BenchPage, keys: string, selector: string, text: string): Promise<number> {
  await page.bringToFront();
  await page.evaluate(beginChange, { selector, text });
  await page.press(keys);
  return page.evaluate(() => window.benchChange ?? Number.NaN, null);
}

/** Goes to a part of the page. @returns milliseconds until the first frame that shows what the selector means, loaded */
export async function timeFirst(page: BenchPage, hash: string, selector: string): Promise<number> {
  await page.bringToFront();
  return page.evaluate(untilShown, { hash, selector });
}

/** Draws a line with the mouse, in steps as a hand does. @returns milliseconds between each two frames meanwhile */
export async function timeDrag(page: BenchPage, points: ReadonlyArray<{ x: number; y: number }>): Promise<number[]> {
  await page.bringToFront();
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) throw new Error('a line has points');
  await page.mouse('mouseMoved', first);
  await page.mouse('mousePressed', first);
  await page.evaluate(beginFrames, null);
  for (const point of points) {
    await page.mouse('mouseMoved', point);
    await wait(stepMs);
  }
  const frames = await page.evaluate(endFrames, null);
  await page.mouse('mouseReleased', last);
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
  /** @default this computer's */
  processorTime?: () => Promise<ProcessorTime>;
};

/** Of the processors of this computer, taken by others: a round with more does not count. */
const mostStolen = 0.02;
/** A computer that is never left alone is measured all the same, and that is said. */
const triesPerRound = 3;

/**
 * Both sides in turns, after one round that does not count. A round in which the host of this computer gave its
 * processors to others is taken once more; where there are not enough others, the least disturbed ones count.
 */
export async function compareInWindow(comparison: WindowComparison): Promise<Measured> {
  const { rounds, part, product, baseline, processorTime = readProcessorTime } = comparison;
  await baseline();
  await product();
  const taken: Array<{ product: number[]; baseline: number[]; stolen: number }> = [];
  const isEnough = () => taken.filter(({ stolen }) => stolen <= mostStolen).length >= rounds;
  while (!isEnough() && taken.length < rounds * triesPerRound) {
    const before = await processorTime();
    const sides = { baseline: await baseline(), product: await product() };
    taken.push({ ...sides, stolen: stolenPart(before, await processorTime()) });
  }
  const counted = taken.sort((a, b) => a.stolen - b.stolen).slice(0, rounds);
  const worst = counted.at(-1)?.stolen ?? 0;
  return {
    value: quantile(
      counted.flatMap((round) => round.product),
      part,
    ),
    baseline: quantile(
      counted.flatMap((round) => round.baseline),
      part,
    ),
    spread: spreadOf(counted.map((round) => quantile(round.product, part))),
    ...(worst > mostStolen ? { note: `others took up to ${Math.round(worst * 100)}% of the processors` } : {}),
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
