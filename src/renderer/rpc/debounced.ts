/** Runs something once after a burst of calls. */

export type DebouncedOptions = {
  /** Runs when so long nobody called. */
  quietMs: number;
  /** Runs at the latest so long after the first call of a burst. */
  longestMs: number;
};

export function createDebounced(run: () => void, { quietMs, longestMs }: DebouncedOptions): () => void {
  let quiet: ReturnType<typeof setTimeout> | null = null;
  let longest: ReturnType<typeof setTimeout> | null = null;
  const runNow = () => {
    if (quiet !== null) clearTimeout(quiet);
    if (longest !== null) clearTimeout(longest);
    quiet = null;
    longest = null;
    run();
  };
  return () => {
    if (quiet !== null) clearTimeout(quiet);
    quiet = setTimeout(runNow, quietMs);
    longest ??= setTimeout(runNow, longestMs);
  };
}
