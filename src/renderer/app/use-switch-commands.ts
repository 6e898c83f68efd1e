/** Commands that switch something of the whole studio, wherever one is in the window. */
import { useQuery } from '@tanstack/react-query';
import { setQueuePaused } from '#renderer/features/queue/index.ts';
import { studio, studioQuery } from '#renderer/rpc/client.ts';
import { showError, showNotice } from '#renderer/rpc/notices.tsx';
import { queryClient } from '#renderer/rpc/query-client.ts';
import { translator } from '#renderer/rpc/translator.ts';
import { useQueueState } from '#renderer/rpc/use-jobs.ts';
import { useCommands } from '#renderer/ui/commands.ts';

const nextTheme = { system: 'light', light: 'dark', dark: 'system' } as const;

/** Each says what is now so, as its switch may not be on the page. Once for the window. */
export function useSwitchCommands(): void {
  const { isPaused } = useQueueState();
  const { data: preferences } = useQuery(studioQuery.studio.preferences.queryOptions({ input: {} }));
  const offers = preferences && {
    'window.offline': () =>
      void change({ isOffline: !preferences.isOffline }, preferences.isOffline ? 'online' : 'offline'),
    'window.previews': () =>
      void change(
        { alwaysPreviews: !preferences.alwaysPreviews },
        preferences.alwaysPreviews ? 'noPreviews' : 'previews',
      ),
    'window.theme': () => {
      const theme = nextTheme[preferences.theme];
      void change({ theme }, `theme.${theme}`);
    },
  };
  useCommands({
    ...offers,
    'window.pauseQueue': () => void setQueuePaused(!isPaused).then(() => say(isPaused ? 'queueGoesOn' : 'queuePaused')),
  });
}

type Said =
  | 'online'
  | 'offline'
  | 'previews'
  | 'noPreviews'
  | 'queuePaused'
  | 'queueGoesOn'
  | `theme.${keyof typeof nextTheme}`;

type Patch = Parameters<typeof studio.studio.setPreferences>[0];

async function change(patch: Patch, said: Said): Promise<void> {
  try {
    const answer = await studio.studio.setPreferences(patch);
    queryClient.setQueryData(studioQuery.studio.preferences.queryKey({ input: {} }), answer);
    say(said);
  } catch (thrown) {
    showError(thrown);
  }
}

function say(said: Said): void {
  showNotice({ id: 'switched', text: translator.t(`switched.${said}`) });
}
