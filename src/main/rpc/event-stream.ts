/** Turns announcements into a stream that a caller iterates, and ends with the caller's signal. */

export type EventStreamOptions<Item> = {
  /** Begins listening; what it returns ends that. */
  subscribe(push: (item: Item) => void): () => void;
  /** Joins what came while the caller was busy, so that a slow window gets one late answer and not a thousand. */
  join(items: Item[]): Item;
  signal: AbortSignal | undefined;
  /** Sent at once. */
  first?: Item;
};

export async function* streamEvents<Item>({ subscribe, join, signal, first }: EventStreamOptions<Item>) {
  let pending: Item[] = first === undefined ? [] : [first];
  let wake: () => void = () => {};
  const unsubscribe = subscribe((item) => {
    pending.push(item);
    wake();
  });
  const onAbort = () => wake();
  signal?.addEventListener('abort', onAbort);
  try {
    while (!signal?.aborted) {
      if (pending.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          // Something may have come between the check and this line.
          if (pending.length > 0 || signal?.aborted) resolve();
        });
        continue;
      }
      const items = pending;
      pending = [];
      yield join(items);
    }
  } finally {
    unsubscribe();
    signal?.removeEventListener('abort', onAbort);
  }
}
