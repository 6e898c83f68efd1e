/** What a benchmark is, and what it answers. */

/** Where a benchmark works. */
export type BenchmarkContext = {
  /** An empty folder of its own, removed afterwards. */
  dir: string;
};

export type Measured = {
  /** In the benchmark's unit. */
  value: number;
  /** What the raw baseline took, in the unit that docs/benchmarks.md names; null without one. */
  baseline: number | null;
  /** How far the middle half of the rounds reaches, as a fraction of their median; null for a single count. */
  spread: number | null;
  /** What to know of the figure, such as what disturbed it. */
  note?: string;
};

/** One figure and how to get it. */
export type Benchmark = {
  /** Lower case with dashes. */
  name: string;
  /** Of the value: `ratio`, `ms`, `kB`, `MB`, `%`. */
  unit: 'ratio' | 'ms' | 'kB' | 'MB' | '%';
  /** Highest value allowed; null for a figure that is only watched. */
  limit: number | null;
  /** @throws {CannotMeasure} where something that it needs is not on this computer */
  measure(context: BenchmarkContext): Promise<Measured>;
};

/** A figure as `--json` writes it. */
export type Figure = {
  name: string;
  value: number;
  unit: Benchmark['unit'];
  baseline: number | null;
  limit: number | null;
};

/** Says why a figure cannot be had here; a reason, not a fault. */
export class CannotMeasure extends Error {
  override name = 'CannotMeasure';
}

export function isOverLimit({ value, limit }: Pick<Figure, 'value' | 'limit'>): boolean {
  // A value that is no number must not pass a gate.
  return limit !== null && !(value <= limit);
}
