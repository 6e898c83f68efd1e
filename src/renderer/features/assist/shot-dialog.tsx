/** Finds the shot that a dialog is about, and says so when it is not there any more. */
import type { ReactNode } from 'react';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import type { ShotPlace } from './assist-dialogs.ts';
import { type PlacedShot, useShot } from './use-shot.ts';
import { useSpeech } from './use-speech.ts';

export type ShotDialogProps = {
  place: ShotPlace;
  onClose: () => void;
  children: (placed: PlacedShot) => ReactNode;
};

export function ShotDialog({ place, onClose, children }: ShotDialogProps) {
  const { t } = useSpeech();
  const placed = useShot(place);
  if (placed !== 'loading' && placed !== 'gone') return children(placed);
  return (
    <Dialog isOpen onClose={onClose} title={t('app.loading')} closeLabel={t('app.close')}>
      {placed === 'gone' ? <EmptyState title={t('assist.gone')} /> : <Skeleton height={180} />}
    </Dialog>
  );
}
