import type { ProjectId } from '#shared/domain/ids.ts';

export type FilmViewProps = { projectId: ProjectId };

/** The selected takes in order, as one film. */
export function FilmView(_props: FilmViewProps) {
  return null;
}
