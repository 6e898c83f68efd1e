/** Shows the pad over everything while a board is drawn on; put once into the window. */
import { lazy, Suspense } from 'react';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { openedSketch } from './open-sketch.ts';

const SketchDialog = lazy(() => import('./sketch-dialog.tsx').then((module) => ({ default: module.SketchDialog })));

export function SketchHost() {
  const place = useObservable(openedSketch);
  if (!place) return null;
  return (
    <Suspense fallback={null}>
      <SketchDialog place={place} origin={place.origin} />
    </Suspense>
  );
}
