import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { studio, studioQuery } from '#renderer/rpc/client.ts';
import type { AssistPlan } from '#shared/contract/assist-answers.ts';
import type { AssistTask } from '#shared/contract/assist-schemas.ts';

/** A plan that nobody looks at is kept for so long. */
const keptMs = 10_000;

/**
 * What a task would cost; null before the first answer, and when none is asked for.
 *
 * @param revision asks again when it changes, such as when something was spent.
 */
export function useAssistPlan(task: AssistTask | null, revision: unknown = 0): AssistPlan | null {
  const asked = useDeferredValue(task === null ? null : JSON.stringify(task));
  const { data } = useQuery({
    queryKey: [...studioQuery.assist.plan.key(), asked, revision],
    queryFn: ({ signal }) => (asked === null ? null : studio.assist.plan(JSON.parse(asked) as AssistTask, { signal })),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: keptMs,
  });
  return task === null ? null : (data ?? null);
}
