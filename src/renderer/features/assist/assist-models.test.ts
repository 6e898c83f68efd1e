import { describe, expect, it } from 'vitest';
import type { Connection } from '#shared/domain/connection.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import { catalogOf, firstChoice, pickedOf, readRemembered } from './assist-models.ts';

const connection = (id: string, hasKey = true) => ({ id, label: id, hasKey }) as unknown as Connection;
const model = (connectionId: string, modelId: string, change: Partial<ListedModel> = {}) =>
  ({ connectionId, modelId, label: modelId, kind: 'image', retiresOn: null, ...change }) as ListedModel;

const today = '2026-11-22';
const models = [
  model('a', 'clips', { kind: 'video' }),
  model('b', 'old', { retiresOn: '2026-01-01' }),
  model('b', 'new'),
  model('c', 'other'),
];
const connections = [connection('a'), connection('b', false), connection('c')];

describe('catalogOf', () => {
  it('has the connections that offer such models', () => {
    const catalog = catalogOf('image', connections, models);
    expect(catalog.connections.map(({ id }) => id)).toEqual(['b', 'c']);
    expect([...catalog.models.values()].flat().map(({ modelId }) => modelId)).toEqual(['old', 'new', 'other']);
    expect(catalogOf('speech', connections, models).connections).toEqual([]);
  });
});

describe('firstChoice', () => {
  const catalog = catalogOf('image', connections, models);

  it('is what was used last, as long as it is there', () => {
    expect(firstChoice(catalog, { connectionId: 'b', modelId: 'old' } as never, today)?.modelId).toBe('old');
    expect(firstChoice(catalog, { connectionId: 'b', modelId: 'gone' } as never, today)?.modelId).toBe('other');
  });

  it('has a key and has not ended, where there is such a one', () => {
    expect(firstChoice(catalog, null, today)?.modelId).toBe('other');
    expect(firstChoice(catalogOf('image', connections.slice(0, 2), models), null, today)?.modelId).toBe('new');
    const ended = catalogOf('image', connections, models.slice(0, 2));
    expect(firstChoice(ended, null, today)?.modelId).toBe('old');
    expect(firstChoice(catalogOf('text', connections, models), null, today)).toBeNull();
  });
});

describe('pickedOf', () => {
  it('names the connection', () => {
    const catalog = catalogOf('image', connections, models);
    expect(pickedOf(catalog, null)).toEqual({ kind: 'none' });
    expect(pickedOf(catalog, models[3] as ListedModel)).toMatchObject({
      kind: 'model',
      named: { connectionId: 'c', modelId: 'other', connection: { id: 'c' } },
    });
  });
});

describe('readRemembered', () => {
  it('takes nothing odd', () => {
    const ref = { connectionId: 'conn_a', modelId: 'm' };
    expect(readRemembered(JSON.stringify(ref))).toEqual(ref);
    for (const odd of [null, '', '{', '1', '{}', '{"connectionId":1,"modelId":"m"}', '[]']) {
      expect(readRemembered(odd)).toBeNull();
    }
  });
});
