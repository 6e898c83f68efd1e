/** The palette over the whole window, where it is open. */
import { lazy, type RefObject, Suspense } from 'react';
import { createObservable } from '#renderer/rpc/observable.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { useCommands } from '#renderer/ui/commands.ts';
import { keepTyping, withKey } from '#renderer/ui/typed-ahead.ts';
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
/** Also tells one opening from the next. */
let stopKeeping = () => {};

export function openPalette(): void {
  if (isOpen.get()) return;
  keepWhatIsTyped();
  isOpen.set(true);
}

/**
 * Opens it once a view over the whole window has been left; what is typed meanwhile counts.
 *
 * @param hasLeft resolves to whether it was left; where it was not, nothing opens
 */
export async function openPaletteAfter(hasLeft: Promise<boolean>): Promise<void> {
  if (isOpen.get()) return;
  keepWhatIsTyped();
  const stop = stopKeeping;
  if (!(await hasLeft)) stop();
  // Escape has called it off.
  else if (stop === stopKeeping) isOpen.set(true);
}

/** For a view over the whole window in which nothing is left unfinished: its keys close it and open the palette. */
export function useSearchFrom(view: RefObject<Element | null>, close: () => void): void {
  const closeAndOpen = () => {
    close();
    openPalette();
  };
  useCommands({ 'window.palette': closeAndOpen }, view);
}

function closePalette(): void {
  stopKeeping();
  stopKeeping = () => {};
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

/** What is typed right behind the keys that open the palette goes into it, also before it is drawn or has the focus. */
function keepWhatIsTyped(): void {
  stopKeeping();
  searched.set('');
  const field = () => document.querySelector<HTMLInputElement>('[data-palette-field]');
  const isInPalette = (target: EventTarget | null) =>
    target instanceof Node && field()?.closest('[role="dialog"]')?.contains(target) === true;
  stopKeeping = keepTyping(isInPalette, (key) => {
    if (key === 'Escape') return closePalette();
    searched.set(withKey(searched.get(), key));
    field()?.focus();
  });
}
