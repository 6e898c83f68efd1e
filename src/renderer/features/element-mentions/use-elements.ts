import { useQuery } from '@tanstack/react-query';
import { studioQuery } from '#renderer/rpc/client.ts';
import type { StoryElement } from '#shared/domain/element.ts';
import type { ProjectId } from '#shared/domain/ids.ts';

const none: readonly StoryElement[] = [];

/** Elements of a project, in the order in which they were made; none before they are known. */
export function useElements(
  projectId: ProjectId,
  { isAsked = true }: { isAsked?: boolean } = {},
): { elements: readonly StoryElement[]; isPending: boolean; error: unknown; retry: () => void } {
  const { data, isPending, error, refetch } = useQuery({
    ...studioQuery.elements.list.queryOptions({ input: { projectId } }),
    enabled: isAsked,
  });
  return { elements: data ?? none, isPending, error: data ? null : error, retry: () => void refetch() };
}
