import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { studioQuery } from '#renderer/rpc/client.ts';
import { setKeymap } from '#renderer/ui/keymap.ts';

/** Makes the window's keys those that the host remembers. */
export function KeysFromPreferences() {
  const { data } = useQuery(studioQuery.studio.preferences.queryOptions({ input: {} }));
  const keys = data?.keys;
  useEffect(() => {
    if (keys) setKeymap(keys);
  }, [keys]);
  return null;
}
