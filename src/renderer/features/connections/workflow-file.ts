/** Workflows of a ComfyUI server as a person handles them: read from a file, named, and looked at node by node. */
import { isRecord, linkOf, type WorkflowProblem } from '#shared/domain/comfy-workflow/comfy-graph.ts';
import { readWorkflow } from '#shared/domain/comfy-workflow/comfy-workflow.ts';
import { suggestBindings } from '#shared/domain/comfy-workflow/suggest-bindings.ts';
import type { ComfyWorkflow } from '#shared/domain/connection.ts';
import { hasCode, toAppError } from '#shared/errors/app-error.ts';

export type WorkflowReading =
  | { kind: 'workflow'; workflow: ComfyWorkflow }
  /** Why it cannot be used: a key of the catalogue under `connections.workflow`. */
  | { kind: 'problem'; problem: WorkflowProblem };

const longestName = 200;

/** The bindings are a guess for a person to check. @param fileName gives the workflow its name, without its ending. */
export function readWorkflowFile(fileName: string, text: string): WorkflowReading {
  try {
    const graph = readWorkflow(text);
    const name = fileName
      .replace(/\.json$/i, '')
      .trim()
      .slice(0, longestName);
    return { kind: 'workflow', workflow: { name: name || 'workflow', graph, bindings: suggestBindings(graph) } };
  } catch (thrown) {
    if (!hasCode(thrown, 'INVALID_INPUT')) throw thrown;
    return { kind: 'problem', problem: toAppError(thrown).params.problem as WorkflowProblem };
  }
}

/** One node of a graph, as far as it can be read. */
export type WorkflowNode = {
  nodeId: string;
  /** `KSampler`, after the node's own title where it has one. */
  label: string;
  /** Names of the inputs that hold a value, in the file's order; those that are linked to other nodes are left out. */
  inputNames: string[];
};

/** Nodes of a graph, in the order of the file. */
export function listNodes(graph: ComfyWorkflow['graph']): WorkflowNode[] {
  return Object.entries(graph).flatMap(([nodeId, node]) => {
    if (!isRecord(node) || typeof node.class_type !== 'string' || !isRecord(node.inputs)) return [];
    const { class_type: classType, inputs, _meta: meta } = node;
    const title = isRecord(meta) && typeof meta.title === 'string' ? meta.title.trim() : '';
    return [
      {
        nodeId,
        label: title && title !== classType ? `${title} (${classType})` : classType,
        inputNames: Object.keys(inputs).filter((name) => !linkOf(inputs[name])),
      },
    ];
  });
}

/** A name that no other workflow has: `clip`, `clip 2`, … */
export function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  let number = 2;
  while (taken.includes(`${name} ${number}`)) number += 1;
  return `${name} ${number}`;
}
