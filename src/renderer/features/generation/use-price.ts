import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { GenerationPrice } from '#shared/contract/generation-answers.ts';
import type { GenerationRequest } from '#shared/contract/generation-schemas.ts';
import { studio, studioQuery } from '#renderer/rpc/client.ts';

/** Sums are asked for again after every edit: one that nobody looks at is kept for so long. */
const keptMs = 10_000;

/**
 * What generating would cost, kept in step with the shots as plans are. Null before the first answer.
 *
 * @param request null asks for nothing.
 * @param revision asks again when it changes, for what the studio does not announce.
 */
export function usePrice(request: GenerationRequest | null, revision = 0): GenerationPrice | null {
  const { data } = useQuery({
    queryKey: [...studioQuery.generation.price.key(), request, revision],
    queryFn: ({ signal }) => (request ? studio.generation.price(request, { signal }) : null),
    enabled: request !== null,
    placeholderData: keepPreviousData,
    gcTime: keptMs,
  });
  return request ? (data ?? null) : null;
}
