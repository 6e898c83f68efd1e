/** Keeps the selection to what is shown while only hits are: nothing is done to a shot that nobody sees. */
import { useEffect } from 'react';
import type { ShotId } from '#shared/domain/ids.ts';
import type { ShotFind } from '#renderer/features/find/index.ts';
import type { Observable } from '#renderer/rpc/observable.ts';
import { useStable } from '#renderer/ui/use-latest.ts';
import { type Selection, withoutMissing } from './selection.ts';

export function useShownSelection(
  find: ShotFind,
  { store, stored, shownOrder }: { store: Observable<Selection>; stored: Selection; shownOrder: readonly ShotId[] },
): void {
  const narrow = useStable(() => find.isOnlyHits && store.set(withoutMissing(store.get(), shownOrder)));
  useEffect(() => void narrow(), [narrow, shownOrder]);
  // Somebody asked for a shot that is not among the hits: in the strip, in the outline, from another view.
  const widen = useStable(() => {
    if (find.isOnlyHits && stored.focusId !== null && !shownOrder.includes(stored.focusId)) find.showOnlyHits(false);
  });
  useEffect(() => widen(), [widen, stored]);
}
