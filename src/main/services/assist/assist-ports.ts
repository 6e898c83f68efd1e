/** What the services that ask models for pictures, words and voices work with. */
import type { AssetStore } from '#main/assets/asset-store.ts';
import type { PrecheckResult } from '#main/jobs/generate-take-job.ts';
import type { OutgoingRequest } from '#main/net/provider-http.ts';
import type { Provider } from '#main/providers/provider.ts';
import type { RequestPreview } from '#shared/contract/generation-answers.ts';
import type { ConnectionId } from '#shared/domain/ids.ts';
import type { TakeRecipe } from '#shared/domain/records.ts';
import type { AppErrorData } from '#shared/errors/app-error.ts';
import type { ConnectionService } from '../connection-service.ts';
import type { ModelService } from '../model-service.ts';
import type { Spending } from '../money-service.ts';
import type { ServiceContext } from '../service-context.ts';
import type { ShotService } from '../shot-service.ts';

export type AssistPorts = {
  context: ServiceContext;
  connections: Pick<ConnectionService, 'list' | 'kinds'>;
  models: Pick<ModelService, 'find' | 'list'>;
  /** @throws {AppError} CONNECTION_NOT_FOUND */
  providerOf: (connectionId: ConnectionId) => Provider;
  shots: Pick<ShotService, 'get' | 'list' | 'setMedia'>;
  assets: Pick<AssetStore, 'stage' | 'commit' | 'get'>;
  /** Limits that these amounts would go over. */
  checkBudgets: (spendings: readonly Spending[]) => AppErrorData[];
  /** Shows what would be sent to the connection's own check, where it asks for one. */
  precheck: (recipe: CheckedRequest, signal: AbortSignal) => Promise<PrecheckResult>;
  /** Files cannot be taken in without one. @throws {AppError} FFMPEG_MISSING */
  requireFfmpeg: () => Promise<unknown>;
  /** As a person reads it, without keys and files. */
  toRequestPreview: (connectionId: ConnectionId, request: OutgoingRequest) => RequestPreview;
};

/** What a check looks at. */
export type CheckedRequest = Pick<TakeRecipe, 'connectionId' | 'promptAsSent' | 'inputs'>;
