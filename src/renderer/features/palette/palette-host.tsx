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

/** What was typed before the palette was there to take it. */
const typed = { text: '' };
let stopKeeping = () => {};

export function openPalette(): void {
  if (isOpen.get()) return;
  typed.text = '';
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
      <PaletteDialog typed={typed} projectId={projectId} onGo={onGo} onClose={closePalette} />
    </Suspense>
  );
}

/**
 * What is typed right behind the keys that open the palette goes into it, also before it is drawn or has the focus:
 * else letters would run the commands of the view below. @returns what ends that
 */
function keepTyping(): () => void {
  const keep = (event: KeyboardEvent) => {
    const isLetter = [...event.key].length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    const field = document.querySelector<HTMLInputElement>('[data-palette-field]');
    if (!isLetter || (event.target instanceof Node && field?.closest('[role="dialog"]')?.contains(event.target)))
      return;
    event.stopImmediatePropagation();
    // With the focus the letter goes there by itself.
    if (field) return field.focus();
    event.preventDefault();
    typed.text += event.key;
  };
  window.addEventListener('keydown', keep, { capture: true });
  return () => window.removeEventListener('keydown', keep, { capture: true });
}
