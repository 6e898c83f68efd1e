import { describe, expect, it } from 'vitest';
import type { Connection } from '#shared/domain/connection.ts';
import type { ConnectionId } from '#shared/domain/ids.ts';
import type { Micros } from '#shared/domain/money.ts';
import {
  addressProblem,
  canSave,
  draftOf,
  mayChangeModels,
  patchOf,
  problemsOf,
  secretsOf,
} from './connection-draft.ts';

function aConnection(fields: Partial<Connection> = {}): Connection {
  return {
    id: 'conn_0000000000000001' as ConnectionId,
    kind: 'runway',
    label: 'Runway',
    baseUrl: 'https://api.example.com/v1',
    proxyUrl: '',
    headerNames: ['X-Team'],
    hasKey: true,
    concurrency: 2,
    isPaused: false,
    maySend: { images: true, voice: false, video: false },
    monthlyBudget: 20_000_000 as Micros,
    removesRemoteCopies: true,
    precheckConnectionId: null,
    dialect: null,
    workflows: [],
    createdAtMs: 0,
    ...fields,
  };
}

describe('patchOf', () => {
  it('sends nothing for a draft that was not touched', () => {
    expect(patchOf(draftOf(aConnection()), aConnection())).toBeNull();
    expect(canSave(problemsOf(draftOf(aConnection())))).toBe(true);
  });

  it('sends only what changed, tidied', () => {
    const connection = aConnection();
    const draft = {
      ...draftOf(connection),
      label: ' Runway at work ',
      baseUrl: 'https://api.example.com/v2/ ',
      concurrency: '4',
      monthlyBudget: '',
      maySend: { images: true, voice: true, video: false },
    };
    expect(patchOf(draft, connection)).toEqual({
      label: 'Runway at work',
      baseUrl: 'https://api.example.com/v2',
      concurrency: 4,
      monthlyBudget: null,
      maySend: { images: true, voice: true, video: false },
    });
  });

  it('reads a budget in dollars', () => {
    const connection = aConnection();
    expect(patchOf({ ...draftOf(connection), monthlyBudget: 12.5 }, connection)).toEqual({ monthlyBudget: 12_500_000 });
    expect(patchOf({ ...draftOf(connection), monthlyBudget: 0 }, connection)).toEqual({ monthlyBudget: 0 });
  });
});

describe('problemsOf', () => {
  it('names every field that is wrong', () => {
    const problems = problemsOf({
      ...draftOf(aConnection()),
      label: ' ',
      baseUrl: 'api.example.com',
      proxyUrl: 'proxy',
      concurrency: 0,
      monthlyBudget: 'much',
    });
    expect(problems).toEqual({
      label: 'labelEmpty',
      baseUrl: 'address',
      proxyUrl: 'address',
      concurrency: 'concurrency',
      monthlyBudget: 'budget',
      headers: new Map(),
      workflows: new Map(),
    });
    expect(canSave(problems)).toBe(false);
  });

  it('takes a proxy with a user', () => {
    const problems = problemsOf({ ...draftOf(aConnection()), proxyUrl: 'http://me@proxy.local:8080' });
    expect(canSave(problems)).toBe(true);
  });

  it('asks for a name and a value of each new header, and for each name once', () => {
    const draft = draftOf(aConnection());
    const rows = [
      { rowId: 1, name: 'X Team', value: 'a', isKept: false },
      { rowId: 2, name: 'x-team', value: 'a', isKept: false },
      { rowId: 3, name: 'X-New', value: '', isKept: false },
      { rowId: 4, name: '', value: '', isKept: false },
    ];
    const { headers } = problemsOf({ ...draft, headers: [...draft.headers, ...rows] });
    expect([...headers]).toEqual([
      [1, 'headerName'],
      [2, 'headerTwice'],
      [3, 'headerValue'],
    ]);
  });
});

describe('addressProblem', () => {
  it.each([
    ['https://api.example.com/v1', null],
    ['http://127.0.0.1:8188', null],
    ['', 'addressEmpty'],
    ['api.example.com', 'address'],
    ['file:///etc/hosts', 'address'],
    ['https://me:secret@api.example.com', 'addressParts'],
    ['https://api.example.com/?key=1', 'addressParts'],
  ])('judges %j', (address, problem) => {
    expect(addressProblem(address)).toBe(problem);
  });
});

describe('secretsOf', () => {
  it('keeps everything that was not touched', () => {
    expect(secretsOf(draftOf(aConnection()), aConnection())).toEqual({ key: undefined, headers: [] });
  });

  it('replaces and removes a key, and takes an empty one for none', () => {
    const connection = aConnection();
    const withKey = (key: Parameters<typeof secretsOf>[0]['key']) =>
      secretsOf({ ...draftOf(connection), key }, connection).key;
    expect(withKey({ kind: 'set', value: ' secret \n' })).toBe('secret');
    expect(withKey({ kind: 'set', value: ' ' })).toBeUndefined();
    expect(withKey({ kind: 'remove' })).toBeNull();
  });

  it('removes headers that are gone before it writes new values', () => {
    const connection = aConnection({ headerNames: ['X-Team', 'X-Old'] });
    const headers = [
      { rowId: 0, name: 'X-Team', value: 'blue', isKept: true },
      { rowId: 2, name: 'X-New', value: '1', isKept: false },
    ];
    expect(secretsOf({ ...draftOf(connection), headers }, connection).headers).toEqual([
      { name: 'X-Old', value: null },
      { name: 'X-Team', value: 'blue' },
      { name: 'X-New', value: '1' },
    ]);
  });
});

describe('workflows', () => {
  const workflow = { name: 'Wan', graph: {}, bindings: [] };

  it('need a name each that no other has', () => {
    const workflows = [workflow, { ...workflow, name: ' ' }, { ...workflow, name: 'Wan ' }];
    const problems = problemsOf({ ...draftOf(aConnection()), workflows });
    expect(problems.workflows).toEqual(
      new Map([
        [1, 'workflowName'],
        [2, 'workflowTwice'],
      ]),
    );
    expect(canSave(problems)).toBe(false);
  });

  it('are saved under a tidy name', () => {
    const connection = aConnection();
    const draft = { ...draftOf(connection), workflows: [{ ...workflow, name: ' Wan ' }] };
    expect(patchOf(draft, connection)).toEqual({ workflows: [workflow] });
  });
});

describe('mayChangeModels', () => {
  it('is so with another place, another way, other workflows or another key', () => {
    expect(mayChangeModels({ baseUrl: 'https://eu.example.com' }, { key: undefined })).toBe(true);
    expect(mayChangeModels({ workflows: [] }, { key: undefined })).toBe(true);
    expect(mayChangeModels(null, { key: 'a key' })).toBe(true);
    expect(mayChangeModels({ label: 'Other' }, { key: undefined })).toBe(false);
    expect(mayChangeModels(null, { key: null })).toBe(false);
  });
});
