import { describe, expect, it } from 'vitest';
import type { Connection } from '#shared/domain/connection.ts';
import { defaultShotGeneration } from '#shared/domain/generation.ts';
import { animaticConnectionId, type ConnectionId } from '#shared/domain/ids.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import {
  createCatalog,
  defaultModelOf,
  findNamed,
  isAllFree,
  isSameModel,
  modelKey,
  modelOfShot,
  readModelKey,
} from './model-catalog.ts';

const studioId = 'conn_0000000000000001' as ConnectionId;

function aConnection(id: ConnectionId): Connection {
  return { id, label: id as string } as Connection;
}

function aModel(connectionId: ConnectionId, modelId: string, fields: Partial<ListedModel> = {}): ListedModel {
  return { connectionId, modelId, label: modelId, kind: 'video', isFree: false, ...fields } as ListedModel;
}

const catalog = createCatalog(
  [aConnection(studioId), aConnection(animaticConnectionId)],
  [
    aModel(studioId, 'still', { kind: 'image' }),
    aModel(studioId, 'gen-4'),
    aModel(studioId, 'gen-5'),
    aModel(animaticConnectionId, 'animatic', { isFree: true }),
  ],
);
const project = { defaultConnectionId: studioId, defaultModelId: 'gen-5' };

function aShot(connectionId: ConnectionId | null, modelId: string | null) {
  return { connectionId, generation: { ...defaultShotGeneration, modelId } };
}

describe('a catalogue', () => {
  it('holds models that make clips, the built-in engine first', () => {
    expect(catalog.connections.map(({ id }) => id)).toEqual([animaticConnectionId, studioId]);
    expect(catalog.models.get(studioId)?.map(({ modelId }) => modelId)).toEqual(['gen-4', 'gen-5']);
  });

  it('finds what a shot is generated with', () => {
    const modelIdOf = (...shot: Parameters<typeof aShot>) =>
      modelOfShot(catalog, project, aShot(...shot)).model?.modelId;
    expect(modelIdOf(null, null)).toBe('gen-5');
    expect(modelIdOf(studioId, 'gen-4')).toBe('gen-4');
    expect(modelIdOf(animaticConnectionId, null)).toBe('animatic');
    expect(defaultModelOf(catalog, { ...project, defaultModelId: null }).model?.modelId).toBe('gen-4');
    const once = { connectionId: animaticConnectionId, modelId: null };
    expect(modelOfShot(catalog, project, aShot(studioId, 'gen-4'), once).model?.modelId).toBe('animatic');
  });

  it('says what is gone', () => {
    const goneId = 'conn_0000000000000002' as ConnectionId;
    expect(findNamed(catalog, { connectionId: goneId, modelId: 'x' })).toMatchObject({ connection: null, model: null });
    const unlisted = findNamed(catalog, { connectionId: studioId, modelId: 'gen-3' });
    expect(unlisted).toMatchObject({ connection: { id: studioId }, model: null });
    expect(isSameModel(unlisted, unlisted)).toBe(false);
  });

  it('knows when nothing costs anything', () => {
    expect(isAllFree(catalog, project, [aShot(animaticConnectionId, null)])).toBe(true);
    expect(isAllFree(catalog, project, [aShot(animaticConnectionId, null), aShot(null, null)])).toBe(false);
    expect(isAllFree(catalog, project, [aShot(studioId, 'gen-3')])).toBe(false);
  });
});

describe('keys of models', () => {
  it('come back as they were, whatever the model is called', () => {
    const ref = { connectionId: studioId, modelId: 'fal-ai/veo 3.1 fast' };
    expect(readModelKey(modelKey(ref))).toEqual(ref);
  });
});
