/** The adapters that the studio has, by the kind of connection that uses them. */
import { AppError } from '#shared/errors/app-error.ts';
import type { VideoProvider } from './video-provider.ts';

/** Finds the adapter of a connection, and ends them all. */
export interface ProviderRegistry {
  /** @throws {AppError} CONNECTION_NOT_FOUND when no adapter is of this kind */
  get(kind: string): VideoProvider;
  /** Stops what runs in this process, at every adapter. */
  close(): Promise<void>;
}

/** @throws {TypeError} when two adapters are of one kind */
export function createProviderRegistry(providers: readonly VideoProvider[]): ProviderRegistry {
  const byKind = new Map(providers.map((provider) => [provider.kind, provider]));
  if (byKind.size !== providers.length) throw new TypeError('expected one adapter a kind');
  return {
    get(kind) {
      const provider = byKind.get(kind);
      if (!provider) throw new AppError('CONNECTION_NOT_FOUND', `no adapter for connections of kind "${kind}"`);
      return provider;
    },
    async close() {
      await Promise.all(providers.map((provider) => provider.close()));
    },
  };
}
