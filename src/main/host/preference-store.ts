/** Preferences and the like over a small store on disk: `conf` in the local host, electron-store in the shell. */
import type { Preferences } from '#shared/contract/answers.ts';
import { keyPreferencesSchema } from '#shared/contract/schemas.ts';
import type { PreferenceStore } from './host.ts';

/** Keeps plain JSON values by name; each `set` is written whole or not at all. */
export interface KeyValueStore {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
}

const themes: ReadonlyArray<Preferences['theme']> = ['system', 'light', 'dark'];

/** What is damaged or missing in the store reads as its default. */
export function createPreferenceStore(
  store: KeyValueStore,
  onChanged: (preferences: Preferences) => void = () => {},
): PreferenceStore {
  const get = () => parsePreferences(store.get('preferences'));
  return {
    get,
    set(patch) {
      const preferences = parsePreferences({ ...get(), ...withoutUndefined(patch) });
      store.set('preferences', preferences);
      onChanged(preferences);
      return preferences;
    },
  };
}

function parsePreferences(stored: unknown): Preferences {
  const { theme, ffmpegPath, isOffline, alwaysPreviews, keys } = (stored ?? {}) as Partial<
    Record<keyof Preferences, unknown>
  >;
  return {
    theme: themes.find((known) => known === theme) ?? 'system',
    ffmpegPath: typeof ffmpegPath === 'string' && ffmpegPath !== '' ? ffmpegPath : null,
    isOffline: isOffline === true,
    alwaysPreviews: alwaysPreviews === true,
    keys: keyPreferencesSchema.safeParse(keys).data ?? { preset: 'default', overrides: {} },
  };
}

function withoutUndefined(patch: Partial<Preferences>): Partial<Preferences> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}
