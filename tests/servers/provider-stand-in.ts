/** What every stand-in of a generation API offers to the suites that run over all of them. */
import type { StandInServer } from './stand-in-server.ts';

export interface ProviderStandIn {
  /** The address that a person would fill in for the connection. */
  readonly baseUrl: string;
  readonly server: StandInServer;
  /** Create requests that the API accepted and whose prompt contains this text. */
  countCreates(marker: string): number;
  /** Jobs that exist, created with a prompt that contains this text. */
  jobIdsOf(marker: string): string[];
  /** How every job that has not ended, and every later one, ends once it was polled `pollsNeeded` times. */
  finish(how: 'well' | 'badly' | 'refused'): void;
  /** Polls until a job has ended after `finish`; before `finish` a job never ends. */
  pollsNeeded: number;
  /** The bytes of every result. */
  readonly resultBytes: Uint8Array;
  /** Forgets every job, as a server does that is started anew. */
  forget(): void;
  /** Addresses of results handed out so far answer 403 from now on; a new poll hands out good ones. */
  expireResults(): void;
  /** Ids of jobs and files that were deleted through the API. */
  readonly removedIds: string[];
  /** Headers of every request that carried the key, or did not: `true` when each one did as the API demands. */
  wasAlwaysSignedIn(): boolean;
  close(): Promise<void>;
}
