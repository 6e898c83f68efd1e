import { studio } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { queryClient } from '#renderer/rpc/query-client.ts';
import { studioQuery } from '#renderer/rpc/client.ts';
import type { ElementKind, StoryElement } from '#shared/domain/element.ts';
import type { ProjectId } from '#shared/domain/ids.ts';

/** Makes an element and shows it at once. @returns null when it was refused; a notice says why. */
export async function createElement(
  projectId: ProjectId,
  kind: ElementKind,
  name: string,
): Promise<StoryElement | null> {
  const answer = await edit(() => studio.elements.create({ projectId, kind, name }));
  if (answer) putElement(answer.element);
  return answer?.element ?? null;
}

/** Puts the answer of an edit into the list on the screen at once. */
export function putElement(element: StoryElement): void {
  const queryKey = studioQuery.elements.list.queryKey({ input: { projectId: element.projectId } });
  queryClient.setQueryData<StoryElement[]>(queryKey, (known) => {
    if (!known) return known;
    const isKnown = known.some(({ id }) => id === element.id);
    return isKnown ? known.map((other) => (other.id === element.id ? element : other)) : [...known, element];
  });
}
