/** The cache of what the studio answered. The studio is on this machine, so being offline never pauses a call. */
import { QueryClient } from '@tanstack/react-query';

export const queryClient = new QueryClient({
  defaultOptions: {
    // What changes is announced by `studio.watch`: nothing goes stale by itself.
    queries: { networkMode: 'always', staleTime: Number.POSITIVE_INFINITY, retry: 1, refetchOnWindowFocus: false },
    mutations: { networkMode: 'always', retry: false },
  },
});
