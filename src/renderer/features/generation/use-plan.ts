import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { GenerationPlan } from '#shared/contract/generation-answers.ts';
import type { GenerationRequest } from '#shared/contract/generation-schemas.ts';
import { studio, studioQuery } from '#renderer/rpc/client.ts';

/** Plans are large and soon stale: one that nobody looks at is kept for so long. */
const keptMs = 10_000;

export type PlanQuery = {
  /** The latest known; null before the first, and when none is asked for. */
  plan: GenerationPlan | null;
  error: unknown;
  /** Whether the plan is still that of the request before this one. */
  isOfEarlier: boolean;
  isFetching: boolean;
  retry: () => void;
};

/**
 * What generating would do and cost, kept in step with the shots: see `rpc/live.ts`. An answer that is on its way when
 * something changes is broken off.
 *
 * @param request null asks for nothing.
 * @param revision asks again when it changes, for what the studio does not announce.
 */
export function usePlan(request: GenerationRequest | null, revision = 0): PlanQuery {
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery({
    queryKey: [...studioQuery.generation.plan.key(), request, revision],
    queryFn: ({ signal }) => (request ? studio.generation.plan(request, { signal }) : null),
    enabled: request !== null,
    placeholderData: keepPreviousData,
    gcTime: keptMs,
  });
  return {
    plan: request ? (data ?? null) : null,
    error,
    isOfEarlier: isPlaceholderData,
    isFetching,
    retry: () => void refetch(),
  };
}
