import { describe, expect, it } from 'vitest';
import type { ComfyBinding, ComfyWorkflow } from '#shared/domain/connection.ts';
import type { AppError } from '#shared/errors/app-error.ts';
import { standInGraph, standInWorkflow } from '../../../../tests/servers/comfyui-server.ts';
import { applyBindings, brokenBindings, checkWorkflow, cleanWorkflow, readWorkflow } from './comfy-workflow.ts';
import { parseGraph } from './comfy-graph.ts';

function problemOf(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    const { code, params } = error as AppError;
    return { code, ...params };
  }
  throw new Error('expected a refusal');
}

const node = (inputs: Record<string, unknown>, class_type = 'KSampler') => ({ class_type, inputs });
const refused = (problem: string) => ({ code: 'INVALID_INPUT', field: 'workflow', problem });

describe('readWorkflow', () => {
  it('reads what ComfyUI exports for its API', () => {
    expect(readWorkflow(JSON.stringify(standInGraph))).toEqual(standInGraph);
  });

  it('reads it with a mark at its beginning, and out of a whole request', () => {
    expect(readWorkflow(`\uFEFF${JSON.stringify(standInGraph)}`)).toEqual(standInGraph);
    expect(readWorkflow(JSON.stringify({ prompt: standInGraph, client_id: 'x' }))).toEqual(standInGraph);
    expect(readWorkflow(JSON.stringify({ output: standInGraph, workflow: { nodes: [] } }))).toEqual(standInGraph);
  });

  it('keeps of a node its class, its inputs and its title', () => {
    const graph = { '1': { ...node({ seed: 1 }), _meta: { title: 'Mine', colour: 'red' }, is_changed: ['x'] } };
    expect(readWorkflow(JSON.stringify(graph))).toEqual({ '1': { ...node({ seed: 1 }), _meta: { title: 'Mine' } } });
  });

  it('says so when it is the editor’s own file', () => {
    const editor = {
      last_node_id: 9,
      nodes: [{ id: 3, type: 'KSampler' }],
      links: [[1, 4, 0, 3, 0, 'MODEL']],
      version: 0.4,
    };
    expect(problemOf(() => readWorkflow(JSON.stringify(editor)))).toEqual(refused('editor-format'));
  });

  it.each([
    ['', 'not-json'],
    ['{"3": ', 'not-json'],
    ['<!doctype html>', 'not-json'],
    ['null', 'not-a-workflow'],
    ['[]', 'not-a-workflow'],
    ['"text"', 'not-a-workflow'],
    ['{}', 'not-a-workflow'],
    ['{"prompt": {}}', 'not-a-workflow'],
    ['{"3": {"inputs": {}}}', 'not-a-workflow'],
    ['{"3": {"class_type": "KSampler"}}', 'not-a-workflow'],
    ['{"3": {"class_type": 7, "inputs": {}}}', 'not-a-workflow'],
    ['{"3": {"class_type": "KSampler", "inputs": []}}', 'not-a-workflow'],
    ['{"a b": {"class_type": "KSampler", "inputs": {}}}', 'bad-name'],
    ['{"__proto__": {"class_type": "KSampler", "inputs": {}}}', 'bad-name'],
    ['{"3": {"class_type": "KSampler", "inputs": {"__proto__": {"seed": 1}}}}', 'bad-name'],
    ['{"3": {"class_type": "KSampler", "inputs": {"a": {"constructor": {"prototype": {"b": 1}}}}}}', 'bad-name'],
    ['{"3": {"class_type": "KSampler", "inputs": {"model": ["4", 0]}}}', 'missing-node'],
    ['{"3": {"class_type": "KSampler", "inputs": {"model": ["toString", 0]}}}', 'missing-node'],
    ['{"3": {"class_type": "KSampler", "inputs": {"model": ["3", 0]}}}', 'circle'],
  ])('refuses %s', (text, problem) => {
    expect(problemOf(() => readWorkflow(text))).toEqual(refused(problem));
    expect(({} as Record<string, unknown>).seed).toBeUndefined();
  });

  it('refuses links in a wide circle, and takes nodes that are used twice', () => {
    const ring = Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [String(index), node({ next: [String((index + 1) % 1000), 0] })]),
    );
    expect(problemOf(() => parseGraph(ring))).toEqual(refused('circle'));
    const shared = { '1': node({}), '2': node({ a: ['1', 0], b: ['1', 1] }), '3': node({ a: ['1', 0], b: ['2', 0] }) };
    expect(Object.keys(parseGraph(shared))).toEqual(['1', '2', '3']);
  });

  it('reads a chain of thousands of nodes, and refuses more than any film needs', () => {
    const chain = (length: number) =>
      Object.fromEntries(
        Array.from({ length }, (_, index) => [String(index), node(index > 0 ? { from: [String(index - 1), 0] } : {})]),
      );
    expect(Object.keys(parseGraph(chain(5000)))).toHaveLength(5000);
    expect(problemOf(() => parseGraph(chain(5001)))).toEqual(refused('too-large'));
  });

  it('refuses values nested without end, many values and long texts', () => {
    const deep = `{"3": {"class_type": "KSampler", "inputs": {"a": ${'['.repeat(100_000)}${']'.repeat(100_000)}}}}`;
    expect(problemOf(() => readWorkflow(deep))).toEqual(refused('too-large'));
    const wide = { '3': node({ a: Array.from({ length: 200_001 }, () => 1) }) };
    expect(problemOf(() => parseGraph(wide))).toEqual(refused('too-large'));
    expect(problemOf(() => readWorkflow(' '.repeat(8 * 1024 * 1024 + 1)))).toEqual(refused('too-large'));
    expect(problemOf(() => parseGraph({ '3': node({ ['x'.repeat(201)]: 1 }) }))).toEqual(refused('bad-name'));
  });

  it('repeats nothing of the file in its errors', () => {
    const secret = { 'my secret film': node({}) };
    const error = (() => {
      try {
        parseGraph(secret);
      } catch (thrown) {
        return thrown as AppError;
      }
      return null;
    })();
    expect(JSON.stringify([error?.message, error?.params])).not.toContain('secret');
  });
});

describe('keys in a workflow', () => {
  it('are taken out', () => {
    const text = JSON.stringify({
      prompt: {
        '1': node({
          api_key: 'abc',
          openaiApiKey: 'abc',
          auth_token_comfy_org: 'abc',
          password: 'abc',
          token: 'abc',
          note: 'sk-proj-0123456789abcdefghij',
          max_tokens: 100,
          trigger_token: 'ohwx man',
          key: 'C major',
          linked_api_key: ['2', 0],
        }),
        '2': node({}),
      },
      extra_data: { api_key_comfy_org: 'comfyui-0123456789abcdefghij' },
    });
    const graph = readWorkflow(text);
    expect(graph['1']?.inputs).toEqual({
      api_key: '',
      openaiApiKey: '',
      auth_token_comfy_org: '',
      password: '',
      token: '',
      note: '',
      max_tokens: 100,
      trigger_token: 'ohwx man',
      key: 'C major',
      linked_api_key: ['2', 0],
    });
    expect(JSON.stringify(graph)).not.toMatch(/abc|comfyui-|sk-/);
  });

  it('are taken out of one that is kept', () => {
    const workflow: ComfyWorkflow = {
      name: 'Mine',
      graph: { '1': node({ api_key: 'abc', text: 'a' }) },
      bindings: [
        { source: 'prompt', nodeId: '1', inputName: 'text' },
        { source: 'negative-prompt', nodeId: '1', inputName: 'text' },
      ],
    };
    expect(cleanWorkflow(workflow)).toEqual({
      name: 'Mine',
      graph: { '1': node({ api_key: '', text: 'a' }) },
      bindings: [{ source: 'negative-prompt', nodeId: '1', inputName: 'text' }],
    });
    expect(problemOf(() => cleanWorkflow({ ...workflow, graph: { '1': 7 } }))).toEqual(refused('not-a-workflow'));
  });
});

describe('applyBindings', () => {
  const graph = parseGraph(standInGraph);
  const { bindings } = standInWorkflow;

  it('fills a copy, and leaves what it is not given', () => {
    const before = structuredClone(graph);
    const filled = applyBindings({ graph, bindings }, { prompt: 'A boat.', seed: 0, width: 832, 'file-prefix': 'a/b' });
    expect(filled['6']?.inputs).toEqual({ text: 'A boat.', clip: ['38', 0] });
    expect(filled['3']?.inputs.seed).toBe(0);
    expect(filled['55']?.inputs).toMatchObject({ width: 832, height: 704 });
    expect(filled['7']?.inputs.text).toBe('blurry');
    expect(filled['58']?.inputs.filename_prefix).toBe('a/b');
    expect(graph).toEqual(before);
  });

  it('gives several values to their places in order, and the last one to the rest', () => {
    const places = ['1', '2', '3'].map((nodeId): ComfyBinding => ({ source: 'reference', nodeId, inputName: 'image' }));
    const loaders = Object.fromEntries(places.map(({ nodeId }) => [nodeId, node({ image: 'old.png' }, 'LoadImage')]));
    const filled = applyBindings({ graph: loaders, bindings: places }, { reference: ['a.png', 'b.png'] });
    expect(Object.values(filled).map(({ inputs }) => inputs.image)).toEqual(['a.png', 'b.png', 'b.png']);
  });

  it('refuses a place that is not there', () => {
    const lost: ComfyBinding[] = [
      { source: 'prompt', nodeId: '99', inputName: 'text' },
      { source: 'prompt', nodeId: '6', inputName: 'toString' },
      { source: 'prompt', nodeId: 'constructor', inputName: 'name' },
    ];
    expect(brokenBindings(graph, [...bindings, ...lost])).toEqual(lost);
    for (const binding of lost) {
      expect(problemOf(() => applyBindings({ graph, bindings: [binding] }, { prompt: 'x' }))).toEqual(
        refused('missing-node'),
      );
    }
  });
});

describe('checkWorkflow', () => {
  it('names the classes that a server lacks, once each', () => {
    const graph = parseGraph({
      '1': node({}, 'VHS_VideoCombine'),
      '2': node({}, 'toString'),
      '3': node({}),
      '4': node({}, 'VHS_VideoCombine'),
    });
    expect(checkWorkflow(graph, { KSampler: {} })).toEqual(['VHS_VideoCombine', 'toString']);
    expect(checkWorkflow(graph, { KSampler: {}, VHS_VideoCombine: {}, toString: {} })).toEqual([]);
  });
});
