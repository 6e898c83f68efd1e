/** Where a person wants to see each request before it is sent, whatever sends one asks here first. */
import { animaticConnectionId, type ConnectionId } from '#shared/domain/ids.ts';
import { studio } from '#renderer/rpc/client.ts';
import { createObservable } from '#renderer/rpc/observable.ts';
import type { PreviewSubject } from './preview-subject.ts';

type Asked = {
  /** At least one. */
  subjects: readonly PreviewSubject[];
  /** Keys of those that may be sent. */
  answer: (keys: readonly string[]) => void;
};

/** The first one is shown. */
export const askedApprovals = createObservable<readonly Asked[]>([]);

/** Answers the one that is shown. */
export function answerApproval(keys: readonly string[]): void {
  const [first, ...others] = askedApprovals.get();
  askedApprovals.set(others);
  first?.answer(keys);
}

function ask(subjects: readonly PreviewSubject[]): Promise<ReadonlySet<string>> {
  return new Promise((resolve) => {
    const asked: Asked = { subjects, answer: (keys) => resolve(new Set(keys)) };
    askedApprovals.set([...askedApprovals.get(), asked]);
  });
}

export type Approved<Item> = {
  /** What may be sent now, in the order in which it was given; nothing where the person closed the dialog. */
  items: Item[];
  /** Whether they were asked, to be handed on to the studio. */
  isApproved: boolean;
};

/**
 * Shows exactly what would leave this machine, where the person wants that, and lets them decide about each. What goes
 * nowhere needs no word. Rejects when the studio does not answer.
 */
export async function approveFirst<Item>(
  items: readonly Item[],
  {
    connectionOf,
    toSubject,
  }: { connectionOf: (item: Item) => ConnectionId | null; toSubject: (item: Item) => PreviewSubject },
): Promise<Approved<Item>> {
  const leaves = (item: Item) => ![null, animaticConnectionId].includes(connectionOf(item));
  const leaving = items.filter(leaves);
  if (leaving.length === 0 || !(await studio.studio.preferences({})).alwaysPreviews) {
    return { items: [...items], isApproved: false };
  }
  const kept = await ask(leaving.map(toSubject));
  // Closed, or all left out: that was the answer to the whole press of a button.
  if (kept.size === 0) return { items: [], isApproved: true };
  return { items: items.filter((item) => !leaves(item) || kept.has(toSubject(item).key)), isApproved: true };
}
