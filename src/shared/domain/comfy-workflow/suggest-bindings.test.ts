import { describe, expect, it } from 'vitest';
import { standInGraph, standInWorkflow } from '../../../../tests/servers/comfyui-server.ts';
import { suggestBindings } from './suggest-bindings.ts';
import { parseGraph } from './comfy-graph.ts';

/** `source nodeId.inputName`, as short as that. */
function suggested(graph: Record<string, unknown>): string[] {
  return suggestBindings(parseGraph(graph)).map(({ source, nodeId, inputName }) => `${source} ${nodeId}.${inputName}`);
}

const node = (class_type: string, inputs: Record<string, unknown>, title?: string) => ({
  class_type,
  inputs,
  ...(title !== undefined && { _meta: { title } }),
});

describe('suggestBindings', () => {
  it('finds every place of a workflow for text and picture', () => {
    const byPlace = (a: { nodeId: string; inputName: string }, b: { nodeId: string; inputName: string }) =>
      `${a.nodeId}.${a.inputName}`.localeCompare(`${b.nodeId}.${b.inputName}`);
    expect(suggestBindings(parseGraph(standInGraph)).sort(byPlace)).toEqual(
      [...standInWorkflow.bindings].sort(byPlace),
    );
  });

  it('follows the links whatever the titles say, through nodes that pass both kinds on', () => {
    const graph = {
      '1': node('CLIPTextEncode', { text: 'sea' }, 'Negative (old)'),
      '2': node('CLIPTextEncode', { text: 'blur' }, 'Positive (old)'),
      '3': node('WanFirstLastFrameToVideo', {
        positive: ['1', 0],
        negative: ['2', 0],
        start_image: ['5', 0],
        end_image: ['7', 0],
        width: 832,
        height: 480,
        length: 81,
      }),
      '4': node('KSamplerAdvanced', { positive: ['3', 0], negative: ['3', 1], latent_image: ['3', 2], noise_seed: 1 }),
      '5': node('LoadImage', { image: 'a.png' }),
      '6': node('LoadImage', { image: 'b.png' }),
      '7': node('ImageScale', { image: ['6', 0], width: 832, height: 480 }),
      '8': node('KSamplerAdvanced', { positive: ['3', 0], negative: ['3', 1], latent_image: ['4', 0], noise_seed: 2 }),
      '9': node('VHS_VideoCombine', { images: ['8', 0], frame_rate: 16, filename_prefix: 'AnimateDiff' }),
    };
    expect(suggested(graph)).toEqual([
      'prompt 1.text',
      'negative-prompt 2.text',
      'seed 4.noise_seed',
      'seed 8.noise_seed',
      'width 3.width',
      'height 3.height',
      'frames 3.length',
      'first-frame 5.image',
      'last-frame 6.image',
      'file-prefix 9.filename_prefix',
    ]);
  });

  it('finds numbers and words in nodes of constants', () => {
    const graph = {
      '1': node('PrimitiveStringMultiline', { value: 'sea' }),
      '2': node('CLIPTextEncode', { text: ['1', 0] }),
      '3': node('PrimitiveInt', { value: 97 }),
      '4': node('EmptyLTXVLatentVideo', { width: 768, height: 512, length: ['3', 0], batch_size: 1 }),
      '5': node('RandomNoise', { noise_seed: 7 }),
      '6': node('ConditioningZeroOut', { conditioning: ['2', 0] }),
      '7': node('CFGGuider', { positive: ['2', 0], negative: ['6', 0], cfg: 3 }),
      '8': node('SamplerCustomAdvanced', { noise: ['5', 0], guider: ['7', 0], latent_image: ['4', 0] }),
    };
    expect(suggested(graph)).toEqual([
      'prompt 1.value',
      'seed 5.noise_seed',
      'width 4.width',
      'height 4.height',
      'frames 3.value',
    ]);
  });

  it('knows a node that holds both words, and frames that are a batch of pictures', () => {
    const graph = {
      '1': node('WanVideoTextEncode', { positive_prompt: 'sea', negative_prompt: 'blur' }),
      '2': node('WanVideoSampler', { text_embeds: ['1', 0], seed: 4 }),
      '3': node('EmptyLatentImage', { width: 512, height: 512, batch_size: 16 }),
    };
    expect(suggested(graph)).toEqual([
      'prompt 1.positive_prompt',
      'negative-prompt 1.negative_prompt',
      'seed 2.seed',
      'width 3.width',
      'height 3.height',
      'frames 3.batch_size',
    ]);
  });

  it('goes by titles where nothing is linked that tells', () => {
    const graph = {
      '1': node('CLIPTextEncode', { text: 'blur' }, 'Negative'),
      '2': node('CLIPTextEncode', { text: 'sea' }, 'What to show'),
      '3': node('LoadImage', { image: 'a.png' }, 'Last frame'),
      '4': node('LoadImage', { image: 'b.png' }),
      '5': node('LoadImage', { image: 'c.png' }),
      '6': node('LoadAudio', { audio: 'voice.wav' }),
    };
    expect(suggested(graph)).toEqual([
      'prompt 2.text',
      'negative-prompt 1.text',
      'last-frame 3.image',
      'first-frame 4.image',
      'reference 5.image',
      'voice 6.audio',
    ]);
  });

  it('suggests nothing for what it does not know, and never one place twice', () => {
    expect(suggested({ '1': node('Mystery', { a: 1, b: ['2', 0] }), '2': node('Other', {}) })).toEqual([]);
    const both = {
      '1': node('CLIPTextEncode', { text: 'sea' }),
      '2': node('KSampler', { positive: ['1', 0], negative: ['1', 0] }),
    };
    expect(suggested(both)).toEqual(['prompt 1.text']);
  });

  it('stays within what a connection keeps', () => {
    const many = Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [String(index), node('KSampler', { seed: index })]),
    );
    expect(suggested(many)).toHaveLength(200);
  });
});
