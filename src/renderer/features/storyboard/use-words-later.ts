/** Keeps typing smooth in a long film. */
import { useDeferredValue } from 'react';
import type { Storyboard } from '#shared/domain/records.ts';
import { differInWordsOnly } from '#renderer/rpc/storyboard-patch.ts';

/**
 * The storyboard as it is to be shown. What differs in nothing but words comes when there is time for it: a keystroke
 * goes before the cards that repeat it. Everything else, such as a shot that comes or moves, is there at once.
 */
export function useWordsLater<Shown extends Storyboard | undefined>(now: Shown): Shown {
  const later = useDeferredValue(now);
  if (!now || !later) return now;
  const isSame = later.project === now.project && later.scenes === now.scenes && later.scriptId === now.scriptId;
  return isSame && differInWordsOnly(later.shots, now.shots) ? later : now;
}
