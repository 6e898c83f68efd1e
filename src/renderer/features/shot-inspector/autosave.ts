/**
 * Sends what is typed a moment later, in order, one call at a time.
 *
 * The first keystroke starts the clock and later ones do not put it off, so nothing waits longer than `delayMs`
 * before it is sent. What could not be sent is kept and goes with the next change or flush.
 */
import type { PendingEdit } from '#renderer/rpc/saved-state.ts';

export type AutosaveState = { kind: 'settled' } | { kind: 'unsent' } | { kind: 'failed'; thrown: unknown };

export type AutosaveOptions<Value> = {
  send: (value: Value) => Promise<{ savedAtMs: number }>;
  /** Called at the keystroke, so that the Saved indicator is true from then on. */
  begin: () => PendingEdit;
  onState: (state: AutosaveState) => void;
  /** @default 350 */
  delayMs?: number;
};

export type Autosave<Value> = {
  change: (value: Value) => void;
  /** Sends at once what is held back. Resolves when it is answered, well or badly; never rejects. */
  flush: () => Promise<void>;
  /** Whether something is typed that the studio has not confirmed. */
  isUnsent: () => boolean;
};

export function createAutosave<Value>({
  send,
  begin,
  onState,
  delayMs = 350,
}: AutosaveOptions<Value>): Autosave<Value> {
  let unsent: { value: Value } | null = null;
  let pending: PendingEdit | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let running: Promise<void> | null = null;

  const sendAll = async () => {
    while (unsent) {
      const current = unsent;
      try {
        const { savedAtMs } = await send(current.value);
        if (unsent !== current) continue;
        unsent = null;
        pending?.saved(savedAtMs);
        pending = null;
        onState({ kind: 'settled' });
      } catch (thrown) {
        pending?.failed();
        pending = null;
        onState({ kind: 'failed', thrown });
        return;
      }
    }
  };

  const flush = (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    running ??= sendAll().finally(() => {
      running = null;
    });
    return running;
  };

  return {
    change(value) {
      unsent = { value };
      pending ??= begin();
      onState({ kind: 'unsent' });
      // While a call is on its way, its loop takes the newer value along.
      if (timer === null && running === null) timer = setTimeout(() => void flush(), delayMs);
    },
    flush,
    isUnsent: () => unsent !== null,
  };
}
