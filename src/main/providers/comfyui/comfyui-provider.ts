/** ComfyUI: a server of one's own, whose models are the workflows that a person hands in. */
import { type KindHosts, NoAnswerError, type ProviderAnswer } from '#main/net/provider-http.ts';
import type { ComfyWorkflow } from '#shared/domain/connection.ts';
import type { ProviderContext, ProviderFactory } from '../provider.ts';
import { failingReport, type ProbeReport, reportOfNoAnswer, reportOfStatus } from '../report.ts';
import { readyWorkflow } from './comfyui-model.ts';
import { createComfyUiVideo, workflowModels } from './comfyui-video.ts';
import { checkWorkflow, missingSources } from '#shared/domain/comfy-workflow/comfy-workflow.ts';
import { isRecord } from '#shared/domain/comfy-workflow/comfy-graph.ts';

/** ComfyUI itself asks for no key; a proxy before it may, and then takes it as a bearer token. */
export const comfyUiHosts: KindHosts = { scheme: { kind: 'bearer' }, alsoHosts: [] };

type Finding = ProbeReport['findings'][number];

/** A server with many packages of nodes describes them all at once, in tens of megabytes. */
const maxInfoBytes = 128 * 1024 * 1024;

export const createComfyUiProvider: ProviderFactory = (context) => {
  const video = createComfyUiVideo(context);
  return {
    kind: 'comfyui',
    video,
    image: null,
    text: null,
    speech: null,
    transcription: null,
    moderation: null,
    bundledModels: () => workflowModels(context),
    listModels: async () => workflowModels(context),
    test: (signal) => test(context, signal),
    close: () => video.close(),
  };
};

async function test(context: ProviderContext, signal: AbortSignal | undefined): Promise<ProbeReport> {
  try {
    const answer = await get(context, '/system_stats', signal);
    const stats = answer.json();
    if (answer.status !== 200 || !isRecord(stats) || !isRecord(stats.system)) return reportOfAnswer(context, answer);
    const { comfyui_version: version } = stats.system;
    const { workflows } = context.connection;
    const classes = workflows.length > 0 ? await get(context, '/object_info', signal) : null;
    const objectInfo = classes ? classes.json() : {};
    if (classes && (classes.status !== 200 || !isRecord(objectInfo))) return reportOfAnswer(context, classes);
    const invalid = findInvalidWorkflows(workflows, isRecord(objectInfo) ? objectInfo : {});
    const modelCount = workflows.length - invalid.length;
    const findings: Finding[] = [
      ...invalid,
      { key: 'answered', params: {} },
      ...(typeof version === 'string' ? [{ key: 'version' as const, params: { version } }] : []),
      modelCount > 0 ? { key: 'modelsListed', params: { count: modelCount } } : { key: 'videoNotOffered', params: {} },
    ];
    return { kind: invalid.length > 0 || modelCount === 0 ? 'works-with-limits' : 'works', findings, modelCount };
  } catch (thrown) {
    signal?.throwIfAborted();
    if (thrown instanceof NoAnswerError) return reportOfNoAnswer(thrown);
    throw thrown;
  }
}

/**
 * One each workflow that this server cannot run, with the classes of nodes that it lacks.
 *
 * @param objectInfo the answer of `GET /object_info`
 */
function findInvalidWorkflows(workflows: readonly ComfyWorkflow[], objectInfo: Record<string, unknown>): Finding[] {
  return workflows.flatMap((workflow) => {
    const missing = missingIn(workflow, objectInfo);
    return missing === null
      ? []
      : [{ key: 'workflowInvalid' as const, params: { workflow: workflow.name, missing: missing.join(', ') } }];
  });
}

/** What a workflow lacks; null when it can be used. */
function missingIn(workflow: ComfyWorkflow, objectInfo: Record<string, unknown>): string[] | null {
  const ready = readyWorkflow(workflow);
  if (!ready) return [];
  const missing = [...checkWorkflow(ready.graph, objectInfo), ...missingSources(ready.bindings)];
  return missing.length > 0 ? missing : null;
}

/** @throws {NoAnswerError} */
function get({ http }: ProviderContext, url: string, signal: AbortSignal | undefined): Promise<ProviderAnswer> {
  return http.send(
    { purpose: 'test', method: 'GET', url, body: { kind: 'none' }, auth: 'key' },
    { signal, maxBytes: maxInfoBytes },
  );
}

function reportOfAnswer({ connection }: ProviderContext, { status }: ProviderAnswer): ProbeReport {
  if (status === 401 && !connection.hasKey) return failingReport('keyMissing');
  return reportOfStatus(status);
}
