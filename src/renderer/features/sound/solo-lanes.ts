/** Lanes that are heard alone. The window's own: neither kept nor in the film that is exported. */
import type { ProjectId, SoundLaneId } from '#shared/domain/ids.ts';
import { createObservable, type Observable } from '#renderer/rpc/observable.ts';

const solos = new Map<ProjectId, Observable<ReadonlySet<SoundLaneId>>>();

/** Those of a project; empty means that all are heard. */
export function soloLanesOf(projectId: ProjectId): Observable<ReadonlySet<SoundLaneId>> {
  const known = solos.get(projectId) ?? createObservable<ReadonlySet<SoundLaneId>>(new Set());
  solos.set(projectId, known);
  return known;
}
