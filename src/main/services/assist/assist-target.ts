/** Which model of which connection is asked, and whether it can be at all. */
import type { OutgoingRequest } from '#main/net/provider-http.ts';
import type { Provider } from '#main/providers/provider.ts';
import { findProject } from '#main/db/project-repository.ts';
import type { Connection } from '#shared/domain/connection.ts';
import type { ProjectId, ShotId } from '#shared/domain/ids.ts';
import type { ListedModel, ModelRef } from '#shared/domain/model.ts';
import type { Micros } from '#shared/domain/money.ts';
import type { Project, StoryboardShot } from '#shared/domain/records.ts';
import { AppError, type ErrorCode, type ErrorParams } from '#shared/errors/app-error.ts';
import type { AssistPorts } from './assist-ports.ts';

/** Engines that answer in one go and cost money. */
export type EngineKind = 'image' | 'text' | 'speech' | 'transcription';

export type AssistTarget<Kind extends EngineKind> = {
  connection: Connection;
  model: ListedModel;
  engine: NonNullable<Provider[Kind]>;
};

/** A call that is ready to be made: what it costs, for whom, and exactly what would leave. */
export type PreparedCall = {
  purpose: EngineKind;
  connection: Connection;
  model: ListedModel;
  projectId: ProjectId | null;
  shotId: ShotId | null;
  /** Of each request that it makes, at the most; null when the price is not known. */
  estimates: Array<Micros | null>;
  /** Whether they are for a new picture although one is made from another. @default false */
  isPlainPrice?: boolean;
  /** Of its first request. */
  preview(): Promise<OutgoingRequest[]>;
};

/** @throws {AppError} CONNECTION_NOT_FOUND, MODEL_NOT_FOUND, KEY_MISSING */
export function getAssistTarget<Kind extends EngineKind>(
  { connectionId, modelId }: ModelRef,
  kind: Kind,
  { connections, models, providerOf }: Pick<AssistPorts, 'connections' | 'models' | 'providerOf'>,
): AssistTarget<Kind> {
  const connection = connections.list().find(({ id }) => id === connectionId);
  if (!connection) throw new AppError('CONNECTION_NOT_FOUND', `no connection ${connectionId}`);
  const model = models.find({ connectionId, modelId }, kind);
  const engine = providerOf(connectionId)[kind];
  if (!model || !engine) {
    const params = { model: modelId, connection: connection.label };
    throw forPerson('MODEL_NOT_FOUND', `no ${kind} model "${modelId}" at ${connectionId}`, params);
  }
  const isKeyOptional = connections.kinds().some((info) => info.kind === connection.kind && info.isKeyOptional);
  if (!connection.hasKey && !isKeyOptional) {
    throw forPerson('KEY_MISSING', `no key for a ${connection.kind} connection`, { connection: connection.label });
  }
  return { connection, model, engine: engine as NonNullable<Provider[Kind]> };
}

/** @throws {AppError} PROJECT_NOT_FOUND */
export function getProjectOf({ context }: Pick<AssistPorts, 'context'>, { projectId }: StoryboardShot): Project {
  const project = findProject(context.db, projectId);
  if (!project) throw new AppError('PROJECT_NOT_FOUND', `no project ${projectId}`);
  return project;
}

/** Something that the model cannot start without. @param input a key of the catalogue under `modelInputs` */
export function inputMissing({ label, modelId }: ListedModel, input: string): AppError {
  return forPerson('MODEL_INPUT_MISSING', `${input} is missing`, { model: label || modelId, input });
}

function forPerson(code: ErrorCode, message: string, params: ErrorParams): AppError {
  return new AppError(code, message, { params, retry: 'after-user-action' });
}
