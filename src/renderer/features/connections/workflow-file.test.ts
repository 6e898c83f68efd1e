import { describe, expect, it } from 'vitest';
import { freeName, listNodes, readWorkflowFile } from './workflow-file.ts';

const graph = {
  '3': { class_type: 'KSampler', inputs: { seed: 7, positive: ['6', 0], negative: ['7', 0] } },
  '6': { class_type: 'CLIPTextEncode', inputs: { text: 'a lighthouse', clip: ['38', 0] }, _meta: { title: 'Prompt' } },
  '7': { class_type: 'CLIPTextEncode', inputs: { text: 'dim' }, _meta: { title: 'CLIPTextEncode' } },
  '38': { class_type: 'CLIPLoader', inputs: { clip_name: 'umt5' } },
  '58': { class_type: 'SaveVideo', inputs: { filename_prefix: 'video/clip', video: ['3', 0] } },
};

describe('readWorkflowFile', () => {
  it('names a workflow after its file, and guesses where values go', () => {
    expect(readWorkflowFile('Wan clip.json', JSON.stringify(graph))).toEqual({
      kind: 'workflow',
      workflow: {
        name: 'Wan clip',
        graph,
        bindings: [
          { source: 'prompt', nodeId: '6', inputName: 'text' },
          { source: 'negative-prompt', nodeId: '7', inputName: 'text' },
          { source: 'seed', nodeId: '3', inputName: 'seed' },
          { source: 'file-prefix', nodeId: '58', inputName: 'filename_prefix' },
        ],
      },
    });
  });

  it('leaves out keys that were saved with it', () => {
    const saved = { prompt: graph, extra_data: { api_key_comfy_org: 'comfyui-0123456789abcdef0123456789abcdef' } };
    expect(JSON.stringify(readWorkflowFile('a.json', JSON.stringify(saved)))).not.toContain('comfyui-0123');
  });

  it.each([
    ['{"nodes": [', 'not-json'],
    [JSON.stringify({ nodes: [{ id: 3 }], links: [], version: 0.4 }), 'editor-format'],
    ['[]', 'not-a-workflow'],
    [JSON.stringify({ '1': { class_type: 'KSampler', inputs: { positive: ['2', 0] } } }), 'missing-node'],
  ])('says what is wrong with %s', (text, problem) => {
    expect(readWorkflowFile('a.json', text)).toEqual({ kind: 'problem', problem });
  });
});

describe('listNodes', () => {
  it('names nodes by title and type, with the inputs that hold a value', () => {
    const nodes = listNodes(graph);
    expect(nodes.find(({ nodeId }) => nodeId === '6')).toEqual({
      nodeId: '6',
      label: 'Prompt (CLIPTextEncode)',
      inputNames: ['text'],
    });
    expect(nodes.find(({ nodeId }) => nodeId === '7')?.label).toBe('CLIPTextEncode');
  });
});

describe('freeName', () => {
  it('counts on until a name is free', () => {
    expect(freeName('clip', ['other'])).toBe('clip');
    expect(freeName('clip', ['clip', 'clip 2'])).toBe('clip 3');
  });
});
