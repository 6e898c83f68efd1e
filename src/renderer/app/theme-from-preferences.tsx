import { useMantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { studioQuery } from '#renderer/rpc/client.ts';

/**
 * Makes the window follow the theme that the host remembers. Mantine keeps a copy in local storage, so that the next
 * start has the right colours before the studio answers.
 */
export function ThemeFromPreferences() {
  const { setColorScheme } = useMantineColorScheme();
  const { data } = useQuery(studioQuery.studio.preferences.queryOptions({ input: {} }));
  const theme = data?.theme;
  useEffect(() => {
    if (theme) setColorScheme(theme === 'system' ? 'auto' : theme);
  }, [theme, setColorScheme]);
  return null;
}
