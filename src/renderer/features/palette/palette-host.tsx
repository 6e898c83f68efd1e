/** The palette over the whole window, where it is open. */
import { lazy, Suspense } from 'react';
import { createObservable } from '#renderer/rpc/observable.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import type { FoundRecord } from '#shared/domain/search.ts';

const PaletteDialog = lazy(() => import('./palette-dialog.tsx').then((module) => ({ default: module.PaletteDialog })));

/** What a person chose to go to. */
export type PaletteTarget = FoundRecord;

export type PaletteHostProps = {
  /** The project that the person is in; null outside of one. */
  projectId: ProjectId | null;
  onGo: (target: PaletteTarget) => void;
};

const isOpen = createObservable(false);

export function openPalette(): void {
  isOpen.set(true);
}

export function PaletteHost({ projectId, onGo }: PaletteHostProps) {
  if (!useObservable(isOpen)) return null;
  return (
    <Suspense fallback={null}>
      <PaletteDialog projectId={projectId} onGo={onGo} onClose={() => isOpen.set(false)} />
    </Suspense>
  );
}
