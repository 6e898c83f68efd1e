import { describe, expect, it } from 'vitest';
import type { Connection } from '#shared/domain/connection.ts';
import type { ConnectionId } from '#shared/domain/ids.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import { createCatalog } from './model-catalog.ts';
import { findModels } from './model-options.ts';

const [fal, lab] = ['conn_000000000000000f', 'conn_000000000000000l'] as [ConnectionId, ConnectionId];

function aModel(connectionId: ConnectionId, modelId: string): ListedModel {
  return { connectionId, modelId, label: modelId.toUpperCase(), kind: 'video' } as ListedModel;
}

const catalog = createCatalog(
  [
    { id: fal, label: 'fal' },
    { id: lab, label: 'Lab' },
  ] as Connection[],
  [
    ...Array.from({ length: 70 }, (_, index) => aModel(fal, `gen-${index}`)),
    aModel(lab, 'wan'),
    aModel(lab, 'gen-lab'),
  ],
);

function found(search: string) {
  const { groups, moreCount } = findModels(catalog, search);
  return { groups: groups.map(({ connection, models }) => [connection.label, models.length]), moreCount };
}

describe('findModels', () => {
  it('shows a part of a long list and says how many more there are', () => {
    expect(found('')).toEqual({ groups: [['fal', 60]], moreCount: 12 });
  });

  it('searches label, id and connection with all words', () => {
    expect(found('lab')).toEqual({ groups: [['Lab', 2]], moreCount: 0 });
    expect(found('LAB wan')).toEqual({ groups: [['Lab', 1]], moreCount: 0 });
    expect(found('gen-6 fal')).toEqual({ groups: [['fal', 11]], moreCount: 0 });
    expect(found('nothing')).toEqual({ groups: [], moreCount: 0 });
  });
});
