/** The selection of each project, kept while the window lives and over a reload. */
import type { ProjectId, SceneId, ShotId, TakeId } from '#shared/domain/ids.ts';
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

/** A shot that some other view asks to see; taken by the storyboard of its project. `takeId` is to be played at once. */
export const shotToReveal = createObservable<{ projectId: ProjectId; shotId: ShotId; takeId: TakeId | null } | null>(
  null,
);

/** Selects a shot and brings it into view, now or when its storyboard is opened. @param takeId also plays this take */
export function showShot(projectId: ProjectId, shotId: ShotId, takeId: TakeId | null = null): void {
  selectionOf(projectId).set(selectOne(shotId));
  shotToReveal.set({ projectId, shotId, takeId });
}

/** The project in which another view asks for the search; taken by its storyboard. */
export const findToOpen = createObservable<ProjectId | null>(null);

/** Opens the search within a project, now or when its storyboard is opened. */
export function openFind(projectId: ProjectId): void {
  findToOpen.set(projectId);
}

/** A new scene whose heading is to be written next; its header takes the focus as soon as it stands there. */
export const sceneToName = createObservable<SceneId | null>(null);
