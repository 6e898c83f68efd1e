import { describe, expect, it } from 'vitest';
import { standInGraph, standInWorkflow } from '../../../../tests/servers/comfyui-server.ts';
import { framesFor, modelOf, readyWorkflow, type ReadyWorkflow } from './comfyui-model.ts';

const rate = { numerator: 30, denominator: 1 };

function ready(graph: Record<string, unknown>, bindings = standInWorkflow.bindings): ReadyWorkflow {
  const workflow = readyWorkflow({ name: 'Mine', graph, bindings });
  if (!workflow) throw new Error('not a workflow');
  return workflow;
}

const node = (class_type: string, inputs: Record<string, unknown>) => ({ class_type, inputs });
const ltx = {
  '1': node('EmptyLTXVLatentVideo', { width: 768, height: 512, length: 97 }),
  '2': node('CreateVideo', { fps: ['3', 0], audio: ['4', 0] }),
  '3': node('PrimitiveFloat', { value: 25 }),
  '4': node('LoadAudio', { audio: 'a.wav' }),
};
const ltxBindings = [
  { source: 'width' as const, nodeId: '1', inputName: 'width' },
  { source: 'height' as const, nodeId: '1', inputName: 'height' },
  { source: 'frames' as const, nodeId: '1', inputName: 'length' },
];

describe('framesFor', () => {
  it.each([
    [2.5, 61],
    [5, 121],
    [5.05, 125],
    [0.01, 5],
  ])('asks for %d s at the rate of the workflow in whole groups, never for less: %d', (seconds, frames) => {
    expect(framesFor(ready(standInGraph), seconds, rate)).toBe(frames);
  });

  it('knows the groups of LTX, and a rate in a node of constants', () => {
    expect(framesFor(ready(ltx, ltxBindings), 4, rate)).toBe(105);
    expect(framesFor(ready(ltx, ltxBindings), 0.01, rate)).toBe(9);
  });

  it('goes by the project’s rate where that is filled in, or where the workflow names none', () => {
    const bound = [...ltxBindings, { source: 'frame-rate' as const, nodeId: '3', inputName: 'value' }];
    expect(framesFor(ready(ltx, bound), 4, rate)).toBe(121);
    expect(framesFor(ready({ '1': ltx['1'] }, ltxBindings), 4, rate)).toBe(121);
  });

  it('makes a picture a frame where frames are a batch', () => {
    const graph = { '1': node('EmptyLatentImage', { width: 512, height: 512, batch_size: 16 }) };
    const bindings = [{ source: 'frames' as const, nodeId: '1', inputName: 'batch_size' }];
    expect(framesFor(ready(graph, bindings), 0.5, rate)).toBe(15);
  });
});

describe('modelOf', () => {
  it('knows the steps of sides of each family, and sound that is put in', () => {
    expect(modelOf(ready(ltx, ltxBindings), '2026-11-21')).toMatchObject({
      asOf: '2026-11-21',
      video: { size: { kind: 'free', multipleOf: 32 }, sound: 'always', inputs: {} },
    });
    const pictures = { '1': node('EmptyLatentImage', { width: 512, height: 512, batch_size: 16 }) };
    const bindings = ltxBindings.slice(0, 2);
    expect(modelOf(ready(pictures, bindings), '').video?.size).toMatchObject({ multipleOf: 8 });
  });
});
