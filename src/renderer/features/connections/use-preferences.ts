import { useQuery, useQueryClient } from '@tanstack/react-query';
import { studio, studioQuery } from '#renderer/rpc/client.ts';
import { showError } from '#renderer/rpc/notices.tsx';
import type { Preferences } from '#shared/contract/answers.ts';

/** What a person set on this machine, null while it is not known, and how to change it. */
export function usePreferences(): {
  preferences: Preferences | null;
  setPreferences: (patch: Partial<Preferences>) => Promise<void>;
} {
  const queryClient = useQueryClient();
  const { data } = useQuery(studioQuery.studio.preferences.queryOptions({ input: {} }));
  return {
    preferences: data ?? null,
    async setPreferences(patch) {
      try {
        const answer = await studio.studio.setPreferences(patch);
        queryClient.setQueryData(studioQuery.studio.preferences.queryKey({ input: {} }), answer);
      } catch (thrown) {
        showError(thrown);
      }
    },
  };
}
