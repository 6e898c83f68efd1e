import { useMemo, useSyncExternalStore } from 'react';
import { savedState } from '#renderer/rpc/use-saved-state.ts';
import { parseRoute, type Route, routeHash } from './router.ts';

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return useMemo(() => parseRoute(hash), [hash]);
}

/** Goes there, as a step of its own for Back. Fields that hold back an edit send it first. */
export function goTo(route: Route): void {
  void savedState.flush();
  if (location.hash !== routeHash(route)) location.hash = routeHash(route);
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
