/** The selection of each project, kept while the window lives and over a reload. */
import type { ProjectId, ShotId } from '#shared/domain/ids.ts';
import { createObservable, type Observable } from '#renderer/rpc/observable.ts';
import { noSelection, type Selection, selectOne } from './selection.ts';

const stores = new Map<ProjectId, Observable<Selection>>();

export function selectionOf(projectId: ProjectId): Observable<Selection> {
  const known = stores.get(projectId);
  if (known) return known;
  const key = `selection:${projectId}`;
  const remembered = sessionStorage.getItem(key) as ShotId | null;
  const store = createObservable<Selection>(remembered ? selectOne(remembered) : noSelection);
  store.subscribe(() => sessionStorage.setItem(key, store.get().focusId ?? ''));
  stores.set(projectId, store);
  return store;
}
