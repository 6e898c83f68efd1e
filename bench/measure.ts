/**
 * Takes times in a way that a busy computer disturbs little: both sides of a comparison run in turns, the order changes
 * from round to round, and what counts is the median over the rounds.
 */

/** One side of a comparison. */
export type Side = {
  /** What is timed. */
  run(round: number): unknown;
  /** Runs before each `run`, untimed. */
  prepare?(round: number): unknown;
};

/** What the rounds of one side gave. */
export type Sample = {
  /** Milliseconds of each round, in the order of the rounds. */
  roundsMs: number[];
  medianMs: number;
};

export type Comparison = {
  product: Sample;
  baseline: Sample;
  /** Median of the rounds' own ratios, product to baseline: what disturbs a round disturbs both its sides. */
  ratio: number;
  /** Spread of the ratios, as `spreadOf` tells it. */
  spread: number;
};

export type RoundOptions = {
  /** Whole number from 1. */
  rounds: number;
  /** Rounds before them that do not count. @default 1 */
  warmUpRounds?: number;
  /** Milliseconds from any start that never go back. @default the computer's own */
  nowMs?: () => number;
};

/** Times two sides in turns. */
export async function compare(sides: { product: Side; baseline: Side }, options: RoundOptions): Promise<Comparison> {
  const { rounds, warmUpRounds = 1, nowMs = preciseNowMs } = options;
  checkRounds(rounds);
  const productMs: number[] = [];
  const baselineMs: number[] = [];
  for (let round = -warmUpRounds; round < rounds; round += 1) {
    const index = round + warmUpRounds;
    const inOrder = [
      { side: sides.product, into: productMs },
      { side: sides.baseline, into: baselineMs },
    ];
    for (const { side, into } of index % 2 === 0 ? inOrder : inOrder.reverse()) {
      const elapsedMs = await timeOnce(side, index, nowMs);
      if (round >= 0) into.push(elapsedMs);
    }
  }
  const ratios = productMs.map((ms, round) => ms / (baselineMs[round] ?? Number.NaN));
  return {
    product: toSample(productMs),
    baseline: toSample(baselineMs),
    ratio: quantile(ratios, 0.5),
    spread: spreadOf(ratios),
  };
}

/** Repeats a piece of work that is too short to be timed alone. @param count whole number from 1 */
export function repeated(count: number, work: () => unknown): Side {
  return {
    run() {
      for (let index = 0; index < count; index += 1) work();
    },
  };
}

/** How often a piece of work fits into about `targetMs`; at least once. */
export function repetitionsFor(targetMs: number, work: () => unknown, nowMs: () => number = preciseNowMs): number {
  // The first times are slow: code is not compiled yet.
  for (let index = 0; index < 3; index += 1) work();
  const startMs = nowMs();
  work();
  const elapsedMs = nowMs() - startMs;
  return Math.max(1, Math.min(1_000, Math.round(targetMs / Math.max(elapsedMs, 0.001))));
}

/**
 * The value below which a part of the values lies, between two values in proportion.
 *
 * @param part 0 to 1; 0.5 is the median
 */
export function quantile(values: readonly number[], part: number): number {
  if (values.length === 0) throw new RangeError('expected at least one value');
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * part;
  const below = sorted[Math.floor(position)] ?? 0;
  const above = sorted[Math.ceil(position)] ?? 0;
  return below + (above - below) * (position - Math.floor(position));
}

/** How far the middle half of the values reaches, as a fraction of their median: 0.1 is ten per cent. */
export function spreadOf(values: readonly number[]): number {
  return (quantile(values, 0.75) - quantile(values, 0.25)) / quantile(values, 0.5);
}

async function timeOnce(side: Side, round: number, nowMs: () => number): Promise<number> {
  await side.prepare?.(round);
  const startMs = nowMs();
  const pending = side.run(round);
  // Waiting for work that is done already would be timed too.
  if (pending instanceof Promise) await pending;
  return nowMs() - startMs;
}

function toSample(roundsMs: number[]): Sample {
  return { roundsMs, medianMs: quantile(roundsMs, 0.5) };
}

function checkRounds(rounds: number): void {
  if (!Number.isInteger(rounds) || rounds < 1) throw new TypeError(`expected rounds from 1, got ${rounds}`);
}

function preciseNowMs(): number {
  return performance.now();
}
