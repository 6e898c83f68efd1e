import { describe, expect, it } from 'vitest';
import type { Connection } from '#shared/domain/connection.ts';
import { animaticConnectionId, type ConnectionId } from '#shared/domain/ids.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import { createCatalog } from './model-catalog.ts';
import { firstModel, memoryFromText, memoryToText, readSeconds } from './quick-take.ts';

const studioId = 'conn_0000000000000001' as ConnectionId;

function aModel(connectionId: ConnectionId, modelId: string): ListedModel {
  return { connectionId, modelId, kind: 'video' } as ListedModel;
}

const animatic = aModel(animaticConnectionId, 'animatic');
const connections = [{ id: animaticConnectionId }, { id: studioId }] as Connection[];

describe('readSeconds', () => {
  it.each([
    [4, 4],
    ['2,5', 2.5],
    ['', null],
    [0.4, null],
    [121, null],
    ['long', null],
  ])('reads %j as %s', (typed, seconds) => {
    expect(readSeconds(typed)).toBe(seconds);
  });
});

describe('what the last one was made with', () => {
  it('comes back', () => {
    const memory = {
      model: { connectionId: studioId, modelId: 'fal-ai/gen 5' },
      frameSize: { widthPx: 1080, heightPx: 1920 },
    };
    expect(memoryFromText(memoryToText(memory))).toEqual(memory);
  });

  it.each([null, '', '7', '{"model":3,"size":"big"}', 'broken {'])('is nothing for %j', (text) => {
    expect(memoryFromText(text)).toEqual({ model: null, frameSize: { widthPx: 1920, heightPx: 1080 } });
  });
});

describe('the model to begin with', () => {
  const catalog = createCatalog(connections, [animatic, aModel(studioId, 'gen-4'), aModel(studioId, 'gen-5')]);

  it('is the one of last time, as long as it is listed', () => {
    expect(firstModel(catalog, { connectionId: studioId, modelId: 'gen-5' })?.modelId).toBe('gen-5');
    expect(firstModel(catalog, { connectionId: studioId, modelId: 'gen-3' })?.modelId).toBe('gen-4');
  });

  it('is one that generates, else the built-in engine', () => {
    expect(firstModel(catalog, null)?.modelId).toBe('gen-4');
    expect(firstModel(createCatalog(connections, [animatic]), null)?.modelId).toBe('animatic');
    expect(firstModel(createCatalog([], []), null)).toBeNull();
  });
});
