import type { ProjectId } from '#shared/domain/ids.ts';

export type StoryboardViewProps = { projectId: ProjectId };

/** Outline, cards, inspector and strip of one project. */
export function StoryboardView(_props: StoryboardViewProps) {
  return null;
}
