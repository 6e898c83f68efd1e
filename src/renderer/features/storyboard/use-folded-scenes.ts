/** Which scenes are folded, in every view and in the outline alike, remembered on this machine. */
import { useMemo } from 'react';
import type { ProjectId, SceneId } from '#shared/domain/ids.ts';
import { createObservable, type Observable } from '#renderer/rpc/observable.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';

export type FoldedScenes = {
  folded: ReadonlySet<SceneId>;
  /** Stable, like `set`. */
  toggle: (sceneId: SceneId) => void;
  /** Folds exactly these. */
  set: (sceneIds: readonly SceneId[]) => void;
};

const stores = new Map<ProjectId, Observable<ReadonlySet<SceneId>>>();

export function useFoldedScenes(projectId: ProjectId): FoldedScenes {
  const store = foldedOf(projectId);
  const folded = useObservable(store);
  const changes = useMemo(
    () => ({
      toggle(sceneId: SceneId) {
        const next = new Set(store.get());
        if (!next.delete(sceneId)) next.add(sceneId);
        store.set(next);
      },
      set: (sceneIds: readonly SceneId[]) => store.set(new Set(sceneIds)),
    }),
    [store],
  );
  return { folded, ...changes };
}

function foldedOf(projectId: ProjectId): Observable<ReadonlySet<SceneId>> {
  const known = stores.get(projectId);
  if (known) return known;
  const key = `folded-scenes:${projectId}`;
  const remembered = (localStorage.getItem(key) ?? '').split(' ').filter(Boolean) as SceneId[];
  const store = createObservable<ReadonlySet<SceneId>>(new Set(remembered));
  store.subscribe(() => localStorage.setItem(key, [...store.get()].join(' ')));
  stores.set(projectId, store);
  return store;
}
