import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { compareInWindow } from '../../bench/chromium.ts';
import type { Figure } from '../../bench/benchmark.ts';
import { compare, quantile, repeated, repetitionsFor, spreadOf } from '../../bench/measure.ts';
import { exitCodeOf, formatJson, formatTable, type Row } from '../../bench/report.ts';
import { writeScreenplay } from '../../bench/story.ts';
import { findFirstLoad, scriptAddresses, staticImports } from '../../bench/window-first-load.ts';

/** A clock that only work moves. */
function createWork() {
  let nowMs = 0;
  const order: string[] = [];
  const takes =
    (name: string, ms: (round: number) => number) =>
    (round = 0): void => {
      order.push(name);
      nowMs += ms(round);
    };
  return { order, takes, nowMs: () => nowMs };
}

describe('compare', () => {
  it('runs both sides in turns, the other one first every second round, after rounds that do not count', async () => {
    const { order, takes, nowMs } = createWork();
    const product = { run: takes('product', (round) => (round === 0 ? 900 : 30)) };
    const baseline = { run: takes('baseline', (round) => (round === 0 ? 1 : 20)) };
    const { ratio, ...samples } = await compare({ product, baseline }, { rounds: 3, warmUpRounds: 1, nowMs });
    expect(order.slice(0, 4)).toEqual(['product', 'baseline', 'baseline', 'product']);
    expect(order).toHaveLength(8);
    expect(samples.product.roundsMs).toEqual([30, 30, 30]);
    expect(samples.baseline.medianMs).toBe(20);
    expect(ratio).toBe(1.5);
  });

  it('takes the ratio within each round, so that a slow minute for both changes nothing', async () => {
    const { takes, nowMs } = createWork();
    const slow = (round: number) => (round > 2 ? 10 : 1);
    const product = { run: takes('product', (round) => 20 * slow(round)) };
    const baseline = { run: takes('baseline', (round) => 10 * slow(round)) };
    const compared = await compare({ product, baseline }, { rounds: 6, warmUpRounds: 0, nowMs });
    expect(compared).toMatchObject({ ratio: 2, spread: 0 });
  });

  it('leaves preparations out of the time, and waits for work that is not done at once', async () => {
    const { takes, nowMs } = createWork();
    const later = takes('later', () => 5);
    const product = { prepare: takes('prepare', () => 1_000), run: () => Promise.resolve().then(() => later()) };
    const baseline = { run: takes('baseline', () => 5) };
    expect(await compare({ product, baseline }, { rounds: 2, nowMs })).toMatchObject({ ratio: 1 });
  });

  it('passes a failure on, and refuses to run no rounds', async () => {
    const fails = {
      run(): never {
        throw new Error('no such table');
      },
    };
    await expect(compare({ product: fails, baseline: fails }, { rounds: 1 })).rejects.toThrow('no such table');
    await expect(compare({ product: fails, baseline: fails }, { rounds: 0 })).rejects.toThrow('rounds from 1');
  });
});

describe('a comparison in windows', () => {
  /** Rounds in which others take so much of the processors; the first that is told counts for the first round. */
  const measure = (stolenInRounds: number[], rounds = 2) => {
    let all = 0;
    let stolen = 0;
    let asked = 0;
    let productCount = 0;
    return compareInWindow({
      rounds,
      part: 0.5,
      baseline: async () => [1],
      product: async () => [(productCount += 1)],
      async processorTime() {
        // Asked before and after each round.
        if (asked % 2 === 1) {
          all += 100;
          stolen += stolenInRounds[(asked - 1) / 2] ?? 0;
        }
        asked += 1;
        return { all, stolen };
      },
    });
  };

  it('takes a round once more in which others had the processors', async () => {
    // The first product is the one before the rounds.
    expect(await measure([0, 40, 1])).toEqual({ value: 3, baseline: 1, spread: expect.closeTo(1 / 3) });
  });

  it('counts the least disturbed rounds where all are, and says so', async () => {
    const { value, note } = await measure([30, 20, 50, 3, 40, 60]);
    expect(value).toBe(4);
    expect(note).toBe('others took up to 20% of the processors');
  });
});

describe('repeated work', () => {
  it('is repeated as often as asked, and that is as often as fits', () => {
    const { order, takes, nowMs } = createWork();
    const work = takes('work', () => 4);
    expect(repetitionsFor(20, work, nowMs)).toBe(5);
    order.length = 0;
    repeated(5, work).run(0);
    expect(order).toHaveLength(5);
  });

  it('is done at least once however long it takes', () => {
    const { takes, nowMs } = createWork();
    expect(
      repetitionsFor(
        20,
        takes('work', () => 500),
        nowMs,
      ),
    ).toBe(1);
  });
});

describe('quantile and spreadOf', () => {
  it('sort the values and go between two in proportion', () => {
    expect(quantile([40, 10, 30, 20], 0.5)).toBe(25);
    expect(quantile([1, 2, 3, 4, 100], 0.5)).toBe(3);
    expect(
      quantile(
        Array.from({ length: 101 }, (_, index) => index),
        0.95,
      ),
    ).toBe(95);
    expect(() => quantile([], 0.5)).toThrow('at least one');
    expect(spreadOf([8, 9, 10, 11, 12])).toBe(0.2);
  });
});

describe('the report', () => {
  const figure = (fields: Partial<Figure>): Row => ({
    kind: 'figure',
    figure: { name: 'load', value: 1.5, unit: 'ratio', baseline: 12.3456, limit: 2, ...fields },
    spread: 0.08,
  });
  const unmeasured: Row = { kind: 'unmeasured', name: 'window', reason: 'not built' };

  it('is a table with a line a figure, and says which is over its limit', () => {
    const lines = formatTable([
      figure({}),
      figure({ name: 'import', unit: 'ms', value: 412.3, limit: 300 }),
      unmeasured,
    ]);
    expect(lines.split('\n')).toEqual([
      'figure   value   limit  baseline  spread',
      'load     1.50x   2.00x      12.3      8%',
      'import  412 ms  300 ms      12.3      8%  OVER THE LIMIT',
      'window       -                            not measured: not built',
    ]);
  });

  it('is JSON with five keys a figure, rounded to four digits, without what was not measured', () => {
    expect(JSON.parse(formatJson([figure({}), figure({ baseline: null, limit: null }), unmeasured]))).toEqual([
      { name: 'load', value: 1.5, unit: 'ratio', baseline: 12.35, limit: 2 },
      { name: 'load', value: 1.5, unit: 'ratio', baseline: null, limit: null },
    ]);
  });

  it('ends well at the limit and without one, and badly past it, after a fault and without a number', () => {
    expect(exitCodeOf([figure({ value: 2 }), figure({ value: 99, limit: null }), unmeasured])).toBe(0);
    expect(exitCodeOf([figure({}), figure({ value: 2.01 })])).toBe(1);
    expect(exitCodeOf([figure({ value: Number.NaN })])).toBe(1);
    expect(exitCodeOf([{ kind: 'failed', name: 'load', reason: 'no such table' }])).toBe(1);
  });
});

describe('the first load of the window', () => {
  const folders: string[] = [];
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
  });

  it('is what scripts and preloads name, not styles and icons', () => {
    const html = `<script type="module" crossorigin src="./assets/index-a.js"></script>
      <link rel="modulepreload" crossorigin href="./assets/vendor-b.js"><link rel="stylesheet" href="./assets/c.css">
      <link rel="icon" href="./icon.png"><script>inline()</script>`;
    expect(scriptAddresses(html)).toEqual(['./assets/index-a.js', './assets/vendor-b.js']);
  });

  it('follows imports and exports of a minified module, and no import() or text', () => {
    const text = `import{a as b,t as c}from"./a.js";import"./b.js";import d,{e}from'./d.js';export*from"./e.js";
      import*as f from"./f.js";export{g}from"./g.js";const lazy=()=>import("./lazy.js");export{b};h("./h.js");import r from"react"`;
    expect(staticImports(text)).toEqual(['./a.js', './b.js', './d.js', './e.js', './f.js', './g.js']);
  });

  it('counts each file once', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'first-load-'));
    folders.push(folder);
    const files = {
      'index.html': '<script type="module" src="./main.js"></script><link rel="modulepreload" href="./shared.js">',
      'main.js': 'import{a}from"./shared.js";import("./lazy.js")',
      'shared.js': 'import"./main.js";export const a=1',
      'lazy.js': '',
    };
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
    const found = await findFirstLoad(folder);
    expect(found.map((file) => path.basename(file)).sort()).toEqual(['main.js', 'shared.js']);
  });
});

describe('the screenplay of the benchmark', () => {
  it('is the same at every run and as long as its pages', () => {
    const text = writeScreenplay(120);
    expect(writeScreenplay(120)).toBe(text);
    expect(text.match(/^(?:INT|EXT)\. /gm)?.length).toBeGreaterThan(80);
    expect(text.length).toBeGreaterThan(120 * 1_000);
  });
});
