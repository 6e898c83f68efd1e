/** Keeps typing smooth in a long film. */
import { useDeferredValue } from 'react';
import type { Storyboard } from '#shared/domain/records.ts';
import { differInWordsOnly } from '#renderer/rpc/storyboard-patch.ts';
import { typing } from '#renderer/rpc/typing.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { useKept } from '#renderer/ui/use-kept.ts';

/**
 * The storyboard as it is to be shown. What differs in nothing but words comes once typing pauses, and then when there
 * is time for it: a keystroke goes before the cards that repeat it. Everything else, such as a shot that comes or moves,
 * is there at once.
 */
export function useWordsLater<Shown extends Storyboard | undefined>(now: Shown): Shown {
  const isTyping = useObservable(typing.isTyping);
  const wanted = useKept(now, (before, after) => isTyping && differInWords(before, after));
  const later = useDeferredValue(wanted);
  return differInWords(later, wanted) ? later : wanted;
}

function differInWords(before: Storyboard | undefined, now: Storyboard | undefined): boolean {
  if (!before || !now) return false;
  const isSame = before.project === now.project && before.scenes === now.scenes && before.scriptId === now.scriptId;
  return isSame && differInWordsOnly(before.shots, now.shots);
}
