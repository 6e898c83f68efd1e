import { describe, expect, it } from 'vitest';
import type { ConnectionId } from '#shared/domain/ids.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import { definitionOf, inModelOrder, newDefinition, readDefinition } from './model-facts.ts';

function aModel(fields: Partial<ListedModel>): ListedModel {
  const base = newDefinition('2026-11-21');
  return { ...base, connectionId: 'conn_0000000000000001' as ConnectionId, origin: 'bundled', ...fields };
}

describe('inModelOrder', () => {
  const models = [
    aModel({ modelId: 'chat', label: 'Chat', kind: 'text' }),
    aModel({ modelId: 'gen-4', label: 'Gen 4', kind: 'video' }),
    aModel({ modelId: 'gen-5', label: 'Gen 5', kind: 'video' }),
    aModel({ modelId: 'still', label: 'Still', kind: 'image' }),
  ];

  it('puts clips and pictures before the rest', () => {
    expect(inModelOrder(models, '').map(({ modelId }) => modelId)).toEqual(['gen-4', 'gen-5', 'still', 'chat']);
  });

  it('finds by words of label, id and kind', () => {
    expect(inModelOrder(models, 'VIDEO 5').map(({ modelId }) => modelId)).toEqual(['gen-5']);
    expect(inModelOrder(models, 'nothing')).toEqual([]);
  });
});

describe('definitionOf', () => {
  it('leaves out what is not part of a definition', () => {
    expect(definitionOf(aModel({}))).toEqual(newDefinition('2026-11-21'));
  });
});

describe('readDefinition', () => {
  it('reads JSON', () => {
    expect(readDefinition('{"modelId": "a"}')).toEqual({ kind: 'definition', definition: { modelId: 'a' } });
  });

  it('names the line of the first mistake', () => {
    expect(readDefinition('{\n  "modelId": "a",\n  label: "b"\n}')).toEqual({ kind: 'problem', line: 3 });
  });

  it('names the last line of what is cut off', () => {
    expect(readDefinition('{\n  "modelId": "a",\n')).toEqual({ kind: 'problem', line: 3 });
  });
});
