/** Tells how far some work is while a caller listens, and ends the work when the caller leaves. */

export type StreamProgressOptions = {
  signal: AbortSignal | undefined;
  run(options: { signal: AbortSignal; onProgress: (fraction: number) => void }): Promise<unknown>;
};

/** Ends after 1, or with what the work failed with. A slow listener gets the latest only. */
export async function* streamProgress({
  signal,
  run,
}: StreamProgressOptions): AsyncGenerator<{ progress: number }, void> {
  const leaving = new AbortController();
  let latest = 0;
  let told = 0;
  let isDone = false;
  let wake: () => void = () => {};
  const handleAbort = () => {
    leaving.abort(signal?.reason);
    wake();
  };
  signal?.addEventListener('abort', handleAbort, { once: true });
  const onProgress = (fraction: number) => {
    latest = fraction;
    wake();
  };
  const work = run({ signal: leaving.signal, onProgress }).finally(() => {
    isDone = true;
    wake();
  });
  // Awaited below; until then nobody looks at its failure.
  work.catch(() => undefined);
  try {
    yield { progress: 0 };
    while (!isDone && !signal?.aborted) {
      if (latest === told) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      told = latest;
      yield { progress: told };
    }
    if (signal?.aborted) return;
    await work;
    yield { progress: 1 };
  } finally {
    signal?.removeEventListener('abort', handleAbort);
    leaving.abort();
  }
}
