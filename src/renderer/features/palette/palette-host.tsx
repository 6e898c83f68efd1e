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

/** What is searched for. Outside of the dialog, since what is typed counts from the key that opens it on. */
const searched = createObservable('');
let stopKeeping = () => {};

export function openPalette(): void {
  if (isOpen.get()) return;
  searched.set('');
  stopKeeping = keepTyping();
  isOpen.set(true);
}

function closePalette(): void {
  stopKeeping();
  isOpen.set(false);
}

export function PaletteHost({ projectId, onGo }: PaletteHostProps) {
  if (!useObservable(isOpen)) return null;
  return (
    <Suspense fallback={null}>
      <PaletteDialog searched={searched} projectId={projectId} onGo={onGo} onClose={closePalette} />
    </Suspense>
  );
}

/**
 * What is typed right behind the keys that open the palette goes into it, also before it is drawn or has the focus:
 * else letters would run the commands of the view below, and Enter would open what has the focus there.
 * @returns what ends that
 */
function keepTyping(): () => void {
  const keep = (event: KeyboardEvent) => {
    const field = document.querySelector<HTMLInputElement>('[data-palette-field]');
    const isInPalette = event.target instanceof Node && field?.closest('[role="dialog"]')?.contains(event.target);
    if (isInPalette || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const isLetter = [...event.key].length === 1;
    if (!isLetter && !['Enter', 'Escape', 'Backspace'].includes(event.key)) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    if (event.key === 'Escape') return closePalette();
    if (isLetter) searched.set(searched.get() + event.key);
    if (event.key === 'Backspace') searched.set([...searched.get()].slice(0, -1).join(''));
    field?.focus();
  };
  window.addEventListener('keydown', keep, { capture: true });
  return () => window.removeEventListener('keydown', keep, { capture: true });
}
