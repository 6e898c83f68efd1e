/** Tells whoever listens which records changed. Changes are announced after their transaction has committed. */
import type { Change } from '#shared/contract/answers.ts';

export interface ChangeBus {
  announce(changes: Change[]): void;
  /** @returns the undo of the subscription. */
  subscribe(listener: (changes: Change[]) => void): () => void;
}

export function createChangeBus(): ChangeBus {
  const listeners = new Set<(changes: Change[]) => void>();
  return {
    announce(changes) {
      for (const listener of listeners) listener(changes);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
