/** What a host needs to know of the studio, and how it has one made; `main/compose.ts` fits both. */
import type { HostedRouter } from '#main/rpc/serve-rpc.ts';
import type { Logger } from '#main/logger.ts';
import type { Host } from './host.ts';

export interface HostedStudio {
  /** Implements the contract; needs no context. */
  readonly router: HostedRouter;
  /** Answers every request under `/media/`; never rejects. */
  handleMedia(request: Request): Promise<Response>;
  /** Finishes commits, aborts what runs, releases the library. Jobs go on at the next start. */
  close(): Promise<void>;
}

export type OpenStudioOptions = {
  /** Absolute path of the library's folder; made when it is not there. */
  libraryDir: string;
  host: Host;
  appVersion: string;
  /** Where fonts and the like lie as real files. */
  resourcesDir: string;
  logger: Logger;
  environment?: NodeJS.ProcessEnv;
};

/** @throws {AppError} LIBRARY_… when the library cannot be opened; nothing stays open then. */
export type OpenStudio = (options: OpenStudioOptions) => Promise<HostedStudio>;
