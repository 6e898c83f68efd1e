import { describe, expect, it } from 'vitest';
import type { Connection } from '#shared/domain/connection.ts';
import { animaticConnectionId, type ConnectionId } from '#shared/domain/ids.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import { countModels, hostOf, inCardOrder, placeOf, precheckChoices } from './connection-facts.ts';

const [one, two] = ['conn_0000000000000001', 'conn_0000000000000002'] as [ConnectionId, ConnectionId];

function aConnection(id: ConnectionId): Connection {
  return { id } as Connection;
}

function aModel(connectionId: ConnectionId, kind: ListedModel['kind']): ListedModel {
  return { connectionId, kind } as ListedModel;
}

describe('inCardOrder', () => {
  it('puts the built-in engine first and keeps the rest as it came', () => {
    const ids = inCardOrder([one, animaticConnectionId, two].map(aConnection)).map(({ id }) => id);
    expect(ids).toEqual([animaticConnectionId, one, two]);
  });
});

describe('hostOf', () => {
  it('gives host and port, and nothing for what is no address', () => {
    expect(hostOf('http://127.0.0.1:8188')).toBe('127.0.0.1:8188');
    expect(hostOf('https://api.example.com/v1')).toBe('api.example.com');
    expect(hostOf('')).toBe('');
    expect(hostOf('ftp://example.com')).toBe('');
  });
});

describe('placeOf', () => {
  it.each([
    ['http://localhost:8188', 'this-machine'],
    ['http://127.0.0.1:8188', 'this-machine'],
    ['http://[::1]:8188', 'this-machine'],
    ['http://192.168.178.20', 'own-network'],
    ['http://172.31.0.1', 'own-network'],
    ['http://[fd12::1]:80', 'own-network'],
    ['http://gpu-box:30010', 'own-network'],
    ['http://gpu-box.local', 'own-network'],
    ['https://172.32.0.1', 'internet'],
    ['https://10.example.com', 'internet'],
    ['https://127.example.com', 'internet'],
    ['https://api.example.com/v1', 'internet'],
  ])('takes %s for %s', (address, place) => {
    expect(placeOf(address)).toBe(place);
  });

  it('says nothing about what is no address', () => {
    expect(placeOf('')).toBeNull();
    expect(placeOf('api.example.com')).toBeNull();
  });
});

describe('countModels', () => {
  it('counts by connection', () => {
    const counts = countModels([aModel(one, 'video'), aModel(one, 'image'), aModel(two, 'text')]);
    expect([...counts]).toEqual([
      [one, 2],
      [two, 1],
    ]);
  });
});

describe('precheckChoices', () => {
  it('offers connections with a model for it, and keeps the chosen one', () => {
    const connections = [one, two, animaticConnectionId].map(aConnection);
    const models = [aModel(one, 'moderation'), aModel(two, 'video')];
    expect(precheckChoices(connections, models, null).map(({ id }) => id)).toEqual([one]);
    expect(precheckChoices(connections, models, two).map(({ id }) => id)).toEqual([one, two]);
  });
});
